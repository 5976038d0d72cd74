package dev.hoist.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.spi.AttributeException;
import dev.hoist.spi.AttributeSource;
import dev.hoist.spi.AttributeSourceContract;
import dev.hoist.spi.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StaticSourceTest extends AttributeSourceContract {
  private static final String ROTA =
      """
      schedules:
        payments: [dana@acme.io, Lee]
        billing: {1: [sam], 2: [dana]}
        nobody: []
      incidents:
        - {id: INC-7, title: refunds fail, services: [orders]}
      """;

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void start() throws IOException {
    bench = new Bench(folder);
    var _ = bench.file("rota.yaml", ROTA);
  }

  @Override
  protected AttributeSource source() throws Exception {
    return bench.source("kind: static\nfile: rota.yaml\n");
  }

  @Override
  protected String schedule() {
    return "payments";
  }

  @Override
  protected void breakDown() throws IOException {
    Files.delete(folder.resolve("rota.yaml"));
  }

  @Override
  protected void pass(Duration time) {
    bench.pass(time);
  }

  @Override
  protected Instant now() {
    return bench.time().now();
  }

  @Override
  protected String secret() {
    return Bench.TOKEN;
  }

  @Test
  void knowsLevels() throws Exception {
    AttributeSource source = source();
    assertThat(source.onCall("billing", List.of(2)).value())
        .extracting(Person::name)
        .containsExactly("dana");
    assertThat(source.onCall("billing", List.of()).value()).hasSize(2);
    assertThat(source.onCall("payments", List.of(2)).value()).isEmpty();
    assertThat(source.onCall("nobody", List.of()).value()).isEmpty();
  }

  @Test
  void aChangedFileCountsAtOnceAndABadOneSaysWhere() throws Exception {
    AttributeSource source = source();
    var _ = bench.file("rota.yaml", "schedules: {payments: [kim]}\n");
    assertThat(source.onCall("payments", List.of()).value())
        .extracting(Person::name)
        .containsExactly("kim");
    assertThat(source.knowsIncidents()).isFalse();

    var _ = bench.file("rota.yaml", "schedules:\n  payments: kim\n");
    assertThatThrownBy(() -> source.onCall("payments", List.of()))
        .isInstanceOf(AttributeException.class)
        .hasMessageContaining("rota.yaml:2:13 payments should be a list");
  }
}
