package dev.hoist.postgres.protocol.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One direction of a connection as a stream of messages: type, length, body. Decides for each
 * message from its header alone whether it must be seen whole or may pass; forwards in runs that
 * are slices of the input. The result does not depend on how the stream was cut into buffers.
 */
public abstract class MessageStream {
  /** Up to this many bytes, a message that only passes is still forwarded whole or not at all. */
  public static final int HOLD = 16 * 1024;

  private static final int HEADER = 5;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Body body = new Body();

  /** The beginning of a message whose rest has not come yet; position is how much there is. */
  private ByteBuffer held = NOTHING;

  private int heldTotal;
  private boolean heldWhole;

  /** How much of a passing message is still to come after its beginning was forwarded. */
  private int through;

  private byte throughType;

  private int run;
  private int at;
  private boolean stopped;

  /**
   * A message begins.
   *
   * @param length as on the wire: counts itself, not the type; unchecked
   * @return whether {@link #whole} wants all of it before it is forwarded
   * @throws Violation when there may be no such message now, or not that long
   */
  protected abstract boolean header(byte type, int length);

  /** A whole message, about to be forwarded. */
  protected abstract void whole(byte type, Body body);

  /** A part of the body of a message that passes. */
  protected abstract void piece(byte type, ByteBuffer buffer, int offset, int length);

  /** Send on what lies between position and limit. */
  protected abstract void forward(ByteBuffer bytes);

  /** A message that was forwarded in parts is complete. */
  protected void complete() {}

  /**
   * Takes in bytes, all of them unless {@link #stop} was called; then position is after the message
   * that stopped the stream.
   */
  public final void feed(ByteBuffer in) {
    in.order(ByteOrder.BIG_ENDIAN);
    int end = in.limit();
    at = in.position();
    run = at;
    try {
      resume(in, end);
      while (at < end && !stopped) {
        next(in, end);
      }
      flush(in, end);
    } catch (Violation broken) {
      flush(in, end);
      throw broken;
    } finally {
      in.limit(end).position(stopped ? at : end);
    }
  }

  /** No message after the one being handled is looked at. */
  protected final void stop() {
    stopped = true;
  }

  /** Whether the receiver has got a part of a message and waits for the rest. */
  public final boolean midway() {
    return through > 0;
  }

  private void next(ByteBuffer in, int end) {
    int left = end - at;
    if (left < HEADER) {
      hold(in, end);
      return;
    }
    byte type = in.get(at);
    int length = in.getInt(at + 1);
    boolean whole = header(type, length);
    int total = length + 1;
    if (total <= left) {
      take(whole, type, in, at + HEADER, total - HEADER);
      at += total;
    } else if (whole || total <= HOLD) {
      heldTotal = total;
      heldWhole = whole;
      hold(in, end);
    } else {
      piece(type, in, at + HEADER, left - HEADER);
      throughType = type;
      through = total - left;
      at = end;
    }
  }

  private void take(boolean whole, byte type, ByteBuffer buffer, int offset, int length) {
    if (whole) {
      whole(type, body.over(buffer, offset, length));
    } else {
      piece(type, buffer, offset, length);
    }
  }

  /** Goes on with the message that the last buffer ended in. */
  private void resume(ByteBuffer in, int end) {
    if (held.position() > 0) {
      resumeHeld(in, end);
    }
    if (through > 0) {
      int part = Math.min(through, end - at);
      piece(throughType, in, at, part);
      at += part;
      through -= part;
      if (through == 0) {
        flush(in, end);
        complete();
      }
    }
  }

  private void resumeHeld(ByteBuffer in, int end) {
    if (heldTotal == 0) {
      move(in, end, HEADER);
      if (held.position() < HEADER) {
        return;
      }
      byte type = held.get(0);
      int length = held.getInt(1);
      heldWhole = header(type, length);
      heldTotal = length + 1;
      if (!heldWhole && heldTotal > HOLD) {
        throughType = type;
        through = heldTotal - HEADER;
        release();
        return;
      }
    }
    move(in, end, heldTotal);
    if (held.position() == heldTotal) {
      take(heldWhole, held.get(0), held, HEADER, heldTotal - HEADER);
      release();
    }
  }

  /** Forwards what was held. */
  private void release() {
    ByteBuffer message = held.flip();
    heldTotal = 0;
    forward(message);
    held = message.capacity() > HOLD ? NOTHING : message.clear();
  }

  private void hold(ByteBuffer in, int end) {
    flush(in, end);
    move(in, end, Integer.MAX_VALUE);
  }

  /** Moves bytes from the input until there are {@code upTo} bytes held. */
  private void move(ByteBuffer in, int end, int upTo) {
    int part = Math.min(upTo - held.position(), end - at);
    if (part <= 0) {
      return;
    }
    grow(part);
    held.put(held.position(), in, at, part).position(held.position() + part);
    at += part;
    run = at;
  }

  /** Grows with what has come, never with what a header claims. */
  private void grow(int more) {
    int needed = held.position() + more;
    if (held.capacity() < needed) {
      int capacity = Math.max(Math.max(256, needed), Math.min(held.capacity() * 2, heldTotal));
      held = ByteBuffer.allocate(capacity).put(held.flip());
    }
  }

  private void flush(ByteBuffer in, int end) {
    if (at > run) {
      in.limit(at).position(run);
      forward(in);
      in.limit(end);
      run = at;
    }
  }
}
