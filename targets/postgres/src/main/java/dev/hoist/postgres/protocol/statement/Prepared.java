package dev.hoist.postgres.protocol.statement;

/** A prepared statement as its Parse message described it. */
public final class Prepared implements Names.Weighed {
  private static final int OVERHEAD = 256;

  private final Masked text;
  private final boolean overNames;
  private final int weight;
  private int[] types;
  private boolean doubtful;
  private long recordedIn;
  private String again = "";

  public Prepared(Masked text, int[] types) {
    this.text = text;
    this.types = types;
    this.overNames = overNames(text);
    this.weight = OVERHEAD + text.text().length() * 2 + types.length * Integer.BYTES;
  }

  /** Whether a statement can give or free names. */
  public static boolean overNames(Masked text) {
    return Reach.overNames(text.text());
  }

  public Masked text() {
    return text;
  }

  /** Its text where it stands in the recording already: long ones only by their beginning. */
  public String again() {
    return again.isEmpty() ? text.text() : again;
  }

  /** The statement of the recording that has its whole text. */
  public void recordedIn(long number) {
    if (recordedIn == 0) {
      recordedIn = number;
      again = Excerpt.again(text.text(), number);
    }
  }

  /** Whether its whole text stands in the recording. */
  public boolean isRecorded() {
    return recordedIn > 0;
  }

  /** Whether it can give or free names itself. */
  public boolean overNames() {
    return overNames;
  }

  /** SQL gave or freed names since, perhaps this one. */
  public void doubt() {
    doubtful = true;
  }

  public boolean isDoubtful() {
    return doubtful;
  }

  /** The type number of the parameter at {@code index}, from 0; 0 when it is not known. */
  public int type(int index) {
    return index < types.length ? types[index] : 0;
  }

  /** The target said which types its parameters really have. */
  public void described(int[] all) {
    types = all;
  }

  @Override
  public int weight() {
    return weight;
  }
}
