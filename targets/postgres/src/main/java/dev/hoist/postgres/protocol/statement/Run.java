package dev.hoist.postgres.protocol.statement;

import dev.hoist.postgres.protocol.codec.Report;
import dev.hoist.spi.Recorded;
import java.util.Locale;

/** The account of one recorded statement while the target works on it. */
public final class Run {
  private static final int MAX_MESSAGE = 4 * 1024;

  private final long number;
  private final boolean secret;
  private long rows;
  private long bytes;
  private boolean suspended;

  /**
   * @param secret whether the target's messages about it might quote a password
   */
  public Run(long number, boolean secret) {
    this.number = number;
    this.secret = secret;
  }

  public long number() {
    return number;
  }

  /** A row, or a line of COPY, goes to the client. */
  public void row(int wireBytes) {
    rows++;
    bytes += wireBytes;
  }

  /** The target stopped at the number of rows that the client asked for. */
  public void suspend() {
    suspended = true;
  }

  public boolean suspended() {
    return suspended;
  }

  public Recorded.Outcome done(String tag) {
    return outcome(true, tag);
  }

  public Recorded.Outcome failed(Report report) {
    String said = secret ? "[message hidden: the statement holds a password]" : report.message();
    String shown = said.length() > MAX_MESSAGE ? said.substring(0, MAX_MESSAGE) + "…" : said;
    return outcome(false, report.severity() + " " + report.sqlState() + ": " + shown);
  }

  /** The target does not look at anything after an error until the next Sync. */
  public Recorded.Outcome skipped() {
    return outcome(false, "skipped after an error");
  }

  /** Closed, or gone with its transaction, before all its rows were fetched. */
  public Recorded.Outcome closedEarly() {
    return outcome(true, String.format(Locale.ROOT, "closed after %d rows", rows));
  }

  /** The session ended before the target said how it ended. */
  public Recorded.Outcome abandoned(String why) {
    return outcome(false, "unknown: " + why);
  }

  private Recorded.Outcome outcome(boolean ok, String words) {
    Recorded.Outcome outcome = new Recorded.Outcome(number, ok, words, rows, bytes);
    rows = 0;
    bytes = 0;
    suspended = false;
    return outcome;
  }
}
