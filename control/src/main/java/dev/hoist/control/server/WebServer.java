package dev.hoist.control.server;

import dev.hoist.control.tls.TlsFiles;
import dev.hoist.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;

/** Tomcat as it is to be: HTTPS only, a virtual thread for each request, everything bounded. */
final class WebServer {
  static final String NAME = "webServerFactory";

  private static final int HEADER_BYTES = 16 * 1024;
  private static final int MOST_HEADERS = 64;
  private static final int MOST_PARAMETERS = 32;
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final Duration KEPT_ALIVE = Duration.ofSeconds(60);
  private static final String BUNDLE = "hoist";

  private WebServer() {}

  static TomcatServletWebServerFactory factory(ControlConfig config) throws IOException {
    var factory = new TomcatServletWebServerFactory(config.port());
    factory.setAddress(config.bind());
    factory.setRegisterDefaultServlet(false);
    var ssl = Ssl.forBundle(BUNDLE);
    ssl.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    factory.setSsl(ssl);
    factory.setSslBundles(new DefaultSslBundleRegistry(BUNDLE, bundle(config.tls())));
    factory.addConnectorCustomizers(connector -> bound(connector, config.connections()));
    factory.addContextCustomizers(
        context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ProblemValve.class.getName());
          }
        });
    return factory;
  }

  private static void bound(Connector connector, int connections) {
    connector.setAllowTrace(false);
    connector.setMaxParameterCount(MOST_PARAMETERS);
    connector.setMaxPostSize(0); // no route takes a form
    connector.setXpoweredBy(false);
    if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
      http.setExecutor(new VirtualThreadExecutor("api-"));
      http.setMaxConnections(connections);
      http.setConnectionTimeout((int) SILENCE.toMillis());
      http.setKeepAliveTimeout((int) KEPT_ALIVE.toMillis());
      http.setMaxHttpRequestHeaderSize(HEADER_BYTES);
      http.setMaxHeaderCount(MOST_HEADERS);
      http.setMaxSwallowSize(2 * Json.MAX_REQUEST_BYTES);
      // Nothing reads trailers; but with 0 Tomcat refuses also the empty line where they would be.
      http.setMaxTrailerSize(256);
    }
  }

  private static SslBundle bundle(TlsFiles tls) throws IOException {
    var details =
        PemSslStoreDetails.forCertificate(Files.readString(tls.certificate()))
            .withPrivateKey(Files.readString(tls.key()));
    return SslBundle.of(new PemSslStoreBundle(PemSslStore.load(details), null));
  }
}
