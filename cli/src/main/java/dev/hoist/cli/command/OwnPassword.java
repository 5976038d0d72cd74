package dev.hoist.cli.command;

import dev.hoist.cli.client.Api;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.wire.PasswordChange;
import dev.hoist.wire.Routes;

/** Asks for a password of one's own, and sets it. */
final class OwnPassword {
  private OwnPassword() {}

  static void change(Tools tools, Api api, Secret current, boolean fromInput) {
    Secret fresh = tools.newPassword(fromInput, "A password of your own: ");
    api.post(Routes.MY_PASSWORD, new PasswordChange(current.reveal(), fresh.reveal()));
    tools.done("Your password is changed; your other logins are ended.");
  }
}
