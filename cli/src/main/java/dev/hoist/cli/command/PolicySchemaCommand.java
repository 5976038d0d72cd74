package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.policy.schema.PolicySchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hoist policy schema}. */
@Command(
    name = "schema",
    description = "The JSON Schema (draft 2020-12) of a policy file, for editors.",
    footer = {
      "",
      "For the YAML language server, write as a file's first line:",
      "  # yaml-language-server: $schema=policy.schema.json",
      "",
      "Example:",
      "  hoist policy schema > policy.schema.json"
    })
final class PolicySchemaCommand implements Callable<Integer> {
  private final Tools tools;

  PolicySchemaCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    tools.shell().out().print(PolicySchema.text());
    return Exit.OK;
  }
}
