package dev.hoist.policy.cel;

/** Something that a condition asked for is not known. */
final class UnknownFact extends RuntimeException {
  UnknownFact(String name) {
    super(name + " is not known", null, false, false);
  }
}
