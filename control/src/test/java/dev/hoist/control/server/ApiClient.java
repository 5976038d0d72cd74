package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.tls.TlsFiles;
import dev.hoist.wire.Json;
import dev.hoist.wire.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;

/** Calls the API over HTTPS and trusts hoist's authority and no other. */
final class ApiClient {
  private final HttpClient http;
  private final int port;
  private final Optional<String> token;

  ApiClient(int port, TlsFiles tls, Optional<String> token) {
    this(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(tls))
            .build(),
        port,
        token);
  }

  private ApiClient(HttpClient http, int port, Optional<String> token) {
    this.http = http;
    this.port = port;
    this.token = token;
  }

  ApiClient as(String other) {
    return new ApiClient(http, port, Optional.of(other));
  }

  String token() {
    return token.orElseThrow();
  }

  /** What came back. */
  record Reply(HttpResponse<String> http) {
    int status() {
      return http.statusCode();
    }

    String body() {
      return http.body();
    }

    JsonNode json() {
      return Json.responses().readTree(body());
    }

    String field(String name) {
      JsonNode value = json().path(name);
      assertThat(value.isString()).as("%s in %s %s", name, status(), body()).isTrue();
      return value.asString();
    }

    <T> T as(Class<T> type) {
      assertThat(status()).as(body()).isBetween(200, 299);
      return Json.responses().readValue(body(), type);
    }

    Reply expect(int status) {
      assertThat(status()).as(body()).isEqualTo(status);
      return this;
    }

    /** A problem, complete and with nothing in it that should not be. */
    Reply expect(ProblemCode code) {
      expect(code.status());
      assertThat(http.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
      assertThat(field("code")).isEqualTo(code.toString());
      assertThat(json().path("status").asInt()).isEqualTo(code.status());
      assertThat(field("detail")).isNotBlank();
      assertThat(body()).doesNotContain("Exception", "dev.hoist", "org.springframework");
      return this;
    }
  }

  Reply get(String path) {
    return send(request(path).GET());
  }

  Reply post(String path) {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  Reply post(String path, Map<String, ?> body) {
    return postRaw(path, Json.responses().writeValueAsString(body));
  }

  Reply postRaw(String path, String body, String... headers) {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/api/v1" + path));
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
    return request;
  }

  Reply send(HttpRequest.Builder request) {
    return new Reply(send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static SSLContext trusting(TlsFiles tls) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      byte[] pem = tls.caPem().getBytes(StandardCharsets.US_ASCII);
      store.setCertificateEntry(
          "ca",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem)));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
