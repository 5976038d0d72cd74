package dev.hoist.integrations.opsgenie;

import dev.hoist.integrations.cache.Reader;
import dev.hoist.integrations.http.HttpReader;
import dev.hoist.integrations.http.Json;
import dev.hoist.integrations.http.JsonHttp;
import dev.hoist.integrations.http.People;
import dev.hoist.spi.AttributeException;
import dev.hoist.spi.Incident;
import dev.hoist.spi.Person;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads Opsgenie's REST API (docs.opsgenie.com, "Who is On Call API", "Incident API", "Service
 * API"). Lists come in pages by {@code offset} and {@code limit}, with {@code paging.next} while
 * there are others; that address is not followed but counted on to, so that nothing but the
 * configured address ever gets the key.
 */
public final class Opsgenie implements Reader {
  public static final URI BASE = URI.create("https://api.opsgenie.com");

  /** What stands before the key. */
  public static final String SCHEME = "GenieKey ";

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 20;

  private final JsonHttp http;
  private final People people;

  public Opsgenie(JsonHttp http, People people) {
    this.http = http;
    this.people = people;
  }

  /**
   * @param schedule a schedule's id, or its name
   */
  @Override
  public List<Person> onCall(String schedule, List<Integer> levels) throws AttributeException {
    if (!levels.isEmpty()) {
      throw http.no("has no levels on a schedule; leave levels out of schedule " + schedule);
    }
    String path =
        "/v2/schedules/%s/on-calls?scheduleIdentifierType=%s&flat=true"
            .formatted(
                HttpReader.encoded(schedule), ID.matcher(schedule).matches() ? "id" : "name");
    Json data = http.call().get(path, "schedule " + schedule).get("data");
    List<Person> found = new ArrayList<>();
    for (Json recipient : data.list("onCallRecipients")) {
      String email = recipient.text();
      found.add(people.by(email, Optional.of(email)));
    }
    return found;
  }

  @Override
  public List<Incident> incidents() throws AttributeException {
    JsonHttp.Call call = http.call();
    List<Json> entries =
        pages(call, "/v1/incidents?query=status%3Aopen&sort=createdAt&order=desc", "incidents");
    Map<String, String> names = new HashMap<>();
    if (!entries.isEmpty()) {
      for (Json service : pages(call, "/v1/services?sort=name&order=asc", "services")) {
        names.put(service.text("id"), service.text("name"));
      }
    }
    List<Incident> found = new ArrayList<>();
    for (Json entry : entries) {
      found.add(incident(entry, names));
    }
    return found;
  }

  private static Incident incident(Json entry, Map<String, String> names)
      throws AttributeException {
    List<String> services = new ArrayList<>();
    if (entry.find("impactedServices").isPresent()) {
      for (Json service : entry.list("impactedServices")) {
        String id = service.text();
        Optional.ofNullable(names.get(id)).ifPresent(services::add);
        services.add(id);
      }
    }
    return new Incident(
        entry.text("id"),
        entry.maybe("message").orElse(""),
        entry.maybe("priority").orElse(""),
        entry.text("status").equals("open"),
        services);
  }

  private List<Json> pages(JsonHttp.Call call, String path, String what) throws AttributeException {
    List<Json> all = new ArrayList<>();
    for (int page = 0; page < MOST_PAGES; page++) {
      Json answer = call.get(path + "&limit=" + PAGE + "&offset=" + page * PAGE, what);
      all.addAll(answer.list("data"));
      Optional<Json> paging = answer.find("paging");
      if (paging.isEmpty() || paging.get().find("next").isEmpty()) {
        return all;
      }
    }
    throw http.no("has more than " + MOST_PAGES * PAGE + " " + what);
  }
}
