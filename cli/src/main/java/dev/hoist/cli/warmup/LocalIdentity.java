package dev.hoist.cli.warmup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for localhost that lasts a day, signed by an authority of its own as hoist's are,
 * from the JDK's own keytool: only for practice runs and tests.
 *
 * @param pem the authority's certificate
 */
public record LocalIdentity(SSLContext context, Path pem) {

  private static final String STORE = "localhost.p12";
  private static final String KEYS = " -keyalg RSA -keysize 2048 -validity 1 -storetype PKCS12";
  private static final String PASSWORD = " -storepass practice";

  /** Makes one; the files in the folder are the caller's to delete. */
  public static LocalIdentity make(Path folder) throws IOException, InterruptedException {
    return make(folder, "dns:localhost,ip:127.0.0.1");
  }

  /**
   * The same for other names.
   *
   * @param names as keytool wants them: {@code dns:…,ip:…}
   */
  public static LocalIdentity make(Path folder, String names)
      throws IOException, InterruptedException {
    Path store = folder.resolve(STORE);
    Path pem = folder.resolve("ca.pem");
    keytool(folder, "-genkeypair -alias ca -dname CN=practice -ext bc:c" + KEYS + PASSWORD);
    keytool(
        folder,
        "-genkeypair -alias server -signer ca -dname CN=localhost -ext eku=serverAuth"
            + " -ext san="
            + names
            + KEYS
            + PASSWORD);
    keytool(folder, "-exportcert -alias ca -rfc -file ca.pem" + PASSWORD);
    try {
      return new LocalIdentity(context(store), pem);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static void keytool(Path folder, String arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.add("-keystore");
    command.add(STORE);
    Process run =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (run.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    char[] password = "practice".toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password);
    }
    keys.deleteEntry("ca");
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
