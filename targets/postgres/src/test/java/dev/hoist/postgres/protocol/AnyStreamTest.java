package dev.hoist.postgres.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.postgres.protocol.testing.Msg;
import dev.hoist.postgres.protocol.testing.Rig;
import dev.hoist.spi.Recorded;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any stream of bytes, however it is cut. */
class AnyStreamTest {
  /** All that can be seen of a session. */
  private record Seen(String toClient, String toTarget, List<Recorded> recorded, boolean ended) {
    static Seen of(Rig rig) {
      return new Seen(
          Arrays.toString(rig.io.takeClient()),
          Arrays.toString(rig.io.takeTarget()),
          List.copyOf(rig.io.recorded()),
          rig.ended());
    }
  }

  private static void inPieces(
      byte[] stream, Random random, java.util.function.Consumer<byte[]> to) {
    int at = 0;
    while (at < stream.length) {
      int most = random.nextInt(4) == 0 ? 40_000 : 12;
      int size = Math.min(1 + random.nextInt(most), stream.length - at);
      to.accept(Arrays.copyOfRange(stream, at, at + size));
      at += size;
    }
  }

  @Property(tries = 300)
  @Label("S18 the same client stream gives the same result however it is cut into buffers")
  void clientSplitsDoNotMatter(@ForAll("requests") List<byte[]> messages, @ForAll long seed) {
    byte[] stream = Msg.join(messages.toArray(byte[][]::new));
    Rig whole = Rig.relay().client(stream);
    Rig cut = Rig.relay();
    inPieces(stream, new Random(seed), cut::client);
    assertThat(Seen.of(cut)).isEqualTo(Seen.of(whole));
  }

  @Property(tries = 300)
  @Label("S18 the same target stream gives the same result however it is cut into buffers")
  void targetSplitsDoNotMatter(@ForAll("answers") List<byte[]> messages, @ForAll long seed) {
    byte[] stream = Msg.join(messages.toArray(byte[][]::new));
    Rig whole = busy().target(stream);
    Rig cut = busy();
    inPieces(stream, new Random(seed), cut::target);
    assertThat(Seen.of(cut)).isEqualTo(Seen.of(whole));
  }

  private static Rig busy() {
    Rig rig = Rig.relay();
    rig.client(Msg.query("SELECT 1"), Msg.parse("", "SELECT 2"), Msg.bind("", ""));
    rig.client(Msg.execute(""), Msg.sync(), Msg.query("SELECT 3"));
    rig.io.takeTarget();
    return rig;
  }

  @Property(tries = 300)
  @Label("S17 whatever a client sends at whatever stage, nothing is thrown and memory is bounded")
  void garbageFromTheClient(@ForAll("garbage") byte[] bytes, @ForAll("stage") int stage) {
    Rig rig = stage(stage);
    inPieces(bytes, new Random(bytes.length), rig::client);
    assertThat(rig.io.takeClient().length).isLessThan(10_000);
  }

  @Property(tries = 300)
  @Label("S17 whatever a target sends at whatever stage, nothing is thrown")
  void garbageFromTheTarget(@ForAll("garbage") byte[] bytes, @ForAll("stage") int stage) {
    Rig rig = stage(stage);
    inPieces(bytes, new Random(bytes.length), rig::target);
    assertThat(rig.io.takeTarget().length).isLessThan(10_000);
  }

  @Property(tries = 300)
  @Label("S17 a relay that is fed true messages with one byte changed never throws")
  void mutatedMessages(
      @ForAll("requests") List<byte[]> requests,
      @ForAll("answers") List<byte[]> answers,
      @ForAll Random random) {
    Rig rig = busy();
    for (int i = 0; i < Math.max(requests.size(), answers.size()); i++) {
      if (i < requests.size()) {
        rig.client(mutated(requests.get(i), random));
      }
      if (i < answers.size()) {
        rig.target(mutated(answers.get(i), random));
      }
    }
    rig.session.targetClosed();
    assertThat(rig.ended()).isTrue();
  }

