package dev.hoist.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicySource.Look;
import java.util.List;

/** What a look is expected to bring. */
final class Looks {
  private Looks() {}

  /** Why there is nothing fit. */
  static String unfit(Look look) {
    assertThat(look).isInstanceOf(Look.Unfit.class);
    return ((Look.Unfit) look).why();
  }

  static List<PolicyFile> files(Look look) {
    assertThat(look).isInstanceOf(Look.Found.class);
    return ((Look.Found) look).files();
  }
}
