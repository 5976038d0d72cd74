package dev.hoist.policy;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicyProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks policy files where they lie, without a server: {@code hoist policy check}. */
public final class PolicyCheck {
  private PolicyCheck() {}

  /**
   * What came of it.
   *
   * @param files the files read
   * @param load the set, or why there is none
   */
  public record Result(List<PolicyFile> files, Load load) {
    public Result {
      files = List.copyOf(files);
    }

    public boolean good() {
      return load instanceof Load.Loaded;
    }
  }

  /** Files, and folders whose {@code *.yaml} files are meant. */
  public static Result run(List<Path> paths) {
    return run(paths, new HoistPolicyLoader());
  }

  public static Result run(List<Path> paths, HoistPolicyLoader loader) {
    PolicyPaths.Listing listing = PolicyPaths.list(paths);
    Load load = loader.load(listing.files());
    if (listing.unread().isEmpty()) {
      return new Result(listing.files(), load);
    }
    List<PolicyProblem> all = new ArrayList<>(listing.unread());
    all.addAll(load.problems());
    return new Result(listing.files(), new Load.Rejected(all));
  }
}
