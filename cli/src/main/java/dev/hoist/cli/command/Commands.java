package dev.hoist.cli.command;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Every command, in the order of the help. */
public final class Commands {
  private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("psql", PsqlCommand.class);
    ALL.put("exec", ExecCommand.class);
    ALL.put("ls", LsCommand.class);
    ALL.put("request", RequestCommand.class);
    ALL.put("approve", ApproveCommand.class);
    ALL.put("deny", DenyCommand.class);
    ALL.put("inbox", InboxCommand.class);
    ALL.put("status", StatusCommand.class);
    ALL.put("extend", ExtendCommand.class);
    ALL.put("done", DoneCommand.class);
    ALL.put("revoke", RevokeCommand.class);
    ALL.put("session", SessionCommand.class);
    ALL.put("policy", PolicyCommand.class);
    ALL.put("audit", AuditCommand.class);
    ALL.put("user", UserCommand.class);
    ALL.put("target", TargetCommand.class);
    ALL.put("login", LoginCommand.class);
    ALL.put("logout", LogoutCommand.class);
    ALL.put("whoami", WhoamiCommand.class);
    ALL.put("context", ContextCommand.class);
    ALL.put("up", LauncherCommand.Up.class);
    ALL.put("demo", LauncherCommand.Demo.class);
    ALL.put("doctor", DoctorCommand.class);
    ALL.put("completion", CompletionCommand.class);
    ALL.put("version", VersionCommand.class);
    ALL.put("help", HelpCommand.class);
  }

  private Commands() {}

  /** Command classes by name. */
  public static Map<String, Class<?>> all() {
    return Collections.unmodifiableMap(ALL);
  }

  /** Makes commands, giving each what its constructor takes. */
  public static CommandLine.IFactory factory(Tools tools, Supplier<CommandLine> whole) {
    return new CommandLine.IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        if (type == CompletionCommand.class) {
          return type.cast(new CompletionCommand(tools, whole));
        }
        if (type == HelpCommand.class) {
          return type.cast(new HelpCommand(tools, whole));
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
          if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Tools.class})) {
            return type.cast(constructor.newInstance(tools));
          }
        }
        return CommandLine.defaultFactory().create(type);
      }
    };
  }
}
