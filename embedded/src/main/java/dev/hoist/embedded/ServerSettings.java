package dev.hoist.embedded;

import java.util.Map;

/**
 * How a server runs unless told otherwise: nothing is lost, nobody else listens, little is used.
 */
final class ServerSettings {
  static final Map<String, String> SAFE =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("password_encryption", "scram-sha-256"),
          Map.entry("shared_buffers", "32MB"),
          Map.entry("max_connections", "60"),
          Map.entry("max_wal_size", "256MB"),
          Map.entry("huge_pages", "off"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"),
          // Statements and values stay out of the log, also when they fail (S23).
          Map.entry("logging_collector", "off"),
          Map.entry("log_destination", "stderr"),
          Map.entry("log_statement", "none"),
          Map.entry("log_min_duration_statement", "-1"),
          Map.entry("log_min_error_statement", "panic"),
          Map.entry("log_error_verbosity", "terse"),
          Map.entry("log_checkpoints", "off"));

  private ServerSettings() {}
}
