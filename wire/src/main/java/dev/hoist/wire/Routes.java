package dev.hoist.wire;

/** The paths of the API, as both sides use them. {@code {id}} and {@code {name}} are parameters. */
public final class Routes {
  private Routes() {}

  public static final String API = "/api/v1";
  public static final String BOOTSTRAP = API + "/bootstrap";
  public static final String LOGIN = API + "/login";
  public static final String ME = API + "/me";
  public static final String MY_PASSWORD = ME + "/password";
  public static final String OFFERS = API + "/offers";
  public static final String REQUESTS = API + "/requests";
  public static final String REQUEST = REQUESTS + "/{id}";
  public static final String APPROVE = REQUEST + "/approve";
  public static final String DENY = REQUEST + "/deny";
  public static final String WITHDRAW = REQUEST + "/withdraw";

  /** Server-sent events, {@link RequestView} as data of each, until the request is terminal. */
  public static final String REQUEST_EVENTS = REQUEST + "/events";

  public static final String INBOX = API + "/inbox";
  public static final String GRANTS = API + "/grants";
  public static final String DONE = GRANTS + "/{id}/done";
  public static final String EXTEND = GRANTS + "/{id}/extend";
  public static final String REVOKE = GRANTS + "/{id}/revoke";
  public static final String ACCESS = GRANTS + "/{id}/access";
  public static final String REVOCATIONS = API + "/revocations";
  public static final String SESSIONS = API + "/sessions";
  public static final String SESSION_SEARCH = SESSIONS + "/search";
  public static final String SESSION = SESSIONS + "/{id}";
  public static final String RECORDING = SESSION + "/recording";
  public static final String KILL = SESSION + "/kill";
  public static final String AUDIT_ENTRIES = API + "/audit/entries";
  public static final String AUDIT_CHECKPOINT = API + "/audit/checkpoint";
  public static final String AUDIT_EXPORT = API + "/audit/export";
  public static final String USERS = API + "/users";
  public static final String USER_PASSWORD = USERS + "/{name}/password";
  public static final String DISABLE_USER = USERS + "/{name}/disable";
  public static final String TARGETS = API + "/targets";
  public static final String POLICY = API + "/policy";
  public static final String POLICY_AFFECTED = POLICY + "/affected";
  public static final String POLICY_PUSHES = POLICY + "/pushes";
  public static final String POLICY_ROLLBACKS = POLICY + "/rollbacks";
  public static final String POLICY_VERSIONS = POLICY + "/versions";
  public static final String POLICY_FILES = POLICY + "/files";

  /** JSON lines, {@link PastDecisionView} each. */
  public static final String POLICY_DECISIONS = POLICY + "/decisions";

  public static final String VERSION = API + "/version";
  public static final String HEALTH = API + "/health";
  public static final String OPENAPI = API + "/openapi.yaml";

  /** The header that makes a repeated {@code POST /requests} have one effect. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** A path with its one parameter filled in; the value is an id or a user name, both URL-safe. */
  public static String with(String route, String value) {
    if (!value.matches("[A-Za-z0-9._@-]+")) {
      throw new IllegalArgumentException("not an id or a name: " + value.length() + " characters");
    }
    return route.replaceFirst("\\{[a-z]+}", value);
  }
}
