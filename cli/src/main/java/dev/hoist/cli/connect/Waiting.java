package dev.hoist.cli.connect;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.base.Shell;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.client.Events;
import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Times;
import dev.hoist.wire.EndView;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import java.time.Duration;
import java.util.Optional;

/** Waits until a request becomes a grant that can be used, or a policy that is in force. */
public final class Waiting {
  private static final Duration PROVISIONING = Duration.ofSeconds(40);

  /** {@link EndView#cause()} of what the target could not be prepared for. */
  private static final String PROVISION_FAILED = "provision-failed";

  private final Shell shell;
  private final Api api;

  public Waiting(Shell shell, Api api) {
    this.shell = shell;
    this.api = api;
  }

  /**
   * The request once it is active, or in force; a failure with the fitting exit code when it never
   * will be, or when patience runs out.
   */
  public RequestView untilActive(RequestView request, Optional<Duration> patience) {
    if (settled(request)) {
      return active(request);
    }
    boolean atOnce = patience.filter(Duration::isZero).isPresent();
    if (atOnce && request.state() == RequestState.PENDING) {
      throw pending(request);
    }
    // Without waiting for people, the target itself still takes a moment.
    Optional<Duration> within = atOnce ? Optional.of(PROVISIONING) : patience;
    var progress = new Progress(shell, () -> new Times(shell.zone(), api.now()));
    progress.show(request);
    RequestView last =
        new Events(api, request.id(), within)
            .until(
                view -> {
                  progress.show(view);
                  return settled(view);
                })
            .orElseThrow(() -> pending(request));
    return active(last);
  }

  private static boolean settled(RequestView view) {
    return switch (view.state()) {
      case PENDING, PROVISIONING -> false;
      // A change of policy that was agreed to is in force; only its files are still to be written.
      case APPROVED -> view.change().isPresent();
      case ACTIVE, REVOKING, ENDED, APPLIED, DENIED, WITHDRAWN, LAPSED, FAILED -> true;
    };
  }

  private static Failure pending(RequestView view) {
    return new Failure(
        Exit.PENDING,
        view.id() + " is still waiting for " + Progress.needs(view),
        "come back with: hoist request wait " + view.id());
  }

  private static RequestView active(RequestView view) {
    return switch (view.state()) {
      case PENDING, APPROVED, PROVISIONING, ACTIVE, APPLIED -> view;
      case DENIED -> throw denied(view);
      case WITHDRAWN -> throw over(view, "was withdrawn", again(view));
      case LAPSED -> throw over(view, "lapsed: nobody decided in time", again(view));
      case REVOKING, ENDED ->
          throw neverWas(view)
              ? notGranted(view)
              : over(view, "is over" + cause(view), again(view));
      case FAILED ->
          throw view.change().isPresent()
              ? over(view, "is over" + cause(view), again(view))
              : notGranted(view);
    };
  }

  /** Taken back because the target could not be prepared: nobody ever had it. */
  private static boolean neverWas(RequestView view) {
    return view.end().filter(end -> end.cause().equals(PROVISION_FAILED)).isPresent();
  }

  private static Failure notGranted(RequestView view) {
    return new Failure(
        Exit.TARGET_UNREACHABLE,
        view.id() + " could not be granted on " + view.target() + cause(view),
        "when the target is well again: " + again(view));
  }

  private static Failure denied(RequestView view) {
    boolean person = view.end().flatMap(EndView::by).isPresent();
    String by = view.end().flatMap(EndView::by).map(who -> " by " + who).orElse(" by policy");
    return new Failure(
        person ? Exit.DENIED_BY_PERSON : Exit.DENIED_BY_POLICY,
        Clean.line(view.id() + " was denied" + by + note(view)),
        person ? "talk to them, or ask for less" : "see what you can get: hoist ls");
  }

  private static Failure over(RequestView view, String what, String next) {
    return new Failure(Exit.OVER, Clean.line(view.id() + " " + what), next);
  }

  private static String cause(RequestView view) {
    return view.end()
        .map(e -> ": " + e.cause() + e.by().map(who -> " by " + who).orElse("") + note(view))
        .orElse("");
  }

  private static String note(RequestView view) {
    return view.end()
        .map(EndView::note)
        .filter(note -> !note.isBlank())
        .map(note -> " (" + Clean.line(note) + ")")
        .orElse("");
  }

  private static String again(RequestView view) {
    if (view.change().isPresent()) {
      return "propose it again: hoist policy " + view.role();
    }
    return "ask again: hoist request new " + view.target() + " --role " + view.role();
  }
}
