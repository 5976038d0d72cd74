package dev.hoist.gateway;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Authorization;
import dev.hoist.kernel.session.Authorized;
import dev.hoist.kernel.session.Hello;
import dev.hoist.kernel.session.Login;
import dev.hoist.spi.Protocol;
import dev.hoist.spi.ProtocolLimits;
import dev.hoist.spi.ProtocolSession;
import dev.hoist.spi.Recorded;
import dev.hoist.spi.SessionIo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A small real protocol of lines, spoken by {@link LineClient} and {@link LineTarget}. {@code TLS}
 * asks for TLS and is answered {@code S}; {@code HELLO token user target} comes first; after {@code
 * READY key} each line is a statement, and {@code bye} the last one, whose answer is waited for.
 * {@code quit} is a last statement, too, but its answer is not waited for. {@code CANCEL key} on
 * another connection stops what runs.
 */
final class LineProtocol implements Protocol {
  private volatile Runnable atQuit = () -> {};

  /** What happens when a client quits: its last statement is forwarded, but not written yet. */
  void atQuit(Runnable what) {
    atQuit = what;
  }

  @Override
  public int defaultPort() {
    return 0;
  }

  @Override
  public ProtocolSession open(SessionIo io, ProtocolLimits limits) {
    return new Session(io, limits);
  }

  /** One connection. */
  private final class Session implements ProtocolSession {
    private final SessionIo io;
    private final ProtocolLimits limits;
    private final Lines fromClient = new Lines();
    private final Lines fromTarget = new Lines();
    private final String key = UUID.randomUUID().toString();
    private Consumer<String> onClientLine = this::first;
    private Consumer<String> onTargetLine = this::loginAnswer;
    private boolean secured;
    private boolean securing;
    private boolean targetSecuring;
    private boolean over;
    private boolean leaving;
    private @Nullable Authorized pass;
    private long statements;
    private long outcomes;

    Session(SessionIo io, ProtocolLimits limits) {
      this.io = io;
      this.limits = limits;
    }

    @Override
    public void clientBytes(ByteBuffer in) {
      if (securing) {
        fail("bytes in clear before TLS");
        return;
      }
      fromClient.add(in);
      for (String line = fromClient.next(); line != null && !over; line = fromClient.next()) {
        onClientLine.accept(line);
      }
    }

    private void first(String line) {
      if (line.equals("TLS") && !secured) {
        startTls();
      } else if (!secured && !limits.plainAllowed()) {
        fail("TLS is required");
      } else if (line.startsWith("CANCEL ")) {
        io.cancel(Secret.of(line.substring(7)));
        close("cancel");
      } else if (line.startsWith("HELLO ")) {
        hello(line.split(" ", 4));
      } else {
        fail("hello first");
      }
    }

    private void startTls() {
      if (!fromClient.isEmpty()) {
        fail("bytes in clear before TLS");
        return;
      }
      io.toClient(ByteBuffer.wrap(new byte[] {'S'}));
      io.secureClient();
      securing = true;
    }

    private void hello(String[] words) {
      onClientLine = line -> fail("too early");
      io.authorize(new Hello(Secret.of(words[1]), words[2], words[3], "", io.clientAddress()));
    }

    @Override
    public void clientSecured() {
      securing = false;
      secured = true;
    }

    @Override
    public void authorized(Authorization answer) {
      switch (answer) {
        case Authorization.Refused no -> fail(no.message());
        case Authorization.Granted yes -> {
          pass = yes.pass();
          io.dial(yes.pass());
        }
      }
    }

    private Authorized pass() {
      return Objects.requireNonNull(pass);
    }

    @Override
    public void targetConnected() {
      if (io.targetTls(pass())) {
        targetSecuring = true;
        io.toTarget(line("TLS"));
      } else {
        login();
      }
    }

    @Override
    public void targetFailed(String why) {
      fail(why);
    }

    @Override
    public void targetSecured() {
      login();
    }

    private void login() {
      Login login = pass().login();
      io.toTarget(line("LOGIN " + login.user() + " " + login.password().reveal()));
    }

    @Override
    public void targetBytes(ByteBuffer in) {
      if (targetSecuring) {
        targetSecuring = false;
        if (in.remaining() != 1 || in.get() != 'S') {
          fail("the target does not take up TLS");
        } else {
          io.secureTarget();
        }
        return;
      }
      fromTarget.add(in);
      for (String line = fromTarget.next(); line != null && !over; line = fromTarget.next()) {
        onTargetLine.accept(line);
      }
    }

    private void loginAnswer(String line) {
      if (!line.equals("OK")) {
        fail("the target did not let us in");
        return;
      }
      onTargetLine = this::answer;
      onClientLine = this::statement;
      io.targetReady();
      io.register(Secret.of(key));
      io.toClient(line("READY " + key));
    }

    private void statement(String text) {
      statements++;
      leaving = text.equals("bye");
      io.record(new Recorded.Statement(statements, text, List.of(), false));
      io.toTarget(line(text));
      if (text.equals("quit")) {
        atQuit.run();
        close("client left");
      }
    }

    private void answer(String line) {
      outcomes++;
      if (line.equals("bye")) {
        close("client left");
        return;
      }
      io.record(new Recorded.Outcome(outcomes, true, "LINE", 1, line.length()));
      io.toClient(line(line));
    }

    @Override
    public void targetClosed() {
      fail("the target closed");
    }

    @Override
    public void clientClosed() {
      if (!leaving) {
        close("client left");
      }
    }

    @Override
    public void cancel() {
      stopWhatRuns();
    }

    private void stopWhatRuns() {
      if (pass != null) {
        io.sideDial(pass, line("TLS"), (byte) 'S', line("STOP " + pass.login().user()));
      }
    }

    @Override
    public boolean running() {
      return outcomes < statements;
    }

    @Override
    public void warn(String message, String hint) {
      io.toClient(line("NOTICE " + message + " | " + hint));
    }

    @Override
    public void cut(String message, String hint) {
      stopWhatRuns();
      fail(message + " | " + hint);
    }

    private void fail(String why) {
      io.dropTarget();
      io.toClient(line("FATAL " + why));
      close(why);
    }

    private void close(String why) {
      over = true;
      io.close(why);
    }
  }

  static ByteBuffer line(String text) {
    return ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Cuts bytes into lines. */
  private static final class Lines {
    private ByteBuffer rest = ByteBuffer.allocate(0);

    void add(ByteBuffer in) {
      ByteBuffer all = ByteBuffer.allocate(rest.remaining() + in.remaining());
      rest = all.put(rest).put(in).flip();
    }

    boolean isEmpty() {
      return !rest.hasRemaining();
    }

    @Nullable String next() {
      for (int i = rest.position(); i < rest.limit(); i++) {
        if (rest.get(i) == '\n') {
          int from = rest.position();
          rest.position(i + 1);
          return new String(rest.array(), from, i - from, StandardCharsets.UTF_8);
        }
      }
      return null;
    }
  }
}
