package dev.hoist.postgres.protocol.session;

import dev.hoist.postgres.protocol.statement.Names;
import dev.hoist.postgres.protocol.statement.Portal;
import dev.hoist.postgres.protocol.statement.Prepared;
import dev.hoist.postgres.protocol.statement.Run;
import java.util.Optional;

/** A message of the client that the target has not answered to its end. */
sealed interface Step {
  /** The account that the target's answers to it go to. */
  default Optional<Run> run() {
    return Optional.empty();
  }

  /** Whether the target may be giving or freeing names on account of it. */
  default boolean overNames() {
    return run().filter(Run::overNames).isPresent();
  }

  /** Whether no setting of the session can change on account of it. */
  default boolean leavesSettings() {
    return switch (this) {
      case Simple _, Binding _, Executing _, Calling _ -> false;
      case Parsing _, Describing _, Closing _, Syncing _ -> true;
    };
  }

  /** Whether what it does may stay in an open transaction until a Sync. */
  default boolean awaitsSync() {
    return switch (this) {
      case Parsing _, Binding _, Describing _, Executing _, Closing _ -> true;
      case Simple _, Calling _, Syncing _ -> false;
    };
  }

  /** Query: any number of results, each ended; then ReadyForQuery. */
  final class Simple implements Step {
    private final Optional<Run> run;
    private boolean rows;
    private boolean settled;
    private boolean failed;

    Simple(Run run) {
      this.run = Optional.of(run);
    }

    @Override
    public Optional<Run> run() {
      return run;
    }

    /** RowDescription came, so rows may. */
    void described() {
      rows = true;
    }

    boolean takesRows() {
      return rows;
    }

    /** One of its statements ended. */
    void settled() {
      settled = true;
      rows = false;
    }

    boolean isSettled() {
      return settled;
    }

    void failed() {
      settled();
      failed = true;
    }

    boolean isFailed() {
      return failed;
    }
  }

  /** Parse: ParseComplete. Has an account when the statement has a name. */
  record Parsing(Names.Proposal<Prepared> proposal, Optional<Run> run) implements Step {}

  /** Bind: BindComplete. */
  record Binding(Names.Proposal<Portal> proposal) implements Step {
    @Override
    public Optional<Run> run() {
      return Optional.of(proposal.value().run());
    }

    /** It only plans. */
    @Override
    public boolean overNames() {
      return false;
    }
  }

  /** Describe: of a statement ParameterDescription first; then RowDescription or NoData. */
  final class Describing implements Step {
    private final Optional<Prepared> prepared;
    private boolean parametersDue;

    Describing(boolean statement, Optional<Prepared> prepared) {
      this.parametersDue = statement;
      this.prepared = prepared;
    }

    boolean parametersDue() {
      return parametersDue;
    }

    void parameters(int[] types) {
      parametersDue = false;
      prepared.ifPresent(p -> p.described(types));
    }
  }

  /** Execute: rows or COPY, then CommandComplete, EmptyQueryResponse or PortalSuspended. */
  final class Executing implements Step {
    private final Run run;
    private final Optional<Portal> portal;

    /**
     * @param portal what is executed, where that is certain
     */
    Executing(Run run, Optional<Portal> portal) {
      this.run = run;
      this.portal = portal;
    }

    @Override
    public Optional<Run> run() {
      return Optional.of(run);
    }

    /** Whether a next Execute of its portal would go on with it. */
    boolean canGoOn() {
      return portal.filter(it -> it.run() == run).isPresent();
    }
  }

  /** Close: CloseComplete. */
  record Closing(boolean statement, String name) implements Step {}

  /** Sync: ReadyForQuery. */
  record Syncing() implements Step {}

  /** FunctionCall: FunctionCallResponse, then ReadyForQuery. */
  final class Calling implements Step {
    private final Optional<Run> run;
    private boolean settled;

    Calling(Run run) {
      this.run = Optional.of(run);
    }

    @Override
    public Optional<Run> run() {
      return run;
    }

    void settled() {
      settled = true;
    }

    boolean isSettled() {
      return settled;
    }
  }
}
