package dev.hoist.postgres.protocol.statement;

import java.util.List;
import java.util.Optional;

/** A portal as its Bind message described it: a statement with its values, to be executed. */
public final class Portal implements Names.Weighed {
  private static final int OVERHEAD = 256;

  private final Masked again;
  private final BoundValues values;
  private final boolean overNames;
  private final int weight;
  private Run run;
  private boolean doubtful;

  /**
   * @param again its text, long ones only by their beginning: it stands in the recording already
   * @param run the account that was opened when it was bound
   */
  public Portal(Masked again, BoundValues values, boolean overNames, Run run) {
    this.again = again;
    this.values = values;
    this.overNames = overNames;
    this.run = run;
    this.weight = weigh(again, values.shown());
  }

  public Masked again() {
    return again;
  }

  public BoundValues values() {
    return values;
  }

  /** Whether its statement can give or free names. */
  public boolean overNames() {
    return overNames;
  }

  /** The account of its latest execution; before the first, the one it was bound under. */
  public Run run() {
    return run;
  }

  /** It is executed again, which is another statement of the recording. */
  public void runs(Run next) {
    run = next;
  }

  /** SQL opened or closed cursors since, perhaps this one. */
  public void doubt() {
    doubtful = true;
  }

  public boolean isDoubtful() {
    return doubtful;
  }

  @Override
  public int weight() {
    return weight;
  }

  private static int weigh(Masked text, List<Optional<String>> parameters) {
    int characters = text.text().length();
    for (Optional<String> parameter : parameters) {
      characters += parameter.map(String::length).orElse(0) + Long.BYTES;
    }
    return OVERHEAD + characters * 2;
  }
}
