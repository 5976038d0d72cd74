package dev.hoist.control.api;

import dev.hoist.control.change.Changed;
import dev.hoist.control.change.PolicyChanges;
import dev.hoist.control.change.StoredChange;
import dev.hoist.control.elevation.Answer;
import dev.hoist.control.elevation.Ask;
import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.elevation.FreeText;
import dev.hoist.control.elevation.Result;
import dev.hoist.control.elevation.Stored;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.wire.ApproveRequest;
import dev.hoist.wire.DenyRequest;
import dev.hoist.wire.NewRequest;
import dev.hoist.wire.Page;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Asking, and deciding on what others asked. */
@RestController
final class RequestsController {
  private final Elevations elevations;
  private final RequestViews views;
  private final Sight sight;
  private final PolicyChanges changes;
  private final ChangeViews changeViews;
  private final RequestList list;

  RequestsController(
      Elevations elevations,
      RequestViews views,
      Sight sight,
      PolicyChanges changes,
      ChangeViews changeViews) {
    this.elevations = elevations;
    this.views = views;
    this.sight = sight;
    this.changes = changes;
    this.changeViews = changeViews;
    this.list = new RequestList(elevations, views, changes, changeViews);
  }

  @PostMapping(Routes.REQUESTS)
  ResponseEntity<RequestView> ask(
      @RequestBody NewRequest body,
      @RequestHeader(Routes.IDEMPOTENCY_KEY) Optional<String> key,
      @AuthenticationPrincipal Caller caller) {
    return switch (elevations.ask(asked(body, key, caller))) {
      case Answer.Opened opened -> opened(opened);
      case Answer.Denied no ->
          throw ApiException.of(
              ProblemCode.DENIED_BY_POLICY, no.message(), "see what you can get with: hoist ls");
      case Answer.Amend amend -> throw ApiException.of(ProblemCode.AMEND, amend.problems());
      case Answer.Unknown unknown ->
          throw ApiException.of(ProblemCode.NOT_FOUND, unknown.message());
      case Answer.KeyTaken taken -> throw ApiException.of(ProblemCode.KEY_REUSED, taken.message());
    };
  }

  private static Ask asked(NewRequest body, Optional<String> key, Caller caller) {
    Duration length = body.length();
    if (length.compareTo(Ask.LONGEST) > 0) {
      throw ApiException.of(
          ProblemCode.INVALID,
          "for: a grant lasts at most "
              + Ask.LONGEST.toDays()
              + " days; ask for example for PT30M");
    }
    body.reason().ifPresent(reason -> Texts.check("reason", FreeText.REASON, reason));
    key.ifPresent(k -> Texts.check(Routes.IDEMPOTENCY_KEY, FreeText.KEY, k));
    return new Ask(
        caller.subject(),
        Texts.name("target", body.target()),
        Texts.name("role", body.role()),
        length,
        body.reason().filter(reason -> !reason.isBlank()),
        Answers.said(body),
        key);
  }

  /** 201 for what is new; 200 for what the same key made before. */
  private ResponseEntity<RequestView> opened(Answer.Opened opened) {
    RequestView view = views.view(opened.stored());
    return opened.replayed()
        ? ResponseEntity.ok(view)
        : ResponseEntity.created(URI.create(Routes.with(Routes.REQUEST, view.id()))).body(view);
  }

  @GetMapping(Routes.REQUESTS)
  Page<RequestView> list(
      @RequestParam(defaultValue = "mine") String scope,
      @RequestParam(defaultValue = "") String state,
      @RequestParam Optional<String> cursor,
      @RequestParam(defaultValue = Cursor.DEFAULT_LIMIT) int limit,
      @AuthenticationPrincipal Caller caller) {
    var wanted =
        new RequestList.Wanted(
            Scope.of(scope, caller, "everyone's requests", "see yours to decide with: hoist inbox"),
            RequestList.states(state),
            Cursor.readNumber(RequestList.NAME, cursor).map(RequestId::new),
            Cursor.limit(limit));
    return list.page(wanted);
  }

