package dev.hoist.integrations.cache;

import dev.hoist.spi.AttributeException;
import dev.hoist.spi.Incident;
import dev.hoist.spi.Person;
import java.util.List;

/** Asks the far end, each time; keeps the time bound of a source. */
public interface Reader {
  List<Person> onCall(String schedule, List<Integer> levels) throws AttributeException;

  List<Incident> incidents() throws AttributeException;
}
