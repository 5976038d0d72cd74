package dev.hoist.kernel.audit.verify;

/** Something read does not have the form it must have. */
final class Malformed extends Exception {
  Malformed(String message) {
    super(message);
  }
}
