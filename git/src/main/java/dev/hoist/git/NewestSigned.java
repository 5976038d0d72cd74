package dev.hoist.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * The date of the newest signed commit that was taken from a place, on the disk. Whoever may push
 * but not sign could bring an older commit back, and with it policy that was mended since; its date
 * is signed, too, and gives it away.
 */
final class NewestSigned {
  private final Path file;
  private final String place;

  NewestSigned(Path file, String place) {
    this.file = file;
    this.place = place;
  }

  /**
   * Takes note of a signed commit.
   *
   * @throws UnfitException when it is older than one before
   */
  void take(RevCommit commit) throws IOException {
    Instant date = commit.getCommitterIdent().getWhenAsInstant();
    Instant newest = newest();
    if (date.isBefore(newest)) {
      throw new UnfitException(
          "it is of "
              + date
              + ", older than a signed commit of "
              + newest
              + " that was taken before; sign a new one, for example with: git revert -S");
    }
    if (date.isAfter(newest)) {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, date + " " + place + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Of another place nothing is known yet. */
  private Instant newest() throws IOException {
    try {
      String[] words = Files.readString(file, StandardCharsets.UTF_8).strip().split(" ", 2);
      return words.length == 2 && words[1].equals(place) ? Instant.parse(words[0]) : Instant.MIN;
    } catch (NoSuchFileException e) {
      return Instant.MIN;
    } catch (DateTimeException e) {
      throw new UnfitException(
          "when the newest signed commit was made cannot be read from "
              + file
              + "; look at the branch, then remove that file",
          e);
    }
  }
}
