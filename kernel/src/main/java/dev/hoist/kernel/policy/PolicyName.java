package dev.hoist.kernel.policy;

import java.util.Locale;

/** What a name in a folder of policy files means; the same for the server, Git and the tools. */
public enum PolicyName {
  /** {@code *.yaml}. */
  POLICY,
  /** {@code *.yml}, or in capitals: passing over it would drop the denials in it. */
  MISNAMED,
  /** None of ours: hidden files, which editors leave behind, and other endings. */
  OTHER;

  public static PolicyName of(String name) {
    if (name.startsWith(".")) {
      return OTHER;
    }
    String small = name.toLowerCase(Locale.ROOT);
    if (name.endsWith(".yaml")) {
      return POLICY;
    }
    return small.endsWith(".yml") || small.endsWith(".yaml") ? MISNAMED : OTHER;
  }

  /** What to do about a misnamed one. */
  public static String rename(String name) {
    String stem = name.substring(0, name.lastIndexOf('.'));
    return "policy files end in .yaml; rename it to " + stem + ".yaml";
  }
}
