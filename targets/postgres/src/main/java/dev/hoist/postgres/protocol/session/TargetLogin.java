package dev.hoist.postgres.protocol.session;

import dev.hoist.kernel.session.Authorized;
import dev.hoist.postgres.protocol.codec.Backend;
import dev.hoist.postgres.protocol.codec.Body;
import dev.hoist.postgres.protocol.codec.Frontend;
import dev.hoist.postgres.protocol.codec.MessageStream;
import dev.hoist.postgres.protocol.codec.MessageWriter;
import dev.hoist.postgres.protocol.codec.Report;
import dev.hoist.postgres.protocol.codec.Say;
import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Types;
import dev.hoist.postgres.protocol.codec.Violation;
import dev.hoist.postgres.protocol.scram.ScramClient;
import dev.hoist.postgres.protocol.scram.ScramException;
import dev.hoist.spi.ProtocolLimits;
import dev.hoist.spi.Recorded;
import dev.hoist.spi.SessionIo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Logs in to the target as the grant's ephemeral role while the client waits. TLS as the account
 * says, never "prefer"; SCRAM-SHA-256 or nothing, so that a target (or who sits in its place) must
 * prove that it knows the password and never sees it.
 */
final class TargetLogin extends Stage {
  private enum Expects {
    CONNECTION,
    TLS_ANSWER,
    TLS,
    SASL,
    SASL_CONTINUE,
    SASL_FINAL,
    AUTHENTICATION_OK,
    READY_FOR_QUERY,
    NOTHING
  }

  private static final int MAX_MESSAGE = 64 * 1024;
  private static final int NONCE_BYTES = 18;
  private static final int MIN_KEY = 8;
  private static final int MAX_KEY = 260;

  private final PgSession session;
  private final SessionIo io;
  private final ProtocolLimits limits;
  private final SecureRandom random;
  private final Authorized pass;
  private final Map<String, String> settings;
  private final ScramClient scram;
  private final Conversation conversation;
  private final Answers answers = new Answers();
  private Expects expects = Expects.CONNECTION;
  private Optional<byte[]> targetKey = Optional.empty();

  TargetLogin(
      PgSession session,
      SessionIo io,
      ProtocolLimits limits,
      Tools tools,
      Authorized pass,
      Map<String, String> settings) {
    this.session = session;
    this.io = io;
    this.limits = limits;
    this.random = tools.random();
    this.pass = pass;
    this.settings = settings;
    this.scram = new ScramClient(tools.keys(), pass.login().password(), nonce(random));
    this.conversation = new Conversation(io::record);
  }

  private static String nonce(SecureRandom random) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  void begin() {
    io.dial(pass);
  }

  @Override
  void clientBytes(ByteBuffer in) {
    if (in.hasRemaining() && in.get(in.position()) == Frontend.TERMINATE) {
      session.leave("client left");
    } else if (in.hasRemaining()) {
      throw new Violation("the client went on before it was let in");
    }
  }

  @Override
  void clientClosed() {
    session.leave("client left");
  }

  @Override
  void targetConnected() {
    if (expects != Expects.CONNECTION) {
      return;
    }
    if (io.targetTls(pass)) {
      expects = Expects.TLS_ANSWER;
      io.toTarget(Say.sslRequest());
    } else {
      startUp();
    }
  }

  @Override
  void targetSecured() {
    if (expects == Expects.TLS) {
      startUp();
    }
  }

