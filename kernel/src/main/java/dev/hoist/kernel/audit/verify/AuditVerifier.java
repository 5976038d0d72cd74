package dev.hoist.kernel.audit.verify;

import dev.hoist.kernel.audit.verify.Verdict.Broken;
import dev.hoist.kernel.audit.verify.Verdict.Intact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Checks a copy of the log, offline. The folder may also be inside an archive. */
public final class AuditVerifier {
  private static final String CHECKPOINT = "checkpoint";
  private static final String NEXT = "checkpoint.next";
  private static final String PUBLIC_KEY = "audit.pub";
  private static final Set<String> BESIDES_TILES =
      Set.of(CHECKPOINT, NEXT, PUBLIC_KEY, "audit.key", "audit.key.new", "writing.tmp");

  /** A log that is being written to may change under our eyes this often. */
  private static final int TRIES = 1_000;

  private AuditVerifier() {}

  /**
   * @param copy the folder of the log
   * @param vkey the log's public key; without it the one in the folder is used, which says less
   * @throws IOException when the folder cannot be read
   */
  public static Verdict verify(Path copy, Optional<String> vkey) throws IOException {
    return verify(copy, vkey, (origin, size) -> List.of());
  }

  /** What was seen of logs before. */
  public interface Memory {
    /**
     * Signed checkpoints that a log must continue; one that does not was truncated or forked.
     *
     * @param origin the log's own name, which is that of its key
     * @param size how many entries its checkpoint covers
     */
    List<String> seen(String origin, long size) throws IOException;
  }

  /** The same, with what is remembered of the log. */
  public static Verdict verify(Path copy, Optional<String> vkey, Memory memory) throws IOException {
    var files = new LogCopy(copy);
    String file = PUBLIC_KEY;
    try {
      String used = key(files, vkey);
      LogKey key = LogKey.parse(used);
      file = CHECKPOINT;
      Moment moment = moment(files, key);
      SignedHead head = moment.head();
      Optional<Broken> broken = tree(files, moment, key, memory);
      if (broken.isPresent()) {
        return broken.get();
      }
      return new Intact(
          head.size(),
          head.root(),
          head.origin(),
          head.signedAt(),
          used,
          vkey.isEmpty(),
          moment.note());
    } catch (Malformed e) {
      return new Broken(0, file, e.getMessage() + "; so no entry can be trusted");
    }
  }

  /**
   * What there was at one moment, also of a log that grows: only then is what is missing lost, and
   * not just outgrown.
   *
   * @param paths every file, listed first, so that what follows covers all of them
   * @param intent what was about to be the checkpoint, read before it
   */
  private record Moment(
      SortedSet<String> paths, Optional<SignedHead> intent, SignedHead head, String note) {}

  private static Moment moment(LogCopy files, LogKey key) throws IOException, Malformed {
    SortedSet<String> paths = files.paths();
    for (int i = 1; ; i++) {
      Optional<byte[]> next = files.read(NEXT);
      byte[] note = checkpoint(files);
      SignedHead head = SignedHead.parse(note, key);
      boolean whole = files.keep(TileName.rightEdge(head.size()));
      if (whole || i == TRIES || Arrays.equals(note, checkpoint(files))) {
        Optional<SignedHead> intent =
            next.isEmpty() ? Optional.empty() : Optional.of(SignedHead.parse(next.get(), key));
        return new Moment(paths, intent, head, new String(note, StandardCharsets.UTF_8));
      }
    }
  }

  private static byte[] checkpoint(LogCopy files) throws IOException, Malformed {
    return files.read(CHECKPOINT).orElseThrow(() -> new Malformed("it is missing"));
  }

  private static String key(LogCopy files, Optional<String> given) throws IOException, Malformed {
    Optional<String> own =
        files.read(PUBLIC_KEY).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
    if (given.isEmpty()) {
      String line = own.orElseThrow(() -> new Malformed("it is missing; give the public key"));
      if (!line.endsWith("\n")) {
        throw new Malformed("it is not one line");
      }
      return line.substring(0, line.length() - 1);
    }
    if (own.isPresent() && !own.get().equals(given.get() + "\n")) {
      throw new Malformed("the log came with another key than the one given");
    }
    return given.get();
  }

