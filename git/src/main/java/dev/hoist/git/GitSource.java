package dev.hoist.git;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.policy.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/** A branch of a repository. What was fetched before is thrown away, so it never grows. */
public final class GitSource implements PolicySource {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int SILENCE_SECONDS = 20;
  private static final int LONGEST_TEXT = 400;

  private final GitSettings settings;
  private final Path scratch;
  private final Duration longest;
  private final NewestSigned newest;
  private Optional<ObjectId> seen = Optional.empty();

  /** The newest commit, and what was found in it. */
  private record Newest(Optional<ObjectId> commit, Look look) {}

  /**
   * @param scratch a folder of its own, which it makes and empties; beside it is a file of its own
   */
  public GitSource(GitSettings settings, Path scratch) {
    this(settings, scratch, LONGEST);
  }

  GitSource(GitSettings settings, Path scratch, Duration longest) {
    OwnConfigOnly.install();
    this.settings = settings;
    this.scratch = scratch;
    this.longest = longest;
    this.newest =
        new NewestSigned(
            scratch.resolveSibling(scratch.getFileName() + ".newest"), settings.place());
  }

  @Override
  public Duration every() {
    return settings.every();
  }

  @Override
  public Look look() {
    Optional<ObjectId> before = seen;
    // Looked at afresh when it can be reached again, so that the problem is known to be over.
    seen = Optional.empty();
    try {
      Newest newest = Deadline.within(longest, () -> look(before));
      seen = newest.commit();
      return newest.look();
    } catch (TimeoutException e) {
      return unreadable("the server takes longer than " + longest.toSeconds() + " s");
    } catch (ExecutionException e) {
      return unreadable(words(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unreadable("it was not waited for");
    }
  }

  private Look unreadable(String why) {
    return new Look.Unfit(settings.place(), "cannot be read: " + why);
  }

  private Newest look(Optional<ObjectId> before) throws IOException {
    if (Files.exists(scratch)) {
      FileUtils.delete(scratch.toFile(), FileUtils.RECURSIVE | FileUtils.RETRY);
    }
    var bounds = new Bounds(longest);
    try (var repository = new BoundedRepository(scratch);
        Way way = Way.to(settings, bounds);
        Transport transport = Transport.open(repository, settings.url().parts())) {
      way.prepare(transport);
      transport.setTimeout(SILENCE_SECONDS);
      transport.setDepth(1);
      transport.setObjectChecker(bounds.checker());
      return look(repository, transport, bounds, before);
    }
  }

  private Newest look(
      Repository repository, Transport transport, Bounds bounds, Optional<ObjectId> before)
      throws IOException {
    try (FetchConnection connection = transport.openFetch(List.of(new RefSpec(settings.ref())))) {
      @Nullable Ref tip = connection.getRef(settings.ref());
      if (tip == null) {
        return new Newest(
            Optional.empty(), new Look.Unfit(settings.place(), "there is no such branch"));
      }
      Optional<ObjectId> commit = Optional.of(tip.getObjectId());
      if (commit.equals(before)) {
        return new Newest(commit, new Look.Same());
      }
      bounds.expectPack();
      connection.fetch(bounds, List.of(tip), Set.of());
      try (var walk = new RevWalk(repository)) {
        return new Newest(commit, read(repository, walk.parseCommit(tip.getObjectId())));
      }
    }
  }

  private Look read(Repository repository, RevCommit commit) throws IOException {
    try {
      Optional<String> signer = signer(repository, commit);
      List<PolicyFile> files = CommitFiles.read(repository, commit.getTree(), settings.folder());
      return new Look.Found(files, origin(commit, signer));
    } catch (UnfitException e) {
      return new Look.Unfit(settings.place() + " " + commit.name(), String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> signer(Repository repository, RevCommit commit)
      throws IOException, UnfitException {
    if (settings.signedBy().isEmpty()) {
      return Optional.empty();
    }
    String signer = new Signatures(settings.signedBy().get()).check(repository, commit);
    newest.take(commit);
    return Optional.of(signer);
  }

  /** Whoever signed is known; whom a commit calls its author is only said. */
  private static PolicyOrigin origin(RevCommit commit, Optional<String> signer) {
    PersonIdent said = commit.getAuthorIdent();
    String author = bounded(said.getName() + " <" + said.getEmailAddress() + ">");
    return new PolicyOrigin(
        PolicyOrigin.Way.GIT,
        Optional.of(commit.name()),
        Optional.of(author + signer.map(s -> ", signed by " + bounded(s)).orElse("")));
  }

  private static String words(Throwable thrown) {
    return UnfitException.behind(thrown)
        .map(unfit -> bounded(String.valueOf(unfit.getMessage())))
        .orElseGet(() -> anybodys(thrown));
  }

  private static String anybodys(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    @Nullable Throwable cause = thrown.getCause();
    return cause == null || message.contains(String.valueOf(cause.getMessage()))
        ? bounded(message)
        : bounded(message + ": " + cause.getMessage());
  }

  private static String bounded(String text) {
    String cut = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    return cut.replaceAll("\\p{Cntrl}", " ");
  }
}
