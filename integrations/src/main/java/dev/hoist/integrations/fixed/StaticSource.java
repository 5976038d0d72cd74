package dev.hoist.integrations.fixed;

import dev.hoist.integrations.http.People;
import dev.hoist.integrations.yaml.BadFile;
import dev.hoist.integrations.yaml.Form;
import dev.hoist.integrations.yaml.Item;
import dev.hoist.integrations.yaml.YamlFile;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.spi.AttributeException;
import dev.hoist.spi.AttributeSource;
import dev.hoist.spi.Incident;
import dev.hoist.spi.Observed;
import dev.hoist.spi.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file says, read for each question:
 *
 * <pre>
 * schedules:
 *   payments: [dana, lee@acme.io]
 *   billing:  {1: [sam], 2: [dana]}        # levels
 * incidents:
 *   - {id: INC-7, title: refunds fail, severity: high, services: [orders]}
 * </pre>
 */
public final class StaticSource implements AttributeSource {
  private final Path file;
  private final People people;
  private final TimeSource time;

  public StaticSource(Path file, People people, TimeSource time) {
    this.file = file;
    this.people = people;
    this.time = time;
  }

  /** Reads everything once. */
  public void check() throws BadFile {
    Form root = read();
    for (Item schedule : schedules(root).items()) {
      people(schedule, List.of());
    }
    incidents(root);
  }

  @Override
  public Duration bound() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Duration staleness() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Observed<List<Person>> onCall(String schedule, List<Integer> levels)
      throws AttributeException {
    Instant at = time.now();
    try {
      Optional<Item> found = schedules(read()).find(schedule);
      if (found.isEmpty()) {
        throw new AttributeException(file + " does not have schedule " + schedule);
      }
      return new Observed<>(people(found.get(), levels), at);
    } catch (BadFile e) {
      throw new AttributeException(e.words(), e);
    }
  }

  /** Only when the file has the section: a rota of people says nothing about incidents. */
  @Override
  public boolean knowsIncidents() {
    try {
      return read().find("incidents").isPresent();
    } catch (BadFile e) {
      return true; // nobody can tell, and asking will say why
    }
  }

  @Override
  public Observed<List<Incident>> incidents() throws AttributeException {
    Instant at = time.now();
    try {
      return new Observed<>(incidents(read()), at);
    } catch (BadFile e) {
      throw new AttributeException(e.words(), e);
    }
  }

  private Form read() throws BadFile {
    return YamlFile.read(file).only("schedules", "incidents");
  }

  private Form schedules(Form root) throws BadFile {
    Optional<Item> schedules = root.find("schedules");
    return schedules.isPresent() ? schedules.get().form() : Form.empty(file.toString());
  }

  private List<Person> people(Item schedule, List<Integer> levels) throws BadFile {
    List<String> names = new ArrayList<>();
    if (!schedule.isForm()) {
      // One list is level 1.
      return levels.isEmpty() || levels.contains(1) ? written(schedule.texts()) : List.of();
    }
    for (Item level : schedule.form().items()) {
      if (!level.name().matches("[1-9][0-9]?")) {
        throw level.wrong("a level is a number from 1 to 99, not " + level.name());
      }
      List<String> on = level.texts();
      if (levels.isEmpty() || levels.contains(Integer.parseInt(level.name()))) {
        names.addAll(on);
      }
    }
    return written(names);
  }

  private List<Person> written(List<String> names) {
    return names.stream().distinct().map(people::written).toList();
  }

  private static List<Incident> incidents(Form root) throws BadFile {
    List<Incident> found = new ArrayList<>();
    Optional<Item> section = root.find("incidents");
    for (Item item : section.isPresent() ? section.get().list() : List.<Item>of()) {
      Form incident = item.form().only("id", "title", "severity", "open", "services");
      Optional<Item> open = incident.find("open");
      found.add(
          new Incident(
              incident.required("id").text(),
              text(incident, "title"),
              text(incident, "severity"),
              open.isEmpty() || open.get().flag(),
              incident.required("services").texts()));
    }
    return found;
  }

  private static String text(Form form, String key) throws BadFile {
    Optional<Item> item = form.find(key);
    return item.isPresent() ? item.get().text() : "";
  }
}
