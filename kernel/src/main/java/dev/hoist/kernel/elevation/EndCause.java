package dev.hoist.kernel.elevation;

/** Why a grant ends. */
public enum EndCause {
  EXPIRED("it reached its deadline"),
  DONE("its holder gave it back"),
  REVOKED("it was revoked"),
  SUBJECT_DISABLED("its holder was disabled"),
  IDLE("it lay unused for too long"),
  POLICY_CHANGED("policy no longer allows it"),
  PROVISION_FAILED("the target could not be prepared");

  private final String words;

  EndCause(String words) {
    this.words = words;
  }

  /** The cause as the end of a sentence: "grant G-7 ended: it reached its deadline". */
  public String words() {
    return words;
  }
}
