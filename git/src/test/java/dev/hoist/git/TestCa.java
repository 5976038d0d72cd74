package dev.hoist.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority and a server's certificate for localhost, made by the JDK's keytool. */
final class TestCa {
  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final Path store;

  TestCa(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    store = folder.resolve("keys.p12");
    keytool(
        "-genkeypair -alias ca -keyalg EC -dname CN=authority -ext bc:c -ext ku:c=keyCertSign"
            .split(" "));
    keytool(
        "-genkeypair -alias server -keyalg EC -dname CN=server -signer ca -ext san=dns:localhost"
            .split(" "));
    keytool("-exportcert", "-alias", "ca", "-rfc", "-file", pem().toString());
    keytool("-delete", "-alias", "ca");
  }

  Path pem() {
    return folder.resolve("ca.pem");
  }

  SSLContext server() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    var managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void keytool(String... words) {
    var command =
        new java.util.ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("-storepass", PASSWORD, "-keystore", store.toString()));
    Run.in(folder, folder, command);
  }
}
