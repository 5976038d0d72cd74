package dev.hoist.policy.parse;

import dev.hoist.policy.model.Principal;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Printable;
import dev.hoist.policy.yaml.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of things, and of those that rules mean. */
final class Names {
  /** What names of policies, groups, targets and roles are made of. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private static final int LONGEST_TITLE = 100;
  private static final int LONGEST_MESSAGE = 500;

  private Names() {}

  /** Tells when a name could not be typed, quoted or shown safely. */
  static void check(Located<String> name, String what, Form form) {
    if (!NAME.matcher(name.value()).matches()) {
      form.error(
          name.mark(),
          what
              + " is named by up to 63 letters, digits, dots, dashes and underscores, a letter or"
              + " digit first, not "
              + Printable.of(name.value(), 80));
    }
  }

  /** A rule's name: words that fit on a line. */
  static void checkTitle(Located<String> title, Form form) {
    checkShown(title, "the name of a rule", LONGEST_TITLE, form);
  }

  /** A sentence that requesters see. */
  static void checkMessage(Located<String> message, Form form) {
    checkShown(message, "a message", LONGEST_MESSAGE, form);
  }

  private static void checkShown(Located<String> text, String what, int longest, Form form) {
    if (text.value().codePointCount(0, text.value().length()) > longest) {
      form.error(text.mark(), what + " has at most " + longest + " characters");
    } else if (!text.value().codePoints().allMatch(Printable::isShown)) {
      form.error(text.mark(), what + " has only characters that can be seen, on one line");
    }
  }

  /** What a list of principals may name besides users and groups. */
  enum Also {
    NOBODY,
    ON_CALL,
    ON_CALL_OR_OWNER,
    ON_CALL_OR_EVERYONE
  }

  /** A list of {@code user:…}, {@code group:…} and, where it makes sense, others. */
  static List<Located<Principal>> principals(Form form, String key, Also also) {
    List<Located<Principal>> all = new ArrayList<>();
    for (Located<String> text : form.texts(key)) {
      principal(text, key, also, form).ifPresent(p -> all.add(new Located<>(p, text.mark())));
    }
    return all;
  }

  /** Members: a name without a word before it is a user's. */
  static List<Located<Principal>> members(Form form, String key) {
    List<Located<Principal>> all = new ArrayList<>();
    for (Located<String> text : form.texts(key)) {
      Located<String> full = text.value().contains(":") ? text : text.map(bare -> "user:" + bare);
      principal(full, key, Also.NOBODY, form)
          .ifPresent(p -> all.add(new Located<>(p, text.mark())));
    }
    return all;
  }

  private static Optional<Principal> principal(
      Located<String> text, String key, Also also, Form form) {
    String written = text.value();
    if (written.equals("everyone") && also == Also.ON_CALL_OR_EVERYONE) {
      return Optional.of(Principal.EVERYONE);
    }
    if (written.equals("owner") && also == Also.ON_CALL_OR_OWNER) {
      return Optional.of(Principal.OWNER);
    }
    if (written.startsWith("user:")) {
      return user(written.substring("user:".length()), text, form);
    }
    if (written.startsWith("group:")) {
      return Optional.of(Principal.group(written.substring("group:".length())));
    }
    if (written.startsWith("on_call:") && also != Also.NOBODY) {
      return Optional.of(
          new Principal(Principal.Kind.ON_CALL, written.substring("on_call:".length())));
    }
    form.error(text.mark(), key + " names " + words(also) + instead(written));
    return Optional.empty();
  }

  private static String words(Also also) {
    return switch (also) {
      case NOBODY -> "user:… or group:…";
      case ON_CALL -> "user:…, group:… or on_call:…";
      case ON_CALL_OR_OWNER -> "user:…, group:…, on_call:… or owner";
      case ON_CALL_OR_EVERYONE -> "user:…, group:…, on_call:… or everyone";
    };
  }

  private static String instead(String written) {
    return written.contains(":")
        ? ", not " + written
        : "; write user:" + written + " or group:" + written;
  }

  private static Optional<Principal> user(String name, Located<String> text, Form form) {
    if (Principal.USER_NAME.matcher(name).matches()) {
      return Optional.of(Principal.user(name));
    }
    form.error(text.mark(), "not a user's name or e-mail address: " + Printable.of(name, 80));
    return Optional.empty();
  }
}
