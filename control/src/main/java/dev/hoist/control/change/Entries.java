package dev.hoist.control.change;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.kernel.change.ChangeEvent;
import dev.hoist.kernel.change.ChangeOutcome;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.change.Proposal;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the audit log and the list of versions are told of a change of policy. */
final class Entries {
  private Entries() {}

  static AuditEntry refused(
      StoredChange before, ChangeEvent event, ChangeOutcome.Refused no, Instant now) {
    return new AuditEntry.RefusedCommand(
        now,
        before.id(),
        by(event),
        event.getClass().getSimpleName(),
        no.why() + ": " + no.message());
  }

  static List<AuditEntry> stepped(
      PolicyChange before, ChangeEvent event, PolicyChange next, Instant now) {
    List<AuditEntry> entries = new ArrayList<>();
    if (event instanceof ChangeEvent.ApprovedBy yes
        && next.consents().size() > before.consents().size()) {
      entries.add(
          new AuditEntry.ApprovedBy(
              now,
              before.id(),
              yes.approver().subject(),
              0,
              yes.shown(),
              Optional.empty(),
              yes.note()));
    }
    if (!word(before).equals(word(next))) {
      entries.add(
          new AuditEntry.Moved(
              now, before.id(), word(before), word(next), by(event), why(next), Optional.empty()));
    }
    return entries;
  }

  /** Allowed, or a small team could not work, and told, so that others can look (S10). */
  static AuditEntry kin(StoredChange change, Subject by, Instant now) {
    return new AuditEntry.Alarm(
        now,
        Optional.empty(),
        "%s decides on %s of %s, and one of them made the other's account or gave it its password"
            .formatted(by.name(), change.id(), change.state().proposal().author().name()));
  }

  /** The set as it will be in force. */
  static LoadedPolicy policy(
      Proposal proposal, List<PolicyFile> files, Load.Loaded loaded, Instant now) {
    var origin =
        new PolicyOrigin(
            proposal.way(),
            Optional.of(proposal.id().toString()),
            Optional.of(proposal.author().name()));
    return new LoadedPolicy(loaded.set(), files, loaded.problems(), origin, now);
  }

  /** A state's name, as stored and shown. */
  static String word(PolicyChange state) {
    return switch (state) {
      case PolicyChange.Pending s -> "pending";
      case PolicyChange.Agreed s -> "agreed";
      case PolicyChange.Applied s -> "applied";
      case PolicyChange.Dropped s -> "dropped";
    };
  }

  private static String why(PolicyChange next) {
    return switch (next) {
      case PolicyChange.Pending s -> "";
      case PolicyChange.Agreed s -> "the owners agreed; it is in force";
      case PolicyChange.Applied s -> "it is in the policy folder";
      case PolicyChange.Dropped s -> s.why() + (s.note().isBlank() ? "" : ": " + s.note());
    };
  }

  private static Optional<SubjectId> by(ChangeEvent event) {
    return switch (event) {
      case ChangeEvent.ApprovedBy e -> Optional.of(e.approver().subject().id());
      case ChangeEvent.DeniedBy e -> Optional.of(e.approver().subject().id());
      case ChangeEvent.WithdrawnBy e -> Optional.of(e.by().id());
      case ChangeEvent.Overtaken e -> Optional.empty();
      case ChangeEvent.Written e -> Optional.empty();
      case ChangeEvent.TimePassed e -> Optional.empty();
    };
  }
}
