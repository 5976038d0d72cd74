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
 * A certificate for localhost that lasts a day, from the JDK's own keytool: only for practice runs
 * and tests.
 *
 * @param pem the certificate, which is its own authority
 */
public record SelfSigned(SSLContext context, Path pem) {

  private static final String STORE = "localhost.p12";

  /** Makes one; the files in the folder are the caller's to delete. */
  public static SelfSigned make(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve(STORE);
    Path pem = folder.resolve("localhost.pem");
    keytool(
        folder,
        "-genkeypair -alias a -keyalg EC -groupname secp256r1 -dname CN=localhost -validity 1"
            + " -ext san=dns:localhost,ip:127.0.0.1 -ext bc:c -storetype PKCS12 -storepass practice");
    keytool(folder, "-exportcert -alias a -rfc -storepass practice -file " + pem.getFileName());
    try {
      return new SelfSigned(context(store), pem);
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
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
