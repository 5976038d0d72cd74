package dev.hoist.control.api;

import dev.hoist.control.identity.FirstAdmin;
import dev.hoist.control.identity.Identity;
import dev.hoist.control.identity.LoginAnswer;
import dev.hoist.control.identity.PasswordDesk;
import dev.hoist.control.identity.User;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.wire.BootstrapRequest;
import dev.hoist.wire.LoginRequest;
import dev.hoist.wire.LoginView;
import dev.hoist.wire.MeView;
import dev.hoist.wire.PasswordChange;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.Routes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Logging in and out, and the first administrator. */
@RestController
final class LoginController {
  private final Identity identity;
  private final Sight sight;

  LoginController(Identity identity, Sight sight) {
    this.identity = identity;
    this.sight = sight;
  }

  @PostMapping(Routes.BOOTSTRAP)
  @ResponseStatus(HttpStatus.CREATED)
  LoginView bootstrap(@RequestBody BootstrapRequest body, HttpServletRequest http) {
    Secret password = Secret.of(body.password());
    FirstAdmin.Made made =
        identity
            .firstAdmin()
            .make(Secret.of(body.code()), body.name(), password, http.getRemoteAddr());
    return switch (made) {
      case FirstAdmin.Made.Done done ->
          login(done.user().subject().name(), password, http.getRemoteAddr());
      case FirstAdmin.Made.Invalid invalid ->
          throw ApiException.of(ProblemCode.INVALID, invalid.problems());
      case FirstAdmin.Made.TooMany many ->
          throw ApiException.of(ProblemCode.TOO_MANY, "too many wrong codes; wait five minutes");
      case FirstAdmin.Made.Refused no ->
          throw ApiException.of(
              ProblemCode.BOOTSTRAP_REFUSED,
              "this code is wrong, or there is an administrator already",
              "log in with: hoist login, or read the newest code where the server was started");
    };
  }

  @PostMapping(Routes.LOGIN)
  LoginView login(@RequestBody LoginRequest body, HttpServletRequest http) {
    return login(body.name(), Secret.of(body.password()), http.getRemoteAddr());
  }

  private LoginView login(String name, Secret password, String source) {
    return switch (identity.logins().login(name, password, source)) {
      case LoginAnswer.LoggedIn in ->
          new LoginView(
              in.token().reveal(), in.expiresAt(), in.user().subject().name(), in.user().held());
      case LoginAnswer.Refused no ->
          throw ApiException.of(ProblemCode.LOGIN_FAILED, "wrong name or password");
      case LoginAnswer.TooMany many -> throw ApiException.of(ProblemCode.TOO_MANY, many.message());
    };
  }

  @DeleteMapping(Routes.LOGIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void logout(@AuthenticationPrincipal Caller caller, HttpServletRequest http) {
    identity.logins().logout(caller.token(), caller.subject(), http.getRemoteAddr());
  }

  @GetMapping(Routes.ME)
  MeView me(@AuthenticationPrincipal Caller caller) {
    User user = caller.bearer().user();
    return new MeView(
        user.subject().id().toString(),
        user.subject().name(),
        user.subject().kind().name().toLowerCase(Locale.ROOT),
        user.admin(),
        user.groups().stream().sorted().toList(),
        sight.standing(caller).stream().sorted().toList(),
        caller.bearer().expiresAt(),
        caller.held());
  }

  /** One's own password; the only thing that a held account can do. */
  @PostMapping(Routes.MY_PASSWORD)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void password(
      @RequestBody PasswordChange body,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest http) {
    var changed =
        identity
            .passwords()
            .change(
                caller.subject(),
                Secret.of(body.current()),
                Secret.of(body.password()),
                caller.token(),
                http.getRemoteAddr());
    switch (changed) {
      case PasswordDesk.Changed.Done done -> {}
      case PasswordDesk.Changed.Invalid invalid ->
          throw ApiException.of(ProblemCode.INVALID, invalid.problems());
      case PasswordDesk.Changed.Wrong wrong ->
          throw ApiException.of(ProblemCode.FORBIDDEN, "current: this is not your password");
      case PasswordDesk.Changed.TooMany many ->
          throw ApiException.of(
              ProblemCode.TOO_MANY, "too many wrong passwords; wait five minutes");
      case PasswordDesk.Changed.Unknown none ->
          throw ApiException.of(ProblemCode.NOT_FOUND, "there is no such user any more");
    }
  }
}
