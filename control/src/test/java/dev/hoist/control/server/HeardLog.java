package dev.hoist.control.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Listens to more than a server ever writes: frameworks from info on, where it says from warn on,
 * and everything of hoist's own.
 */
final class HeardLog implements AutoCloseable {
  private final Logger root;
  private final Logger own;
  private final Level before;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

  private HeardLog() {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    own = context.getLogger("dev.hoist");
    before = root.getLevel();
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%logger %msg %ex%n");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(heard);
    appender.start();
    root.addAppender(appender);
    root.setLevel(Level.INFO);
    own.setLevel(Level.TRACE);
  }

  static HeardLog everything() {
    return new HeardLog();
  }

  String text() {
    return heard.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    root.setLevel(before);
    own.setLevel(null);
    appender.stop();
  }
}
