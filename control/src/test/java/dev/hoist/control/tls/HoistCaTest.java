package dev.hoist.control.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HoistCaTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void makesAnAuthorityAndAServerCertificateThatItSigned() throws Exception {
    TlsFiles files = HoistCa.open(folder.resolve("tls"), List.of("hoist.example"), NOW);
    var ca = Pem.certificate(files.ca());
    var server = Pem.certificate(files.certificate());
    server.verify(ca.getPublicKey());
    assertThat(server.getSubjectAlternativeNames().stream().map(n -> n.get(1)).toList())
        .hasToString("[127.0.0.1, 0:0:0:0:0:0:0:1, hoist.example, localhost]");
    assertThat(server.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(90)));
    assertThat(ca.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(3650)));
    assertThat(ca.getBasicConstraints()).isZero();
    assertThat(files.caPem()).startsWith("-----BEGIN CERTIFICATE-----\n");
  }

  @Test
  void onlyTheOwnerReadsKeys() throws Exception {
    HoistCa.open(folder.resolve("tls"), List.of(), NOW);
    assertThat(mode("tls")).isEqualTo("rwx------");
    assertThat(mode("tls/ca.key")).isEqualTo("rw-------");
    assertThat(mode("tls/server.key")).isEqualTo("rw-------");
  }

  @Test
  void whatIsGoodIsKeptAndWhatNearsItsEndIsRenewed() throws Exception {
    TlsFiles files = open(NOW, List.of());
    String ca = files.caPem();
    String first = Files.readString(files.certificate());
    open(NOW.plus(Duration.ofDays(59)), List.of());
    assertThat(Files.readString(files.certificate())).isEqualTo(first);
    open(NOW.plus(Duration.ofDays(61)), List.of());
    assertThat(Files.readString(files.certificate())).isNotEqualTo(first);
    assertThat(files.caPem()).isEqualTo(ca);
  }

  @Test
  void otherNamesAndALostOrForeignKeyMakeAnotherServerCertificate() throws Exception {
    TlsFiles files = open(NOW, List.of());
    String first = Files.readString(files.certificate());
    open(NOW, List.of("fd00::7", "hoist.example"));
    String second = Files.readString(files.certificate());
    assertThat(second).isNotEqualTo(first);
    open(NOW, List.of("fd00::7", "hoist.example"));
    assertThat(Files.readString(files.certificate())).isEqualTo(second);
    Files.copy(
        folder.resolve("ca.key"), files.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    open(NOW, List.of("fd00::7", "hoist.example"));
    assertThat(Files.readString(files.certificate())).isNotEqualTo(second);
  }

  @Test
  void anAuthorityWithAKeyOfAnotherKindIsKeptAndSignsOn() throws Exception {
    var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
    var ca = Issuer.authority(keys, NOW, Duration.ofDays(3650));
    Pem.writeSecret(
        folder.resolve("ca.key"), Pem.of("PRIVATE KEY", keys.getPrivate().getEncoded()));
    Pem.write(folder.resolve("ca.pem"), Pem.of("CERTIFICATE", ca.getEncoded()));
    TlsFiles files = open(NOW, List.of());
    assertThat(Pem.certificate(files.ca())).isEqualTo(ca);
    Pem.certificate(files.certificate()).verify(ca.getPublicKey());
  }

  @Test
  void aKeyThatIsNotTheAuthoritysIsRefused() throws Exception {
    open(NOW, List.of());
    var other = KeyPairGenerator.getInstance("EC").generateKeyPair();
    Pem.writeSecret(
        folder.resolve("ca.key"), Pem.of("PRIVATE KEY", other.getPrivate().getEncoded()));
    assertThatThrownBy(() -> open(NOW, List.of())).hasMessageContaining("not the key of ca.pem");
  }

  @Test
  void anAuthorityThatIsOverOrDamagedIsSaidSo() throws Exception {
    open(NOW, List.of());
    assertThatThrownBy(() -> open(NOW.plus(Duration.ofDays(3651)), List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the authority ended");
    Files.writeString(folder.resolve("ca.key"), "nonsense");
    assertThatThrownBy(() -> open(NOW, List.of())).isInstanceOf(IOException.class);
  }

  private TlsFiles open(Instant now, List<String> names) throws IOException {
    return HoistCa.open(folder, names, now);
  }

  private String mode(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
  }
}
