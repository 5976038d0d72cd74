package dev.hoist.integrations.http;

import dev.hoist.integrations.cache.Reader;
import dev.hoist.spi.AttributeException;
import dev.hoist.spi.Incident;
import dev.hoist.spi.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A far end that speaks the format of hoist:
 *
 * <pre>
 * GET .../on-call/payments   {"onCall": [{"name": "Dana", "email": "dana@acme.io", "level": 1}]}
 * GET .../incidents          {"incidents": [{"id": "INC-7", "title": "refunds fail",
 *                              "severity": "high", "open": true, "services": ["orders"]}]}
 * </pre>
 *
 * <p>{@code level} is 1, {@code severity} empty, {@code open} true unless said. Someone without an
 * {@code email} is whom {@code name} names here.
 */
public final class HttpReader implements Reader {
  private final JsonHttp http;
  private final People people;

  public HttpReader(JsonHttp http, People people) {
    this.http = http;
    this.people = people;
  }

  @Override
  public List<Person> onCall(String schedule, List<Integer> levels) throws AttributeException {
    String path = "/on-call/" + encoded(schedule);
    List<Person> found = new ArrayList<>();
    for (Json entry : http.call().get(path, "schedule " + schedule).list("onCall")) {
      int level = entry.find("level").isPresent() ? entry.whole("level") : 1;
      if (levels.isEmpty() || levels.contains(level)) {
        found.add(person(entry));
      }
    }
    return found;
  }

  private Person person(Json entry) throws AttributeException {
    Optional<String> email = entry.maybe("email");
    return email.isPresent()
        ? people.by(entry.maybe("name").orElse(email.get()), email)
        : people.written(entry.text("name"));
  }

  @Override
  public List<Incident> incidents() throws AttributeException {
    List<Incident> found = new ArrayList<>();
    for (Json entry : http.call().get("/incidents", "incidents").list("incidents")) {
      List<String> services = new ArrayList<>();
      for (Json service : entry.list("services")) {
        services.add(service.text());
      }
      boolean open = entry.find("open").isEmpty() || entry.flag("open");
      found.add(
          new Incident(
              entry.text("id"),
              entry.maybe("title").orElse(""),
              entry.maybe("severity").orElse(""),
              open,
              services));
    }
    return found;
  }

  /** A text as a part of a path or query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
