package dev.hoist.embedded;

import dev.hoist.kernel.identity.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A PostgreSQL that runs beside this process and ends with it, however it ends: a shutdown asked
 * for with {@link #close}, or a process killed, in which case the next start goes on from the last
 * commit.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final String SUPERUSER = "postgres";
  private static final String DUPLICATE_DATABASE = "42P04";

  private final ClusterFolder folder;
  private final Postmaster postmaster;
  private final Secret password;

  private EmbeddedPostgres(ClusterFolder folder, Postmaster postmaster, Secret password) {
    this.folder = folder;
    this.postmaster = postmaster;
    this.password = password;
  }

  /**
   * What to run.
   *
   * @param data the folder that the database is, or will be, in; made when missing
   * @param passwordFile the superuser's password; made when the database is
   * @param port where to listen on loopback; empty for one that is free, another at each start
   * @param extra settings of postgresql.conf by name, over the safe ones
   */
  public record Settings(
      Path data, Path passwordFile, OptionalInt port, Map<String, String> extra) {
    public Settings {
      extra = Map.copyOf(extra);
      for (String name : extra.keySet()) {
        if (!name.matches("[a-z][a-z0-9_.]*")) {
          throw new IllegalArgumentException("not a PostgreSQL setting: " + name);
        }
      }
    }

    public Settings(Path data, Path passwordFile) {
      this(data, passwordFile, OptionalInt.empty(), Map.of());
    }
  }

  /**
   * Starts the database, making it first when there is none; returns when it takes connections.
   *
   * @throws EmbeddedPostgresException when it cannot, with what it said and what to do
   */
  public static EmbeddedPostgres start(Settings settings) {
    Account account = Account.find();
    Launch launch = new Launch(account, Binaries.unpacked(account.isOther()));
    try {
      ClusterFolder folder = ClusterFolder.open(settings.data(), account);
      try {
        return start(settings, launch, folder);
      } catch (IOException | InterruptedException | RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "cannot use " + settings.data() + " for a database: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("interrupted while the database started", e);
    }
  }

  private static EmbeddedPostgres start(Settings settings, Launch launch, ClusterFolder folder)
      throws IOException, InterruptedException {
    PasswordFile file = new PasswordFile(settings.passwordFile());
    Path cluster =
        folder.cluster(empty -> launch.initdb(empty, SUPERUSER, file.readOrCreate().reveal()));
    Secret password = file.read();
    LeftOver.stop(cluster);
    Postmaster up = Postmaster.start(launch, cluster, settings.port(), settings.extra());
    return new EmbeddedPostgres(folder, up, password);
  }

  /** A URL without user and password; give those as properties, so that no log shows them. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:"
        + port()
        + "/"
        + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20")
        + "?sslmode=disable&gssEncMode=disable";
  }

  public int port() {
    return postmaster.port();
  }

  /** The server's process id. */
  public long pid() {
    return postmaster.pid();
  }

  public String superuser() {
    return SUPERUSER;
  }

  public Secret password() {
    return password;
  }

  /** Makes a database, or finds it there. */
  public void createDatabase(String name) {
    try (Connection connection = connect("postgres")) {
      create(connection, name);
    } catch (SQLException e) {
      throw new EmbeddedPostgresException(
          "cannot create database " + name + ": " + e.getMessage(), e);
    }
  }

  private static void create(Connection connection, String name) throws SQLException {
    // The server quotes the name.
    try (PreparedStatement format =
        connection.prepareStatement("SELECT format('CREATE DATABASE %I', ?::text)")) {
      format.setString(1, name);
      try (ResultSet result = format.executeQuery();
          var statement = connection.createStatement()) {
        result.next();
        statement.execute(result.getString(1));
      }
    } catch (SQLException e) {
      if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  /** A connection as the superuser; the caller closes it. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), superuser(), password.reveal());
  }

  /** Shuts the server down: running statements end, what is committed stays. Bounded in time. */
  @Override
  public void close() {
    try {
      postmaster.stop();
      folder.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("interrupted while the database stopped", e);
    } catch (IOException e) {
      throw new EmbeddedPostgresException("cannot let go of the database's folder", e);
    }
  }
}
