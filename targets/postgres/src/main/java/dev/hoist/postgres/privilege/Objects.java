package dev.hoist.postgres.privilege;

import java.util.List;

/** What a grant is on. */
public sealed interface Objects {
  ObjectClass of();

  /** Everything of a class that is in the schemas when the privilege is made. */
  record AllIn(ObjectClass of, List<Identifier> schemas) implements Objects {
    public AllIn {
      schemas = List.copyOf(schemas);
    }
  }

  /** Tables, views, sequences and types by name. */
  record Named(ObjectClass of, List<QualifiedName> names) implements Objects {
    public Named {
      names = List.copyOf(names);
    }
  }

  /** Functions and procedures by name and argument types. */
  record Routines(ObjectClass of, List<Routine> routines) implements Objects {
    public Routines {
      routines = List.copyOf(routines);
    }
  }

  /** What is in no schema: schemas themselves, and databases. */
  record Plain(ObjectClass of, List<Identifier> names) implements Objects {
    public Plain {
      names = List.copyOf(names);
    }
  }

  /**
   * A function or procedure.
   *
   * @param argumentTypes as policy writes them, between the parentheses; the server alone knows
   *     what types they are
   */
  record Routine(QualifiedName name, String argumentTypes) {}
}
