package dev.hoist.policy;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.policy.diff.Comparison;
import dev.hoist.policy.author.TestRun;
import dev.hoist.policy.check.CheckedSet;
import dev.hoist.policy.check.SetChecker;
import dev.hoist.policy.decide.BookBinder;
import dev.hoist.policy.diff.Differences;
import dev.hoist.policy.kinds.KindChecks;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.parse.PolicyParser;
import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses, checks and binds policy files: all of them, or none. */
public final class HoistPolicyLoader implements PolicyLoader {
  /** The most files of a set. */
  static final int MOST_FILES = 5000;

  /** Pairs of a sort of people and a role: whoever looks at a request waits for it. */
  private static final long MOST_COMPARED = 50_000;

  /** Nobody reads more tests that fail. */
  static final int MOST_FAILURES = 20;

  private final KindChecks kinds;
  private final InstantSource clock;

  /** Without knowledge of kinds of target: their addresses and privileges are not looked into. */
  public HoistPolicyLoader() {
    this(KindChecks.none());
  }

  /** Without a clock: no rule's last day is told to be over. */
  public HoistPolicyLoader(KindChecks kinds) {
    this(kinds, InstantSource.fixed(Instant.EPOCH));
  }

  /**
   * @param clock only for warnings; no decision and no error depends on it
   */
  public HoistPolicyLoader(KindChecks kinds, InstantSource clock) {
    this.kinds = kinds;
    this.clock = clock;
  }

  /** Reads inventories, with the same kinds. */
  public HoistInventoryLoader inventories() {
    return new HoistInventoryLoader(kinds);
  }

  @Override
  public Load load(List<PolicyFile> files) {
    Reading reading = read(files);
    return reading.bound().isPresent()
        ? new Load.Loaded(reading.bound().get().book(), reading.problems())
        : new Load.Rejected(reading.problems());
  }

  @Override
  public List<String> rehearse(List<PolicyFile> files) {
    return read(files).bound().stream()
        .flatMap(bound -> TestRun.failing(bound, MOST_FAILURES).stream())
        .map(
            test ->
                "%s:%d \"%s\" fails: %s"
                    .formatted(
                        test.file(), test.line(), test.it(), String.join("; ", test.failures())))
        .toList();
  }

  @Override
  public Optional<Comparison> compare(List<PolicyFile> before, List<PolicyFile> after) {
    Optional<Reading.Bound> is = read(after).bound();
    return read(before)
        .bound()
        .flatMap(was -> is.map(now -> Differences.between(was, now, MOST_COMPARED)));
  }

  /** The same with all that was found on the way, for tools that look into the files. */
  public Reading read(List<PolicyFile> files) {
    var problems = new Problems();
    try {
      return read(files, problems);
    } catch (Problems.Enough e) {
      return new Reading(problems.inOrder(), Optional.empty());
    }
  }

  private Reading read(List<PolicyFile> files, Problems problems) {
    List<PolicyFile> named =
        files.stream().sorted(Comparator.comparing(PolicyFile::name)).limit(MOST_FILES).toList();
    oneOfEach(named, problems);
    if (files.size() > MOST_FILES) {
      problems.error(
          new Source(named.getLast()), Mark.WHOLE, "a set has at most " + MOST_FILES + " files");
    }
    List<PolicyDoc> docs =
        named.stream().flatMap(f -> PolicyParser.parse(new Source(f), problems).stream()).toList();
    CheckedSet set = SetChecker.check(docs, kinds, clock.instant(), problems);
    return new Reading(
        problems.inOrder(),
        problems.hasErrors()
            ? Optional.empty()
            : Optional.of(new Reading.Bound(set, BookBinder.bind(set, ContentHash.of(named)))));
  }

  private static void oneOfEach(List<PolicyFile> files, Problems problems) {
    Set<String> seen = new HashSet<>();
    for (PolicyFile file : files) {
      if (!seen.add(file.name())) {
        problems.error(new Source(file), Mark.WHOLE, "a second file of this name");
      }
    }
  }
}