  @GetMapping(Routes.REQUEST)
  RequestView find(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
    RequestId request = Ids.request(id);
    return elevations.find(request).isPresent()
        ? views.view(seen(request, caller))
        : change(request, caller);
  }

  private RequestView change(RequestId id, Caller caller) {
    return changes
        .find(id)
        .filter(change -> changeViews.sees(caller, change))
        .map(change -> changeViews.whole(change, caller))
        .orElseThrow(() -> none(id));
  }

  /** The same for changes of policy as {@link #decided}. */
  private RequestView changed(RequestId id, Caller caller, Changed result) {
    var _ = change(id, caller);
    if (!Results.done(result)) {
      throw none(id);
    }
    return change(id, caller);
  }

  /** A request or a change of policy, to be followed. */
  Followed followed(RequestId id, Caller caller) {
    return elevations.find(id).isPresent()
        ? followed(seen(id, caller))
        : changes
            .find(id)
            .filter(change -> changeViews.sees(caller, change))
            .map(this::followed)
            .orElseThrow(() -> none(id));
  }

  Followed followed(Stored stored) {
    return new Followed(
        stored.id(),
        stored.version(),
        caller -> sight.sees(caller, stored),
        () -> views.view(stored));
  }

  Followed followed(StoredChange change) {
    return new Followed(
        change.id(),
        change.version(),
        caller -> changeViews.sees(caller, change),
        () -> changeViews.brief(change));
  }

  /** What the caller may not see is, to them, not there. */
  private Stored seen(RequestId id, Caller caller) {
    return elevations
        .find(id)
        .filter(stored -> sight.sees(caller, stored))
        .orElseThrow(() -> none(id));
  }

  private static ApiException none(RequestId id) {
    return ApiException.of(
        ProblemCode.NOT_FOUND,
        "there is no request " + id + " that you may see",
        "see yours with: hoist request ls");
  }

  @PostMapping(Routes.APPROVE)
  RequestView approve(
      @PathVariable String id,
      @RequestBody ApproveRequest body,
      @AuthenticationPrincipal Caller caller) {
    Digest shown = digest(body.shown());
    String note = Texts.note(body.note());
    RequestId request = Ids.request(id);
    Result result = elevations.approve(request, caller.subject(), shown, body.length(), note);
    return result instanceof Result.NotFound
        ? changed(request, caller, changes.approve(request, caller.subject(), shown, note))
        : decided(request, caller, result);
  }

  private static Digest digest(String shown) {
    if (!shown.matches("[0-9a-f]{64}")) {
      throw ApiException.of(
          ProblemCode.INVALID, "shown: repeat the digest of the request as it was shown to you");
    }
    return new Digest(shown);
  }

  @PostMapping(Routes.DENY)
  RequestView deny(
      @PathVariable String id,
      @RequestBody DenyRequest body,
      @AuthenticationPrincipal Caller caller) {
    RequestId request = Ids.request(id);
    String note = Texts.note(body.note());
    Result result = elevations.deny(request, caller.subject(), note);
    return result instanceof Result.NotFound
        ? changed(request, caller, changes.deny(request, caller.subject(), note))
        : decided(request, caller, result);
  }

  @PostMapping(Routes.WITHDRAW)
  RequestView withdraw(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
    RequestId request = Ids.request(id);
    Result result = elevations.withdraw(request, caller.subject());
    return result instanceof Result.NotFound
        ? changed(request, caller, changes.withdraw(request, caller.subject()))
        : decided(request, caller, result);
  }

  /** The engine has audited the try; whoever may not see the request learns nothing from it. */
  private RequestView decided(RequestId id, Caller caller, Result result) {
    var _ = seen(id, caller);
    return views.view(Results.done(result));
  }

  @GetMapping(Routes.INBOX)
  Page<RequestView> inbox(@AuthenticationPrincipal Caller caller) {
    List<RequestView> all = new ArrayList<>(views.views(elevations.inbox(caller.subject())));
    all.addAll(changeViews.briefs(changes.inbox(caller.subject())));
    return new Page<>(all, Optional.empty());
  }
}
