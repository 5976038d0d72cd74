package dev.hoist.spi;

/** A target's wire protocol. Thread-safe; the sessions it opens are not. */
public interface Protocol {
  /**
   * The port that clients of this protocol expect the gateway on, when nothing else is configured.
   */
  int defaultPort();

  /** Begins one client connection. Nothing is sent until the client speaks. */
  ProtocolSession open(SessionIo io, ProtocolLimits limits);
}