  private static Optional<Broken> tree(LogCopy files, Moment moment, LogKey key, Memory memory)
      throws IOException, Malformed {
    SignedHead head = moment.head();
    var check = new TreeCheck(files, head);
    Optional<Broken> bad = check.firstBad();
    if (bad.isPresent()) {
      return bad;
    }
    for (String note : memory.seen(head.origin(), head.size())) {
      Optional<Broken> fork = fork(check, head, remembered(note, key), CHECKPOINT);
      if (fork.isPresent()) {
        return fork;
      }
    }
    return strays(files, moment, check);
  }

  private static SignedHead remembered(String note, LogKey key) throws Malformed {
    try {
      return SignedHead.parse(note.getBytes(StandardCharsets.UTF_8), key);
    } catch (Malformed e) {
      throw new Malformed("the checkpoint seen before is not one of this log: " + e.getMessage());
    }
  }

  private static Optional<Broken> fork(
      TreeCheck check, SignedHead head, SignedHead seen, String file) throws IOException {
    if (seen.size() > head.size()) {
      return Optional.of(
          new Broken(
              head.size(),
              file,
              "the log was truncated: a checkpoint for " + seen.size() + " entries was signed"));
    }
    return seen.root().equals(check.rootAt(seen.size()))
        ? Optional.empty()
        : Optional.of(
            new Broken(
                0,
                file,
                "the log was forked: the checkpoint seen for its first "
                    + seen.size()
                    + " entries is of another log"));
  }

  /** The entries are in order; now whatever else lies in the folder. */
  private static Optional<Broken> strays(LogCopy files, Moment moment, TreeCheck check)
      throws IOException {
    SignedHead head = moment.head();
    Optional<SignedHead> intent = moment.intent();
    if (intent.isPresent() && intent.get().size() <= head.size()) {
      Optional<Broken> fork = fork(check, head, intent.get(), NEXT);
      if (fork.isPresent()) {
        return fork;
      }
    }
    long unfinished = Math.max(head.size(), intent.map(SignedHead::size).orElse(0L));
    for (String path : moment.paths()) {
      if (!BESIDES_TILES.contains(path)) {
        Optional<Broken> stray = stray(files, path, head.size(), unfinished);
        if (stray.isPresent()) {
          return stray;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Broken> stray(LogCopy files, String path, long size, long unfinished)
      throws IOException {
    Optional<TileName> name = TileName.parse(path);
    if (name.isEmpty()) {
      return Optional.of(new Broken(size, path, "this is no part of an audit log"));
    }
    if (!name.get().within(unfinished)) {
      return Optional.of(
          new Broken(size, path, "there are entries which the checkpoint does not cover"));
    }
    if (name.get().within(size) && !startsLike(files, name.get(), size) && !files.isGone(path)) {
      return Optional.of(
          new Broken(
              name.get().firstEntry(), path, "an earlier state of this tile was kept and changed"));
    }
    return Optional.empty();
  }

  /** Whether a file is the start of what its tile is by now; a crash may leave such files. */
  private static boolean startsLike(LogCopy files, TileName part, long size) throws IOException {
    long items = Math.min(TileName.WHOLE, (size >> part.shift()) - part.number() * TileName.WHOLE);
    if (items == part.width()) {
      return true; // it is the tile itself, which was checked
    }
    var now = new TileName(part.kind(), part.number(), (int) items);
    byte[] start = files.read(part.path()).orElse(new byte[0]);
    byte[] whole = files.read(now.path()).orElse(new byte[0]);
    return start.length > 0
        && start.length < whole.length
        && Arrays.equals(start, Arrays.copyOf(whole, start.length))
        && hasWidth(files, part);
  }

  private static boolean hasWidth(LogCopy files, TileName part) throws IOException {
    if (!part.kind().equals("entries")) {
      return files.hashes(Integer.parseInt(part.kind()), part.number(), part.width()).isPresent();
    }
    LogCopy.Bundle bundle = files.entries(part.number(), part.width());
    return bundle.clean() && bundle.leaves().size() == part.width();
  }
}
