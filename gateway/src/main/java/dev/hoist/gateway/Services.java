package dev.hoist.gateway;

import io.netty.handler.ssl.SslContext;
import java.util.concurrent.ExecutorService;

/** What all connections of a gateway share. */
record Services(
    GatewayConfig config,
    Entrance entrance,
    Sessions sessions,
    EndedGrants ended,
    Tls tls,
    SslContext serverTls,
    ExecutorService workers,
    Reporter reporter) {
  GatewayConfig.Timeouts timeouts() {
    return config.timeouts();
  }
}
