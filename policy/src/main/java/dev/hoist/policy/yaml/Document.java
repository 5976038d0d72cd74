package dev.hoist.policy.yaml;

/** What a text is meant to be, in messages about it. */
public enum Document {
  POLICY("a policy file", "it starts with apiVersion: hoist/v1", "split it by targets"),
  INVENTORY("an inventory", "write {} when there are no targets", "write each target on one line");

  private final String called;
  private final String whenEmpty;
  private final String whenLarge;

  Document(String called, String whenEmpty, String whenLarge) {
    this.called = called;
    this.whenEmpty = whenEmpty;
    this.whenLarge = whenLarge;
  }

  public String called() {
    return called;
  }

  String whenEmpty() {
    return whenEmpty;
  }

  String whenLarge() {
    return whenLarge;
  }
}
