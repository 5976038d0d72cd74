package dev.hoist.control.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** One file of text on the disk, whole or an error. */
public final class TextFile {
  private static final int LONGEST = 4 << 20;

  private TextFile() {}

  public static String read(Path path) throws IOException {
    String name = String.valueOf(path.getFileName());
    if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
      throw new IOException(name + " is not a file, nor a link to one");
    }
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new IOException(name + " is longer than 4 MiB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException(name + " is not UTF-8 text", e);
    }
  }

  /** Why it cannot be read, in words. */
  public static String why(IOException e) {
    return switch (e) {
      case NoSuchFileException missing ->
          missing.getFile() + " is not there, or a link to what is not";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }
}
