package dev.hoist.control.server;

import static dev.hoist.control.server.RealPolicy.ORDERS;
import static dev.hoist.control.server.RealPolicy.STOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.spi.AttributeException;
import dev.hoist.spi.AttributeSource;
import dev.hoist.spi.Incident;
import dev.hoist.spi.Observed;
import dev.hoist.spi.Person;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Policy is changed while a source of facts does not answer. */
@Tag("slow")
final class SlowFactsTest {
  private static final String ASKING =
      ORDERS
          .replace("targets:\n", "schedules: {primary: {rota: p}}\ntargets:\n")
          .replace("who: group:sre,", "who: group:sre, when: 'on_call(\"primary\")',")
          .replace("approval: none", "approval: [{count: 1, from: [group:leads], within: 1h}]");

  /** A change is made within the time that a source may take, unless the machine is very busy. */
  private static final int TRIES = 5;

  /** Something that a source waits for, if it happens before the time of a source is over. */
  private static final class Meanwhile {
    final CompletableFuture<Void> asked = new CompletableFuture<>();
    final CompletableFuture<Void> done = new CompletableFuture<>();
    final CompletableFuture<Boolean> happened = new CompletableFuture<>();
  }

  /** Answers at once, and when it is told to, only after something else has happened. */
  private static final class Rota implements AttributeSource {
    private volatile Optional<Meanwhile> first = Optional.empty();

    @Override
    public Duration bound() {
      return LONGEST;
    }

    @Override
    public Duration staleness() {
      return LONGEST;
    }

    @Override
    public Observed<List<Person>> onCall(String schedule, List<Integer> levels)
        throws AttributeException {
      Optional<Meanwhile> other = first;
      if (other.isPresent()) {
        Meanwhile it = other.get();
        it.asked.complete(null);
        try {
          it.done.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
          it.happened.complete(true);
        } catch (TimeoutException e) {
          it.happened.complete(false);
        } catch (InterruptedException | ExecutionException e) {
          throw new AttributeException("given up", e);
        }
      }
      return new Observed<>(List.of(new Person("ana", java.util.Set.of("ana"))), Instant.now());
    }

    @Override
    public boolean knowsIncidents() {
      return false;
    }

    @Override
    public Observed<List<Incident>> incidents() throws AttributeException {
      throw new AttributeException("has none");
    }
  }

  private static void change(ApiWorld world, ApiClient by, String orders) {
    RequestView push = RealPolicy.push(world.admin(), orders, STOCK);
    by.post("/requests/" + push.id() + "/approve", Map.of("shown", push.digest())).expect(200);
  }

  @Test
  void theNextChangeDoesNotWaitForWhatIsDecidedAgain() throws Exception {
    var rota = new Rota();
    try (ApiWorld world = world(rota)) {
      ApiClient ana = world.user("ana", "sre");
      ApiClient dana = world.user("dana", "leads");
      boolean happened = changesWhileFactsAreAwaited(world, ana, dana, rota);
      for (int i = 1; i < TRIES && !happened; i++) {
        change(world, dana, ASKING);
        happened = changesWhileFactsAreAwaited(world, ana, dana, rota);
      }
      assertThat(happened).isTrue();
    }
  }

  private static boolean changesWhileFactsAreAwaited(
      ApiWorld world, ApiClient ana, ApiClient dana, Rota rota) throws Exception {
    RequestView waits =
        ana.post("/requests", Map.of("target", "orders", "role", "read", "for", "PT50M"))
            .expect(201)
            .as(RequestView.class);
    var second = new Meanwhile();
    rota.first = Optional.of(second);
    change(world, dana, ASKING.replace("max: 1h", "max: 40m"));
    second.asked.get(60, TimeUnit.SECONDS);
    change(world, dana, ASKING.replace("max: 1h", "max: 30m"));
    second.done.complete(null);
    boolean happened = second.happened.get(60, TimeUnit.SECONDS);
    rota.first = Optional.empty();
    Awaitility.await()
        .until(() -> show(ana, waits).state() == RequestState.DENIED || narrowed(ana, waits));
    return happened;
  }

  private static RequestView show(ApiClient who, RequestView view) {
    return who.get("/requests/" + view.id()).expect(200).as(RequestView.class);
  }

  /** S08: what waits is decided again by the newest policy. */
  private static boolean narrowed(ApiClient who, RequestView before) {
    return !show(who, before).digest().equals(before.digest());
  }

  private static ApiWorld world(Rota rota) throws IOException {
    return new ApiWorld(
        Map.of("orders.yaml", ASKING, "stock.yaml", STOCK),
        new HoistPolicyLoader(),
        Map.of("rota", rota));
  }
}
