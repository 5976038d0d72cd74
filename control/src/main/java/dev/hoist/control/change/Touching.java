package dev.hoist.control.change;

import dev.hoist.kernel.change.Touched;
import dev.hoist.kernel.change.Touched.How;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicySet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which files a change touches, and who owns them by the policy in force. */
final class Touching {
  private final PolicySet inForce;

  Touching(PolicySet inForce) {
    this.inForce = inForce;
  }

  /** In the order of their names. */
  List<Touched> between(List<PolicyFile> before, List<PolicyFile> after) {
    Map<String, String> old = texts(before);
    Map<String, String> fresh = texts(after);
    List<Touched> touched = new ArrayList<>();
    fresh.forEach(
        (name, text) -> {
          if (!old.containsKey(name)) {
            touched.add(new Touched(name, How.ADDED, owners(name)));
          } else if (!text.equals(old.get(name))) {
            touched.add(new Touched(name, How.CHANGED, owners(name)));
          }
        });
    old.keySet().stream()
        .filter(name -> !fresh.containsKey(name))
        .forEach(name -> touched.add(new Touched(name, How.REMOVED, owners(name))));
    return touched;
  }

  /** What nobody owns is the administrators' business: somebody has to be able to mend it. */
  private Set<String> owners(String file) {
    Set<String> named = inForce.owners(file);
    return named.isEmpty() ? Set.of(Standings.ADMINISTRATORS) : named;
  }

  private static Map<String, String> texts(List<PolicyFile> files) {
    Map<String, String> texts = new TreeMap<>();
    files.forEach(file -> texts.put(file.name(), file.text()));
    return texts;
  }
}
