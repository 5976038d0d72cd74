package dev.hoist.app.demo;

import dev.hoist.app.demo.Hoist.Ran;

/** What ana works in: the real psql, or pgjdbc where there is no psql. */
sealed interface Client permits PsqlClient, JdbcClient {
  String name();

  /** What is worth telling about the choice; empty for psql. */
  String remark();

  /** Runs one statement in a session of its own under ana's grant. */
  Ran run(String sql) throws Exception;

  /** Gets what {@link #reconnect} will present, while the grant still lives. */
  void prepareReconnect() throws Exception;

  /** Connects once more, with an access token that was never used. */
  Ran reconnect() throws Exception;

  static Client find(DemoWorld world) {
    return PsqlClient.installed()
        ? new PsqlClient(world)
        : new JdbcClient(() -> world.access("ana"));
  }
}
