package dev.hoist.app;

import dev.hoist.embedded.EmbeddedPostgres;
import dev.hoist.kernel.identity.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the store is: the embedded PostgreSQL, or one that {@code HOIST_DATABASE_URL} names. */
final class StoreDatabase implements AutoCloseable {
  private static final String NAME = "hoist";

  private final DataSource source;
  private final Optional<EmbeddedPostgres> embedded;

  private StoreDatabase(DataSource source, Optional<EmbeddedPostgres> embedded) {
    this.source = source;
    this.embedded = embedded;
  }

  static StoreDatabase open(DataFolder data, Optional<Secret> url) {
    return url.isPresent() ? external(url.get()) : embedded(data);
  }

  private static StoreDatabase embedded(DataFolder data) {
    EmbeddedPostgres server =
        EmbeddedPostgres.start(new EmbeddedPostgres.Settings(data.store(), data.storePassword()));
    server.createDatabase(NAME);
    var source = new PGSimpleDataSource();
    source.setURL(server.jdbcUrl(NAME));
    source.setUser(server.superuser());
    source.setPassword(server.password().reveal());
    return new StoreDatabase(source, Optional.of(server));
  }

  /** {@code postgresql://user:password@host:port/database?sslmode=verify-full}. */
  private static StoreDatabase external(Secret url) {
    try {
      URI uri = new URI(url.reveal());
      if (!Optional.ofNullable(uri.getScheme()).orElse("").matches("postgres(ql)?")) {
        throw new StartException(
            "HOIST_DATABASE_URL should begin with postgresql://; the store is PostgreSQL only");
      }
      var source = new PGSimpleDataSource();
      if (uri.getHost() == null) {
        throw new StartException(
            "HOIST_DATABASE_URL names no single host; write postgresql://user:password@host:5432/database");
      }
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      source.setURL("jdbc:postgresql://" + hostAndPort(uri) + uri.getRawPath() + query);
      if (!query.contains("sslmode=") && !uri.getHost().matches("localhost|127\\..*|\\[::1]")) {
        source.setSslMode("verify-full"); // never "prefer", which a man in the middle strips
      }
      String[] account = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
      if (!account[0].isEmpty()) {
        source.setUser(decoded(account[0]));
      }
      if (account.length == 2) {
        source.setPassword(decoded(account[1]));
      }
      return new StoreDatabase(source, Optional.empty());
    } catch (URISyntaxException e) {
      // The cause quotes the URL, and the URL holds the password.
      throw new StartException(
          "HOIST_DATABASE_URL is not a URL; write postgresql://user:password@host:5432/database");
    }
  }

  private static String hostAndPort(URI uri) {
    return uri.getHost() + (uri.getPort() == -1 ? "" : ":" + uri.getPort());
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  DataSource source() {
    return source;
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedPostgres::close);
  }
}
