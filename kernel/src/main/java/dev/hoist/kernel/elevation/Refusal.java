package dev.hoist.kernel.elevation;

/** Why an event was not allowed. */
public enum Refusal {
  SELF_APPROVAL,
  NOT_AN_APPROVER,
  ALREADY_APPROVED,
  STALE_DIGEST,
  NOT_YOURS,
  TOO_LATE,
  BAD_LIMIT,
  NOT_ACTIVE,
  NOT_EXTENDED,
  ALREADY_EXTENDED
}
