package dev.hoist.integrations;

import dev.hoist.integrations.cache.Cached;
import dev.hoist.integrations.cache.Freshness;
import dev.hoist.integrations.cache.Reader;
import dev.hoist.integrations.fixed.StaticSource;
import dev.hoist.integrations.http.HttpReader;
import dev.hoist.integrations.http.HttpSettings;
import dev.hoist.integrations.http.JsonHttp;
import dev.hoist.integrations.http.People;
import dev.hoist.integrations.http.TokenFile;
import dev.hoist.integrations.opsgenie.Opsgenie;
import dev.hoist.integrations.pagerduty.PagerDuty;
import dev.hoist.integrations.yaml.BadFile;
import dev.hoist.integrations.yaml.Form;
import dev.hoist.integrations.yaml.Item;
import dev.hoist.integrations.yaml.YamlFile;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.spi.AttributeException;
import dev.hoist.spi.AttributeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sources that {@code sources.yaml} configures, by the names that schedules in policy use.
 *
 * <pre>
 * pagerduty:
 *   kind: pagerduty             # pagerduty, opsgenie, http or static
 *   token_file: pagerduty.token # 0600
 *   domain: acme.io             # dana@acme.io is also dana here
 *   incidents: false            # true unless said
 *   fresh_for: 30s
 *   stale_after: 5m
 *   timeout: 2s
 * rota:
 *   kind: static
 *   file: rota.yaml
 * </pre>
 */
public final class Sources {
  private static final String NAME = "[a-z][a-z0-9_]{0,30}";
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(2);

  private final Path folder;
  private final TimeSource time;
  private final Duration usualTimeout;

  private Sources(Path folder, TimeSource time, Duration usualTimeout) {
    this.folder = folder;
    this.time = time;
    this.usualTimeout = usualTimeout;
  }

  /**
   * Reads the file; without one there are no sources. Files that it names are looked at too, so
   * that a mistake is known now and not at the first decision; the far ends are not asked.
   */
  public static Map<String, AttributeSource> read(Path file, TimeSource time) throws BadFile {
    return read(file, time, USUAL_TIMEOUT);
  }

  /** With more or less patience where the file names no timeout. */
  static Map<String, AttributeSource> read(Path file, TimeSource time, Duration usualTimeout)
      throws BadFile {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    var sources = new Sources(folder, time, usualTimeout);
    Map<String, AttributeSource> read = new LinkedHashMap<>();
    Form root = YamlFile.read(file);
    for (Item item : root.items()) {
      if (!item.name().matches(NAME) || item.name().equals("levels")) {
        throw root.wrongKey(
            item.name(), "a source's name is a lower-case word, not " + item.name());
      }
      read.put(item.name(), sources.source(item));
    }
    return read;
  }

  private AttributeSource source(Item item) throws BadFile {
    Form form = item.form();
    Item kind = form.required("kind");
    return switch (kind.text()) {
      case "static" -> fixed(form.only("kind", "file", "domain"));
      case "http" -> cached(item.name(), form, far(form, Optional.empty(), true), "Bearer ");
      case "pagerduty" ->
          cached(
              item.name(), form, far(form, Optional.of(PagerDuty.BASE), false), PagerDuty.SCHEME);
      case "opsgenie" ->
          cached(item.name(), form, far(form, Optional.of(Opsgenie.BASE), false), Opsgenie.SCHEME);
      default ->
          throw kind.wrong(
              "there is no kind " + kind.text() + "; write http, opsgenie, pagerduty or static");
    };
  }

  private AttributeSource fixed(Form form) throws BadFile {
    Path file = folder.resolve(form.required("file").text());
    var source = new StaticSource(file, people(form), time);
    source.check();
    return source;
  }

  /** Where the far end is; only ours may go without a token. */
  private URI far(Form form, Optional<URI> usual, boolean tokenless) throws BadFile {
    form.only(
        "kind",
        "url",
        "token_file",
        "ca",
        "domain",
        "incidents",
        "timeout",
        "fresh_for",
        "stale_after");
    if (!tokenless) {
      form.required("token_file");
    }
    return usual.isPresent() && form.find("url").isEmpty()
        ? usual.get()
        : address(form.required("url"));
  }

  private static URI address(Item url) throws BadFile {
    try {
      URI address = new URI(url.text().replaceAll("/+$", ""));
      boolean plain = "http".equals(address.getScheme()) && isHere(address.getHost());
      if ((plain || "https".equals(address.getScheme()))
          && address.getHost() != null
          && address.getUserInfo() == null
          && address.getQuery() == null
          && address.getFragment() == null) {
        return address;
      }
    } catch (java.net.URISyntaxException e) {
      // said below
    }
    throw url.wrong("url is an https address without user or query; http only for 127.0.0.1");
  }

  private static boolean isHere(@org.jspecify.annotations.Nullable String host) {
    return host != null
        && host.matches("127\\.[0-9.]+|\\[::1\\]")
        && InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
  }

  private AttributeSource cached(String name, Form form, URI base, String scheme) throws BadFile {
    Item kind = form.required("kind");
    Duration timeout =
        length(form, "timeout", usualTimeout, Duration.ofMillis(100), AttributeSource.LONGEST);
    var settings =
        new HttpSettings(
            name,
            base,
            scheme,
            token(form),
            kind.text().equals("pagerduty") ? PagerDuty.HEADERS : Map.of(),
            timeout,
            path(form, "ca"));
    boolean incidents = form.find("incidents").isEmpty() || form.required("incidents").flag();
    return new Cached(
        reader(kind, settings, people(form)), timeout, freshness(form), time, incidents);
  }

  private static Reader reader(Item kind, HttpSettings settings, People people) throws BadFile {
    try {
      var http = new JsonHttp(settings);
      return switch (kind.text()) {
        case "pagerduty" -> new PagerDuty(http, people);
        case "opsgenie" -> new Opsgenie(http, people);
        default -> new HttpReader(http, people);
      };
    } catch (IOException e) {
      throw kind.wrong("ca cannot be read: " + e.getMessage());
    }
  }

  private Optional<Path> token(Form form) throws BadFile {
    Optional<Path> file = path(form, "token_file");
    if (file.isPresent()) {
      try {
        var _ = TokenFile.read(file.get());
      } catch (AttributeException e) {
        throw form.required("token_file").wrong(e.words());
      }
    }
    return file;
  }

  private Optional<Path> path(Form form, String key) throws BadFile {
    Optional<Item> item = form.find(key);
    return item.isPresent() ? Optional.of(folder.resolve(item.get().text())) : Optional.empty();
  }

  private static People people(Form form) throws BadFile {
    Optional<Item> domain = form.find("domain");
    if (domain.isPresent() && !domain.get().text().matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+")) {
      throw domain.get().wrong("domain is a name such as acme.io");
    }
    return new People(domain.isPresent() ? Optional.of(domain.get().text()) : Optional.empty());
  }

  private static Freshness freshness(Form form) throws BadFile {
    Duration most = Duration.ofHours(1);
    Duration least = Duration.ofSeconds(1);
    Duration fresh = length(form, "fresh_for", Freshness.USUAL.freshFor(), least, most);
    Duration stale = length(form, "stale_after", Freshness.USUAL.staleAfter(), least, most);
    if (stale.compareTo(fresh) < 0) {
      throw form.wrongKey("stale_after", "stale_after is not shorter than fresh_for");
    }
    return new Freshness(fresh, stale);
  }

  private static Duration length(
      Form form, String key, Duration usual, Duration least, Duration most) throws BadFile {
    Optional<Item> item = form.find(key);
    return item.isPresent() ? item.get().length(least, most) : usual;
  }
}
