package dev.hoist.git;

import java.io.IOException;
import org.eclipse.jgit.transport.Transport;

/** A way to a server, for one look. */
interface Way extends AutoCloseable {
  void prepare(Transport transport);

  @Override
  void close();

  static Way to(GitSettings settings, Bounds bounds) throws IOException {
    return switch (settings.access()) {
      case Access.Files files -> new Local();
      case Access.Https https -> HttpsWay.open(settings.url(), https, bounds);
      case Access.Ssh ssh -> SshWay.open(settings.url(), ssh, bounds);
    };
  }

  /** A folder on this machine, which needs nothing. */
  record Local() implements Way {
    @Override
    public void prepare(Transport transport) {}

    @Override
    public void close() {}
  }
}
