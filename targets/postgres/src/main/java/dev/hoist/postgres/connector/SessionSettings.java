package dev.hoist.postgres.connector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What hoist's own sessions depend on. A database's owner may set defaults for all who connect to
 * it ({@code ALTER DATABASE … SET}), and one may be lent by policy. What comes with the start of a
 * connection goes before these, so that none of them changes what our statements do, or keeps us
 * out.
 */
final class SessionSettings {
  private static final String PRELOAD = "local_preload_libraries";

  private final Map<String, Object> settings = new LinkedHashMap<>();

  /**
   * @param withTransactionTimeout whether the server is known to have that one (17 and later)
   */
  SessionSettings(Limits limits, boolean withTransactionTimeout) {
    // Nothing that others made is found by accident.
    settings.put("search_path", "pg_catalog");
    settings.put("role", "none");
    // What the server leaves out of a GRANT is told by a warning.
    settings.put("client_min_messages", "notice");
    settings.put("standard_conforming_strings", "on");
    settings.put("createrole_self_grant", "");
    settings.put("default_transaction_isolation", "read committed");
    settings.put("default_transaction_read_only", "off");
    settings.put("default_transaction_deferrable", "off");
    // One that is not there bars everybody.
    settings.put(PRELOAD, "");
    settings.put("exit_on_error", "off");
    settings.put("tcp_user_timeout", 0);
    settings.put("idle_session_timeout", 0);
    settings.put("idle_in_transaction_session_timeout", limits.whole().toMillis());
    settings.put("statement_timeout", limits.statement().toMillis());
    settings.put("lock_timeout", limits.lock().toMillis());
    if (withTransactionTimeout) {
      settings.put("transaction_timeout", 0);
    }
  }

  /** For the driver's {@code options}, as on the command line of a back end. */
  String options() {
    return settings.entrySet().stream()
        .map(it -> "-c " + it.getKey() + "=" + it.getValue().toString().replace(" ", "\\ "))
        .collect(Collectors.joining(" "));
  }

  /** The same as a query, for poolers that keep the options to themselves. */
  String query() {
    return settings.entrySet().stream()
        .filter(it -> !it.getKey().equals(PRELOAD))
        .map(it -> "pg_catalog.set_config('" + it.getKey() + "', '" + it.getValue() + "', false)")
        .collect(Collectors.joining(", ", "SELECT ", ""));
  }
}
