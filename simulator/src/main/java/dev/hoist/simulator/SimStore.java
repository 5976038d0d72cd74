package dev.hoist.simulator;

import dev.hoist.control.Page;
import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.elevation.Change;
import dev.hoist.control.elevation.Change.Fate;
import dev.hoist.control.elevation.KeyUse;
import dev.hoist.control.elevation.Query;
import dev.hoist.control.elevation.Store;
import dev.hoist.control.elevation.Stored;
import dev.hoist.control.elevation.Task;
import dev.hoist.control.store.ElevationJson;
import dev.hoist.kernel.elevation.Effect;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A store that survives crashes. Each call is one transaction; between calls others come, the store
 * may be away, and the process may die right before or right after a commit.
 */
final class SimStore implements Store {
  private final Baton baton;
  private final Faults faults;
  private final Watch watch;
  private final Map<RequestId, Stored> elevations = new TreeMap<>(byNumber());
  private final Map<List<Object>, KeyUse> keys = new HashMap<>();
  private final List<Row> outbox = new ArrayList<>();
  private final List<AuditEntry> audit = new ArrayList<>();
  private Instant latest = Instant.EPOCH;
  private Runnable crash = () -> {};
  private long requests;
  private long decisions;
  private long tasks;

  /** An effect in the outbox. */
  private static final class Row {
    private final long number;
    private final Effect effect;
    private final String target;
    private final Instant enqueuedAt;
    private Instant due;
    private int attempt;
    private @Nullable Instant leasedUntil;
    private boolean alarmed;

    Row(long number, Effect effect, String target, Instant at) {
      this.number = number;
      this.effect = effect;
      this.target = target;
      enqueuedAt = at;
      due = at;
    }

    Task task() {
      return new Task(number, effect, target, attempt, enqueuedAt);
    }

    boolean ready(Instant now) {
      return !due.isAfter(now) && (leasedUntil == null || !leasedUntil.isAfter(now));
    }
  }

  SimStore(Baton baton, Faults faults, Watch watch) {
    this.baton = baton;
    this.faults = faults;
    this.watch = watch;
  }

  private static Comparator<RequestId> byNumber() {
    return Comparator.comparingLong(RequestId::number);
  }

  /**
   * @param now what kills the process that is running
   */
  void crashBy(Runnable now) {
    crash = now;
  }

  /** Every call goes through here first. */
  void enter() {
    baton.pause();
    if (faults.storeDown()) {
      watch.troubled();
      throw new StoreDown();
    }
  }

  void perhapsCrash() {
    if (faults.crashesHere()) {
      crash.run();
    }
  }

  void tell(AuditEntry entry) {
    audit.add(entry);
    latest = entry.at().isAfter(latest) ? entry.at() : latest;
  }

  @Override
  public void mark(Instant now) {
    enter();
    latest = now.isAfter(latest) ? now : latest;
  }

  @Override
  public Instant latest() {
    return latest;
  }

  @Override
  public List<GrantId> untoldRenewals() {
    List<GrantId> open = new ArrayList<>();
    for (AuditEntry entry : audit) {
      if (entry instanceof AuditEntry.Intent i && i.effect().equals("renew_login")) {
        open.add(i.grant());
      } else if (entry instanceof AuditEntry.EffectOutcome o && o.effect().equals("renew_login")) {
        open.remove(o.grant());
      }
    }
    return open;
  }

  List<AuditEntry> audit() {
    return audit;
  }

  List<Stored> all() {
    return List.copyOf(elevations.values());
  }

  boolean quiet() {
    return outbox.isEmpty() && elevations.values().stream().allMatch(SimStore::over);
  }

  private static boolean over(Stored stored) {
    return stored.elevation() instanceof Elevation.Terminal;
  }

  /** As {@link #find}, for whoever looks on from outside. */
  Optional<Stored> peek(RequestId id) {
    return Optional.ofNullable(elevations.get(id));
  }

  @Override
  public RequestId newRequest() {
    enter();
    return new RequestId(++requests);
  }

  @Override
  public long newDecision() {
    enter();
    return ++decisions;
  }

  @Override
  public Optional<Stored> find(RequestId id) {
    enter();
    return peek(id);
  }

  @Override
  public Optional<KeyUse> keyUse(SubjectId requester, String key) {
    enter();
    return Optional.ofNullable(keys.get(List.of(requester, key)));
  }

  @Override
  public Page<Stored> list(Query query) {
    enter();
    return new Page<>(all(), false);
  }