  private static byte[] mutated(byte[] message, Random random) {
    byte[] copy = message.clone();
    if (random.nextInt(3) == 0) {
      copy[random.nextInt(Math.min(copy.length, 24))] = (byte) random.nextInt();
    }
    return copy;
  }

  private static Rig stage(int stage) {
    return switch (stage) {
      case 0 -> Rig.greeting();
      case 1 -> Rig.password();
      case 2 -> Rig.asked();
      case 3 -> Rig.dialling();
      case 4 -> Rig.login();
      case 5 -> Rig.opening();
      case 6 -> Rig.relay();
      case 7 -> Rig.copyIn();
      default -> busy();
    };
  }

  @Provide
  Arbitrary<Integer> stage() {
    return Arbitraries.integers().between(0, 8);
  }

  /** Bytes that look like messages now and then. */
  @Provide
  Arbitrary<byte[]> garbage() {
    Arbitrary<byte[]> typed =
        Arbitraries.integers()
            .between(0, 300)
            .flatMap(
                length ->
                    Arbitraries.bytes()
                        .array(byte[].class)
                        .ofSize(length + 5)
                        .map(bytes -> withLength(bytes, length + 4)));
    Arbitrary<byte[]> wild = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    Arbitrary<byte[]> known = Arbitraries.oneOf(request(), answer());
    return Arbitraries.oneOf(typed, wild, known)
        .list()
        .ofMaxSize(6)
        .map(parts -> Msg.join(parts.toArray(byte[][]::new)));
  }

  private static byte[] withLength(byte[] bytes, int length) {
    ByteBuffer.wrap(bytes).putInt(1, length);
    return bytes;
  }

  @Provide
  Arbitrary<List<byte[]>> requests() {
    return request().list().ofMaxSize(12);
  }

  private static Arbitrary<byte[]> request() {
    return Arbitraries.of(
        Msg.query("SELECT 1; ALTER ROLE x PASSWORD 'p'"),
        Msg.query("x".repeat(50_000)),
        Msg.parse("a", "SELECT $1"),
        Msg.parse("", "SELECT 2"),
        Msg.bind("", "a", "1", "ü"),
        Msg.bind("p", "", "1".repeat(30_000)),
        Msg.of('D', new byte[] {'S', 'a', 0}),
        Msg.execute(""),
        Msg.execute("p"),
        Msg.of('C', new byte[] {'P', 'p', 0}),
        Msg.of('F', new byte[10]),
        Msg.of('H'),
        Msg.sync(),
        Msg.sync(),
        Msg.of('d', new byte[40_000]),
        Msg.of('c'),
        Msg.of('X'));
  }

  @Provide
  Arbitrary<List<byte[]>> answers() {
    return answer().list().ofMaxSize(20).map(AnyStreamTest::beginning);
  }

  /** Often a good beginning, so that what follows meets many states. */
  private static List<byte[]> beginning(List<byte[]> rest) {
    List<byte[]> all = new ArrayList<>(List.of(Msg.of('T', new byte[9]), Msg.rows(3, 50)));
    all.addAll(rest);
    return all;
  }

  private static Arbitrary<byte[]> answer() {
    return Arbitraries.of(
        Msg.of('T', new byte[20]),
        Msg.rows(5, 30),
        Msg.rows(5, 30),
        Msg.rows(1, 100_000),
        Msg.complete("SELECT 5"),
        Msg.complete("SELECT 5"),
        Msg.ready('I'),
        Msg.ready('I'),
        Msg.ready('T'),
        Msg.of('1'),
        Msg.of('2'),
        Msg.of('s'),
        Msg.of('n'),
        Msg.of('I'),
        Msg.of('N', new byte[60]),
        Msg.text('S', "client_encoding", "LATIN1"),
        Msg.error("ERROR", "XX000", "oops"),
        Msg.of('G', new byte[3]),
        Msg.of('H', new byte[3]),
        Msg.of('d', new byte[30_000]),
        Msg.of('c'));
  }
}
