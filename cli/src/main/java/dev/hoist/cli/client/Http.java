package dev.hoist.cli.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Calls over HTTP/1.1, one after another. By HttpCore and connections of our own: the JDK's clients
 * make theirs only when they are called, and a command cannot wait for that.
 */
final class Http {
  private final Dialer dialer;
  private Optional<Line> idle = Optional.empty();
  private volatile Optional<Line> last = Optional.empty();

  Http(Dialer dialer) {
    this.dialer = dialer;
  }

  /**
   * A call to be.
   *
   * @param path with the query
   * @param silence how long the server may say nothing
   * @param whole how long the answer may take to its end: a bound on silence is none on a server
   *     that says a byte now and then; for ever when empty
   */
  record Call(
      String method,
      String path,
      Map<String, String> headers,
      Optional<byte[]> body,
      Duration silence,
      Optional<Duration> whole) {
    Call with(String header, String value) {
      var more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Call(method, path, more, body, silence, whole);
    }
  }

  /**
   * What came of it, whatever the status.
   *
   * @param date the header, empty when there is none
   * @param body to be read and closed
   */
  record Answer(int status, String date, InputStream body) {
    boolean ok() {
      return status / 100 == 2;
    }
  }

  /**
   * One call. A GET that found its connection ended is made once more; whether another one, that
   * may have been made, is made again is for the caller to say.
   */
  Answer send(Call call) throws IOException {
    Optional<Line> kept = idle;
    idle = Optional.empty();
    Line line = kept.isPresent() && kept.get().listens() ? kept.get() : dialer.dial();
    try {
      return exchange(call, line);
    } catch (NoHttpResponseException | SocketException | SSLException e) {
      if (!call.method().equals("GET") || line.wasCut()) {
        throw e;
      }
      return exchange(call, dialer.dial());
    }
  }

  /** Ends the connection of the call made last, also under a thread that reads its body. */
  void cut() {
    last.ifPresent(Line::cut);
  }

  private Answer exchange(Call call, Line line) throws IOException {
    last = Optional.of(line);
    Optional<Watchdog> watchdog = call.whole().map(time -> new Watchdog(time, line::cut));
    try {
      DefaultBHttpClientConnection http = line.http();
      http.setSocketTimeout(Timeout.of(call.silence()));
      ClassicHttpRequest request = request(call);
      http.sendRequestHeader(request);
      http.sendRequestEntity(request);
      http.flush();
      ClassicHttpResponse response = http.receiveResponseHeader();
      while (response.getCode() < 200) {
        if (response.getCode() == 101) {
          throw new ProtocolException("nobody asked for another protocol");
        }
        response = http.receiveResponseHeader();
      }
      if (MessageSupport.canResponseHaveBody(call.method(), response)) {
        http.receiveResponseEntity(response);
      }
      Header date = response.getFirstHeader(HttpHeaders.DATE);
      return new Answer(
          response.getCode(),
          date == null ? "" : String.valueOf(date.getValue()),
          new Body(response, line, watchdog));
    } catch (HttpException e) {
      end(line, watchdog);
      var told = new IOException("what answers does not speak HTTP");
      told.addSuppressed(e);
      throw told;
    } catch (IOException | RuntimeException e) {
      end(line, watchdog);
      throw e;
    }
  }

  private static void end(Line line, Optional<Watchdog> watchdog) {
    watchdog.ifPresent(Watchdog::close);
    line.end();
  }

  private ClassicHttpRequest request(Call call) {
    var request = new BasicClassicHttpRequest(call.method(), call.path());
    request.setHeader(HttpHeaders.HOST, dialer.authority());
    request.setHeader(HttpHeaders.USER_AGENT, "hoist");
    call.headers().forEach(request::setHeader);
    if (call.body().isPresent()) {
      byte[] body = call.body().get();
      request.setHeader(HttpHeaders.CONTENT_LENGTH, body.length);
      request.setEntity(new ByteArrayEntity(body, null));
    }
    return request;
  }

  /** An answer's body. Read to its end it leaves the connection for the next call. */
  private final class Body extends FilterInputStream {
    private final Line line;
    private final Optional<Watchdog> watchdog;
    private final boolean keeps;
    private boolean ended;

    Body(ClassicHttpResponse response, Line line, Optional<Watchdog> watchdog) throws IOException {
      super(content(response.getEntity()));
      this.line = line;
      this.watchdog = watchdog;
      this.keeps = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(null, response, null);
    }

    private static InputStream content(@Nullable HttpEntity entity) throws IOException {
      return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      ended |= b < 0;
      return b;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      int n = super.read(to, from, length);
      ended |= n < 0;
      return n;
    }

    /** What was not read is not waited for. */
    @Override
    public void close() {
      watchdog.ifPresent(Watchdog::close);
      if (ended && keeps) {
        line.idle();
        idle = Optional.of(line);
      } else {
        line.end();
      }
    }
  }
}
