package dev.hoist.app.demo;

import dev.hoist.control.identity.FirstAdmin;
import dev.hoist.control.identity.Identity;
import dev.hoist.control.identity.LoginAnswer;
import dev.hoist.control.identity.NewAccount;
import dev.hoist.control.identity.PasswordDesk;
import dev.hoist.control.identity.User;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes the demo's users the way an administrator would, and logs them in. */
final class People {
  static final String ADMIN = "admin";
  private static final String HERE = "127.0.0.1";

  private People() {}

  /** Makes those who are not there yet. */
  static void invite(
      Identity identity, Optional<Secret> code, List<String> names, Secret password) {
    code.ifPresent(it -> first(identity, it, password));
    Subject admin = subject(identity, ADMIN);
    for (String name : names) {
      if (identity.users().user(name).isEmpty()) {
        join(identity, name, password, admin);
      }
    }
  }

  /** Each sets a password of their own, as people do who were given their first one. */
  private static void join(Identity identity, String name, Secret password, Subject admin) {
    Secret first = Secret.of(UUID.randomUUID().toString());
    identity.users().add(new NewAccount(name, first, false, Set.of()), admin);
    Secret login = login(identity, name, first);
    var own = identity.passwords().change(subject(identity, name), first, password, login, HERE);
    if (!(own instanceof PasswordDesk.Changed.Done)) {
      throw new IllegalStateException(name + " could not set a password: " + own);
    }
  }

  private static void first(Identity identity, Secret code, Secret password) {
    var made = identity.firstAdmin().make(code, ADMIN, password, HERE);
    if (!(made instanceof FirstAdmin.Made.Done)) {
      throw new IllegalStateException("the first administrator could not be made: " + made);
    }
  }

  static Subject subject(Identity identity, String name) {
    return identity
        .users()
        .user(name)
        .map(User::subject)
        .orElseThrow(() -> new IllegalStateException("the demo lacks its user " + name));
  }

  static Secret login(Identity identity, String name, Secret password) {
    return switch (identity.logins().login(name, password, HERE)) {
      case LoginAnswer.LoggedIn in -> in.token();
      case LoginAnswer.Refused r ->
          throw new IllegalStateException(name + " cannot log in; was the password changed?");
      case LoginAnswer.TooMany wait -> throw new IllegalStateException(wait.message());
    };
  }
}
