package dev.hoist.control.elevation;

import dev.hoist.control.facts.Circumstances;
import dev.hoist.control.facts.Surroundings;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.policy.Value;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link Offers} by asking policy about every role. */
final class OffersNow implements Offers {
  /** What is asked on trial: short enough for every limit. */
  private static final Duration TRIAL = Duration.ofMinutes(1);

  private final Store store;
  private final TimeSource time;
  private final Subjects subjects;
  private final Policies policies;
  private final Surroundings surroundings;

  OffersNow(
      Store store,
      TimeSource time,
      Subjects subjects,
      Policies policies,
      Surroundings surroundings) {
    this.store = store;
    this.time = time;
    this.subjects = subjects;
    this.policies = policies;
    this.surroundings = surroundings;
  }

  @Override
  public List<Offer> to(Subject subject, String words) {
    Optional<LoadedPolicy> policy = policies.current();
    Optional<Profile> profile = subjects.find(subject.id()).filter(Profile::enabled);
    if (policy.isEmpty() || profile.isEmpty()) {
      return List.of();
    }
    PolicySet set = policy.get().set();
    List<Trial> trials = trials(policy.get(), profile.get(), words);
    Circumstances seen =
        surroundings.look(
            set,
            trials.stream()
                .flatMap(trial -> set.wants(trial.facts()).stream())
                .collect(Collectors.toSet()));
    Map<String, Value> known = seen.known(Set.of(profile.get().subject().name()));
    List<Stored> held = store.live(Optional.of(subject.id()), Optional.empty());
    Instant now = time.now();
    return trials.stream()
        .map(trial -> offer(set, trial, trial.facts().knowing(known, now), held))
        .sorted(
            Comparator.comparing((Offer o) -> o.target().name())
                .thenComparing(o -> o.role().name()))
        .toList();
  }

  /** A role asked for on trial. */
  private record Trial(TargetDefinition target, RoleDefinition role, Facts facts) {}

  private List<Trial> trials(LoadedPolicy policy, Profile profile, String words) {
    Instant now = time.now();
    List<Trial> trials = new ArrayList<>();
    for (TargetDefinition target : policy.targets()) {
      for (RoleDefinition role : policy.set().rolesOn(target)) {
        if (matches(words, target, role)) {
          trials.add(new Trial(target, role, facts(policy, profile, target, role, now)));
        }
      }
    }
    return trials;
  }

  private static Facts facts(
      LoadedPolicy policy,
      Profile profile,
      TargetDefinition target,
      RoleDefinition role,
      Instant now) {
    return new Facts(
        profile.subject(),
        profile.groups(),
        target.name(),
        role.name(),
        TRIAL,
        Optional.empty(),
        now,
        Whereabouts.of(policy, target));
  }

  private static boolean matches(String words, TargetDefinition target, RoleDefinition role) {
    String all =
        String.join(" ", target.name(), target.kind(), role.name(), target.labels().toString())
            .toLowerCase(Locale.ROOT);
    return words
        .toLowerCase(Locale.ROOT)
        .strip()
        .transform(w -> w.isEmpty() ? List.<String>of() : List.of(w.split("\\s+", -1)))
        .stream()
        .allMatch(all::contains);
  }

  private static Offer offer(PolicySet set, Trial trial, Facts facts, List<Stored> held) {
    TargetDefinition target = trial.target();
    RoleDefinition role = trial.role();
    Optional<Stored> mine =
        held.stream().filter(stored -> isFor(stored.elevation(), target, role)).findFirst();
    return switch (set.decide(facts)) {
      case Decision.Allowed a ->
          new Offer(
              target, role, how(mine, a.terms()), Optional.of(a.terms()), "rule " + a.rule(), mine);
      case Decision.Amend a ->
          new Offer(
              target,
              role,
              how(mine, a.terms()),
              Optional.of(a.terms()),
              String.join("; ", a.problems()),
              mine);
      case Decision.Denied d ->
          new Offer(target, role, held(mine, Offer.How.NO), Optional.empty(), d.message(), mine);
    };
  }

  private static boolean isFor(Elevation held, TargetDefinition target, RoleDefinition role) {
    return held.request().target().name().equals(target.name())
        && held.request().role().name().equals(role.name());
  }

  private static Offer.How how(Optional<Stored> mine, Terms terms) {
    return held(mine, terms.stages().isEmpty() ? Offer.How.AUTO : Offer.How.APPROVAL);
  }

  private static Offer.How held(Optional<Stored> mine, Offer.How otherwise) {
    boolean active = mine.filter(m -> m.elevation() instanceof Elevation.Active).isPresent();
    return active ? Offer.How.CONNECT : otherwise;
  }
}
