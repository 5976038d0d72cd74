package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.client.Endpoint;
import dev.hoist.cli.client.Trust;
import dev.hoist.cli.config.Context;
import dev.hoist.cli.config.Contexts;
import dev.hoist.cli.show.Clean;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.wire.BootstrapRequest;
import dev.hoist.wire.LoginRequest;
import dev.hoist.wire.LoginView;
import dev.hoist.wire.Routes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hoist login}. */
@Command(
    name = "login",
    description = "Log in to a server, and keep it as a context.",
    footer = {
      "",
      "The password is asked for, or is the first line of standard input. A server's",
      "certificate authority is known from this machine's data folder, from --ca, or",
      "from --ca-fingerprint, which its administrator can tell you.",
      "",
      "Example:",
      "  hoist login hoist.example.com --user ana --ca-fingerprint sha256:3f1c…",
      "  hoist login --bootstrap --user admin"
    })
final class LoginCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVER",
      description = "Its address; else the context's, else localhost:7443.")
  private Optional<String> server = Optional.empty();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      description = "Who you are there.")
  private Optional<String> user = Optional.empty();

  @Option(names = "--password-stdin", description = "Read the password from standard input.")
  private boolean fromInput;

  @Option(names = "--ca", paramLabel = "FILE", description = "Trust this authority (PEM).")
  private Optional<Path> ca = Optional.empty();

  @Option(
      names = "--ca-fingerprint",
      paramLabel = "sha256:HEX",
      description = "Trust the certificate with this fingerprint, if the server shows it.")
  private Optional<String> fingerprint = Optional.empty();

  @Option(
      names = "--bootstrap",
      description = {
        "Make the first administrator, with the code that the server printed when it first started.",
        "With --password-stdin the code is the first line and the password the second."
      })
  private boolean bootstrap;

  LoginCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    Contexts contexts = Contexts.of(tools.shell());
    Optional<Context> known = known(contexts);
    URI address = address(known);
    String name = user.or(() -> known.flatMap(Context::user)).orElseGet(this::askName);
    String context = contextName(address, name);
    Optional<Path> authority = authority(contexts, context, address, known);
    Api api = tools.api(new Endpoint(address, Optional.empty(), authority, Optional.empty()));
    Optional<Secret> code =
        bootstrap ? Optional.of(tools.password(fromInput, "One-time code: ")) : Optional.empty();
    Secret password = tools.password(fromInput, question(name));
    LoginView login = login(api, name, password, code);
    contexts.save(new Context(context, address, authority, Optional.of(login.name())));
    contexts.saveToken(context, Secret.of(login.token()));
    tools.done(
        "Logged in to %s as %s until %s; this is context %s."
            .formatted(
                address.getAuthority(),
                login.name(),
                tools.times(api).show(login.expiresAt()),
                context));
    if (login.held()) {
      takeOver(tools.api(endpoint(address, authority, login)), password);
    }
    return Exit.OK;
  }

  private static Endpoint endpoint(URI address, Optional<Path> authority, LoginView login) {
    return new Endpoint(
        address, Optional.empty(), authority, Optional.of(Secret.of(login.token())));
  }

  /** Somebody else gave this password: nothing can be done before it is replaced. */
  private void takeOver(Api api, Secret password) {
    tools.shell().say("Somebody else gave you this password, and could act under your name.");
    if (fromInput) {
      tools.shell().say("Set your own before all else: hoist user passwd");
    } else {
      OwnPassword.change(tools, api, password, false);
    }
  }

  /** The context to log in to again, unless a server or a new name is given. */
  private Optional<Context> known(Contexts contexts) {
    Optional<String> named = tools.globals().context().or(() -> tools.shell().env("HOIST_CONTEXT"));
    return named.isPresent()
        ? named.flatMap(contexts::find)
        : contexts.current().filter(c -> server.isEmpty()).flatMap(contexts::find);
  }

  private URI address(Optional<Context> known) {
    return server
        .or(() -> tools.shell().env("HOIST_SERVER"))
        .map(Context::server)
        .or(() -> known.map(Context::server))
        .orElseGet(() -> Context.server("localhost:7443"));
  }

  private String askName() {
    return (tools.globals().input()
            ? tools.shell().prompt().line("User: ")
            : Optional.<String>empty())
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .orElseThrow(
            () -> Failure.usage("who are you? there is no terminal to ask on", "add --user NAME"));
  }

  private String contextName(URI address, String name) {
    return tools
        .globals()
        .context()
        .or(() -> tools.shell().env("HOIST_CONTEXT"))
        .orElseGet(() -> name + "@" + address.getHost());
  }

  /** The authority to trust, copied to where it stays. */
  private Optional<Path> authority(
      Contexts contexts, String context, URI address, Optional<Context> known) {
    if (ca.isPresent()) {
      return Optional.of(contexts.keepCa(context, read(ca.get())));
    }
    if (fingerprint.isPresent()) {
      return Optional.of(contexts.keepCa(context, Trust.fetch(address, fingerprint.get())));
    }
    Optional<Context> same = known.filter(c -> c.server().equals(address));
    Optional<Path> found = Endpoint.ca(tools.shell(), address, same);
    return found.map(
        file ->
            same.flatMap(Context::ca).filter(file::equals).isPresent()
                ? file
                : contexts.keepCa(context, read(file)));
  }

  private static String read(Path file) {
    Trust.context(Optional.of(file));
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw Failure.error("the certificate authority " + file + " cannot be read", "");
    }
  }

  private static LoginView login(Api api, String name, Secret password, Optional<Secret> code) {
    return code.isEmpty()
        ? api.post(Routes.LOGIN, new LoginRequest(name, password.reveal()), LoginView.class)
        : api.post(
            Routes.BOOTSTRAP,
            new BootstrapRequest(code.get().reveal(), name, password.reveal()),
            LoginView.class);
  }

  private static String question(String name) {
    return "Password of " + Clean.line(name, 60) + ": ";
  }
}
