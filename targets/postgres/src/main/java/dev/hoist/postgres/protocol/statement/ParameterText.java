package dev.hoist.postgres.protocol.statement;

import dev.hoist.postgres.protocol.codec.Body;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Bound values as text for the recording: text as it is, binary of the common types as PostgreSQL
 * would print it, anything else as {@code \x…}. Type numbers are fixed in PostgreSQL's {@code
 * pg_type.dat}; binary forms are those of the types' {@code send} functions.
 */
public final class ParameterText {
  /** The most bytes of one value that are kept. */
  public static final int MAX_VALUE = 8 * 1024;

  private static final LocalDate EPOCH_DATE = LocalDate.of(2000, 1, 1);
  private static final Instant EPOCH = EPOCH_DATE.atStartOfDay().toInstant(ZoneOffset.UTC);
  private static final int MAX_DIGIT_GROUPS = 512;

  private ParameterText() {}

  /** Reads a value in text form; keeps at most {@link #MAX_VALUE} bytes of it. */
  public static String text(Body body, int length, Charset charset) {
    return Excerpt.read(body, length, MAX_VALUE, charset).text();
  }

  /** Reads a value in binary form; {@code oid} is 0 when the type is not known. */
  public static String binary(int oid, Body body, int length, Charset charset) {
    return switch (oid) {
      case 18, 19, 25, 114, 142, 1042, 1043 -> text(body, length, charset);
      case 3802 -> jsonb(body, length, charset);
      case 1700 -> numeric(body, length);
      default -> fixed(oid, body, length);
    };
  }

  private static String fixed(int oid, Body body, int length) {
    boolean fits =
        switch (oid) {
          case 16 -> length == 1;
          case 21 -> length == 2;
          case 23, 26, 700, 1082 -> length == 4;
          case 20, 701, 1114, 1184 -> length == 8;
          case 2950 -> length == 16;
          default -> false;
        };
    if (!fits) {
      return hex(body, length);
    }
    return switch (oid) {
      case 16 -> body.int8() == 0 ? "f" : "t";
      case 21 -> Short.toString((short) body.int16());
      case 23 -> Integer.toString(body.int32());
      case 26 -> Integer.toUnsignedString(body.int32());
      case 20 -> Long.toString(body.int64());
      case 700 -> Float.toString(Float.intBitsToFloat(body.int32()));
      case 701 -> Double.toString(Double.longBitsToDouble(body.int64()));
      case 1082 -> date(body.int32());
      case 1114 -> moment(body.int64(), "");
      case 1184 -> moment(body.int64(), "Z");
      default -> new UUID(body.int64(), body.int64()).toString();
    };
  }

  private static String jsonb(Body body, int length, Charset charset) {
    if (length < 1) {
      return hex(body, length);
    }
    body.skip(1); // the format's version
    return text(body, length - 1, charset);
  }

  private static String date(int days) {
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      return infinity(days > 0);
    }
    return EPOCH_DATE.plusDays(days).toString();
  }

  private static String moment(long micros, String zone) {
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      return infinity(micros > 0);
    }
    try {
      Instant instant = EPOCH.plus(micros, ChronoUnit.MICROS);
      return instant.atOffset(ZoneOffset.UTC).toLocalDateTime() + zone;
    } catch (DateTimeException | ArithmeticException outside) {
      return "2000-01-01T00:00:00" + zone + " + " + micros + " us";
    }
  }

  private static String infinity(boolean positive) {
    return positive ? "infinity" : "-infinity";
  }

  private static String numeric(Body body, int length) {
    if (length < 8) {
      return hex(body, length);
    }
    int groups = body.int16();
    int weight = (short) body.int16();
    int sign = body.int16();
    int scale = body.int16();
    int rest = length - 8;
    if (groups * 2 != rest || groups > MAX_DIGIT_GROUPS || sign > 0x4000 || weight < -1024) {
      String digits = hex(body, rest);
      return sign == 0xC000 ? "NaN" : "numeric " + digits;
    }
    BigInteger digits = BigInteger.ZERO;
    for (int i = 0; i < groups; i++) {
      digits = digits.multiply(BigInteger.valueOf(10_000)).add(BigInteger.valueOf(body.int16()));
    }
    int exponent = (weight - groups + 1) * 4;
    if (exponent > 4 * MAX_DIGIT_GROUPS) {
      return (sign == 0 ? "" : "-") + digits + "e" + exponent;
    }
    BigDecimal value = new BigDecimal(digits).scaleByPowerOfTen(exponent);
    value = value.setScale(Math.min(scale, 16_383), java.math.RoundingMode.DOWN);
    return (sign == 0 ? value : value.negate()).toPlainString();
  }

  private static String hex(Body body, int length) {
    int kept = Math.min(length, MAX_VALUE / 2);
    String rest =
        kept == length ? "" : "… [" + length + " bytes, sha256 " + body.sha256(length) + "]";
    String hex = "\\x" + HexFormat.of().formatHex(body.bytes(kept));
    body.skip(length - kept);
    return hex + rest;
  }

  /** Java's name for PostgreSQL's {@code client_encoding}; UTF-8 where there is none. */
  public static Charset charset(String encoding) {
    return switch (encoding) {
      case "LATIN1" -> StandardCharsets.ISO_8859_1;
      case "LATIN2", "LATIN3", "LATIN4" -> named("ISO-8859-" + encoding.substring(5));
      case "LATIN5" -> named("ISO-8859-9");
      case "LATIN7" -> named("ISO-8859-13");
      case "LATIN9" -> named("ISO-8859-15");
      case "ISO_8859_5", "ISO_8859_6", "ISO_8859_7", "ISO_8859_8" ->
          named(encoding.replace('_', '-'));
      case "WIN1250",
          "WIN1251",
          "WIN1252",
          "WIN1253",
          "WIN1254",
          "WIN1255",
          "WIN1256",
          "WIN1257",
          "WIN1258" ->
          named("windows-" + encoding.substring(3));
      case "WIN866" -> named("IBM866");
      case "WIN874" -> named("x-windows-874");
      case "EUC_JP" -> named("EUC-JP");
      case "SJIS" -> named("windows-31j");
      case "SHIFT_JIS_2004" -> named("x-SJIS_0213");
      case "JOHAB" -> named("x-Johab");
      case "EUC_KR" -> named("EUC-KR");
      case "EUC_TW" -> named("x-EUC-TW");
      case "UHC" -> named("x-windows-949");
      case "EUC_CN" -> named("GB2312");
      case "GBK" -> named("GBK");
      case "GB18030" -> named("GB18030");
      case "BIG5" -> named("Big5");
      case "KOI8R" -> named("KOI8-R");
      case "KOI8U" -> named("KOI8-U");
      default -> StandardCharsets.UTF_8;
    };
  }

  private static Charset named(String name) {
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
  }
}
