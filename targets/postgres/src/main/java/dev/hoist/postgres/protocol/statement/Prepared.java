package dev.hoist.postgres.protocol.statement;

/** A prepared statement as its Parse message described it. */
public final class Prepared implements Names.Weighed {
  private static final int OVERHEAD = 256;
  private static final String DOUBT =
      "\n/* hoist: as parsed under this name; SQL has prepared or freed names since */";

  private final Masked text;
  private final boolean truncated;
  private final int weight;
  private int[] types;
  private boolean doubtful;

  public Prepared(Masked text, boolean truncated, int[] types) {
    this.text = text;
    this.truncated = truncated;
    this.types = types;
    this.weight = OVERHEAD + text.text().length() * 2 + types.length * Integer.BYTES;
  }

  public Masked text() {
    return doubtful ? new Masked(text.text() + DOUBT, text.secret(), text.parameters()) : text;
  }

  /** SQL gave or freed names since, perhaps this one. */
  public void doubt() {
    doubtful = true;
  }

  public boolean truncated() {
    return truncated;
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
