package dev.hoist.postgres.protocol.session;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Authorization;
import dev.hoist.kernel.session.Hello;
import dev.hoist.postgres.protocol.codec.Backend;
import dev.hoist.postgres.protocol.codec.Body;
import dev.hoist.postgres.protocol.codec.Frontend;
import dev.hoist.postgres.protocol.codec.Say;
import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Violation;
import dev.hoist.spi.ProtocolLimits;
import dev.hoist.spi.SessionIo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A client that is not let in yet: encryption, start-up, token. Every request is answered before
 * the next may come, so bytes behind one are a violation; above all behind SSLRequest, where they
 * would be smuggled into what was meant to be protected (CVE-2021-23222).
 */
final class Door extends Stage {
  private enum Expects {
    GREETING,
    TLS,
    PASSWORD,
    ANSWER
  }

  private static final int MIN_STARTUP = 8;

  private final PgSession session;
  private final SessionIo io;
  private final ProtocolLimits limits;
  private final Tools tools;
  private final Body body = new Body();
  private ByteBuffer come = ByteBuffer.allocate(0);
  private Expects expects = Expects.GREETING;
  private int seen;
  private boolean secured;
  private boolean gssAsked;
  private Optional<StartupPacket> startup = Optional.empty();

  Door(PgSession session, SessionIo io, ProtocolLimits limits, Tools tools) {
    this.session = session;
    this.io = io;
    this.limits = limits;
    this.tools = tools;
  }

  @Override
  void clientBytes(ByteBuffer in) {
    seen += in.remaining();
    if (seen > limits.preAuthBytes()) {
      throw new Violation(
          SqlState.LIMIT_EXCEEDED,
          "a client may send " + limits.preAuthBytes() + " bytes before it is let in");
    }
    append(in);
    switch (expects) {
      case GREETING -> greeting();
      case PASSWORD -> password();
      case TLS -> throw new Violation("the client went on in clear text after it asked for TLS");
      case ANSWER -> impatient();
    }
  }

  private void append(ByteBuffer in) {
    ByteBuffer grown = ByteBuffer.allocate(come.position() + in.remaining());
    come = grown.put(come.flip()).put(in);
  }

  private void greeting() {
    if (come.position() < Integer.BYTES) {
      return;
    }
    int length = come.getInt(0);
    if (length < MIN_STARTUP || length > Math.min(Frontend.MAX_STARTUP, limits.preAuthBytes())) {
      throw new Violation("invalid length of startup packet");
    }
    if (come.position() < length) {
      return;
    }
    int code = come.getInt(Integer.BYTES);
    body.over(come, MIN_STARTUP, length - MIN_STARTUP);
    nothingBehind(length, code == Frontend.SSL_REQUEST ? "SSL request" : "startup packet");
    come = ByteBuffer.allocate(0);
    switch (code) {
      case Frontend.SSL_REQUEST -> sslRequest();
      case Frontend.GSSENC_REQUEST -> gssRequest();
      case Frontend.CANCEL_REQUEST -> cancelRequest();
      default -> startup(code);
    }
  }

  private void nothingBehind(int length, String what) {
    if (come.position() > length) {
      throw new Violation("received unencrypted or unexpected data after " + what);
    }
  }

  private void sslRequest() {
    body.end();
    if (secured) {
      throw new Violation("SSLRequest inside TLS");
    }
    expects = Expects.TLS;
    io.toClient(Say.oneByte('S'));
    io.secureClient();
  }

  private void gssRequest() {
    body.end();
    if (secured || gssAsked) {
      throw new Violation("GSSENCRequest may come once, and first");
    }
    gssAsked = true;
    io.toClient(Say.oneByte('N'));
  }

  private void cancelRequest() {
    Secret key = SessionKey.named(body.int32(), body.int32());
    body.end();
    io.cancel(key);
    session.leave("cancel request");
  }

  private void startup(int version) {
    if (version >>> 16 != 3) {
      throw new Violation(
          SqlState.NOT_SUPPORTED,
          "protocol "
              + (version >>> 16)
              + "."
              + (version & 0xffff)
              + " is not 3.0, hoist's only one");
    }
    if (!secured && !limits.plainAllowed()) {
      session.end(
          new Ending(
              SqlState.NOT_ALLOWED_IN,
              "hoist takes no connection without TLS",
              "Connect with sslmode=verify-full; hoist psql does it all for you.",
              "refused: no TLS"));
      return;
    }
    StartupPacket packet = StartupPacket.read(body);
    startup = Optional.of(packet);
    expects = Expects.PASSWORD;
    if ((version & 0xffff) != 0 || !packet.unknownOptions().isEmpty()) {
      io.toClient(Say.negotiateVersion(packet.unknownOptions()));
    }
    io.toClient(Say.authentication(Backend.AUTH_CLEARTEXT));
  }

  private void password() {
    if (come.get(0) == Frontend.TERMINATE) {
      session.leave("client left");
      return;
    }
    if (come.get(0) != Frontend.PASSWORD) {
      throw new Violation("expected the password, that is the access token");
    }
    if (come.position() < 1 + Integer.BYTES) {
      return;
    }
    int length = come.getInt(1);
    if (length <= Integer.BYTES || length > limits.preAuthBytes()) {
      throw new Violation("invalid password packet size");
    }
    if (come.position() < length + 1) {
      return;
    }
    nothingBehind(length + 1, "password packet");
    body.over(come, 1 + Integer.BYTES, length - Integer.BYTES);
    String token = body.string(StandardCharsets.UTF_8);
    body.end();
    come = ByteBuffer.allocate(0);
    authorize(token, startup.orElseThrow());
  }

  private void authorize(String token, StartupPacket packet) {
    if (token.isEmpty()) {
      session.end(
          new Ending(
              SqlState.NO_PASSWORD,
              "no access token was given as password",
              "Connect with: hoist psql " + packet.database(),
              "refused: no token"));
      return;
    }
    expects = Expects.ANSWER;
    io.authorize(
        new Hello(
            Secret.of(token),
            packet.user(),
            packet.database(),
            packet.application(),
            io.clientAddress()));
  }

  private void impatient() {
    if (come.get(0) == Frontend.TERMINATE) {
      session.leave("client left");
      return;
    }
    throw new Violation("the client went on before it was let in");
  }

  @Override
  void clientSecured() {
    if (expects == Expects.TLS) {
      secured = true;
      expects = Expects.GREETING;
    }
  }

  @Override
  void clientClosed() {
    session.leave("client left");
  }

  @Override
  void authorized(Authorization answer) {
    if (expects != Expects.ANSWER) {
      return;
    }
    switch (answer) {
      case Authorization.Refused refused ->
          session.end(
              new Ending(
                  SqlState.NOT_ALLOWED_IN, refused.message(), "", "refused: " + refused.message()));
      case Authorization.Granted granted -> {
        TargetLogin login =
            new TargetLogin(
                session, io, limits, tools, granted.pass(), startup.orElseThrow().settings());
        session.become(login);
        login.begin();
      }
    }
  }

  @Override
  boolean clientListens() {
    return expects != Expects.TLS;
  }
}
