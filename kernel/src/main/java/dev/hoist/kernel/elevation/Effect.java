package dev.hoist.kernel.elevation;

/** What is to be done in the world; carried out at least once, idempotently, in the order given. */
public sealed interface Effect {
  RequestId request();

  /** Look again at everyone's rights and report {@link Event.Checked}. */
  record Check(RequestId request) implements Effect {}

  /** Make the privilege on the target and report. */
  record Provision(RequestId request) implements Effect {}

  /** Tell the gateway and the target the grant's new end and report. */
  record Extend(RequestId request) implements Effect {}

  /** End every live session of the grant. */
  record CutSessions(RequestId request) implements Effect {}

  /** Remove the privilege, read the target back and report. */
  record Deprovision(RequestId request) implements Effect {}
}
