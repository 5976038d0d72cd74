package dev.hoist.gateway;

import dev.hoist.gateway.GatewayConfig.ServerTls;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Contexts for TLS, by BoringSSL where the platform has it and by the JDK elsewhere. */
final class Tls {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final SslProvider provider;
  private final Map<Optional<Path>, Trust> trusted = new ConcurrentHashMap<>();

  Tls(SslProvider provider) {
    this.provider = provider;
  }

  static Tls best() {
    return new Tls(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
  }

  SslContext server(ServerTls files) throws IOException {
    try {
      return SslContextBuilder.forServer(files.certificates().toFile(), files.key().toFile())
          .sslProvider(provider)
          .protocols(VERSIONS)
          .build();
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the gateway's certificate cannot be used: "
              + files.certificates()
              + ", "
              + files.key()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** Trusts the authorities in the file, or the system's. Reads files, so it may block. */
  SslContext client(Optional<Path> ca) throws IOException {
    FileTime changed =
        ca.isPresent() ? Files.getLastModifiedTime(ca.get()) : FileTime.fromMillis(0);
    Trust known = trusted.get(ca);
    if (known != null && known.changed().equals(changed)) {
      return known.context();
    }
    SslContext context = newClient(ca);
    trusted.put(ca, new Trust(changed, context));
    return context;
  }

  private SslContext newClient(Optional<Path> ca) throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(provider)
            .protocols(VERSIONS)
            .endpointIdentificationAlgorithm("HTTPS");
    try {
      ca.ifPresent(file -> builder.trustManager(file.toFile()));
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new IOException("no certificate can be read from " + ca.orElseThrow(), e);
    }
  }

  private record Trust(FileTime changed, SslContext context) {}
}
