package dev.hoist.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;

/** How much time and memory one look takes at most, whatever the server sends. */
final class Bounds extends EmptyProgressMonitor {
  private static final long LONGEST_LIST = 4L << 20;
  private static final long MOST_BYTES = 64L << 20;
  private static final long MOST_UNPACKED = 256L << 20;
  private static final long LONGEST_OBJECT = 16L << 20;
  private static final long MOST_OBJECTS = 100_000;
  private static final int PACK_HEADER = 12;

  private final long end;
  private final AtomicLong left = new AtomicLong(LONGEST_LIST);
  private final AtomicLong unpacked = new AtomicLong(MOST_UNPACKED);

  Bounds(Duration time) {
    end = System.nanoTime() + time.toNanos();
  }

  /** Asked between objects. */
  @Override
  public boolean isCancelled() {
    return System.nanoTime() - end > 0;
  }

  /** From here on a pack may come; before, there are only names of branches. */
  void expectPack() {
    left.set(MOST_BYTES);
  }

  /** What the server sends, which ends in an error when it is too much. */
  InputStream from(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int one = super.read();
        spend(one < 0 ? 0 : 1);
        return one;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        spend(Math.max(read, 0));
        return read;
      }
    };
  }

  private void spend(int bytes) throws UnfitException {
    if (left.addAndGet(-bytes) < 0) {
      throw new UnfitException("the server sends more than 64 MiB, or 4 MiB of names of branches");
    }
  }

  /** The parser that a repository has for packs, bounded in what the pack may unfold to. */
  static PackParser parser(ObjectInserter objects, InputStream pack) throws IOException {
    byte[] header = pack.readNBytes(PACK_HEADER);
    if (header.length == PACK_HEADER && count(header) > MOST_OBJECTS) {
      throw new UnfitException("the commit has more than 100,000 files and folders");
    }
    var whole = new java.io.SequenceInputStream(new java.io.ByteArrayInputStream(header), pack);
    PackParser parser = objects.newPackParser(whole);
    parser.setMaxObjectSizeLimit(LONGEST_OBJECT);
    return parser;
  }

  /** The parser makes a table of that many rows before it reads the first. */
  private static long count(byte[] header) {
    return Integer.toUnsignedLong(java.nio.ByteBuffer.wrap(header).getInt(PACK_HEADER - 4));
  }

  /** Sees each object that is unfolded in memory: each may be a few bytes that repeat another. */
  ObjectChecker checker() {
    return new ObjectChecker() {
      @Override
      public void check(AnyObjectId id, int type, byte[] object) throws CorruptObjectException {
        if (unpacked.addAndGet(-object.length) < 0) {
          throw new CorruptObjectException("more than 256 MiB when unpacked");
        }
      }
    };
  }
}
