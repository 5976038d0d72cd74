package dev.hoist.control.api;

import dev.hoist.control.access.AccessTokens;
import dev.hoist.control.access.AccessTokens.Issued;
import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.elevation.Stored;
import dev.hoist.control.identity.User;
import dev.hoist.control.identity.Users;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.wire.AccessView;
import dev.hoist.wire.ExtendRequest;
import dev.hoist.wire.GrantView;
import dev.hoist.wire.Page;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.RevocationsRequest;
import dev.hoist.wire.RevocationsView;
import dev.hoist.wire.RevokeRequest;
import dev.hoist.wire.Routes;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Using grants, and ending them. */
@RestController
final class GrantsController {
  private final Elevations elevations;
  private final AccessTokens tokens;
  private final Users users;
  private final Policies policies;
  private final RequestViews views;
  private final Sight sight;
  private final GatewayAddress gateway;

  /**
   * @param caPem the authority of the gateway's certificate
   */
  record GatewayAddress(Endpoints endpoints, String caPem) {}

  GrantsController(
      Elevations elevations,
      AccessTokens tokens,
      Users users,
      Policies policies,
      RequestViews views,
      Sight sight,
      GatewayAddress gateway) {
    this.elevations = elevations;
    this.tokens = tokens;
    this.users = users;
    this.policies = policies;
    this.views = views;
    this.sight = sight;
    this.gateway = gateway;
  }

  @GetMapping(Routes.GRANTS)
  Page<GrantView> grants(
      @RequestParam(defaultValue = "mine") String scope, @AuthenticationPrincipal Caller caller) {
    var whose = Scope.of(scope, caller, "everyone's grants", "see yours with: hoist status");
    List<GrantView> live = elevations.grants(whose).stream().map(views::grant).toList();
    return new Page<>(live, Optional.empty());
  }

  @PostMapping(Routes.DONE)
  RequestView done(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
    GrantId grant = Ids.grant(id);
    seen(grant, caller);
    return views.view(Results.done(elevations.done(grant.request(), caller.subject())));
  }

  @PostMapping(Routes.EXTEND)
  GrantView extend(
      @PathVariable String id,
      @RequestBody ExtendRequest body,
      @AuthenticationPrincipal Caller caller) {
    GrantId grant = Ids.grant(id);
    seen(grant, caller);
    if (body.number() < 1) {
      throw ApiException.of(ProblemCode.INVALID, "number says which extension it is to be, from 1");
    }
    return views.grant(
        Results.done(
            elevations.extend(grant.request(), caller.subject(), body.number(), body.length())));
  }

  @PostMapping(Routes.REVOKE)
  RequestView revoke(
      @PathVariable String id,
      @RequestBody RevokeRequest body,
      @AuthenticationPrincipal Caller caller) {
    GrantId grant = Ids.grant(id);
    String reason = Texts.reason(body.reason());
    if (!sight.mayRevoke(caller, seen(grant, caller))) {
      throw ApiException.of(
          ProblemCode.FORBIDDEN,
          "administrators and those who may approve " + grant + " may revoke it",
          "give it back yourself with: hoist done " + grant);
    }
    return views.view(Results.done(elevations.revoke(grant.request(), caller.subject(), reason)));
  }

  private Stored seen(GrantId grant, Caller caller) {
    return elevations
        .find(grant.request())
        .filter(stored -> stored.elevation() instanceof Elevation.Granted)
        .filter(stored -> sight.sees(caller, stored))
        .orElseThrow(() -> none("there is no grant " + grant + " that you may see"));
  }

  private static ApiException none(String message) {
    return ApiException.of(ProblemCode.NOT_FOUND, message, "see yours with: hoist status");
  }

  @PostMapping(Routes.ACCESS)
  AccessView access(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
    return switch (tokens.issue(Ids.grant(id), caller.subject())) {
      case Issued.Token token -> access(token, caller);
      case Issued.Refused no -> throw ApiException.of(ProblemCode.TOO_LATE, no.message());
      case Issued.NotFound no -> throw none(no.message());
    };
  }

  private AccessView access(Issued.Token token, Caller caller) {
    String kind = token.target().kind();
    Endpoints.Endpoint at =
        gateway
            .endpoints()
            .of(kind)
            .orElseThrow(
                () ->
                    ApiException.of(
                        ProblemCode.UNAVAILABLE, "the gateway does not listen for " + kind));
    return new AccessView(
        token.token().reveal(),
        at.host(),
        at.port(),
        caller.subject().name(),
        token.target().name(),
        gateway.caPem(),
        token.expiresAt());
  }

  @PostMapping(Routes.REVOCATIONS)
  RevocationsView revokeAll(
      @RequestBody RevocationsRequest body, @AuthenticationPrincipal Caller caller) {
    String reason = Texts.reason(body.reason());
    if (body.user().isPresent() == body.target().isPresent()) {
      throw ApiException.of(ProblemCode.INVALID, "name either a user or a target");
    }
    List<Stored> ended =
        body.user().isPresent()
            ? elevations.revokeAllOf(user(body.user().get()), caller.subject(), reason)
            : elevations.revokeAllOn(target(body.target().orElseThrow()), caller.subject(), reason);
    return new RevocationsView(
        ended.stream()
            .filter(stored -> stored.elevation() instanceof Elevation.Granted)
            .map(stored -> stored.id().grant().toString())
            .toList());
  }

  private dev.hoist.kernel.identity.SubjectId user(String name) {
    return users.user(name).map(User::subject).orElseThrow(() -> Hints.noUser(name, users)).id();
  }

  /** A target that policy knows, or one that it knew and on which something lives still. */
  private String target(String typed) {
    String name = Texts.name("target", typed);
    List<String> known =
        policies
            .current()
            .map(p -> p.targets().stream().map(TargetDefinition::name).toList())
            .orElse(List.of());
    boolean live =
        elevations.grants(Optional.empty()).stream()
            .anyMatch(s -> s.elevation().request().target().name().equals(name));
    if (!live && !known.contains(name)) {
      throw Hints.none("target", name, known);
    }
    return name;
  }
}
