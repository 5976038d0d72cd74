package dev.hoist.control.change;

import dev.hoist.kernel.policy.PolicyFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What may be written into the policy folder: plain names, and texts that survive it. */
final class FileNames {
  private static final int MOST_FILES = 1_000;
  private static final int LONGEST = 1 << 20;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\\.yaml");

  private FileNames() {}

  /** What is wrong; empty when nothing is. */
  static List<String> problems(List<PolicyFile> files) {
    List<String> problems = new ArrayList<>();
    if (files.isEmpty() || files.size() > MOST_FILES) {
      problems.add("a set has 1 to " + MOST_FILES + " files; this one has " + files.size());
      return problems;
    }
    Map<String, String> seen = new HashMap<>();
    for (PolicyFile file : files) {
      if (!PLAIN.matcher(file.name()).matches()) {
        problems.add(
            "a file's name is letters, digits, dots, dashes and underscores, and ends in .yaml;"
                + " this is not: "
                + shown(file.name()));
      } else {
        // Two names that differ in case are one file on some disks.
        String other = seen.put(file.name().toLowerCase(Locale.ROOT), file.name());
        if (other != null) {
          problems.add(file.name() + " and " + other + " are one name on some disks");
        }
        text(file, problems);
      }
    }
    return problems;
  }

  private static void text(PolicyFile file, List<String> problems) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(file.text())
        || file.text().indexOf('\0') >= 0) {
      problems.add(file.name() + " holds characters that UTF-8 text does not have");
    } else if (file.text().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      problems.add(file.name() + " is larger than 1 MiB; split it by targets");
    }
  }

  private static String shown(String name) {
    String cut = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    return cut.replaceAll("[^\\x20-\\x7e…]", "?");
  }
}