  @Override
  public List<Stored> live(Optional<SubjectId> holder, Optional<String> target) {
    enter();
    return elevations.values().stream()
        .filter(stored -> !over(stored))
        .filter(
            s -> holder.isEmpty() || holder.get().equals(s.elevation().request().requester().id()))
        .filter(
            s -> target.isEmpty() || target.get().equals(s.elevation().request().target().name()))
        .toList();
  }

  @Override
  public boolean commit(Change change) {
    enter();
    perhapsCrash();
    boolean written = write(change);
    perhapsCrash();
    return written;
  }

  private boolean write(Change change) {
    if (!fits(change)) {
      return false;
    }
    change.key().ifPresent(use -> keys.put(List.of(use.requester(), use.key()), use));
    change.move().ifPresent(move -> move(move, change));
    change.fate().ifPresent(this::settle);
    change.entries().forEach(this::tell);
    return true;
  }

  private boolean fits(Change change) {
    boolean current =
        change
            .move()
            .map(m -> peek(m.next().id()).map(Stored::version).orElse(0L) == m.expected())
            .orElse(true);
    boolean free =
        change.key().map(k -> !keys.containsKey(List.of(k.requester(), k.key()))).orElse(true);
    return current && free;
  }

  private void move(Change.Move move, Change change) {
    Elevation next = ElevationJson.read(ElevationJson.write(move.next()));
    Optional<Elevation> before = peek(next.id()).map(Stored::elevation);
    elevations.put(next.id(), new Stored(next, move.expected() + 1, change.at()));
    for (Effect effect : change.effects()) {
      outbox.add(new Row(++tasks, effect, next.request().target().name(), change.at()));
    }
    watch.moved(before, next);
  }

  private void settle(Fate fate) {
    switch (fate) {
      case Fate.Done done -> outbox.removeIf(row -> row.number == done.task());
      case Fate.Again again -> row(again.task()).ifPresent(row -> putBack(row, again.due()));
      case Fate.Alarmed alarmed -> row(alarmed.task()).ifPresent(row -> row.alarmed = true);
    }
  }

  private static void putBack(Row row, Instant due) {
    row.due = due;
    row.leasedUntil = null;
  }

  private Optional<Row> row(long number) {
    return outbox.stream().filter(row -> row.number == number).findFirst();
  }

  @Override
  public Optional<Instant> nextWake(Instant then) {
    enter();
    return elevations.values().stream()
        .flatMap(stored -> stored.elevation().wakesAt().stream())
        .filter(at -> at.isAfter(then))
        .min(Comparator.naturalOrder());
  }

  @Override
  public List<RequestId> due(Instant now, long after, int limit) {
    enter();
    return elevations.values().stream()
        .map(Stored::elevation)
        .filter(e -> e.id().number() > after)
        .filter(e -> e.wakesAt().filter(at -> !at.isAfter(now)).isPresent())
        .map(Elevation::id)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Task> claim(String node, Set<String> busy, Instant now, Instant leasedUntil) {
    enter();
    Optional<Row> first =
        heads().stream()
            .filter(row -> row.ready(now) && !busy.contains(row.target))
            .min(Comparator.comparing((Row row) -> row.due).thenComparingLong(row -> row.number));
    first.ifPresent(
        row -> {
          row.attempt++;
          row.leasedUntil = leasedUntil;
          watch.claimed(row.effect);
        });
    return first.map(Row::task);
  }

  /** The first effect of each elevation, and a cut that only extensions are before. */
  private List<Row> heads() {
    Map<RequestId, Row> heads = new TreeMap<>(byNumber());
    List<Row> cuts = new ArrayList<>();
    Set<RequestId> waiting = new HashSet<>();
    for (Row row : outbox) {
      boolean first = heads.putIfAbsent(row.effect.request(), row) == null;
      if (!first
          && row.effect instanceof Effect.CutSessions
          && !waiting.contains(row.effect.request())) {
        cuts.add(row);
      }
      if (!(row.effect instanceof Effect.Extend)) {
        waiting.add(row.effect.request());
      }
    }
    cuts.addAll(heads.values());
    return cuts;
  }

  @Override
  public Optional<Instant> nextTask() {
    enter();
    return heads().stream()
        .map(row -> row.leasedUntil == null ? row.due : row.leasedUntil)
        .min(Comparator.naturalOrder());
  }

  @Override
  public void releaseLeases(String node) {
    outbox.forEach(row -> row.leasedUntil = null);
  }

  @Override
  public List<Task> overdue(Instant then) {
    enter();
    return outbox.stream()
        .filter(row -> row.enqueuedAt.isBefore(then) && !row.alarmed)
        .map(Row::task)
        .toList();
  }
}
