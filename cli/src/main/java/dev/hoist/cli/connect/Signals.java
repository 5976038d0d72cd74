package dev.hoist.cli.connect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Ctrl-C while a client program runs is meant for that program: psql cancels its query with it. The
 * only way to a signal is sun.misc.Signal, which javac will not let pass without a warning, hence
 * the reflection.
 */
final class Signals {
  private Signals() {}

  /** From now on Ctrl-C does nothing here; a child started afterwards still gets it. */
  static void leaveInterruptToTheChild() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object nothing =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, args) -> null);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), nothing);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | InstantiationException
        | InvocationTargetException e) {
      throw new IllegalStateException("this Java has no signals", e);
    }
  }
}
