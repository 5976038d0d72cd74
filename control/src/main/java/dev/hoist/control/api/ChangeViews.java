package dev.hoist.control.api;

import dev.hoist.control.change.ChangeQuery.Outcome;
import dev.hoist.control.change.Meanings;
import dev.hoist.control.change.Standings;
import dev.hoist.control.change.StoredChange;
import dev.hoist.control.identity.Users;
import dev.hoist.control.policy.PolicyLog;
import dev.hoist.kernel.change.Consent;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.change.Proposal;
import dev.hoist.kernel.change.Touched;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.wire.ApprovalView;
import dev.hoist.wire.EndView;
import dev.hoist.wire.PolicyChangeView;
import dev.hoist.wire.PolicyFileChangeView;
import dev.hoist.wire.PolicyMeaningView;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes of policy as the API shows them: requests for the role {@code push} or {@code rollback}
 * on {@code policy}.
 */
final class ChangeViews {
  private final Users users;
  private final PolicyLog log;
  private final Standings standings;
  private final Meanings meanings;

  ChangeViews(Users users, PolicyLog log, Standings standings, Meanings meanings) {
    this.users = users;
    this.log = log;
    this.standings = standings;
    this.meanings = meanings;
  }

  /** Who made it, who may decide on it, and administrators. */
  boolean sees(Caller caller, StoredChange change) {
    return caller.admin() || authored(caller, change) || decidesOn(caller, change);
  }

  private static boolean authored(Caller caller, StoredChange change) {
    return change.state().proposal().author().id().equals(caller.subject().id());
  }

  private boolean decidesOn(Caller caller, StoredChange change) {
    Set<String> standing = deciders(List.of(change)).standing(caller.subject());
    return change.state().proposal().touched().stream().anyMatch(t -> owns(standing, t));
  }

  private ChangeDeciders deciders(List<StoredChange> changes) {
    return new ChangeDeciders(users, standings, changes.stream().map(StoredChange::state).toList());
  }

  private static boolean owns(Set<String> standing, Touched touched) {
    return !Collections.disjoint(standing, touched.owners());
  }

  /** Without the texts. */
  RequestView brief(StoredChange change) {
    return briefs(List.of(change)).getFirst();
  }

  /** Without the texts, for lists. */
  List<RequestView> briefs(List<StoredChange> changes) {
    ChangeDeciders deciders = deciders(changes);
    return changes.stream()
        .map(change -> view(change, bare(change), Optional.empty(), deciders))
        .toList();
  }

  private static List<PolicyFileChangeView> bare(StoredChange change) {
    return change.state().proposal().touched().stream()
        .map(touched -> file(touched, Optional.empty(), Optional.empty()))
        .toList();
  }

  /** With the texts that the caller may see, and what they mean. */
  RequestView whole(StoredChange change, Caller caller) {
    Proposal p = change.state().proposal();
    Map<String, String> before = texts(log.files(p.base()).orElse(List.of()));
    Map<String, String> after = texts(change.files());
    ChangeDeciders deciders = deciders(List.of(change));
    Set<String> standing = deciders.standing(caller.subject());
    boolean own = authored(caller, change) && p.way() == PolicyOrigin.Way.PUSH;
    List<PolicyFileChangeView> files =
        p.touched().stream()
            .map(
                t -> {
                  boolean all = caller.admin() || owns(standing, t);
                  return file(
                      t,
                      Optional.ofNullable(before.get(t.file())).filter(text -> all),
                      Optional.ofNullable(after.get(t.file())).filter(text -> all || own));
                })
            .toList();
    Optional<PolicyMeaningView> meaning =
        meanings
            .of(change)
            .map(
                comparison ->
                    MeaningViews.of(
                        comparison, name -> caller.admin() || owns(standing, name, p.touched())));
    return view(change, files, meaning, deciders);
  }

  /** One that it touches by who has to agree, any other by the policy in force. */
  private boolean owns(Set<String> standing, String file, List<Touched> touched) {
    return touched.stream()
        .filter(t -> t.file().equals(file))
        .findFirst()
        .map(t -> owns(standing, t))
        .orElseGet(() -> !Collections.disjoint(standing, standings.owners(file)));
  }

  private static Map<String, String> texts(List<PolicyFile> files) {
    Map<String, String> texts = new HashMap<>();
    files.forEach(file -> texts.put(file.name(), file.text()));
    return texts;
  }

  private static PolicyFileChangeView file(
      Touched touched, Optional<String> before, Optional<String> after) {
    return new PolicyFileChangeView(
        touched.file(),
        touched.how().name().toLowerCase(Locale.ROOT),
        touched.owners().stream().sorted().toList(),
        before,
        after);
  }

  private RequestView view(
      StoredChange change,
      List<PolicyFileChangeView> files,
      Optional<PolicyMeaningView> meaning,
      ChangeDeciders deciders) {
    PolicyChange state = change.state();
    Proposal p = state.proposal();
    Optional<PolicyChange.Pending> pending =
        state instanceof PolicyChange.Pending waits ? Optional.of(waits) : Optional.empty();
    return new RequestView(
        p.id().toString(),
        state(state),
        p.author().name(),
        "policy",
        p.way().name().toLowerCase(Locale.ROOT),
        "policy",
        Duration.ZERO,
        Optional.empty(),
        p.reason(),
        Optional.empty(),
        Map.of(),
        false,
        "owners agree to changes of their files",
        state.consents().stream().map(ChangeViews::approval).toList(),
        deciders.needs(state),
        pending.map(deciders::waitedFor).orElse(List.of()),
        p.digest().hex(),
        p.at(),
        pending.map(waiting -> p.lapsesAt()),
        Optional.empty(),
        end(state),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new PolicyChangeView(p.base().hex(), p.proposed().hex(), files, meaning)));
  }

  private static RequestState state(PolicyChange state) {
    return state(Outcome.of(state));
  }

  static RequestState state(Outcome outcome) {
    return switch (outcome) {
      case PENDING -> RequestState.PENDING;
      case AGREED -> RequestState.APPROVED;
      case APPLIED -> RequestState.APPLIED;
      case DENIED -> RequestState.DENIED;
      case WITHDRAWN -> RequestState.WITHDRAWN;
      case LAPSED -> RequestState.LAPSED;
      case STALE -> RequestState.FAILED;
    };
  }

  private static ApprovalView approval(Consent consent) {
    return new ApprovalView(consent.by().name(), 1, Optional.empty(), consent.note(), consent.at());
  }

  private static Optional<EndView> end(PolicyChange state) {
    return state instanceof PolicyChange.Dropped s
        ? Optional.of(
            new EndView(state(state).toString(), s.by().map(by -> by.name()), s.note(), s.at()))
        : Optional.empty();
  }
}
