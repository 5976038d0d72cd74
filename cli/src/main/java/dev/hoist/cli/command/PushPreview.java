package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.policy.Reading;
import dev.hoist.policy.diff.Differences;
import dev.hoist.wire.PolicyFileChangeView;
import dev.hoist.wire.PolicyFilesView;
import dev.hoist.wire.PolicyText;
import dev.hoist.wire.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a push would change, before it is sent: the meaning first, then the texts. */
final class PushPreview {
  private final Tools tools;

  PushPreview(Tools tools) {
    this.tools = tools;
  }

  /**
   * Says it.
   *
   * @return the hash of the set that it was compared with; empty when the server shows nothing of
   *     the policy in force to who asks
   */
  Optional<String> say(Api api, PolicySets.Read after) {
    PolicyFilesView shown;
    try {
      shown = api.get(Routes.POLICY_FILES, PolicyFilesView.class);
    } catch (Failure e) {
      if (e.exit() != Exit.ERROR) {
        throw e;
      }
      tools.shell().say("! What it changes cannot be told beforehand: " + e.what());
      return Optional.empty();
    }
    var inForce = new InForce(shown);
    inForce.partly("What changes in the others is not told.").ifPresent(tools.shell()::say);
    Optional<Reading.Bound> before = inForce.with(after.files(), tools.policies());
    if (before.isPresent()) {
      PolicyDiffLines.of(Differences.between(before.get(), after.bound()))
          .forEach(tools.shell()::say);
    } else {
      tools.shell().say("! What it means is not told: what is in force cannot be read here.");
    }
    texts(shown, after.files()).forEach(tools.shell()::say);
    return Optional.of(shown.hash());
  }

  private static List<String> texts(PolicyFilesView shown, List<PolicyFile> after) {
    Map<String, String> old = new TreeMap<>();
    Map<String, String> fresh = new TreeMap<>();
    shown.files().forEach((PolicyText file) -> old.put(file.name(), file.text()));
    after.stream()
        .filter(file -> !shown.hidden().contains(file.name()))
        .forEach(file -> fresh.put(file.name(), file.text()));
    List<String> lines = new ArrayList<>();
    Stream.concat(old.keySet().stream(), fresh.keySet().stream())
        .distinct()
        .sorted()
        .filter(name -> !text(old, name).equals(text(fresh, name)))
        .forEach(name -> lines.addAll(PolicyChangeLines.diff(file(name, old, fresh))));
    return lines;
  }

  private static Optional<String> text(Map<String, String> files, String name) {
    return Optional.ofNullable(files.get(name));
  }

  private static PolicyFileChangeView file(
      String name, Map<String, String> old, Map<String, String> fresh) {
    String how = !old.containsKey(name) ? "added" : fresh.containsKey(name) ? "changed" : "removed";
    return new PolicyFileChangeView(name, how, List.of(), text(old, name), text(fresh, name));
  }
}
