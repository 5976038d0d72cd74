package dev.hoist.integrations.http;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.spi.AttributeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** A file with a token in it. */
public final class TokenFile {
  private static final long LONGEST = 4_096;
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,2000}");
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private TokenFile() {}

  /** The token; a file that others can read holds none. */
  public static Secret read(Path file) throws AttributeException {
    try {
      if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
        throw new AttributeException(
            "token_file " + file + " is open to others; close it with: chmod 600 " + file);
      }
      if (Files.size(file) <= LONGEST) {
        String token = Files.readString(file).strip();
        if (TOKEN.matcher(token).matches()) {
          return Secret.of(token);
        }
      }
      throw new AttributeException("token_file " + file + " should hold a token and nothing else");
    } catch (IOException e) {
      throw new AttributeException("token_file " + file + " cannot be read: " + e, e);
    }
  }
}
