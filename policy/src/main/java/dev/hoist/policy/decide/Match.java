package dev.hoist.policy.decide;

/** Whether a rule matches, as far as can be told. */
enum Match {
  YES,
  NO,
  /** An allowance does not match then; a denial does. */
  UNKNOWN
}
