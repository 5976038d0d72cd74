package dev.hoist.git;

import java.util.List;
import java.util.Map;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.SshConstants;
import org.jspecify.annotations.Nullable;

/** What would stand in ssh_config(5), for every server. */
final class FixedSshConfig implements SshConfigStore, SshConfigStore.HostConfig {
  private final Map<String, String> options;

  /**
   * @param hostKeys the algorithms by which the server may prove itself
   */
  FixedSshConfig(List<String> hostKeys) {
    options =
        Map.of(
            SshConstants.STRICT_HOST_KEY_CHECKING,
            SshConstants.YES,
            SshConstants.HOST_KEY_ALGORITHMS,
            String.join(",", hostKeys),
            SshConstants.PREFERRED_AUTHENTICATIONS,
            "publickey");
  }

  @Override
  public HostConfig lookup(String host, int port, String user) {
    return this;
  }

  @Override
  public HostConfig lookupDefault(String host, int port, String user) {
    return this;
  }

  @Override
  @SuppressWarnings("NullAway") // JGit's own way to say that there is none
  public String getValue(String key) {
    return options.get(key);
  }

  @Override
  public List<String> getValues(String key) {
    @Nullable String value = options.get(key);
    return value == null ? List.of() : List.of(value);
  }

  @Override
  public Map<String, String> getOptions() {
    return options;
  }

  @Override
  public Map<String, List<String>> getMultiValuedOptions() {
    return Map.of();
  }
}
