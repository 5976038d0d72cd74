package dev.hoist.postgres.protocol.session;

import dev.hoist.postgres.protocol.codec.Body;
import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A client's StartupMessage. Nothing in it decides who one is or where one gets (S18): user and
 * database are only compared with what the token stands for, and of the rest only settings that a
 * session may change for itself anyway go to the target.
 *
 * @param application the client program's name for itself, for the recording
 * @param settings what goes to the target, by the setting's lower-case name
 * @param unknownOptions protocol options ({@code _pq_.…}) that we do not know
 */
record StartupPacket(
    String user,
    String database,
    String application,
    Map<String, String> settings,
    List<String> unknownOptions) {
  private static final int MAX_APPLICATION = 64;

  private static final Set<String> PASSED_ON =
      Set.of(
          "application_name",
          "bytea_output",
          "client_encoding",
          "client_min_messages",
          "datestyle",
          "default_transaction_deferrable",
          "default_transaction_isolation",
          "default_transaction_read_only",
          "extra_float_digits",
          "geqo",
          "idle_in_transaction_session_timeout",
          "idle_session_timeout",
          "intervalstyle",
          "jit",
          "lock_timeout",
          "search_path",
          "standard_conforming_strings",
          "statement_timeout",
          "timezone",
          "transaction_timeout",
          "work_mem");

  /** Reads what follows the protocol version. */
  static StartupPacket read(Body body) {
    Map<String, String> given = parameters(body);
    String user = given.getOrDefault("user", "");
    if (user.isEmpty()) {
      throw new Violation(
          SqlState.NOT_ALLOWED_IN, "no user name was given; say who you are to hoist");
    }
    refuseReplication(given.getOrDefault("replication", "off"));
    String database = given.getOrDefault("database", "");
    List<String> unknownOptions =
        given.keySet().stream().filter(name -> name.startsWith("_pq_.")).toList();
    Map<String, String> settings = settings(given);
    return new StartupPacket(
        user,
        database.isEmpty() ? user : database,
        printable(settings.getOrDefault("application_name", "")),
        settings,
        unknownOptions);
  }

  private static Map<String, String> parameters(Body body) {
    Map<String, String> given = new LinkedHashMap<>();
    while (body.remaining() > 1) {
      String name = body.string(StandardCharsets.UTF_8);
      String value = body.string(StandardCharsets.UTF_8);
      if (name.isEmpty() || given.put(name, value) != null) {
        throw new Violation("the start-up packet has an empty or a repeated parameter");
      }
    }
    if (body.remaining() != 1 || body.int8() != 0) {
      throw new Violation("the start-up packet does not end where it should");
    }
    return given;
  }

  private static Map<String, String> settings(Map<String, String> given) {
    Map<String, String> settings = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          if (name.equals("options")) {
            CommandLineOptions.read(value).forEach((n, v) -> pass(settings, n, v));
          } else if (!Set.of("user", "database", "replication").contains(name)
              && !name.startsWith("_pq_.")) {
            pass(settings, name, value);
          }
        });
    return settings;
  }

  private static void pass(Map<String, String> settings, String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!PASSED_ON.contains(lower)) {
      throw new Violation(
          SqlState.NOT_SUPPORTED,
          "start-up parameter \""
              + printable(name)
              + "\" does not pass hoist; leave it out and, if you need it, SET it after connecting");
    }
    settings.put(lower, value);
  }

  private static void refuseReplication(String value) {
    if (!List.of("off", "false", "no", "0").contains(value.toLowerCase(Locale.ROOT))) {
      throw new Violation(
          SqlState.NOT_SUPPORTED, "replication does not go through hoist; leave out replication");
    }
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars()
        .limit(MAX_APPLICATION)
        .forEach(c -> shown.append(c < ' ' || c > '~' ? '?' : (char) c));
    return shown.toString();
  }

  /** The {@code options} parameter: {@code -c name=value} and {@code --name=value} only. */
  private static final class CommandLineOptions {
    static Map<String, String> read(String options) {
      Map<String, String> settings = new LinkedHashMap<>();
      List<String> words = words(options);
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        if (word.equals("-c") && i + 1 < words.size()) {
          i++;
          assign(settings, words.get(i));
        } else if (word.startsWith("--") || (word.startsWith("-c") && word.length() > 2)) {
          assign(settings, word.substring(2));
        } else {
          throw unreadable();
        }
      }
      return settings;
    }

    private static void assign(Map<String, String> settings, String assignment) {
      int equals = assignment.indexOf('=');
      if (equals <= 0) {
        throw unreadable();
      }
      settings.put(
          assignment.substring(0, equals).replace('-', '_'), assignment.substring(equals + 1));
    }

    /** Cut at white space; a backslash takes the next character as it is. */
    private static List<String> words(String options) {
      List<String> words = new ArrayList<>();
      StringBuilder word = new StringBuilder();
      boolean escaped = false;
      for (char c : (options + " ").toCharArray()) {
        if (escaped || (c != '\\' && !Character.isWhitespace(c))) {
          word.append(c);
          escaped = false;
        } else if (c == '\\') {
          escaped = true;
        } else if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
      }
      return words;
    }

    private static Violation unreadable() {
      return new Violation(
          SqlState.NOT_SUPPORTED,
          "hoist reads only \"-c name=value\" in the start-up parameter \"options\"");
    }
  }
}
