package dev.hoist.postgres.protocol.testing;

import dev.hoist.kernel.session.Authorization;
import dev.hoist.postgres.protocol.PostgresProtocol;
import dev.hoist.spi.ProtocolLimits;
import dev.hoist.spi.ProtocolSession;
import dev.hoist.spi.Recorded;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One session on a {@link FakeIo}, and the way to each of its stages. */
public final class Rig {
  public static final int PRE_AUTH = 8192;
  public static final int MESSAGE = 1024 * 1024;
  public static final int V3 = 3 << 16;
  public static final int SSL = 80877103;
  public static final int GSS = 80877104;
  public static final int CANCEL = 80877102;

  private static final byte[] TARGET_KEY = {0, 0, 0, 9, 1, 2, 3, 4};

  private static final PostgresProtocol PROTOCOL = new PostgresProtocol();

  public final FakeIo io = new FakeIo();
  public final ProtocolSession session;

  public Rig(boolean plainAllowed) {
    session = PROTOCOL.open(io, new ProtocolLimits(plainAllowed, PRE_AUTH, MESSAGE));
  }

  /** Waiting for a client that may stay without TLS. */
  public static Rig greeting() {
    return new Rig(true);
  }

  /** The client has been asked for its token. */
  public static Rig password() {
    Rig rig = greeting();
    rig.client(Msg.startup(V3, "user", Passes.USER, "database", Passes.TARGET));
    rig.io.takeClient();
    return rig;
  }

  /** The client has shown its token. */
  public static Rig asked() {
    Rig rig = password();
    rig.client(Msg.text('p', Passes.TOKEN));
    return rig;
  }

  /** The target is being dialled. */
  public static Rig dialling() {
    Rig rig = asked();
    rig.session.authorized(Passes.granted());
    return rig;
  }

  /** The target has the start-up packet. */
  public static Rig login() {
    Rig rig = dialling();
    rig.session.targetConnected();
    rig.io.takeTarget();
    return rig;
  }

  /** The target has proved itself; its parameters and ReadyForQuery are to come. */
  public static Rig opening() {
    Rig rig = login();
    rig.scram(new ScramServer("secret-of-the-role", 4096));
    rig.target(authentication(0, ""));
    return rig;
  }

  /** Client and target talk; everything said so far is taken. */
  public static Rig relay() {
    Rig rig = opening();
    rig.target(Msg.of('K', targetKey()), Msg.ready('I'));
    rig.io.takeClient();
    return rig;
  }

  /** The client was asked for COPY data. */
  public static Rig copyIn() {
    Rig rig = relay();
    rig.client(Msg.query("COPY t FROM STDIN"));
    rig.target(Msg.of('G', new byte[] {0, 0, 0}));
    rig.io.takeClient();
    rig.io.takeTarget();
    return rig;
  }

  /** The target's process id and secret, as it tells them. */
  public static byte[] targetKey() {
    return TARGET_KEY.clone();
  }

  /** Goes through SCRAM up to and with the server's proof. */
  public void scram(ScramServer server) {
    target(authentication(10, "SCRAM-SHA-256\0\0"));
    target(authentication(11, server.first(scramText(io.takeTarget(), true))));
    target(authentication(12, server.last(scramText(io.takeTarget(), false))));
  }

  /** What a client's SASL message says, after type, length, mechanism and length where it has. */
  public static String scramText(byte[] message, boolean initial) {
    int skip = initial ? 5 + "SCRAM-SHA-256".length() + 1 + 4 : 5;
    return new String(message, skip, message.length - skip, StandardCharsets.US_ASCII);
  }

  public static byte[] authentication(int code, String rest) {
    byte[] tail = rest.getBytes(StandardCharsets.US_ASCII);
    return Msg.of('R', Msg.join(ByteBuffer.allocate(4).putInt(code).array(), tail));
  }

  public Rig client(byte[]... parts) {
    session.clientBytes(ByteBuffer.wrap(Msg.join(parts)));
    return this;
  }

  public Rig target(byte[]... parts) {
    session.targetBytes(ByteBuffer.wrap(Msg.join(parts)));
    return this;
  }

  public Rig refuse(String message) {
    session.authorized(new Authorization.Refused(message));
    return this;
  }

  /** What the client has been told last, as text with its zero bytes shown as |. */
  public String told() {
    return new String(io.takeClient(), StandardCharsets.UTF_8).replace('\0', '|');
  }

  public boolean ended() {
    return io.closed().isPresent();
  }

  public <R extends Recorded> List<R> recorded(Class<R> kind) {
    return io.recorded().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Texts of the statements recorded so far. */
  public List<String> statements() {
    return recorded(Recorded.Statement.class).stream().map(Recorded.Statement::text).toList();
  }

  /** Number and words of the outcomes recorded so far. */
  public List<String> outcomes() {
    return recorded(Recorded.Outcome.class).stream()
        .map(o -> o.number() + " " + o.outcome())
        .toList();
  }
}
