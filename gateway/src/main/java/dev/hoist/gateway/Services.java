package dev.hoist.gateway;

import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import io.netty.handler.ssl.SslContext;
import java.util.concurrent.ExecutorService;

/** What all connections of a gateway share. */
record Services(
    GatewayConfig config,
    Entrance entrance,
    Sessions sessions,
    Recent<EndCause> ended,
    Recent<Elevation.Active> extended,
    Usages usages,
    Tls tls,
    SslContext serverTls,
    ExecutorService workers,
    Reporter reporter) {
  GatewayConfig.Timeouts timeouts() {
    return config.timeouts();
  }
}
