package dev.hoist.policy.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.policy.format.PolicyFormat.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFormatTest {
  static String format(String text) {
    return switch (PolicyFormat.format(new PolicyFile("p.yaml", text))) {
      case Result.Formatted formatted -> formatted.text();
      case Result.Unreadable unreadable -> throw new AssertionError(unreadable.problems());
    };
  }

  @Test
  void putsKeysInOrderAndNamesInLine() {
    String text =
        """
        # Who may get at orders.
        policy:   'orders'
        apiVersion: hoist/v1
        rules:
        - who: [ group:sre,
                 'user:dana' ]   # those
          # decisions carry it
          name: "reads"
          roles: [read]
          approval: none
          grant: {max:   1h}
        -   {name: stop, deny: "No."}
        groups:
            sre: {members: [ana]}
            payments-leads: { members: [dana,
               # the boss
               lee] }
            all: {idp: x}
            few: {idp: y}
        """;
    assertThat(format(text))
        .isEqualTo(
            """
            # Who may get at orders.
            apiVersion: hoist/v1
            policy: "orders"

            groups:
              sre: {members: [ana]}
              payments-leads:
                members:
                  - dana
                  # the boss
                  - lee
              all: {idp: x}
              few: {idp: y}

            rules:
              # decisions carry it
              - name: "reads"
                who: [group:sre, "user:dana"]  # those
                roles: [read]
                grant: {max: 1h}
                approval: none

              - {name: stop, deny: "No."}
            """);
  }

  @Test
  void breaksWhatDoesNotFitAndWrapsWhatWasOnLines() {
    String text =
        """
        apiVersion: hoist/v1
        roles:
          read: {on: orders-prod, grants: ["SELECT ON ALL TABLES IN SCHEMA public"], mask: pii, guard: reads}
          all: {on: orders-prod}
        rules:
          - name: x
            when: subject.kind == "agent" && role.name != "read" &&
              subject.attributes.department == "payments" && (request.ticket != "" || request.break_glass)
        """;
    assertThat(format(text))
        .isEqualTo(
            """
            apiVersion: hoist/v1

            roles:
              read:
                on: orders-prod
                grants: ["SELECT ON ALL TABLES IN SCHEMA public"]
                mask: pii
                guard: reads
              all: {on: orders-prod}

            rules:
              - name: x
                when: >-
                  subject.kind == "agent" && role.name != "read" && subject.attributes.department == "payments"
                  && (request.ticket != "" || request.break_glass)
            """);
  }

  @Test
  void keepsCommentsWhereTheyBelong() {
    String text =
        """
        # first

        # second
        apiVersion: hoist/v1   # the only one
        groups: # people
            # before sre
            sre:
                members:
                - ana   # one
                # between
                - sam
                # last of members

                # still members
              # of groups
        # before rules
        rules:
          - # odd
            name: x

            # before deny
            deny: >  # folded
              No
              way.
          # the end of rules
        # the end
        """;
    assertThat(format(text))
        .isEqualTo(
            """
            # first

            # second
            apiVersion: hoist/v1  # the only one

            groups:  # people
              # before sre
              sre:
                members:
                  - ana  # one
                  # between
                  - sam
                  # last of members

                  # still members
              # of groups

            # before rules
            rules:
              # odd
              - name: x

                # before deny
                deny: >  # folded
                  No
                  way.
              # the end of rules
            # the end
            """);
  }

  @Test
  void quotesAsTheTextIsBestRead() {
    assertThat(
            format(
                "a: 'x == \"y\"'\nb: 'it''s'\nc: \"tab\\t\\u202e\"\nd: 'true'\ne: true\nf:\ng: \"two\\nlines\"\n"))
        .isEqualTo(
            "a: 'x == \"y\"'\nb: \"it's\"\nc: \"tab\\t\\u202E\"\nd: \"true\"\ne: true\nf:\ng: \"two\\nlines\"\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: |\n  x\n   y\n\n\nb: c\n",
        "a: |+\n  x\n\n\nb: c\n",
        "a: >-\n\n   x\n   y\n     z\n\n   w\nb: 1",
        "a: |2\n    x\n  y\nb: 1\n",
        "a: >2\n    x\n  y\nb: 1\n",
        "a: |\n  # not a comment\n# a comment\nb: 1\n",
        "\uFEFF# c\r\na: 'x\r\n\r\n  y'\r\n\r\nb: # d\r\n- 1\r\n",
        "{a: [b, {c: , d}], # x\n e: {} # y\n} # z\n# w\n",
        "--- # a\n# b\nx: [ # c\n]\n... # d\n# e\n",
        "a: [ # c\n # d\n]\nb: {}\n",
        "a: # c\n  b\nc:\n  # d\n  'e'\n",
        "a:\n- - b # c\n  - # d\n    - e\n-\n  # f\n  g: h\n",
        "? a # b\n: c\n",
        "\"q: \": 'x: #y'\nz#w: v#u # t\n",
        "a: 'multi\n  line # no comment\n\n  text'\n",
        "a:\n  \"long \\\n   joined\\  x\"\n",
        "naïve: 日本語 # ünï 😀\nx: \"😀\\U0001F600\"\n",
        "rules:\n- name: a\n  deny: b\n- name: c\n\n\n\n# x\n- name: d\n",
        "a: b\n#c",
        "a: [b: c, 'd': e]\n",
        "a: |-\n\n\n  x\nb: |\n\nc: ''\n",
        "a: |\n  x\n    # deep\n # shallow\n\n\n# none\nb: c\n",
        "a: { b: c,\n\n # x\n\n d: e }\n",
      })
  void saysTheSameAndStays(String text) {
    String once = format(text); // looks itself whether it says the same
    assertThat(format(once)).isEqualTo(once);
    assertThat(once).endsWith("\n").doesNotContain("\r");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "# only\n", "a: [", "a: &x b\n", "- a\n", "a: 1\na: 2\n", "a: \u200b"})
  void leavesAloneWhatItCannotRead(String text) {
    assertThat(PolicyFormat.format(new PolicyFile("p.yaml", text)))
        .isInstanceOfSatisfying(
            Result.Unreadable.class,
            unreadable ->
                assertThat(unreadable.problems())
                    .extracting(PolicyProblem::file)
                    .contains("p.yaml"));
  }

  @Test
  void theExampleOfTheLanguageIsStable() throws IOException {
    String text = Files.readString(Path.of("src/test/resources/orders.yaml"));
    String once = format(text);
    assertThat(format(once)).isEqualTo(once);
  }
}
