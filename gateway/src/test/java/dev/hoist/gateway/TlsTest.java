package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = SslProvider.class,
      names = {"JDK", "OPENSSL"})
  void eitherImplementationServesAndTrusts(SslProvider provider) throws Exception {
    var pki = new Pki(folder, "hoist");
    var tls = new Tls(provider);
    assertThat(tls.server(pki.server("localhost")).isServer()).isTrue();
    assertThat(tls.client(Optional.of(pki.caFile())).isClient()).isTrue();
    assertThat(tls.client(Optional.empty()).isClient()).isTrue();
  }

  @Test
  void trustIsReadAgainWhenItsFileChanged() throws Exception {
    var tls = Tls.best();
    Path ca = new Pki(folder, "one").caFile();
    var first = tls.client(Optional.of(ca));
    assertThat(tls.client(Optional.of(ca))).isSameAs(first);
    Files.setLastModifiedTime(ca, java.nio.file.attribute.FileTime.fromMillis(1000));
    assertThat(tls.client(Optional.of(ca))).isNotSameAs(first);
  }

  @Test
  void badFilesAreNamed() throws Exception {
    Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
    Path missing = folder.resolve("missing.pem");
    var tls = Tls.best();
    assertThatThrownBy(() -> tls.server(new GatewayConfig.ServerTls(nothing, nothing)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(nothing.toString());
    assertThatThrownBy(() -> tls.client(Optional.of(nothing)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(nothing.toString());
    assertThatThrownBy(() -> tls.client(Optional.of(missing)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing.toString());
  }
}
