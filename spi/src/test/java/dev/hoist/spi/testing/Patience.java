package dev.hoist.spi.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long tests wait for what must happen. Whatever does not say its own waits a minute: ten
 * seconds, as is usual, are not always enough where many tests share few cores. A test that passes
 * does not wait longer for it.
 */
public final class Patience implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }
}
