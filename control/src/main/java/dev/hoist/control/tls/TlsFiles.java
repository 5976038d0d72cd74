package dev.hoist.control.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a server's TLS material is, as PEM.
 *
 * @param ca the authority that clients are given
 * @param certificate the server's certificate, followed by its chain
 * @param key the server's private key, PKCS#8
 */
public record TlsFiles(Path ca, Path certificate, Path key) {
  /** The authority's certificate as text, for clients. */
  public String caPem() throws IOException {
    return Files.readString(ca);
  }
}
