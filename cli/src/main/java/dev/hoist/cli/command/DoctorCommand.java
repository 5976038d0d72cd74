package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.client.Endpoint;
import dev.hoist.cli.config.Contexts;
import dev.hoist.cli.connect.Psql;
import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Lengths;
import dev.hoist.wire.HealthView;
import dev.hoist.wire.MeView;
import dev.hoist.wire.Routes;
import dev.hoist.wire.TargetView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hoist doctor}. */
@Command(
    name = "doctor",
    description = "See whether everything that hoist needs here is well.",
    footer = {"", "Exit code 1 when something is not.", "", "Example:", "  hoist doctor"})
final class DoctorCommand implements Callable<Integer> {
  private static final int MOST_NAMED = 10;

  private final Tools tools;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * One thing that was looked at.
   *
   * @param next what to do about it; empty when it is well
   */
  record Finding(String thing, boolean well, String found, String next) {}

  DoctorCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    well("hoist", VersionCommand.version() + " on Java " + Runtime.version());
    look("psql", this::psql);
    look("contexts", this::contexts);
    look("server", this::server);
    List<String> lines = findings.stream().map(DoctorCommand::line).toList();
    tools.printer().one(findings, lines);
    return findings.stream().allMatch(Finding::well) ? Exit.OK : Exit.ERROR;
  }

  private static String line(Finding f) {
    String line = (f.well() ? "✓ " : "✗ ") + f.thing() + "  " + Clean.line(f.found());
    return f.next().isEmpty() ? line : line + "\n    " + Clean.line(f.next());
  }

  private void well(String thing, String found) {
    findings.add(new Finding(thing, true, found, ""));
  }

  private void look(String thing, Runnable examination) {
    try {
      examination.run();
    } catch (Failure e) {
      findings.add(new Finding(thing, false, e.what(), e.next()));
    }
  }

  private void psql() {
    well("psql", Psql.find(tools.shell()).program().toString());
  }

  private void contexts() {
    Contexts contexts = Contexts.of(tools.shell());
    int count = contexts.all().size();
    contexts.all().keySet().forEach(contexts::token);
    well("contexts", count + " in " + contexts.file());
  }

  private void server() {
    Endpoint endpoint = tools.endpoint();
    var anybody =
        new Endpoint(endpoint.server(), endpoint.context(), endpoint.ca(), Optional.empty());
    Api asAnybody = tools.api(anybody);
    health(endpoint.name(), asAnybody.get(Routes.HEALTH, HealthView.class));
    clock(asAnybody.ahead());
    look("login", this::login);
  }

  private void health(String server, HealthView health) {
    List<String> wrong = new ArrayList<>();
    if (health.auditBehind()) {
      wrong.add("its audit log does not keep up");
    }
    if (health.revocationDebt() > 0) {
      wrong.add(health.revocationDebt() + " ended grants are not proved gone");
    }
    if (health.policyNotLoaded()) {
      wrong.add("the policy that it finds is not in force, the one before it is");
    }
    if (health.targetsNotLoaded()) {
      wrong.add("the inventory of targets that it finds is not in force, the one before it is");
    }
    if (wrong.isEmpty()) {
      well("server", server + " is " + health.status());
    } else {
      findings.add(
          new Finding(
              "server",
              false,
              server + " is " + health.status() + ": " + String.join(", ", wrong),
              "see its log, and: hoist status --all, hoist policy status"));
    }
  }

  private void clock(Duration ahead) {
    if (ahead.abs().compareTo(Duration.ofMinutes(1)) < 0) {
      well("clock", "agrees with the server's");
    } else {
      findings.add(
          new Finding(
              "clock",
              false,
              "is "
                  + Lengths.show(ahead.abs())
                  + (ahead.isNegative() ? " ahead of" : " behind")
                  + " the server's",
              "hoist goes by the server's time; other programs here may not"));
    }
  }

  private void login() {
    Api api = tools.api();
    MeView me = api.get(Routes.ME, MeView.class);
    well("login", me.name() + ", for another " + tools.times(api).left(me.expiresAt()));
    if (me.admin()) {
      look("targets", () -> targets(api.list(Routes.TARGETS, TargetView.class)));
    }
  }

  private void targets(List<TargetView> targets) {
    List<String> without =
        targets.stream().filter(t -> !t.account()).map(TargetView::name).toList();
    if (without.isEmpty()) {
      well("targets", targets.size() + ", with an account on each");
    } else {
      String more = without.size() > MOST_NAMED ? " and more" : "";
      findings.add(
          new Finding(
              "targets",
              false,
              without.size()
                  + " of "
                  + targets.size()
                  + " without an account: "
                  + String.join(", ", without.subList(0, Math.min(without.size(), MOST_NAMED)))
                  + more,
              "add them to connections.yaml on the server; see: hoist target ls"));
    }
  }
}
