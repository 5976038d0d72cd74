package dev.hoist.cli.connect;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.base.Shell;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.client.Query;
import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Times;
import dev.hoist.wire.AccessView;
import dev.hoist.wire.Availability;
import dev.hoist.wire.GrantView;
import dev.hoist.wire.NewRequest;
import dev.hoist.wire.OfferView;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gets hold of a grant: a live one that fits, an open request that fits, or a new request. */
public final class Obtain {
  private static final Duration USUAL = Duration.ofMinutes(30);

  private final Shell shell;
  private final Api api;

  public Obtain(Shell shell, Api api) {
    this.shell = shell;
    this.api = api;
  }

  /** The id of a grant that is active now. */
  public String grant(Wish wish) {
    List<GrantView> live =
        api.list(Routes.GRANTS, GrantView.class).stream()
            .filter(g -> g.state() == RequestState.ACTIVE && fits(wish, g.target(), g.role()))
            .toList();
    if (live.size() > 1) {
      throw choose(wish.target(), "you hold several roles on ", live.stream().map(GrantView::role));
    }
    if (!live.isEmpty()) {
      GrantView grant = live.getFirst();
      shell.say(
          "✓ " + grant.id() + " lasts another " + times().left(grant.until()) + ". Recorded.");
      return grant.id();
    }
    RequestView request = open(wish).orElseGet(() -> ask(wish));
    RequestView active = new Waiting(shell, api).untilActive(request, wish.patience());
    shell.say(Progress.granted(active, times()));
    return grantOf(active);
  }

  /** A grant's id is its request's number. */
  public static String grantOf(RequestView request) {
    return "G" + request.id().substring(1);
  }

  /** Where and how to connect under a grant, once. */
  public AccessView access(String grant) {
    return api.post(Routes.with(Routes.ACCESS, grant), Map.of(), AccessView.class);
  }

  private Optional<RequestView> open(Wish wish) {
    Optional<RequestView> open =
        api
            .list(
                Query.with(Routes.REQUESTS, "state", "pending,approved,provisioning"),
                RequestView.class)
            .stream()
            .filter(r -> r.change().isEmpty()) // a target may be named policy, too
            .filter(r -> opening(r.state()) && fits(wish, r.target(), r.role()))
            .filter(r -> r.breakGlass() || !wish.breakGlass())
            .findFirst();
    open.ifPresent(
        r -> shell.say(r.id() + " is open already; to ask anew: hoist request cancel " + r.id()));
    return open;
  }

  private static boolean opening(RequestState state) {
    return switch (state) {
      case PENDING, APPROVED, PROVISIONING -> true;
      case ACTIVE, REVOKING, ENDED, APPLIED, DENIED, WITHDRAWN, LAPSED, FAILED -> false;
    };
  }

  private static boolean fits(Wish wish, String target, String role) {
    return target.equals(wish.target()) && wish.role().map(role::equals).orElse(true);
  }

  /** Makes a new request. */
  public RequestView ask(Wish wish) {
    if (wish.role().isPresent() && wish.length().isPresent()) {
      return ask(wish, wish.role().get(), wish.length().get());
    }
    OfferView offer = offer(wish);
    Duration most = offer.max().orElse(USUAL);
    Duration usual = most.compareTo(USUAL) < 0 ? most : USUAL;
    return ask(wish, offer.role(), wish.length().orElse(usual));
  }

  private RequestView ask(Wish wish, String role, Duration length) {
    return api.postOnce(
        Routes.REQUESTS,
        new NewRequest(
            wish.target(),
            role,
            length,
            wish.reason(),
            wish.ticket(),
            wish.fields().isEmpty() ? Optional.empty() : Optional.of(Map.copyOf(wish.fields())),
            wish.breakGlass() ? Optional.of(true) : Optional.empty()),
        UUID.randomUUID().toString(),
        RequestView.class);
  }

  private OfferView offer(Wish wish) {
    List<OfferView> here =
        api.list(Query.with(Routes.OFFERS, "q", wish.target()), OfferView.class).stream()
            .filter(o -> o.target().equals(wish.target()))
            .filter(o -> wish.role().map(o.role()::equals).orElse(true))
            .toList();
    if (here.isEmpty()) {
      String role = wish.role().map(r -> " with a role " + r).orElse("");
      throw Failure.error(
          "there is no target " + Clean.line(wish.target() + role, 100) + " for you",
          "see what there is: hoist ls");
    }
    List<OfferView> possible = here.stream().filter(o -> o.how() != Availability.NO).toList();
    if (possible.isEmpty()) {
      OfferView first = here.getFirst();
      throw new Failure(
          Exit.DENIED_BY_POLICY,
          "policy denies you "
              + first.target()
              + "/"
              + first.role()
              + first.why().map(why -> ": " + Clean.line(why)).orElse(""),
          "see what you can get: hoist ls");
    }
    if (possible.size() > 1) {
      throw choose(
          wish.target(), "there are several roles on ", possible.stream().map(OfferView::role));
    }
    return possible.getFirst();
  }

  private static Failure choose(String target, String why, Stream<String> roles) {
    return Failure.usage(
        why + Clean.line(target, 100),
        "choose one: "
            + roles.map(role -> "--role " + Clean.line(role)).collect(Collectors.joining(", ")));
  }

  private Times times() {
    return new Times(shell.zone(), api.now());
  }
}
