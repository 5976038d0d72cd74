package dev.hoist.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;

/** A repository on disk into which a server can put only so much. */
final class BoundedRepository extends FileRepository {
  BoundedRepository(Path folder) throws IOException {
    super(folder.toFile());
    create(true);
  }

  @Override
  public ObjectInserter newObjectInserter() {
    ObjectInserter real = super.newObjectInserter();
    return new ObjectInserter.Filter() {
      @Override
      protected ObjectInserter delegate() {
        return real;
      }

      @Override
      public PackParser newPackParser(InputStream in) throws IOException {
        return Bounds.parser(real, in);
      }
    };
  }
}
