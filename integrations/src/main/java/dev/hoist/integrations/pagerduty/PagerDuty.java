package dev.hoist.integrations.pagerduty;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads PagerDuty's REST API v2 (developer.pagerduty.com, "List all of the on-calls", "List
 * incidents"). Lists come in pages by {@code offset} and {@code limit}, with {@code more} while
 * there are others. Someone is on call on a schedule through an escalation policy that uses it.
 */
public final class PagerDuty implements Reader {
  public static final URI BASE = URI.create("https://api.pagerduty.com");

  /** What stands before the token. */
  public static final String SCHEME = "Token token=";

  public static final Map<String, String> HEADERS =
      Map.of("Accept", "application/vnd.pagerduty+json;version=2");

  private static final int PAGE = 100;
  private static final int MOST_PAGES = 20;

  private final JsonHttp http;
  private final People people;

  public PagerDuty(JsonHttp http, People people) {
    this.http = http;
    this.people = people;
  }

  @Override
  public List<Person> onCall(String schedule, List<Integer> levels) throws AttributeException {
    JsonHttp.Call call = http.call();
    String id = HttpReader.encoded(schedule);
    List<Json> entries =
        pages(call, "/oncalls?include%5B%5D=users&schedule_ids%5B%5D=" + id, "oncalls");
    if (entries.isEmpty()) {
      // Nobody is on call, or there is no such schedule: only the schedule itself can tell.
      call.get("/schedules/" + id, "schedule " + schedule).get("schedule");
    }
    List<Person> found = new ArrayList<>();
    for (Json entry : entries) {
      if (isFor(schedule, entry)
          && (levels.isEmpty() || levels.contains(entry.whole("escalation_level")))) {
        found.add(person(entry.get("user")));
      }
    }
    return found.stream().distinct().toList();
  }

  /** What was not asked for counts for nothing. */
  private static boolean isFor(String schedule, Json entry) throws AttributeException {
    Optional<Json> of = entry.find("schedule");
    return of.isPresent() && of.get().text("id").equals(schedule);
  }

  private Person person(Json user) throws AttributeException {
    Optional<String> name = user.maybe("name");
    String shown = name.isPresent() ? name.get() : user.maybe("summary").orElse(user.text("id"));
    return people.by(shown, user.maybe("email"));
  }

  @Override
  public List<Incident> incidents() throws AttributeException {
    String open = "/incidents?date_range=all&statuses%5B%5D=triggered&statuses%5B%5D=acknowledged";
    List<Incident> found = new ArrayList<>();
    for (Json entry : pages(http.call(), open, "incidents")) {
      Json service = entry.get("service");
      List<String> services = new ArrayList<>(service.maybe("summary").stream().toList());
      services.add(service.text("id"));
      found.add(
          new Incident(
              entry.text("id"),
              entry.maybe("title").orElse(""),
              severity(entry),
              !entry.text("status").equals("resolved"),
              services));
    }
    return found;
  }

  private static String severity(Json incident) throws AttributeException {
    Optional<Json> priority = incident.find("priority");
    return priority.isPresent()
        ? priority.get().text("summary")
        : incident.maybe("urgency").orElse("");
  }

  private List<Json> pages(JsonHttp.Call call, String path, String field)
      throws AttributeException {
    List<Json> all = new ArrayList<>();
    for (int page = 0; page < MOST_PAGES; page++) {
      Json answer = call.get(path + "&limit=" + PAGE + "&offset=" + page * PAGE, field);
      all.addAll(answer.list(field));
      if (!answer.flag("more")) {
        return all;
      }
    }
    throw http.no("has more than " + MOST_PAGES * PAGE + " " + field);
  }
}
