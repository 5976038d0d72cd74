package dev.hoist.integrations.http;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.spi.AttributeException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * GETs JSON. Certificates are verified, redirects are not followed (the token would go with them),
 * and neither a slow nor an endless answer holds anybody up. Thread-safe.
 */
public final class JsonHttp {
  private static final long MOST_BYTES = 4L << 20;
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(30);

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxDocumentLength(MOST_BYTES)
                          .maxNumberLength(64)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final HttpSettings settings;
  private final HttpClient client;

  /**
   * @throws IOException when the authorities to trust cannot be read
   */
  public JsonHttp(HttpSettings settings) throws IOException {
    this.settings = settings;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1);
    if (settings.ca().isPresent()) {
      try {
        builder.sslContext(Trust.only(settings.ca().get()));
      } catch (GeneralSecurityException e) {
        throw new IOException(settings.ca().get() + " holds no certificates: " + e.getMessage(), e);
      }
    }
    client = builder.build();
  }

  /** Begins a call, which may have several pages; from here on its time runs. */
  public Call call() throws AttributeException {
    Optional<Secret> token =
        settings.tokenFile().isPresent()
            ? Optional.of(TokenFile.read(settings.tokenFile().get()))
            : Optional.empty();
    return new Call(token);
  }

  /** One call, however many pages it has. Not thread-safe. */
  public final class Call {
    private final Optional<Secret> token;
    private final long deadline = System.nanoTime() + settings.timeout().toNanos();

    private Call(Optional<Secret> token) {
      this.token = token;
    }

    /**
     * Gets one document.
     *
     * @param path appended to the base; its query is encoded already
     * @param what what is asked for, for messages
     */
    public Json get(String path, String what) throws AttributeException {
      HttpResponse<byte[]> answer = answer(request(URI.create(settings.base() + path)));
      return switch (answer.statusCode()) {
        case 200 -> parsed(answer.body());
        case 401 -> throw no("does not accept the token (401)");
        case 403 -> throw no("does not let the token read " + what + " (403)");
        case 404 -> throw no("does not have " + what + " (404)");
        case 429 ->
            throw new AttributeException(
                settings.name() + " wants to be asked less often (429)", pause(answer));
        case 301, 302, 303, 307, 308 ->
            throw no("answers with a redirect, which is not followed; correct its address");
        default -> throw no("answers " + answer.statusCode());
      };
    }

    private HttpRequest request(URI uri) throws AttributeException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri).timeout(left()).header("Accept", "application/json");
      settings.headers().forEach(request::setHeader);
      token.ifPresent(t -> request.setHeader("Authorization", settings.scheme() + t.reveal()));
      return request.GET().build();
    }

    private Duration left() throws AttributeException {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (!left.isPositive()) {
        throw late();
      }
      return left;
    }

    private AttributeException late() {
      return no("does not answer within " + settings.timeout().toMillis() + " ms");
    }

    private HttpResponse<byte[]> answer(HttpRequest request) throws AttributeException {
      CompletableFuture<HttpResponse<byte[]>> asked =
          client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
      try {
        return asked.get(left().toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        throw late();
      } catch (ExecutionException e) {
        throw failed(e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw no("was not waited for");
      } finally {
        asked.cancel(true); // also ends what is still coming in
      }
    }
  }

  private AttributeException failed(Throwable cause) {
    return switch (cause) {
      case java.net.http.HttpTimeoutException late ->
          no("does not answer within " + settings.timeout().toMillis() + " ms");
      case javax.net.ssl.SSLException untrusted ->
          no("cannot be trusted: " + untrusted.getMessage());
      case java.net.ConnectException refused -> no("cannot be reached");
      default -> no("cannot be read: " + cause);
    };
  }

  private Json parsed(byte[] body) throws AttributeException {
    try {
      JsonNode root = MAPPER.readTree(body);
      return new Json(settings.name(), "the answer", root);
    } catch (JacksonException e) {
      throw no("answers something that is not JSON");
    }
  }

  /** {@code Retry-After} where there is one; PagerDuty says it in {@code ratelimit-reset}. */
  private static Duration pause(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .or(() -> answer.headers().firstValue("ratelimit-reset"))
        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(USUAL_PAUSE);
  }

  /** Something this far end says or does, as an exception. */
  public AttributeException no(String message) {
    return new AttributeException(settings.name() + " " + message);
  }
}
