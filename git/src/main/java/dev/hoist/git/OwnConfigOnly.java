package dev.hoist.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Git's configuration of the machine, the user and the environment is not read: it could send us to
 * another server or weaken TLS.
 */
final class OwnConfigOnly extends SystemReader.Delegate {
  private OwnConfigOnly(SystemReader real) {
    super(real);
  }

  /** For the whole process, in which nothing else uses Git. */
  static synchronized void install() {
    if (!(SystemReader.getInstance() instanceof OwnConfigOnly)) {
      SystemReader.setInstance(new OwnConfigOnly(SystemReader.getInstance()));
    }
  }

  /** Variables such as GIT_SSH name programs to run. */
  @Override
  @SuppressWarnings("NullAway") // JGit's own way to say that there is none
  public String getenv(String variable) {
    return variable.startsWith("GIT_") ? null : super.getenv(variable);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  private static final class Nothing extends FileBasedConfig {
    @SuppressWarnings("NullAway") // JGit's own way to say that there is no file
    Nothing(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
