package dev.hoist.postgres.protocol.testing;

import dev.hoist.postgres.protocol.codec.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Messages by hand, as a client or a target would send them. */
public final class Msg {
  private Msg() {}

  public static byte[] of(char type, byte[] body) {
    return bytes(new MessageWriter().begin((byte) type).raw(body).end());
  }

  /** A message that is nothing but its type. */
  public static byte[] of(char type) {
    return of(type, new byte[0]);
  }

  private static byte[] bytes(MessageWriter writer) {
    ByteBuffer done = writer.done();
    byte[] copy = new byte[done.remaining()];
    done.get(copy);
    return copy;
  }

  public static byte[] untyped(int code, byte[] rest) {
    return bytes(new MessageWriter().beginUntyped().int32(code).raw(rest).end());
  }

  public static byte[] startup(int version, String... parameters) {
    MessageWriter out = new MessageWriter().beginUntyped().int32(version);
    Arrays.stream(parameters).forEach(out::string);
    return bytes(out.int8((byte) 0).end());
  }

  public static byte[] text(char type, String... texts) {
    MessageWriter out = new MessageWriter().begin((byte) type);
    Arrays.stream(texts).forEach(out::string);
    return bytes(out.end());
  }

  public static byte[] query(String sql) {
    return text('Q', sql);
  }

  public static byte[] parse(String name, String sql) {
    return bytes(
        new MessageWriter()
            .begin((byte) 'P')
            .string(name)
            .string(sql)
            .raw(new byte[] {0, 0})
            .end());
  }

  public static byte[] bind(String portal, String statement, String... values) {
    MessageWriter out = new MessageWriter().begin((byte) 'B').string(portal).string(statement);
    out.raw(new byte[] {0, 0, (byte) (values.length >> 8), (byte) values.length});
    for (String value : values) {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      out.int32(utf8.length).raw(utf8);
    }
    return bytes(out.raw(new byte[] {0, 0}).end());
  }

  public static byte[] execute(String portal) {
    return bytes(new MessageWriter().begin((byte) 'E').string(portal).int32(0).end());
  }

  public static byte[] sync() {
    return of('S');
  }

  public static byte[] complete(String tag) {
    return text('C', tag);
  }

  public static byte[] ready(char transaction) {
    return of('Z', new byte[] {(byte) transaction});
  }

  public static byte[] error(String severity, String code, String message) {
    return join(
        of(
            'E',
            ("V" + severity + "\0C" + code + "\0M" + message + "\0\0")
                .getBytes(StandardCharsets.UTF_8)));
  }

  public static byte[] rows(int count, int size) {
    byte[] row = of('D', new byte[size]);
    byte[][] all = new byte[count][];
    Arrays.fill(all, row);
    return join(all);
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** Cuts typed messages apart; the last may be incomplete. */
  public static List<byte[]> split(byte[] stream) {
    List<byte[]> messages = new ArrayList<>();
    int at = 0;
    while (at < stream.length) {
      int total =
          stream.length - at < 5 ? stream.length - at : 1 + ByteBuffer.wrap(stream).getInt(at + 1);
      messages.add(Arrays.copyOfRange(stream, at, Math.min(at + total, stream.length)));
      at += total;
    }
    return messages;
  }

  /** The types of the messages in a stream, in order. */
  public static String types(byte[] stream) {
    StringBuilder types = new StringBuilder();
    split(stream).forEach(message -> types.append((char) message[0]));
    return types.toString();
  }
}
