package dev.hoist.gateway.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file under one recording. */
public interface RecordingFile extends Closeable {
  /** Appends some of the bytes, at least one, and says how many. */
  int write(ByteBuffer bytes) throws IOException;

  /**
   * Brings everything to the disk and makes sure that it is still to be found there.
   *
   * @param size how many bytes the file has at least
   */
  void sync(long size) throws IOException;

  /** How a new recording's file is made. Fails when it is there already. */
  @FunctionalInterface
  interface Opener {
    RecordingFile create(Path path) throws IOException;
  }

  /** A real file, readable by nobody else. */
  static RecordingFile create(Path path) throws IOException {
    try {
      FileChannel channel =
          FileChannel.open(
              path,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.APPEND),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return new OnDisk(path, channel);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(path + " exists already; a recording is never written over", e);
    }
  }

  /** A file through its channel. */
  final class OnDisk implements RecordingFile {
    private final Path path;
    private final FileChannel channel;
    private final @Nullable Object identity;
    private boolean listed;

    private OnDisk(Path path, FileChannel channel) throws IOException {
      this.path = path;
      this.channel = channel;
      this.identity = attributes().fileKey();
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      return channel.write(bytes);
    }

    @Override
    public void sync(long size) throws IOException {
      channel.force(false);
      if (!listed) {
        syncFolder();
        listed = true;
      }
      BasicFileAttributes now = attributes();
      if (!Objects.equals(identity, now.fileKey()) || now.size() < size) {
        throw new IOException(path + " was replaced or cut short");
      }
    }

    /** A new file's name is on the disk only when its folder is. */
    private void syncFolder() throws IOException {
      try (FileChannel folder =
          FileChannel.open(
              Objects.requireNonNull(path.toAbsolutePath().getParent()), StandardOpenOption.READ)) {
        folder.force(true);
      }
    }

    private BasicFileAttributes attributes() throws IOException {
      return Files.readAttributes(path, BasicFileAttributes.class);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
