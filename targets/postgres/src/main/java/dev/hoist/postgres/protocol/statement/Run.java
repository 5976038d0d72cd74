package dev.hoist.postgres.protocol.statement;

import dev.hoist.postgres.protocol.codec.Report;
import dev.hoist.spi.Recorded;
import java.util.Locale;

/** The account of one recorded statement while the target works on it. */
public final class Run {
  private static final int MAX_MESSAGE = 4 * 1024;

  /** How far it is. Only what was never executed, or was suspended, can be executed under it. */
  private enum State {
    WAITING,
    RUNNING,
    SUSPENDED,
    OVER
  }

  private final long number;
  private final boolean secret;
  private final boolean overNames;
  private State state = State.WAITING;
  private long rows;
  private long bytes;

  /**
   * @param secret whether the target's messages about it might quote a password
   * @param overNames whether it can give or free names of statements and cursors
   */
  public Run(long number, boolean secret, boolean overNames) {
    this.number = number;
    this.secret = secret;
    this.overNames = overNames;
  }

  public long number() {
    return number;
  }

  public boolean overNames() {
    return overNames;
  }

  /** Whether an Execute would begin it, or go on with it where the target stopped. */
  public boolean isOpen() {
    return state == State.WAITING || state == State.SUSPENDED;
  }

  /** Its last word was said. */
  public boolean isOver() {
    return state == State.OVER;
  }

  /** The client asked to execute it, or to go on with it. */
  public void execute() {
    state = State.RUNNING;
  }

  /** A row, or a line of COPY, goes to the client. */
  public void row(int wireBytes) {
    rows++;
    bytes += wireBytes;
  }

  /** The target stopped at the number of rows that the client asked for. */
  public void suspend() {
    state = State.SUSPENDED;
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

  /** Closed, or gone with its transaction, before it was executed or all its rows were fetched. */
  public Recorded.Outcome closedEarly() {
    return state == State.WAITING
        ? outcome(true, "bound, not executed under this number")
        : outcome(true, String.format(Locale.ROOT, "closed after %d rows", rows));
  }

  /** The session ended before the target said how it ended. */
  public Recorded.Outcome abandoned(String why) {
    return outcome(false, "unknown: " + why);
  }

  private Recorded.Outcome outcome(boolean ok, String words) {
    Recorded.Outcome outcome = new Recorded.Outcome(number, ok, words, rows, bytes);
    rows = 0;
    bytes = 0;
    state = State.OVER;
    return outcome;
  }
}
