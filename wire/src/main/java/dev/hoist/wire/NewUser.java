package dev.hoist.wire;

import java.util.List;
import java.util.Optional;

/**
 * Makes a user.
 *
 * @param groups the groups the user is in, as an identity provider would say
 */
public record NewUser(String name, String password, boolean admin, Optional<List<String>> groups) {
  @Override
  public String toString() {
    return "NewUser[name=" + name + ", admin=" + admin + ", groups=" + groups + ", hidden]";
  }
}
