package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.connect.Progress;
import dev.hoist.cli.connect.Waiting;
import dev.hoist.cli.show.Times;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.policy.PolicyCheck;
import dev.hoist.policy.ProblemRenderer;
import dev.hoist.wire.PolicyChangeView;
import dev.hoist.wire.PolicyFileView;
import dev.hoist.wire.PolicyPush;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hoist policy push}. */
@Command(
    name = "push",
    description = "Propose the files of a folder as the server's whole policy.",
    footer = {
      "",
      "The files are checked and the tests in them run. What they change is told, in meaning and line",
      "by line, as far as you may see what is in force. Then owners of every file that changes have",
      "to agree (hoist inbox, hoist approve); nobody agrees to their own. A file that is in force and",
      "not in the folder is to be removed. With --wait, exit codes are those of hoist request wait.",
      "",
      "Example:",
      "  hoist policy push policy/ --reason \"read access for the new team\" --wait 1h"
    })
final class PolicyPushCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(paramLabel = "FOLDER", description = "Its *.yaml files are the policy.")
  private Path folder = Path.of(".");

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the owners read it.")
  private Optional<String> reason = Optional.empty();

  @Mixin private WaitOptions wait = new WaitOptions();

  PolicyPushCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw Failure.usage(folder + " is no folder", "name the folder that holds all of the policy");
    }
    PolicyCheck.Result checked = PolicyCheck.run(List.of(folder), tools.policies());
    checked.load().problems().forEach(p -> tools.shell().say(ProblemRenderer.render(p).strip()));
    if (!checked.good()) {
      return Exit.ERROR;
    }
    warnOfTheOwnerless(checked);
    Api api = tools.api();
    List<PolicyFile> read = checked.files();
    var bound = tools.policies().read(read).bound().orElseThrow();
    Optional<String> against = new PushPreview(tools).say(api, new PolicySets.Read(read, bound));
    List<PolicyFileView> files = read.stream().map(PolicyPushCommand::view).toList();
    RequestView view =
        api.post(Routes.POLICY_PUSHES, new PolicyPush(files, reason), RequestView.class);
    boolean told = view.change().map(PolicyChangeView::base).equals(against);
    return opened(tools, api, view, wait, told);
  }

  private void warnOfTheOwnerless(PolicyCheck.Result checked) {
    if (checked.load() instanceof Load.Loaded good) {
      checked.files().stream()
          .map(PolicyFile::name)
          .filter(name -> good.set().owners(name).isEmpty())
          .forEach(
              name ->
                  tools
                      .shell()
                      .say("! " + name + " has no owners: administrators decide on its changes"));
    }
  }

  private static PolicyFileView view(PolicyFile file) {
    return new PolicyFileView(file.name(), file.text());
  }

  /**
   * What was proposed is shown, and when told to, the owners are waited for.
   *
   * @param told whether what it changes was shown before
   */
  static int opened(Tools tools, Api api, RequestView view, WaitOptions wait, boolean told) {
    if (view.waitingFor().isEmpty()) {
      tools.shell().say("! Nobody can agree to it now: no owner but you can log in.");
    }
    RequestView last = view;
    if (wait.asked()) {
      last = new Waiting(tools.shell(), api).untilActive(view, wait.patience());
      tools.shell().say(Progress.granted(last, tools.times(api)));
    }
    Times times = tools.times(api);
    tools
        .printer()
        .one(last, told ? RequestLines.brief(last, times) : RequestLines.all(last, times));
    if (!wait.asked()) {
      tools.shell().say("Wait for it with: hoist request wait " + view.id());
    }
    return Exit.OK;
  }
}
