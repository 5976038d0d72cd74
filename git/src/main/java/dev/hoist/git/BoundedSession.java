package dev.hoist.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.transport.RemoteSession2;

/** A session of which only so much is read. */
record BoundedSession(RemoteSession2 real, Bounds bounds) implements RemoteSession2 {
  @Override
  public Process exec(String command, int seconds) throws IOException {
    return new Bounded(real.exec(command, seconds), bounds);
  }

  @Override
  public Process exec(String command, Map<String, String> environment, int seconds)
      throws IOException {
    return new Bounded(real.exec(command, environment, seconds), bounds);
  }

  @Override
  public void disconnect() {
    real.disconnect();
  }

  private static final class Bounded extends Process {
    private final Process real;
    private final InputStream out;
    private final InputStream problems;

    Bounded(Process real, Bounds bounds) {
      this.real = real;
      out = bounds.from(real.getInputStream());
      problems = bounds.from(real.getErrorStream());
    }

    @Override
    public OutputStream getOutputStream() {
      return real.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return out;
    }

    @Override
    public InputStream getErrorStream() {
      return problems;
    }

    @Override
    public int waitFor() throws InterruptedException {
      return real.waitFor();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
      return real.waitFor(timeout, unit);
    }

    @Override
    public int exitValue() {
      return real.exitValue();
    }

    @Override
    public void destroy() {
      real.destroy();
    }
  }
}
