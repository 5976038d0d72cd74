package dev.hoist.policy.replay;

/** What became of a past answer. */
public enum Turn {
  SAME("same"),
  WITHOUT_APPROVAL("now without approval"),
  WITH_APPROVAL("now with approval"),
  GIVEN("now given"),
  DENIED("now denied"),
  AMENDED("now to be amended"),
  OTHER_TERMS("on other terms");

  private final String words;

  Turn(String words) {
    this.words = words;
  }

  /** As it is counted: {@code 11 now without approval}. */
  public String words() {
    return words;
  }
}
