package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.wire.ProblemCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that announce no length, and those that send all before they listen, are heard too. */
@Tag("slow")
final class RefusedBodyTest {
  private static final int PART = 128 << 10;
  private static final int PARTS = 16;
  private static ApiWorld world;
  private static ApiClient ana;

  @BeforeAll
  static void start() throws IOException {
    world = new ApiWorld();
    ana = world.user("ana", "sre");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void aSmallBodyInChunksIsTaken() {
    String body = "{\"target\":\"orders\",\"role\":\"nope\",\"for\":\"PT1M\"}";
    var request =
        ana.request("/requests")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(body)));
    ana.send(request).expect(ProblemCode.NOT_FOUND);
  }

  @Test
  void aBodyWithoutAnnouncedLength() throws IOException {
    String answer =
        answer("Transfer-Encoding: chunked", ana.token(), Integer.toHexString(PART), "0\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void aBodyThatAnnouncesTooMuch() throws IOException {
    String answer = answer("Content-Length: " + PARTS * PART, ana.token(), "", "");
    assertThat(answer).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void aBodyOfSomebodyUnknown() throws IOException {
    String answer = answer("Content-Length: " + PARTS * PART, "of-nobody", "", "");
    assertThat(answer).startsWith("HTTP/1.1 401 ");
  }

  private static String answer(String length, String token, String before, String last)
      throws IOException {
    byte[] part = "x".repeat(PART).getBytes(StandardCharsets.US_ASCII);
    try (SSLSocket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      write(
          out,
          "POST /api/v1/requests HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
              .formatted(token, length));
      for (int i = 0; i < PARTS; i++) {
        write(out, before.isEmpty() ? "" : before + "\r\n");
        out.write(part);
        write(out, before.isEmpty() ? "" : "\r\n");
      }
      write(out, last);
      var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
      return new BufferedReader(in).readLine();
    }
  }

  private static SSLSocket connect() throws IOException {
    var factory = ApiClient.trusting(world.tls).getSocketFactory();
    return (SSLSocket) factory.createSocket(InetAddress.getLoopbackAddress(), world.server.port());
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
