package dev.hoist.simulator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Exceptions that the engine logged and went on from, though no simulated fault explains them. */
final class Surprises extends AppenderBase<ILoggingEvent> {
  private final List<Throwable> seen = new ArrayList<>();

  /** Listens instead of the console. */
  static Surprises listen() {
    var surprises = new Surprises();
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.setLevel(Level.WARN);
    surprises.setContext(context);
    surprises.start();
    root.addAppender(surprises);
    return surprises;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getThrowableProxy() instanceof ThrowableProxy proxy
        && !(proxy.getThrowable() instanceof StoreDown)
        && !(proxy.getThrowable() instanceof SimGateway.Hiccup)) {
      seen.add(proxy.getThrowable());
    }
  }

  /** Fails with the first one. */
  void none(long seed) {
    if (!seen.isEmpty()) {
      throw new AssertionError("the engine was surprised; seed " + seed, seen.getFirst());
    }
  }
}
