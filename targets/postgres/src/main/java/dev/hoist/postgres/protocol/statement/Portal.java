package dev.hoist.postgres.protocol.statement;

import java.util.List;
import java.util.Optional;

/** A portal as its Bind message described it: a statement with its values, to be executed. */
public final class Portal implements Names.Weighed {
  private static final int OVERHEAD = 256;

  private final Masked text;
  private final boolean truncated;
  private final int weight;
  private List<Optional<String>> parameters;
  private Optional<Run> run = Optional.empty();

  public Portal(Masked text, List<Optional<String>> parameters, boolean truncated) {
    this.text = text;
    this.parameters = parameters;
    this.truncated = truncated;
    this.weight = weigh(text, parameters);
  }

  public Masked text() {
    return text;
  }

  public List<Optional<String>> parameters() {
    return parameters;
  }

  public boolean truncated() {
    return truncated;
  }

  /** Its account, once it was executed; a portal that was suspended goes on under the same. */
  public Optional<Run> run() {
    return run;
  }

  /** It was recorded, so that its values need not be kept any more. */
  public void runs(Run run) {
    this.run = Optional.of(run);
    this.parameters = List.of();
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
