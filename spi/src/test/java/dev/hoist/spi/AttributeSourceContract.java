package dev.hoist.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every source of attributes must do. A source's test extends this. */
public abstract class AttributeSourceContract {
  /** Much longer than any bound; who is not back by then hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * A source whose far end has {@link #schedule}, with dana@acme.io on call there, and one open
   * incident that concerns the service orders.
   */
  protected abstract AttributeSource source() throws Exception;

  /** The same as it is without a test; {@link #source} may be given more time to answer. */
  protected AttributeSource usual() throws Exception {
    return source();
  }

  /** The id of the schedule that the far end has. */
  protected abstract String schedule();

  /** From here on the far end cannot be asked: it is down, or its file is gone. */
  protected abstract void breakDown() throws Exception;

  /** Lets time pass for the source. */
  protected abstract void pass(Duration time);

  /** What the source takes the time to be. */
  protected abstract Instant now();

  /** What must never be told. */
  protected abstract String secret();

  @Test
  void saysWhoIsOnCallAndWhenItSawThat() throws Exception {
    AttributeSource source = source();
    Instant asked = now();

    Observed<List<Person>> answer = source.onCall(schedule(), List.of());

    assertThat(answer.value()).anyMatch(person -> person.aliases().contains("dana@acme.io"));
    assertThat(answer.at()).isBetween(asked.minus(source.staleness()), now());
  }

  @Test
  void saysWhichIncidentsThereAre() throws Exception {
    AttributeSource source = source();

    assertThat(source.knowsIncidents()).isTrue();
    assertThat(source.incidents().value())
        .anyMatch(incident -> incident.open() && incident.services().contains("orders"));
  }

  @Test
  @DisplayName("S08 a schedule that the far end does not have is unknown, not without people")
  void unknownSchedule() throws Exception {
    AttributeSource source = source();
    assertThatThrownBy(() -> source.onCall("no-such-schedule", List.of()))
        .isInstanceOf(AttributeException.class)
        .hasMessageContaining("no-such-schedule");
  }

  @Test
  @DisplayName("S08 a far end that is away makes unknown what was never known")
  void away() throws Exception {
    AttributeSource source = source();
    breakDown();

    assertThatThrownBy(() -> source.onCall(schedule(), List.of()))
        .isInstanceOf(AttributeException.class)
        .hasMessageNotContaining(secret());
    assertThatThrownBy(source::incidents).isInstanceOf(AttributeException.class);
  }

  @Test
  @DisplayName("S08 what was known is not known for ever")
  void staleness() throws Exception {
    AttributeSource source = source();
    var _ = source.onCall(schedule(), List.of());
    breakDown();
    pass(source.staleness().plusMillis(1));

    assertThatThrownBy(() -> source.onCall(schedule(), List.of()))
        .isInstanceOf(AttributeException.class);
  }

  @Test
  void keepsItsBounds() throws Exception {
    AttributeSource source = usual();
    assertThat(source.bound()).isPositive().isLessThanOrEqualTo(AttributeSource.LONGEST);
    assertThat(source.staleness()).isPositive();
  }

  @Test
  void answersManyAtOnceAlike() throws Exception {
    AttributeSource source = source();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Person>>> asked = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        asked.add(threads.submit(() -> source.onCall(schedule(), List.of()).value()));
      }
      for (Future<List<Person>> one : asked) {
        assertThat(one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .isEqualTo(asked.getFirst().get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
