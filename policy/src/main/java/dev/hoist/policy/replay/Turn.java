package dev.hoist.policy.replay;

/** What became of a past answer. */
public enum Turn {
  SAME("same"),
  /** What was not kept with the decision of then may have been otherwise. */
  SAME_AS_KEPT("same as far as kept"),
  WITHOUT_APPROVAL("now without approval"),
  WITH_APPROVAL("now with approval"),
  GIVEN("now given"),
  DENIED("now denied"),
  AMENDED("now to be amended"),
  OTHER_TERMS("now on other terms");

  private final String words;

  Turn(String words) {
    this.words = words;
  }

  /** As it is counted: {@code 11 now without approval}. */
  public String words() {
    return words;
  }
}
