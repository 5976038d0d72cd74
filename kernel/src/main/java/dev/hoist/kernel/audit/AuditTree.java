package dev.hoist.kernel.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Appends to the log. After a crash at any point the log is the one before or the one after the
 * append, and repeating the append makes it the one after. One process per folder; safe for any
 * number of threads.
 */
public final class AuditTree {
  /** The longest entry that a bundle can hold, in bytes. */
  public static final int MAX_ENTRY = 65_535;

  private static final String CHECKPOINT = "checkpoint";
  private static final String NEXT = "checkpoint.next";

  private final AuditFiles files;
  private final NoteSigner signer;
  private Checkpoint checkpoint;
  private Frontier edge;

  /** Whether the folder is as the last append should have left it. */
  private boolean settled;

  private AuditTree(AuditFiles files, NoteSigner signer, Instant now) throws IOException {
    this.files = files;
    this.signer = signer;
    checkpoint = Checkpoint.sign(signer, 0, Hash.EMPTY, now);
    edge = Frontier.EMPTY;
    recover();
  }

  /**
   * Opens the log, or begins one in an empty folder, and tidies up after a crash.
   *
   * @throws AuditDamagedException when the folder is not what a crash could have left
   */
  public static AuditTree open(Path dir, NoteSigner signer, Instant now) throws IOException {
    return open(new DirectoryFiles(dir), signer, now);
  }

  static AuditTree open(AuditFiles files, NoteSigner signer, Instant now) throws IOException {
    return new AuditTree(files, signer, now);
  }

  public synchronized long size() {
    return checkpoint.size();
  }

  public synchronized Checkpoint checkpoint() {
    return checkpoint;
  }

  /** Appends; see {@link #append(long, List, Instant)}. */
  public synchronized Checkpoint append(List<byte[]> entries, Instant now) throws IOException {
    return append(size(), entries, now);
  }

  /**
   * Sees to it that the entries are in the log from {@code first} on. Those that are there already
   * are compared and not written again.
   *
   * @return the checkpoint that covers them; they are durable
   * @throws IllegalArgumentException when an entry is longer than {@link #MAX_ENTRY}, or {@code
   *     first} would leave a gap
   * @throws AuditDamagedException when another entry is in the log at one of these places
   */
  public synchronized Checkpoint append(long first, List<byte[]> entries, Instant now)
      throws IOException {
    checkLengths(first, entries);
    if (!settled) {
      recover();
    }
    if (first < 0 || first > size()) {
      throw new IllegalArgumentException(
          "entry " + first + " does not follow; the log has " + size() + " entries");
    }
    int known = (int) Math.min(size() - first, entries.size());
    for (int i = 0; i < known; i++) {
      if (!complete(0, first + i).equals(Hash.leaf(entries.get(i)))) {
        throw new AuditDamagedException(
            "the audit log has another entry at " + (first + i) + "; see: hoist audit verify");
      }
    }
    if (known < entries.size()) {
      extend(edge.grow(entries.subList(known, entries.size())), now);
    }
    return checkpoint;
  }

