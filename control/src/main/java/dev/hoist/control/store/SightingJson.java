package dev.hoist.control.store;

import static dev.hoist.control.store.Json.instant;
import static dev.hoist.control.store.Json.list;
import static dev.hoist.control.store.Json.object;
import static dev.hoist.control.store.Json.optional;
import static dev.hoist.control.store.Json.text;
import static dev.hoist.control.store.Json.texts;

import dev.hoist.control.facts.Sighting;
import dev.hoist.spi.Person;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How facts came to be known, as stored. */
final class SightingJson {
  private SightingJson() {}

  static String write(List<Sighting> sightings) {
    return Json.write(sightings.stream().map(SightingJson::write).toList());
  }

  private static Map<String, Object> write(Sighting seen) {
    Map<String, Object> out =
        object("fact", seen.fact(), "source", seen.source(), "at", seen.at().toString());
    seen.unknown().ifPresent(why -> out.put("unknown", why));
    out.put("people", seen.people().stream().map(SightingJson::write).toList());
    return out;
  }

  private static Map<String, Object> write(Person person) {
    return object("name", person.name(), "aliases", person.aliases().stream().sorted().toList());
  }

  static List<Sighting> read(String json) {
    return Json.read(json).values().stream().map(SightingJson::read).toList();
  }

  private static Sighting read(JsonNode in) {
    return new Sighting(
        text(in, "fact"),
        text(in, "source"),
        instant(in, "at"),
        optional(in, "unknown", JsonNode::stringValue),
        list(in, "people", SightingJson::person));
  }

  private static Person person(JsonNode in) {
    return new Person(text(in, "name"), new HashSet<>(texts(in, "aliases")));
  }
}
