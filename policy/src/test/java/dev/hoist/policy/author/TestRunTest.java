package dev.hoist.policy.author;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.policy.ProblemRenderer;
import dev.hoist.policy.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TestRunTest {
  static Reading.Bound read(String text) {
    Reading reading = new HoistPolicyLoader().read(List.of(new PolicyFile("orders.yaml", text)));
    return reading
        .bound()
        .orElseThrow(() -> new AssertionError(ProblemRenderer.render(reading.problems())));
  }

  static Reading.Bound orders() throws IOException {
    return read(Files.readString(Path.of("src/test/resources/orders.yaml")));
  }

  @Test
  void theExampleOfTheLanguagePassesItsOwnTests() throws IOException {
    assertThat(Explained.render(TestRun.run(orders()))).isEqualTo("✓ 11 passed\n");
  }

  @Test
  void aTestThatFailsSaysWhatCameOutAndWhy() {
    var bound =
        read(
            """
            apiVersion: hoist/v1
            policy: p
            groups: {sre: {members: [ana]}}
            targets: {db: {kind: postgres, address: "db:5432"}}
            roles: {read: {on: db, grants: [S]}}
            rules:
              - {name: fresh, who: group:sre, roles: [read], when: subject.mfa_age < duration("15m"), grant: {max: 1h}, approval: none}
              - {name: sre, who: group:sre, roles: [read], grant: {max: 2h}, approval: [{count: 1, from: user:dana, within: 1h}]}
              - {name: raj, who: user:raj, roles: [read], grant: {max: 2h}, approval: none}
            tests:
              - it: lets ana read
                given: {subject: ana}
                request: {target: db, role: read}
                expect: {decision: allow, rule: fresh, max: 1h, approvals: 0}
            """);
    assertThat(Explained.render(TestRun.run(bound)))
        .isEqualTo(
            """
            ✗ orders.yaml:11  lets ana read
                  decision: approve, not allow
                  rule: sre, not fresh
                  max: 2h, not 1h
                  approvals: 1, not 0
                  needs 1 of user:dana (sre)
                    ? fresh  (orders.yaml:7)  subject.mfa_age < duration("15m") cannot be told: subject.mfa_age is not known
                    → sre  (orders.yaml:8)  decides
                    · raj  (orders.yaml:9)  who: ana is none of user:raj
            ✗ 0 passed, 1 failed
            """);
  }

  @Test
  @DisplayName("S08 an answer written as a text is read as its question wants it, as in a request")
  void answersAreTyped() {
    var bound =
        read(
            """
            apiVersion: hoist/v1
            policy: p
            groups: {sre: {members: [ana]}}
            targets: {db: {kind: postgres, address: "db:5432"}}
            roles: {read: {on: db, grants: [S]}}
            rules:
              - name: few rows
                who: group:sre
                roles: [read]
                when: request.fields.rows <= 100 && request.fields.sure
                grant: {max: 1h}
                approval: none
                ask: {fields: {rows: {type: number}, sure: {type: yes_no}}}
            tests:
              - it: typed
                given: {subject: ana}
                request: {target: db, role: read, fields: {rows: 5, sure: true}}
                expect: {decision: allow}
              - it: as the command line sends it
                given: {subject: ana}
                request: {target: db, role: read, fields: {rows: "5", sure: "yes"}}
                expect: {decision: allow}
              - it: too many
                given: {subject: ana}
                request: {target: db, role: read, fields: {rows: "500", sure: "yes"}}
                expect: {decision: deny}
              - it: no number at all
                given: {subject: ana}
                request: {target: db, role: read, fields: {rows: "5 or so", sure: "yes"}}
                expect: {decision: deny}
            """);
    assertThat(Explained.render(TestRun.run(bound))).isEqualTo("✓ 4 passed\n");
  }
}
