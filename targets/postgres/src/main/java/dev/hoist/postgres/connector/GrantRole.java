package dev.hoist.postgres.connector;

import dev.hoist.kernel.elevation.GrantId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The role that one grant has on the server; its name says whose it is (S03). */
record GrantRole(GrantId grant, String installation) {
  private static final Pattern INSTALLATION = Pattern.compile("[0-9a-f]{1,16}");
  private static final Pattern NAME =
      Pattern.compile("hoist_g(0|[1-9][0-9]{0,17})_([0-9a-f]{1,16})");

  GrantRole {
    if (!INSTALLATION.matcher(installation).matches()) {
      throw new IllegalArgumentException(
          "an installation's tag is 1 to 16 lower-case hex digits, not " + installation);
    }
    if (grant.number() < 0) {
      throw new IllegalArgumentException("no grant has the number " + grant.number());
    }
  }

  String name() {
    return "hoist_g" + grant.number() + "_" + installation;
  }

  /** What COMMENT ON ROLE says, for whoever wonders about the role, and as our mark. */
  String comment() {
    return "hoist grant "
        + grant
        + " of installation "
        + installation
        + "; made and removed by hoist";
  }

  static Optional<GrantRole> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new GrantRole(new GrantId(Long.parseLong(matcher.group(1))), matcher.group(2)))
        : Optional.empty();
  }
}
