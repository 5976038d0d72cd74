package dev.hoist.kernel.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What bounds a grant besides its length.
 *
 * @param extension how it may be made longer; empty means it may not
 * @param idle how long it may lie unused before it ends
 * @param notBefore nothing is granted earlier
 * @param notAfter nothing lasts longer
 * @param windows the hours of the week outside of which nothing is granted and nothing lasts; all
 *     of them must be open
 * @param revokeOnChange whether the grant ends when a changed policy would not give it, whatever
 *     that one says of it
 */
public record Limits(
    Optional<Extension> extension,
    Optional<Duration> idle,
    Optional<Instant> notBefore,
    Optional<Instant> notAfter,
    List<Windows> windows,
    boolean revokeOnChange) {
  public static final Limits NONE =
      new Limits(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false);

  /** Only what bounds a grant while it lives. */
  public Limits(Optional<Extension> extension, Optional<Duration> idle) {
    this(extension, idle, Optional.empty(), Optional.empty(), List.of(), false);
  }

  public Limits {
    windows = List.copyOf(windows);
  }

  /** When a grant that begins at a moment has to end at the latest, if these limits say so. */
  public Optional<Instant> end(Instant from) {
    Stream<Instant> closings = windows.stream().map(w -> w.closes(from).orElse(from));
    return Stream.concat(notAfter.stream(), closings).min(Instant::compareTo);
  }

  /** Both these limits and others: never wider than either. */
  public Limits and(Limits other) {
    return new Limits(
        extension.isEmpty() || other.extension.isEmpty()
            ? Optional.empty()
            : Optional.of(extension.get().and(other.extension.get())),
        Stream.concat(idle.stream(), other.idle.stream()).min(Duration::compareTo),
        Stream.concat(notBefore.stream(), other.notBefore.stream()).max(Instant::compareTo),
        Stream.concat(notAfter.stream(), other.notAfter.stream()).min(Instant::compareTo),
        Stream.concat(windows.stream(), other.windows.stream()).distinct().toList(),
        revokeOnChange || other.revokeOnChange);
  }
}
