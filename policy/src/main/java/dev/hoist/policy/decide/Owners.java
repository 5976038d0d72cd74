package dev.hoist.policy.decide;

import dev.hoist.policy.model.PolicyDoc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who has to agree to changes of files. */
final class Owners {
  private final Map<String, Set<String>> byFile = new HashMap<>();
  private final Set<String> ofNewFiles = new HashSet<>();

  Owners(List<PolicyDoc> docs) {
    for (PolicyDoc doc : docs) {
      Set<String> owners =
          doc.owners().stream()
              .map(owner -> owner.value().toString())
              .collect(Collectors.toUnmodifiableSet());
      byFile.put(doc.source().name(), owners);
      if (doc.settings().everywhere()) {
        ofNewFiles.addAll(owners);
      }
    }
  }

  /** Of a file that is not there, the owners of the files that hold for the organisation. */
  Set<String> of(String file) {
    return byFile.getOrDefault(file, Set.copyOf(ofNewFiles));
  }
}
