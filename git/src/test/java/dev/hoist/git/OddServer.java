package dev.hoist.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.transport.PacketLineOut;

/** Servers that no sound Git is: they speak its protocol and mean no good. */
final class OddServer {
  private static final String COMMIT = "1".repeat(40);

  private OddServer() {}

  /** Takes the request and never answers. */
  static HttpHandler silent() {
    return exchange -> {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Sends a byte now and then, for ever; each single wait is short. */
  static HttpHandler dribbling() {
    return exchange -> {
      OutputStream out = ok(exchange, "advertisement");
      new PacketLineOut(out).writeString("# service=git-upload-pack\n");
      out.write("0000fff0".getBytes(StandardCharsets.US_ASCII));
      try {
        while (true) {
          out.write('0');
          out.flush();
          Thread.sleep(50);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Has branches without end. */
  static HttpHandler endlessBranches() {
    return exchange -> {
      if (advertised(exchange)) {
        return;
      }
      var out = new PacketLineOut(ok(exchange, "result"));
      for (long n = 0; ; n++) {
        out.writeString(COMMIT + " refs/heads/b" + n + "\n");
      }
    };
  }

  /** Sends a pack that says it has that many objects. */
  static HttpHandler pack(int objects) {
    return exchange -> {
      if (advertised(exchange)) {
        return;
      }
      String asked = new String(body(exchange).readAllBytes(), StandardCharsets.UTF_8);
      var out = new PacketLineOut(ok(exchange, "result"));
      if (asked.contains("command=ls-refs")) {
        out.writeString(COMMIT + " refs/heads/main\n");
      } else {
        out.writeString("packfile\n");
        var band = new ByteArrayOutputStream();
        band.write(1);
        band.write("PACK".getBytes(StandardCharsets.US_ASCII));
        band.write(ByteBuffer.allocate(8).putInt(2).putInt(objects).array());
        out.writePacket(band.toByteArray());
      }
      out.end();
    };
  }

  /** A page for people. */
  static HttpHandler page() {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("<p>Please log in".getBytes(StandardCharsets.UTF_8));
    };
  }

  private static boolean advertised(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("GET")) {
      return false;
    }
    var out = new PacketLineOut(ok(exchange, "advertisement"));
    out.writeString("# service=git-upload-pack\n");
    out.end();
    out.writeString("version 2\n");
    out.writeString("ls-refs\n");
    out.writeString("fetch=shallow\n");
    out.end();
    return true;
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    InputStream body = exchange.getRequestBody();
    return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
        ? new GZIPInputStream(body)
        : body;
  }

  private static OutputStream ok(HttpExchange exchange, String what) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-" + what);
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }
}
