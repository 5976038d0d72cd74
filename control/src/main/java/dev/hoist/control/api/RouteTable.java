package dev.hoist.control.api;

import static dev.hoist.control.api.RouteTable.Who.ADMIN;
import static dev.hoist.control.api.RouteTable.Who.ANYONE;
import static dev.hoist.control.api.RouteTable.Who.LOGGED_IN;
import static dev.hoist.control.api.RouteTable.Who.OWNER;
import static dev.hoist.control.api.RouteTable.Who.USER;

import dev.hoist.wire.Routes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Who may call what. What is not here is denied (S26); a test holds it against the handlers. */
public final class RouteTable {
  /** Whom a route is for; handlers look closer where it depends on the thing asked for. */
  public enum Who {
    ANYONE,
    /** Whoever is logged in, also where somebody else knows their password. */
    LOGGED_IN,
    USER,
    /** Owners of policy files, as far as they own them, and administrators; handlers look. */
    OWNER,
    ADMIN
  }

  /** One method on one path. */
  public record Route(String method, String path, Who who) {}

  private static final List<Route> ROUTES =
      List.of(
          new Route("GET", Routes.HEALTH, ANYONE),
          new Route("POST", Routes.BOOTSTRAP, ANYONE),
          new Route("POST", Routes.LOGIN, ANYONE),
          new Route("DELETE", Routes.LOGIN, LOGGED_IN),
          new Route("GET", Routes.ME, LOGGED_IN),
          new Route("POST", Routes.MY_PASSWORD, LOGGED_IN),
          new Route("GET", Routes.VERSION, LOGGED_IN),
          new Route("GET", Routes.OPENAPI, USER),
          new Route("GET", Routes.POLICY, USER),
          new Route("GET", Routes.POLICY_VERSIONS, USER),
          new Route("GET", Routes.POLICY_AFFECTED, ADMIN),
          new Route("GET", Routes.POLICY_FILES, OWNER),
          new Route("GET", Routes.POLICY_DECISIONS, OWNER),
          new Route("POST", Routes.POLICY_PUSHES, USER),
          new Route("POST", Routes.POLICY_ROLLBACKS, USER),
          new Route("GET", Routes.OFFERS, USER),
          new Route("POST", Routes.REQUESTS, USER),
          new Route("GET", Routes.REQUESTS, USER),
          new Route("GET", Routes.REQUEST, USER),
          new Route("POST", Routes.APPROVE, USER),
          new Route("POST", Routes.DENY, USER),
          new Route("POST", Routes.WITHDRAW, USER),
          new Route("GET", Routes.REQUEST_EVENTS, USER),
          new Route("GET", Routes.INBOX, USER),
          new Route("GET", Routes.GRANTS, USER),
          new Route("POST", Routes.DONE, USER),
          new Route("POST", Routes.EXTEND, USER),
          new Route("POST", Routes.REVOKE, USER),
          new Route("POST", Routes.ACCESS, USER),
          new Route("POST", Routes.REVOCATIONS, ADMIN),
          new Route("GET", Routes.SESSIONS, USER),
          new Route("GET", Routes.SESSION_SEARCH, USER),
          new Route("GET", Routes.SESSION, USER),
          new Route("GET", Routes.RECORDING, USER),
          new Route("POST", Routes.KILL, USER),
          new Route("GET", Routes.AUDIT_ENTRIES, ADMIN),
          new Route("GET", Routes.AUDIT_CHECKPOINT, ADMIN),
          new Route("GET", Routes.AUDIT_EXPORT, ADMIN),
          new Route("GET", Routes.TARGETS, ADMIN),
          new Route("GET", Routes.USERS, ADMIN),
          new Route("POST", Routes.USERS, ADMIN),
          new Route("POST", Routes.USER_PASSWORD, ADMIN),
          new Route("POST", Routes.DISABLE_USER, ADMIN));

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._@-]{1,300}");

  private record Compiled(Route route, PathPattern pattern) {}

  private static final List<Compiled> COMPILED =
      ROUTES.stream()
          .map(r -> new Compiled(r, PathPatternParser.defaultInstance.parse(r.path())))
          .toList();

  private RouteTable() {}

  public static List<Route> all() {
    return ROUTES;
  }

  /** The route of a call; empty when there is none, and then nobody may. */
  public static Optional<Route> find(String method, String path) {
    return at(path).filter(route -> route.method().equals(method)).findFirst();
  }

  /** The methods that a path takes; empty when there is no such path. */
  public static Set<String> methods(String path) {
    return at(path).map(Route::method).collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Each path has one spelling: what is encoded or carries parameters is another path, and none.
   */
  private static Stream<Route> at(String path) {
    if (!PLAIN.matcher(path).matches()) {
      return Stream.empty();
    }
    PathContainer parsed = PathContainer.parsePath(path);
    return COMPILED.stream().filter(c -> c.pattern().matches(parsed)).map(Compiled::route);
  }
}
