package dev.hoist.spi;

import java.util.List;

/**
 * An incident.
 *
 * @param severity in the source's own words; empty when it has none
 * @param services the services concerned, by their names and ids at the source
 */
public record Incident(
    String id, String title, String severity, boolean open, List<String> services) {
  public Incident {
    id = Plain.of(id);
    title = Plain.of(title);
    severity = Plain.of(severity);
    services = services.stream().map(Plain::of).toList();
  }
}
