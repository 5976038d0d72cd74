package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hoist completion}. */
@Command(
    name = "completion",
    description = "Print the script that makes a shell complete hoist's commands.",
    footer = {
      "",
      "Example:",
      "  source <(hoist completion bash)          for this shell; or put it in ~/.bashrc",
      "  hoist completion zsh > ~/.hoist-completion && echo 'source ~/.hoist-completion' >> ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Tools tools;
  private final Supplier<CommandLine> whole;

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Kind kind = Kind.bash;

  /** The shells; in lower case because that is how people type them. */
  enum Kind {
    bash,
    zsh
  }

  CompletionCommand(Tools tools, Supplier<CommandLine> whole) {
    this.tools = tools;
    this.whole = whole;
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("hoist", whole.get());
    if (kind == Kind.zsh) {
      // The script is bash's; zsh runs it once it has been told to be like bash.
      tools.shell().print("autoload -U +X compinit && compinit");
      tools.shell().print("autoload -U +X bashcompinit && bashcompinit");
    }
    tools.shell().print(script);
    return Exit.OK;
  }
}
