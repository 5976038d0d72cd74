package dev.hoist.control.api;

import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.identity.NewAccount;
import dev.hoist.control.identity.PasswordDesk;
import dev.hoist.control.identity.User;
import dev.hoist.control.identity.Users;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.wire.NewPassword;
import dev.hoist.wire.NewUser;
import dev.hoist.wire.Page;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.Routes;
import dev.hoist.wire.UserView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Administering local users. */
@RestController
final class UsersController {
  private static final String LIST = "users";

  private final Users users;
  private final PasswordDesk passwords;
  private final Elevations elevations;

  UsersController(Users users, PasswordDesk passwords, Elevations elevations) {
    this.users = users;
    this.passwords = passwords;
    this.elevations = elevations;
  }

  @GetMapping(Routes.USERS)
  Page<UserView> list(
      @RequestParam Optional<String> cursor,
      @RequestParam(defaultValue = Cursor.DEFAULT_LIMIT) int limit) {
    String after = Cursor.read(LIST, cursor).orElse("");
    return Cursor.page(
        LIST, users.list(after, Cursor.limit(limit)), user -> user.subject().name(), this::view);
  }

  @PostMapping(Routes.USERS)
  @ResponseStatus(HttpStatus.CREATED)
  UserView add(@RequestBody NewUser body, @AuthenticationPrincipal Caller caller) {
    Set<String> groups = Set.copyOf(body.groups().orElse(List.of()));
    var wish = new NewAccount(body.name(), Secret.of(body.password()), body.admin(), groups);
    return switch (users.add(wish, caller.subject())) {
      case Users.Added.Done done -> view(done.user());
      case Users.Added.Invalid no -> throw ApiException.of(ProblemCode.INVALID, no.problems());
      case Users.Added.Taken no ->
          throw ApiException.of(
              ProblemCode.EXISTS,
              "there is or was a user " + body.name() + "; a name is never given twice",
              "choose another name");
    };
  }

  /** Gives somebody a new password, which they have to replace before they can do anything. */
  @PostMapping(Routes.USER_PASSWORD)
  UserView password(
      @PathVariable String name,
      @RequestBody NewPassword body,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest http) {
    Secret fresh = Secret.of(body.password());
    return switch (passwords.give(name, fresh, caller.subject(), http.getRemoteAddr())) {
      case PasswordDesk.Changed.Done done -> view(done.user());
      case PasswordDesk.Changed.Invalid invalid ->
          throw ApiException.of(ProblemCode.INVALID, invalid.problems());
      case PasswordDesk.Changed.Unknown none -> throw Hints.noUser(name, users);
      case PasswordDesk.Changed.Wrong never ->
          throw new IllegalStateException("nothing to compare");
      case PasswordDesk.Changed.TooMany never ->
          throw new IllegalStateException("nothing to guess");
    };
  }

  @PostMapping(Routes.DISABLE_USER)
  UserView disable(@PathVariable String name, @AuthenticationPrincipal Caller caller) {
    return switch (users.disable(name, caller.subject())) {
      case Users.Disabled.Done done -> {
        // Also when they were disabled before: the first call may have ended between the two.
        elevations.subjectDisabled(done.user().subject().id());
        yield view(done.user());
      }
      case Users.Disabled.Unknown none -> throw Hints.noUser(name, users);
      case Users.Disabled.LastAdmin no ->
          throw ApiException.of(
              ProblemCode.TOO_LATE,
              name + " is the last administrator",
              "make another first with: hoist user add NAME --admin");
    };
  }

  private String name(SubjectId id) {
    return users.find(id).map(user -> user.subject().name()).orElse(id.toString());
  }

  private UserView view(User user) {
    return new UserView(
        user.subject().id().toString(),
        user.subject().name(),
        user.subject().kind().name().toLowerCase(Locale.ROOT),
        user.admin(),
        user.groups().stream().sorted().toList(),
        user.createdAt(),
        user.addedBy().map(this::name),
        user.held(),
        user.disabledAt());
  }
}
