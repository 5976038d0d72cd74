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
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.SubmoduleConfig.FetchRecurseSubmodulesMode;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.util.FileUtils;

/** A branch of a repository. What was fetched before is thrown away, so it never grows. */
public final class GitSource implements PolicySource {
  private static final int SILENCE_SECONDS = 20;
  private static final int LONGEST_NAME = 200;
  private static final String HERE = "refs/hoist/policy";

  private final GitSettings settings;
  private final Path scratch;
  private Optional<ObjectId> seen = Optional.empty();

  /**
   * @param scratch a folder of its own, which it makes and empties
   */
  public GitSource(GitSettings settings, Path scratch) {
    OwnConfigOnly.install();
    this.settings = settings;
    this.scratch = scratch;
  }

  @Override
  public Duration every() {
    return settings.every();
  }

  @Override
  public Look look() {
    try {
      clear();
      try (Git git = Git.init().setBare(true).setGitDir(scratch.toFile()).call()) {
        git.getRepository().getConfig().setString("http", null, "followRedirects", "false");
        return look(git);
      }
    } catch (GitAPIException | JGitInternalException | IOException e) {
      // Looked at afresh when it can be reached again, so that the problem is known to be over.
      seen = Optional.empty();
      return new Look.Unfit(settings.place(), "cannot be read: " + words(e));
    }
  }

  private void clear() throws IOException {
    if (Files.exists(scratch)) {
      FileUtils.delete(scratch.toFile(), FileUtils.RECURSIVE | FileUtils.RETRY);
    }
  }

  private Look look(Git git) throws GitAPIException, IOException {
    Optional<ObjectId> tip = tip(git);
    if (tip.isEmpty()) {
      seen = Optional.empty();
      return new Look.Unfit(settings.place(), "there is no such branch");
    }
    if (tip.equals(seen)) {
      return new Look.Same();
    }
    Look found = fetch(git);
    seen = tip;
    return found;
  }

  private Optional<ObjectId> tip(Git git) throws GitAPIException, IOException {
    var command = git.lsRemote().setRemote(settings.url().toString()).setHeads(true);
    Ref ref = with(command).callAsMap().get(Constants.R_HEADS + settings.branch());
    return Optional.ofNullable(ref).map(Ref::getObjectId);
  }

  private Look fetch(Git git) throws GitAPIException, IOException {
    var command =
        git.fetch()
            .setRemote(settings.url().toString())
            .setRefSpecs(new RefSpec("+" + Constants.R_HEADS + settings.branch() + ":" + HERE))
            .setDepth(1)
            .setTagOpt(TagOpt.NO_TAGS)
            .setRecurseSubmodules(FetchRecurseSubmodulesMode.NO)
            .setProgressMonitor(new Patience(scratch));
    with(command).call();
    Repository repository = git.getRepository();
    try (var walk = new RevWalk(repository)) {
      return read(repository, walk.parseCommit(repository.resolve(HERE)));
    }
  }

  private <C extends TransportCommand<C, ?>> C with(C command) throws IOException {
    Optional<GitSettings.Login> login = settings.login();
    if (login.isPresent()) {
      String password = Files.readString(login.get().passwordFile()).strip();
      command.setCredentialsProvider(
          new UsernamePasswordCredentialsProvider(login.get().user(), password));
    }
    return command.setTimeout(SILENCE_SECONDS);
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
    return settings.signedBy().isPresent()
        ? Optional.of(new Signatures(settings.signedBy().get()).check(repository, commit))
        : Optional.empty();
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

  private static String words(Exception e) {
    String message = String.valueOf(e.getMessage());
    return e.getCause() == null || message.contains(String.valueOf(e.getCause().getMessage()))
        ? bounded(message)
        : bounded(message + ": " + e.getCause().getMessage());
  }

  private static String bounded(String text) {
    String cut = text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…";
    return cut.replaceAll("\\p{Cntrl}", " ");
  }
}
