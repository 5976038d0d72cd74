package dev.hoist.control.identity;

import dev.hoist.kernel.identity.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A user to be.
 *
 * @param groups at most {@value #MOST_GROUPS}, each with 1 to {@value #LONGEST_GROUP} printable
 *     characters
 */
public record NewAccount(String name, Secret password, boolean admin, Set<String> groups) {
  static final int MOST_GROUPS = 100;
  static final int LONGEST_GROUP = 200;

  public NewAccount {
    groups = Set.copyOf(groups);
  }

  /** Everything that is wrong with it, each as a sentence; empty when nothing is. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    UserName.problem(name).ifPresent(problems::add);
    Passwords.problem(password).ifPresent(problems::add);
    if (groups.size() > MOST_GROUPS) {
      problems.add("a user is in at most " + MOST_GROUPS + " groups");
    }
    if (!groups.stream().allMatch(NewAccount::isGroup)) {
      problems.add("a group has 1 to " + LONGEST_GROUP + " printable characters");
    }
    return problems;
  }

  private static boolean isGroup(String group) {
    return !group.isBlank()
        && group.length() <= LONGEST_GROUP
        && group.codePoints().allMatch(NewAccount::printable);
  }

  private static boolean printable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
