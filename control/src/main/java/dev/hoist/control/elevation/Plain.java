package dev.hoist.control.elevation;

import dev.hoist.spi.ConnectorException;

/** Words from outside, made fit to be stored and shown: bounded, and without control characters. */
public final class Plain {
  private static final int LONGEST = 500;

  private Plain() {}

  public static String text(String from) {
    String bounded = from.length() > LONGEST ? from.substring(0, LONGEST) + "…" : from;
    return bounded.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  static String words(ConnectorException e) {
    String message = e.getMessage();
    return message == null ? e.kind().toString() : text(message);
  }
}
