package dev.hoist.control.change;

import dev.hoist.control.Page;
import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.facts.Sighting;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.elevation.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where changes of policy are kept. Every call is one transaction. Thread-safe. */
public interface ChangeStore {
  /** A number that no request has. */
  RequestId newRequest();

  void open(StoredChange first, Instant now, List<AuditEntry> entries);

  Optional<StoredChange> find(RequestId id);

  /** Those that are pending, oldest first, without their files. */
  List<StoredChange> pending();

  /** Newest first, without their files. */
  Page<StoredChange> list(ChangeQuery query);

  /** Those that are in force and not known to be in the policy folder. */
  List<StoredChange> unwritten();

  /**
   * State and audit entries, and what is done within the same transaction, all or nothing.
   *
   * @param seen who was on call when somebody said yes or no, as far as that counted
   * @return false when nothing was written because it is no longer at that version
   */
  boolean move(
      StoredChange before,
      PolicyChange next,
      Instant now,
      Runnable within,
      List<Sighting> seen,
      List<AuditEntry> told);

  /**
   * What was seen of the world at each yes and no, oldest first: on the last yes, everyone's
   * standing was looked at again.
   */
  List<Sighting> seen(RequestId id);
}
