package dev.hoist.cli.base;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * One of the process's outputs. That nobody reads on ({@code hoist ls | head -1}) is no error, and
 * what comes after goes nowhere; anything else that stops it is one.
 */
final class Output extends OutputStream {
  private final FileOutputStream to;
  private boolean read = true;

  Output(FileDescriptor to) {
    this.to = new FileOutputStream(to);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (!read) {
      return;
    }
    try {
      to.write(bytes, from, length);
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("Broken pipe")) {
        throw e;
      }
      read = false;
    }
  }
}