  private void startUp() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("user", pass.login().user());
    parameters.put("database", io.option(pass, "database"));
    parameters.putAll(settings);
    expects = Expects.SASL;
    io.toTarget(Say.startup(parameters));
  }

  @Override
  void targetFailed(String why) {
    refuse(SqlState.CANNOT_CONNECT, "target " + name() + " cannot be reached: " + why, "");
  }

  @Override
  void targetClosed() {
    refuse(
        SqlState.CONNECTION_FAILURE,
        "target " + name() + " closed the connection during login",
        "Look at the target's own log.");
  }

  @Override
  void targetBytes(ByteBuffer in) {
    switch (expects) {
      case CONNECTION, TLS ->
          throw new Violation("target " + name() + " spoke before it was spoken to");
      case TLS_ANSWER -> tlsAnswer(in);
      case SASL, SASL_CONTINUE, SASL_FINAL, AUTHENTICATION_OK, READY_FOR_QUERY, NOTHING -> {
        answers.feed(in);
        if (in.hasRemaining()) {
          session.targetBytes(in);
        }
      }
    }
  }

  private void tlsAnswer(ByteBuffer in) {
    if (!in.hasRemaining()) {
      return;
    }
    byte answer = in.get();
    if (answer == 'N') {
      refuse(
          SqlState.CANNOT_CONNECT,
          "target " + name() + " does not offer TLS, and hoist must use it there",
          "Turn ssl on at the target, or say \"tls: off\" for it in connections.yaml.");
    } else if (answer != 'S' || in.hasRemaining()) {
      throw new Violation("target " + name() + " did not answer SSLRequest as it must");
    } else {
      expects = Expects.TLS;
      io.secureTarget();
    }
  }

  private String name() {
    return pass.target().name();
  }

  private static void refuse(String sqlState, String message, String hint) {
    throw new Violation(sqlState, message, hint);
  }

  /** What the target says until it is ready; nothing of it is forwarded unread. */
  private final class Answers extends MessageStream {
    @Override
    protected boolean header(byte type, int length) {
      if (length < Integer.BYTES || length > MAX_MESSAGE) {
        throw new Violation(
            "target " + name() + " sent a message of " + length + " bytes at login");
      }
      return true;
    }

    @Override
    protected void whole(byte type, Body body) {
      switch (type) {
        case Backend.AUTHENTICATION -> authentication(body);
        case Backend.ERROR_RESPONSE -> refused(Report.read(body, StandardCharsets.UTF_8));
        case Backend.NOTICE_RESPONSE, Backend.PARAMETER_STATUS -> tell(type, body);
        case Backend.BACKEND_KEY_DATA -> key(body);
        case Backend.READY_FOR_QUERY -> {
          ready(body);
          stop();
        }
        default ->
            throw new Violation(
                "target " + name() + " sent a message of type " + Types.show(type) + " at login");
      }
    }

    @Override
    protected void piece(byte type, ByteBuffer buffer, int offset, int length) {}

    @Override
    protected void forward(ByteBuffer bytes) {}
  }

  private void authentication(Body body) {
    int code = body.int32();
    try {
      switch (code) {
        case Backend.AUTH_SASL -> sasl(body);
        case Backend.AUTH_SASL_CONTINUE -> saslContinue(body);
        case Backend.AUTH_SASL_FINAL -> saslFinal(body);
        case Backend.AUTH_OK -> authenticated(body);
        default -> throw wrongLogin("code " + code);
      }
    } catch (ScramException broken) {
      throw new Violation(
          SqlState.TARGET_REJECTED, "login at target " + name() + " failed: " + broken.text());
    }
  }

  private Violation wrongLogin(String what) {
    return new Violation(
        SqlState.TARGET_REJECTED,
        "target "
            + name()
            + " does not log "
            + pass.login().user()
            + " in by scram-sha-256 ("
            + what
            + "); let its pg_hba.conf ask for scram-sha-256");
  }

  private void in(Expects expected, String what) {
    if (expects != expected) {
      throw wrongLogin(what);
    }
  }

  private void sasl(Body body) {
    in(Expects.SASL, "SASL twice");
    boolean offered = false;
    for (String m = mechanism(body); !m.isEmpty(); m = mechanism(body)) {
      offered |= m.equals(ScramClient.MECHANISM);
    }
    body.end();
    if (!offered) {
      throw wrongLogin("it offers other mechanisms");
    }
    expects = Expects.SASL_CONTINUE;
    io.toTarget(Say.saslInitial(ScramClient.MECHANISM, scram.first()));
  }

  private static String mechanism(Body body) {
    return body.string(StandardCharsets.US_ASCII);
  }

  private void saslContinue(Body body) throws ScramException {
    in(Expects.SASL_CONTINUE, "SASL out of order");
    expects = Expects.SASL_FINAL;
    io.toTarget(Say.saslResponse(scram.answer(body.bytes(body.remaining()))));
  }

  private void saslFinal(Body body) throws ScramException {
    in(Expects.SASL_FINAL, "SASL out of order");
    scram.verify(body.bytes(body.remaining()));
    expects = Expects.AUTHENTICATION_OK;
  }

  private void authenticated(Body body) {
    in(Expects.AUTHENTICATION_OK, "it lets us in without");
    body.end();
    expects = Expects.READY_FOR_QUERY;
    io.toClient(Say.authentication(Backend.AUTH_OK));
  }

  private void refused(Report report) {
    // A code of class 28 would make the client believe that its own password was wrong.
    boolean about = report.sqlState().startsWith("28");
    refuse(
        about ? SqlState.TARGET_REJECTED : report.sqlState(),
        "target " + name() + " refused the login: " + report.message(),
        report.sqlState().equals(SqlState.NO_PASSWORD) ? anotherPassword() : "");
  }

  private String anotherPassword() {
    return "The password of "
        + pass.login().user()
        + " is no longer the one that hoist set; ALTER ROLE ... PASSWORD in one of the grant's"
        + " sessions does that. Give the grant back with: hoist done "
        + pass.grant().id()
        + " and ask again.";
  }

  /** Before it has proved itself, nothing that a target says goes to the client. */
  private void tell(byte type, Body body) {
    byte[] bytes = body.bytes(body.remaining());
    if (expects != Expects.READY_FOR_QUERY) {
      return;
    }
    if (type == Backend.PARAMETER_STATUS) {
      conversation.parameterStatus(body.over(ByteBuffer.wrap(bytes), 0, bytes.length));
    }
    io.toClient(new MessageWriter().begin(type).raw(bytes).end().done());
  }

  /** What decides with the text what a statement does, above all search_path. */
  private void noteSettings() {
    String shown =
        settings.entrySet().stream()
            .filter(it -> !it.getKey().equals("application_name"))
            .map(it -> it.getKey() + " = " + it.getValue())
            .collect(Collectors.joining(", "));
    if (!shown.isEmpty()) {
      io.record(new Recorded.Note("began with " + shown));
    }
  }

  private void key(Body body) {
    if (expects != Expects.READY_FOR_QUERY || targetKey.isPresent()) {
      throw new Violation("target " + name() + " sent a cancel key out of order");
    }
    if (body.remaining() < MIN_KEY || body.remaining() > MAX_KEY) {
      throw new Violation("target " + name() + " sent a cancel key of an unlikely length");
    }
    targetKey = Optional.of(body.bytes(body.remaining()));
    SessionKey ours = SessionKey.random(random);
    io.register(ours.named());
    io.toClient(Say.backendKey(ours.process(), ours.secret()));
  }

  private void ready(Body body) {
    if (expects != Expects.READY_FOR_QUERY || body.int8() != 'I') {
      throw new Violation("target " + name() + " was ready out of order");
    }
    body.end();
    expects = Expects.NOTHING;
    io.targetReady();
    noteSettings();
    session.become(new Relay(session, io, limits, pass, targetKey, conversation));
    io.toClient(new MessageWriter().begin(Backend.READY_FOR_QUERY).int8((byte) 'I').end().done());
  }
}
