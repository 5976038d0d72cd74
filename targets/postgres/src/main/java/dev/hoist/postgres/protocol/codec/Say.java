package dev.hoist.postgres.protocol.codec;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** The messages that hoist says itself, to clients as a server and to targets as a client. */
public final class Say {
  private Say() {}

  /** ErrorResponse with severity FATAL: the connection ends after it. */
  public static ByteBuffer fatal(String sqlState, String message, String hint) {
    return report(Backend.ERROR_RESPONSE, "FATAL", sqlState, message, hint);
  }

  /** NoticeResponse with severity WARNING. */
  public static ByteBuffer warning(String message, String hint) {
    return report(Backend.NOTICE_RESPONSE, "WARNING", SqlState.WARNING, message, hint);
  }

  private static ByteBuffer report(
      byte type, String severity, String sqlState, String message, String hint) {
    MessageWriter out = new MessageWriter().begin(type);
    field(out, 'S', severity);
    field(out, 'V', severity);
    field(out, 'C', sqlState);
    field(out, 'M', message);
    if (!hint.isEmpty()) {
      field(out, 'H', hint);
    }
    return out.int8((byte) 0).end().done();
  }

  private static void field(MessageWriter out, char field, String value) {
    // A zero byte would end the field early and let a peer's text write fields of its own.
    out.int8((byte) field).string(value.replace('\0', ' '));
  }

  public static ByteBuffer authentication(int code) {
    return new MessageWriter().begin(Backend.AUTHENTICATION).int32(code).end().done();
  }

  public static ByteBuffer backendKey(int process, int secret) {
    return new MessageWriter()
        .begin(Backend.BACKEND_KEY_DATA)
        .int32(process)
        .int32(secret)
        .end()
        .done();
  }

  /** We speak 3.0 and none of these options. */
  public static ByteBuffer negotiateVersion(List<String> unknownOptions) {
    MessageWriter out = new MessageWriter().begin(Backend.NEGOTIATE_PROTOCOL_VERSION);
    out.int32(Frontend.PROTOCOL_3_0).int32(unknownOptions.size());
    unknownOptions.forEach(out::string);
    return out.end().done();
  }

  /** The one-byte answers to SSLRequest and GSSENCRequest. */
  public static ByteBuffer oneByte(char answer) {
    return ByteBuffer.wrap(new byte[] {(byte) answer});
  }

  public static ByteBuffer sslRequest() {
    return new MessageWriter().beginUntyped().int32(Frontend.SSL_REQUEST).end().done();
  }

  /**
   * @param key process id and secret as the target gave them
   */
  public static ByteBuffer cancelRequest(byte[] key) {
    return new MessageWriter().beginUntyped().int32(Frontend.CANCEL_REQUEST).raw(key).end().done();
  }

  public static ByteBuffer startup(Map<String, String> parameters) {
    MessageWriter out = new MessageWriter().beginUntyped().int32(Frontend.PROTOCOL_3_0);
    parameters.forEach((name, value) -> out.string(name).string(value));
    return out.int8((byte) 0).end().done();
  }

  public static ByteBuffer saslInitial(String mechanism, byte[] first) {
    return new MessageWriter()
        .begin(Frontend.PASSWORD)
        .string(mechanism)
        .int32(first.length)
        .raw(first)
        .end()
        .done();
  }

  public static ByteBuffer saslResponse(byte[] response) {
    return new MessageWriter().begin(Frontend.PASSWORD).raw(response).end().done();
  }
}
