package dev.hoist.control.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.elevation.Profile;
import dev.hoist.control.elevation.Subjects;
import dev.hoist.control.facts.Lookout;
import dev.hoist.control.policy.PolicyFolder;
import dev.hoist.control.policy.PolicyKeeper;
import dev.hoist.control.store.PgChanges;
import dev.hoist.control.store.PgPolicyLog;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Files {@code a.yaml} of the leads and {@code b.yaml} of sre are in force; root administers. */
final class ChangeWorld implements AutoCloseable {
  static final PolicyFile A = new PolicyFile("a.yaml", "a\nowner group:leads\n");
  static final PolicyFile B = new PolicyFile("b.yaml", "b\nowner group:sre\n");

  final World world = new World();
  final Subject root = world.people.add("root");
  final PgPolicyLog log = new PgPolicyLog(world.database);
  final Path path;
  PolicyKeeper keeper;
  PolicyFolder folder;
  PolicyChanges changes;
  boolean kin;
  final PgChanges store = new PgChanges(world.database, world.audit);

  /** Called with the files while their tests run. */
  Consumer<List<PolicyFile>> rehearsal = files -> {};

  ChangeWorld(Path path) throws IOException {
    this.path = path;
    put(A, B);
    boot();
  }

  /** What a start does. */
  void boot() {
    keeper =
        new PolicyKeeper(
            OwnedPolicy.LOADER,
            world.policies(),
            world.registry,
            world.audit,
            world.time(),
            this::policyChanged);
    folder = new PolicyFolder(path, keeper, log);
    changes =
        new PolicyChanges(
            new PolicyChanges.Ports(
                store,
                new Rehearsing(),
                world.policies(),
                log,
                keeper,
                Optional.of(folder),
                new Standings(
                    new WithRoot(),
                    world.policies(),
                    new Lookout(Map.of("pagerduty", world.duty), world.time())),
                world.audit,
                world.time()));
    changes.settle();
    folder.load();
  }

  private void policyChanged() {
    world.engine().policyChanged();
    changes.policyChanged();
  }

  private final class Rehearsing implements PolicyLoader {
    @Override
    public Load load(List<PolicyFile> files) {
      return OwnedPolicy.LOADER.load(files);
    }

    @Override
    public List<String> rehearse(List<PolicyFile> files) {
      rehearsal.accept(files);
      return OwnedPolicy.LOADER.rehearse(files);
    }
  }

  private final class WithRoot implements Subjects {
    @Override
    public Optional<Profile> find(SubjectId id) {
      return world.people.find(id);
    }

    @Override
    public Optional<Profile> named(String name) {
      return world.people.named(name);
    }

    @Override
    public boolean madeBy(SubjectId account, SubjectId maker) {
      return kin && account.equals(world.dana.id()) && maker.equals(world.ana.id());
    }

    @Override
    public boolean administers(SubjectId id) {
      return id.equals(root.id());
    }
  }

  void put(PolicyFile... files) throws IOException {
    for (PolicyFile file : files) {
      Files.writeString(path.resolve(file.name()), file.text());
    }
  }

  String file(String name) throws IOException {
    return Files.readString(path.resolve(name));
  }

  static PolicyFile with(PolicyFile file, String more) {
    return new PolicyFile(file.name(), file.text() + more + "\n");
  }

  StoredChange pushed(Subject by, PolicyFile... files) {
    Proposed proposed = changes.push(by, List.of(files), Optional.of("because"));
    assertThat(proposed).isInstanceOf(Proposed.Opened.class);
    return ((Proposed.Opened) proposed).change();
  }

  Proposed.Refused refused(Subject by, PolicyFile... files) {
    Proposed proposed = changes.push(by, List.of(files), Optional.empty());
    assertThat(proposed).isInstanceOf(Proposed.Refused.class);
    return (Proposed.Refused) proposed;
  }

  Changed approve(StoredChange change, Subject by) {
    return changes.approve(change.id(), by, change.state().proposal().digest(), "fine");
  }

  PolicyChange now(StoredChange change) {
    return changes.find(change.id()).orElseThrow().state();
  }

  List<PolicyFile> inForce() {
    return world.policies().current().orElseThrow().files();
  }

  @Override
  public void close() {
    world.close();
  }
}
