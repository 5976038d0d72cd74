package dev.hoist.gateway;

import dev.hoist.gateway.recording.RecordingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A real file until a disk is full after so many bytes; then the kernel's own full device. */
final class SwitchedFile implements RecordingFile {
  private final RecordingFile real;
  private final FileChannel full;
  private long room;

  private SwitchedFile(Path path, long room) throws IOException {
    this.real = RecordingFile.create(path);
    this.full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
    this.room = room;
  }

  static Opener withRoomFor(long bytes) {
    return path -> new SwitchedFile(path, bytes);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    if (room == 0) {
      return full.write(bytes);
    }
    int fits = (int) Math.min(room, bytes.remaining());
    int n = real.write(bytes.slice(bytes.position(), fits));
    bytes.position(bytes.position() + n);
    room -= n;
    return n;
  }

  @Override
  public void sync(long size) throws IOException {
    real.sync(size);
  }

  @Override
  public void close() throws IOException {
    full.close();
    real.close();
  }
}
