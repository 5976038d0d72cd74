package dev.hoist.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what goes out to one peer into one buffer, which is handed to its channel at the end of
 * each read. Confined to the channel's loop.
 */
final class Outlet {
  /** A batch is handed on at the latest when it has this many bytes. */
  static final int BATCH_BYTES = 64 * 1024;

  private final Channel channel;
  private @Nullable ByteBuf batch;
  private boolean unflushed;

  Outlet(Channel channel) {
    this.channel = channel;
  }

  /** Takes a copy; the caller's buffer stays as it is. */
  void add(ByteBuffer bytes) {
    ByteBuf into = batch;
    if (into == null) {
      into = channel.alloc().directBuffer(Math.max(bytes.remaining(), 256));
      batch = into;
    }
    into.writeBytes(bytes.duplicate());
  }

  int pending() {
    return batch == null ? 0 : batch.readableBytes();
  }

  /** Hands the batch to the channel. */
  void write() {
    ByteBuf out = batch;
    if (out != null) {
      batch = null;
      unflushed = true;
      var _ = channel.write(out, channel.voidPromise());
    }
  }

  void flush() {
    if (unflushed) {
      unflushed = false;
      channel.flush();
    }
  }

  /** Forgets what was gathered and not written. */
  void discard() {
    if (batch != null) {
      batch.release();
      batch = null;
    }
  }
}
