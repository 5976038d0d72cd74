package dev.hoist.policy.model;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Value;
import dev.hoist.policy.source.Located;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A test of the file's rules, in the file. */
public record TestDef(Located<String> it, Given given, Asked asked, Expected expected) {
  /**
   * How things stand.
   *
   * @param actsFor the name of the person whom an agent or workload acts for
   * @param groups the groups of policy that the subject is in, besides those that name them
   * @param idp the groups at the identity provider
   * @param onCall the schedules on which the subject is on call; they are on no other
   * @param unknown what is not known, though it would be by default
   */
  public record Given(
      String subject,
      Subject.Kind via,
      Optional<String> actsFor,
      List<Located<String>> groups,
      List<String> idp,
      List<Located<String>> onCall,
      Optional<Duration> mfaAge,
      Instant at,
      Map<String, Value> attributes,
      List<Value> incidents,
      List<Located<String>> unknown) {}

  /**
   * What is asked for.
   *
   * @param kind the kind of a target that is not listed by name
   * @param labels its labels
   */
  public record Asked(
      Located<String> target,
      Located<String> role,
      Duration length,
      Optional<String> reason,
      Optional<String> ticket,
      boolean breakGlass,
      Map<String, Value> fields,
      Optional<String> kind,
      Map<String, String> labels) {}

  /** What should come of it. */
  public record Expected(
      Answer answer,
      Optional<Located<String>> rule,
      Optional<Duration> max,
      Optional<Integer> approvals,
      Optional<String> message) {}

  /** The kinds of decision, as tests name them. */
  public enum Answer {
    DENY,
    /** Given at once. */
    ALLOW,
    /** Given when others agree. */
    APPROVE,
    /** Given when something is added or changed. */
    AMEND
  }
}
