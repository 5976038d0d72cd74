package dev.hoist.control.killing;

import dev.hoist.control.elevation.Connectors;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.target.Target;
import dev.hoist.spi.Connector;
import dev.hoist.spi.ConnectorException;
import dev.hoist.spi.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A target that outlives the process: a file in a folder for each privilege. */
record FileTarget(Path folder) implements Connector, Connectors {
  @Override
  public Connector of(Target target) {
    return this;
  }

  @Override
  public Login provision(Lease lease) throws ConnectorException {
    try {
      Files.writeString(file(lease.grant()), lease.until().toString());
      return new Login("hoist_" + lease.grant().number(), Secret.of("secret"));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void extend(Lease lease) throws ConnectorException {
    try {
      Files.writeString(
          file(lease.grant()), lease.until().toString(), StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Proof revoke(Lease lease) throws ConnectorException {
    try {
      Files.deleteIfExists(file(lease.grant()));
      return new Proof("no file " + lease.grant().number());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Set<GrantId> present() throws ConnectorException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> new GrantId(Long.parseLong(String.valueOf(file.getFileName()))))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Path file(GrantId grant) {
    return folder.resolve(Long.toString(grant.number()));
  }

  private static ConnectorException failed(IOException e) {
    return new ConnectorException(ConnectorException.Kind.UNREACHABLE, e.toString(), e);
  }
}
