package dev.hoist.gateway.recording;

import dev.hoist.spi.Recorded;
import dev.hoist.spi.RecordingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One session's recording while it is written. The session adds and flushes; the folder's thread
 * commits. After the first failure nothing more is written.
 */
public final class Recording {
  /** Gathered entries are written at the latest when they are this many bytes. */
  private static final int BATCH_BYTES = 64 * 1024;

  /** A chunk is closed at the latest when it has this many bytes, so that readers need not more. */
  private static final int CHUNK_BYTES = 1024 * 1024;

  /** How much may follow when no statement may: outcomes, and how the session ended. */
  private static final long RESERVE = 16 * 1024 * 1024;

  private final RecordingFile file;
  private final long most;
  private final Consumer<RecordingException> onFailure;
  private final Consumer<Recording> onFinish;
  private final long startNanos = System.nanoTime();
  private final ReentrantLock lock = new ReentrantLock();

  /** Taken before {@link #lock}; the session's own calls never wait for it. */
  private final ReentrantLock syncing = new ReentrantLock();

  private final ChunkChain chain = new ChunkChain();
  private final Batch batch = new Batch();
  private final EntryJson json = new EntryJson(batch);
  private long written;
  private long synced;
  private boolean closed;
  private volatile @Nullable RecordingException failure;

  Recording(
      RecordingFile file,
      Header header,
      long most,
      Consumer<RecordingException> onFailure,
      Consumer<Recording> onFinish) {
    this.file = file;
    this.most = most;
    this.onFailure = onFailure;
    this.onFinish = onFinish;
    json.header(header);
    flush();
  }

  /**
   * Gathers an entry; {@link #flush} makes it certain.
   *
   * @throws RecordingException when it cannot be written, or is full
   */
  public void add(Recorded entry) {
    lock.lock();
    try {
      requireGood();
      requireRoom(entry instanceof Recorded.Statement ? 0 : RESERVE);
      json.entry((System.nanoTime() - startNanos) / 1_000_000, entry);
      if (batch.size() >= BATCH_BYTES) {
        flush();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands what was gathered to the operating system in one write.
   *
   * @throws RecordingException when it cannot be written
   */
  public void flush() {
    lock.lock();
    try {
      requireGood();
      if (batch.size() > 0) {
        write(batch.bytes(), batch.size());
        batch.reset();
        if (chain.open() >= CHUNK_BYTES) {
          writeChunkLine();
        }
      }
    } catch (IOException e) {
      throw failed(e);
    } finally {
      lock.unlock();
    }
  }

  /** Whether anything was written or gathered since the last commit. */
  boolean dirty() {
    lock.lock();
    try {
      return !closed && failure == null && (batch.size() > 0 || written > synced);
    } finally {
      lock.unlock();
    }
  }

  private void requireRoom(long reserve) {
    if (written + batch.size() >= most + reserve) {
      throw RecordingException.full(
          "this session ends, for its recording has reached its bound of "
              + Math.ceilDiv(most, 1024 * 1024)
              + " MB");
    }
  }

  /** Closes the chunk and brings it to the disk. Tells {@code onFailure} when that fails. */
  void commit() {
    syncing.lock();
    try {
      long size = closeChunk();
      if (size > 0) {
        file.sync(size);
        synced(size);
      }
    } catch (IOException e) {
      tellUnlessClosed(e);
    } catch (RecordingException e) {
      onFailure.accept(e);
    } finally {
      syncing.unlock();
    }
  }

  /** The file's size when there is something to sync, else 0. */
  private long closeChunk() throws IOException {
    lock.lock();
    try {
      if (closed || failure != null) {
        return 0;
      }
      flush();
      if (chain.open() > 0) {
        writeChunkLine();
      }
      return synced == written ? 0 : written;
    } finally {
      lock.unlock();
    }
  }

  private void synced(long size) {
    lock.lock();
    try {
      synced = size;
    } finally {
      lock.unlock();
    }
  }

  private void tellUnlessClosed(IOException e) {
    lock.lock();
    try {
      if (closed || failure != null) {
        return;
      }
    } finally {
      lock.unlock();
    }
    onFailure.accept(failed(e));
  }

  /**
   * Writes, syncs and closes as far as that is possible, and gives the digest of what was written,
   * 64 hex digits. Idempotent.
   */
  public String finish() {
    syncing.lock(); // a sync that is under way needs the file, and finish needs its outcome
    try {
      commit();
      close();
    } finally {
      syncing.unlock();
      onFinish.accept(this);
    }
    return chain.head();
  }

  private void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        file.close();
      }
    } catch (IOException e) {
      failure = failed(e);
    } finally {
      lock.unlock();
    }
  }

  private void writeChunkLine() throws IOException {
    ByteBuffer line = ByteBuffer.wrap(chain.line());
    try {
      push(line);
    } catch (IOException e) {
      chain.add(line.array(), 0, line.position()); // half a line is bytes like any other
      throw e;
    }
    chain.seal();
  }

  private void write(byte[] bytes, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, 0, length);
    try {
      push(left);
    } finally {
      chain.add(bytes, 0, left.position());
    }
  }

  private void push(ByteBuffer left) throws IOException {
    int before = left.position();
    try {
      while (left.hasRemaining()) {
        file.write(left);
      }
    } finally {
      written += left.position() - before;
    }
  }

  private void requireGood() {
    RecordingException broken = failure;
    if (broken != null) {
      throw broken;
    }
  }

  private RecordingException failed(IOException e) {
    RecordingException it =
        new RecordingException("this session cannot be recorded: " + e.getMessage(), e);
    failure = it;
    return it;
  }

  /** Entries gathered for one write. */
  private static final class Batch extends ByteArrayOutputStream {
    byte[] bytes() {
      return buf;
    }

    /** Begins anew, and lets go of the room that one long statement took. */
    @Override
    public synchronized void reset() {
      super.reset();
      if (buf.length > 2 * BATCH_BYTES) {
        buf = new byte[BATCH_BYTES];
      }
    }
  }
}
