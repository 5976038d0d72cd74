package dev.hoist.postgres.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.postgres.protocol.testing.Msg;
import dev.hoist.postgres.protocol.testing.Rig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The relay's list of (state, message) pairs, and that nothing else is accepted: every byte is
 * tried as a type in every state, in a form that is right for that type.
 */
class ListedMessagesTest {
  private static final Map<Character, byte[]> FROM_CLIENT =
      Map.ofEntries(
          Map.entry('Q', Msg.query("SELECT 1")),
          Map.entry('P', Msg.parse("", "SELECT 1")),
          Map.entry('B', Msg.bind("", "")),
          Map.entry('D', Msg.of('D', new byte[] {'S', 0})),
          Map.entry('E', Msg.execute("")),
          Map.entry('C', Msg.of('C', new byte[] {'P', 0})),
          Map.entry('F', Msg.of('F', new byte[10])),
          Map.entry('f', Msg.text('f', "no")),
          Map.entry('p', Msg.text('p', "password")));

  private static final Map<Character, byte[]> FROM_TARGET =
      Map.ofEntries(
          Map.entry('C', Msg.complete("SELECT 1")),
          Map.entry('E', Msg.error("ERROR", "XX000", "oops")),
          Map.entry('S', Msg.text('S', "name", "value")),
          Map.entry('t', Msg.of('t', new byte[2])),
          Map.entry('Z', Msg.ready('I')),
          Map.entry('T', Msg.of('T', new byte[2])),
          Map.entry('K', Msg.of('K', Rig.targetKey())),
          Map.entry('R', Rig.authentication(0, "")));

  private static Rig asked(byte[]... messages) {
    return Rig.relay().client(messages);
  }

  private static final byte[] STATEMENT = Msg.of('D', new byte[] {'S', 0});
  private static final byte[] PORTAL = Msg.of('D', new byte[] {'P', 0});
  private static final byte[] ROW_DESCRIPTION = Msg.of('T', new byte[2]);

  static Stream<Arguments> client() {
    String requests = "QPBDECFHSX";
    return Stream.of(
        Arguments.of("idle", state(Rig::relay), requests),
        Arguments.of("busy", state(() -> asked(Msg.query("SELECT 1"))), requests),
        Arguments.of("COPY in", state(Rig::copyIn), "dcfHSX"),
        Arguments.of("COPY in done", state(() -> Rig.copyIn().client(Msg.of('c'))), requests),
        Arguments.of(
            "COPY in failed",
            state(() -> Rig.copyIn().target(Msg.error("ERROR", "22P02", "bad"))),
            requests + "dcf"),
        Arguments.of(
            "COPY out",
            state(() -> asked(Msg.query("COPY")).target(Msg.of('H', new byte[3]))),
            requests));
  }

  static Stream<Arguments> target() {
    String always = "ANSE";
    return Stream.of(
        Arguments.of("idle", state(Rig::relay), always),
        Arguments.of("query", state(() -> asked(Msg.query("q"))), always + "TCIGHW"),
        Arguments.of(
            "query with rows",
            state(() -> asked(Msg.query("q")).target(ROW_DESCRIPTION)),
            always + "DCIGHW"),
        Arguments.of(
            "query after a result",
            state(() -> asked(Msg.query("q")).target(Msg.complete("X"))),
            always + "TCIGHWZ"),
        Arguments.of(
            "query after an error",
            state(() -> asked(Msg.query("q")).target(Msg.error("ERROR", "XX000", "x"))),
            always + "Z"),
        Arguments.of("parse", state(() -> asked(Msg.parse("", "q"))), always + "1"),
        Arguments.of("bind", state(() -> asked(Msg.bind("", ""))), always + "2"),
        Arguments.of("describe a statement", state(() -> asked(STATEMENT)), always + "t"),
        Arguments.of(
            "describe a statement, parameters known",
            state(() -> asked(STATEMENT).target(Msg.of('t', new byte[2]))),
            always + "Tn"),
        Arguments.of("describe a portal", state(() -> asked(PORTAL)), always + "Tn"),
        Arguments.of("execute", state(() -> asked(Msg.execute(""))), always + "DCIsGHW"),
        Arguments.of("close", state(() -> asked(Msg.of('C', new byte[] {'P', 0}))), always + "3"),
        Arguments.of("sync", state(() -> asked(Msg.sync())), always + "Z"),
        Arguments.of("function call", state(() -> asked(Msg.of('F', new byte[10]))), always + "V"),
        Arguments.of(
            "function call returned",
            state(() -> asked(Msg.of('F', new byte[10])).target(Msg.of('V', new byte[4]))),
            always + "Z"),
        Arguments.of("COPY in", state(Rig::copyIn), always + "CI"),
        Arguments.of(
            "COPY out",
            state(() -> asked(Msg.query("COPY")).target(Msg.of('H', new byte[3]))),
            always + "dc"));
  }

  private static Supplier<Rig> state(Supplier<Rig> state) {
    return state;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("client")
  @DisplayName("S17 a client's messages are accepted only where they are listed")
  void fromTheClient(String name, Supplier<Rig> state, String listed) {
    assertThat(accepted(state, FROM_CLIENT, Rig::client)).as(name).isEqualTo(sorted(listed));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("target")
  @DisplayName("S17 a target's messages are accepted only where they are listed")
  void fromTheTarget(String name, Supplier<Rig> state, String listed) {
    assertThat(accepted(state, FROM_TARGET, Rig::target)).as(name).isEqualTo(sorted(listed));
  }

  private interface Sends {
    Rig send(Rig rig, byte[]... message);
  }

  private static String accepted(
      Supplier<Rig> state, Map<Character, byte[]> forms, Sends direction) {
    List<String> accepted = new ArrayList<>();
    for (char type = 0; type < 256; type++) {
      byte[] plain = "dGHWDAN".indexOf(type) >= 0 ? Msg.of(type, new byte[3]) : Msg.of(type);
      boolean copy = forms.containsKey(type);
      byte[] message = copy ? forms.getOrDefault(type, plain) : bare(forms, type, plain);
      Rig rig = direction.send(state.get(), message);
      if (!rig.told().contains("08P01")) {
        accepted.add(String.valueOf(type));
      }
    }
    return String.join("", accepted);
  }

  /** From a client, H is Flush, which has no body. */
  private static byte[] bare(Map<Character, byte[]> forms, char type, byte[] plain) {
    return type == 'H' && forms.equals(FROM_CLIENT) ? Msg.of('H') : plain;
  }

  private static String sorted(String types) {
    return types
        .chars()
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