  private static void checkLengths(long first, List<byte[]> entries) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).length > MAX_ENTRY) {
        throw new IllegalArgumentException(
            "audit entry "
                + (first + i)
                + " has "
                + entries.get(i).length
                + " bytes; at most "
                + MAX_ENTRY
                + " fit");
      }
    }
  }

  private void extend(Frontier.Growth growth, Instant now) throws IOException {
    Frontier next = growth.next();
    Checkpoint signed = Checkpoint.sign(signer, next.size(), next.root(), now);
    settled = false;
    write(NEXT, signed);
    for (var file : growth.files().entrySet()) {
      files.write(file.getKey(), file.getValue());
    }
    write(CHECKPOINT, signed);
    List<Tile> outgrown = partials(edge);
    outgrown.removeAll(partials(next));
    checkpoint = signed;
    edge = next;
    settled = tidied(outgrown);
  }

  /** What was appended is durable by now: when tidying fails, the next append does it. */
  private boolean tidied(List<Tile> outgrown) {
    try {
      for (Tile tile : outgrown) {
        files.delete(tile.path());
      }
      files.delete(NEXT);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Tile> partials(Frontier edge) {
    List<Tile> partials = new ArrayList<>();
    for (int level = Tile.ENTRIES; level < edge.levels().size(); level++) {
      Tile tile = Tile.edge(level, edge.size());
      if (tile.width() > 0) {
        partials.add(tile);
      }
    }
    return partials;
  }

  private void recover() throws IOException {
    Optional<Checkpoint> last = read(CHECKPOINT);
    Optional<Checkpoint> intent = read(NEXT);
    long size = last.map(Checkpoint::size).orElse(0L);
    long intended = Math.max(size, intent.map(Checkpoint::size).orElse(0L));
    if (last.isEmpty() && intent.isPresent()) {
      throw new AuditDamagedException("the audit log's checkpoint is missing; restore it");
    }
    dropUnfinished(size, intended);
    if (last.isEmpty()) {
      write(CHECKPOINT, checkpoint);
    }
    files.delete(NEXT);
    checkpoint = last.orElse(checkpoint);
    edge = load(checkpoint);
    settled = true;
  }

  /** Leaves the files of the checkpoint and takes away what its successor left unfinished. */
  private void dropUnfinished(long size, long intended) throws IOException {
    for (String path : files.tiles()) {
      Optional<Tile> tile = Tile.parse(path);
      if (tile.isEmpty() || !tile.get().coveredBy(intended)) {
        throw new AuditDamagedException(
            path + " is beyond what the audit log ever signed; see: hoist audit verify");
      }
      if (!tile.get().belongsTo(size)) {
        files.delete(path);
      }
    }
  }

  /** Reads the right edge and holds it against the checkpoint. */
  private Frontier load(Checkpoint at) throws IOException {
    List<List<Hash>> levels = new ArrayList<>();
    for (int level = 0; at.size() >> (8 * level) > 0; level++) {
      Tile tile = Tile.edge(level, at.size());
      levels.add(tile.width() == 0 ? List.of() : Frontier.hashes(file(tile)));
    }
    Tile open = Tile.edge(Tile.ENTRIES, at.size());
    List<byte[]> bundle = open.width() == 0 ? List.of() : Frontier.entries(file(open));
    var loaded = new Frontier(at.size(), bundle, levels);
    List<Hash> leaves = bundle.stream().map(Hash::leaf).toList();
    if (!loaded.root().equals(at.root())
        || !(levels.isEmpty() || leaves.equals(levels.getFirst()))) {
      throw new AuditDamagedException(
          "the end of the audit log is not what its checkpoint says; see: hoist audit verify");
    }
    return loaded;
  }

  /** Proves that the entry at {@code index} is in the log of now. */
  public synchronized List<Hash> inclusion(long index) throws IOException {
    return Proofs.inclusion(index, size(), this::complete);
  }

  /** Proves that the log once had {@code older} entries and only grew since. */
  public synchronized List<Hash> consistency(long older) throws IOException {
    return Proofs.consistency(older, size(), this::complete);
  }

  private Hash complete(int height, long index) throws IOException {
    int level = height / 8;
    int width = 1 << (height % 8);
    long first = index * width;
    int at = (int) (first % Tile.FULL);
    return Frontier.complete(hashes(level, first / Tile.FULL).subList(at, at + width));
  }

  private List<Hash> hashes(int level, long n) throws IOException {
    boolean open = n == Tile.edge(level, size()).n();
    List<Hash> hashes =
        open ? edge.levels().get(level) : Frontier.hashes(file(new Tile(level, n, Tile.FULL)));
    if (!open && hashes.size() != Tile.FULL) {
      throw new AuditDamagedException("tile " + n + " of level " + level + " is not whole");
    }
    return hashes;
  }

  private byte[] file(Tile tile) throws IOException {
    return files
        .read(tile.path())
        .orElseThrow(
            () ->
                new AuditDamagedException(
                    tile.path() + " of the audit log is missing; see: hoist audit verify"));
  }

  private Optional<Checkpoint> read(String path) throws IOException {
    Optional<byte[]> note = files.read(path);
    return note.isEmpty()
        ? Optional.empty()
        : Optional.of(Checkpoint.reopen(signer, new String(note.get(), StandardCharsets.UTF_8)));
  }

  private void write(String path, Checkpoint signed) throws IOException {
    files.write(path, signed.note().getBytes(StandardCharsets.UTF_8));
  }
}
