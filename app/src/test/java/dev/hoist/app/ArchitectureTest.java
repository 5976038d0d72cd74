package dev.hoist.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The arrows between the rooms, and inside them. Maven holds the coarse ones; these hold the rest.
 */
final class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.hoist");

  @TestFactory
  Stream<DynamicTest> arrows() {
    return Stream.of(
            classes()
                .that()
                .resideInAPackage("dev.hoist.kernel..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                    "dev.hoist.kernel..", "java..", "javax.crypto..", "org.jspecify..")
                .because("the kernel is pure"),
            noClasses()
                .that()
                .resideInAPackage("dev.hoist.kernel.audit.verify..")
                .should()
                .dependOnClassesThat(
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                            "dev.hoist..")
                        .and(
                            com.tngtech.archunit.base.DescribedPredicate.not(
                                com.tngtech.archunit.core.domain.JavaClass.Predicates
                                    .resideInAPackage("dev.hoist.kernel.audit.verify.."))))
                .because("S22: the verifier shares nothing with the writer"),
            room("dev.hoist.policy..", "dev.hoist.kernel.."),
            room("dev.hoist.spi..", "dev.hoist.kernel.."),
            room("dev.hoist.git..", "dev.hoist.kernel.."),
            room("dev.hoist.postgres..", "dev.hoist.kernel..", "dev.hoist.spi.."),
            room("dev.hoist.integrations..", "dev.hoist.kernel..", "dev.hoist.spi.."),
            apart("pagerduty", "opsgenie", "fixed"),
            apart("opsgenie", "pagerduty", "fixed"),
            apart("fixed", "pagerduty", "opsgenie"),
            room("dev.hoist.gateway..", "dev.hoist.kernel..", "dev.hoist.spi.."),
            room(
                "dev.hoist.control..", "dev.hoist.kernel..", "dev.hoist.spi..", "dev.hoist.wire.."),
            room("dev.hoist.wire.."),
            room("dev.hoist.cli..", "dev.hoist.wire..", "dev.hoist.kernel..", "dev.hoist.policy.."),
            room("dev.hoist.embedded..", "dev.hoist.kernel.."),
            library("org.springframework..", "dev.hoist.control.."),
            library("io.netty..", "dev.hoist.gateway.."),
            library("org.eclipse.jgit..", "dev.hoist.git.."),
            noClasses()
                .that()
                .resideInAPackage("dev.hoist.control.elevation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..")
                .because("the simulator runs the engine on ports alone"),
            slices().matching("dev.hoist.kernel.(*)..").should().beFreeOfCycles())
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(HOUSE)));
  }

  /** A room may use itself, the rooms named, and libraries. */
  private static ArchRule room(String room, String... mayUse) {
    String[] own = Stream.concat(Stream.of(room), Stream.of(mayUse)).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage("dev.hoist..")
                .and(
                    com.tngtech.archunit.base.DescribedPredicate.not(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                            own))))
        .because("arrows between rooms go one way");
  }

  /** An integration knows nothing of its siblings. */
  private static ArchRule apart(String one, String... siblings) {
    return noClasses()
        .that()
        .resideInAPackage("dev.hoist.integrations." + one + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.of(siblings)
                .map(sibling -> "dev.hoist.integrations." + sibling + "..")
                .toArray(String[]::new))
        .because("an integration is a package of its own");
  }

  /** Only the rooms named may know a library. */
  private static ArchRule library(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because("it is the business of " + String.join(", ", rooms));
  }
}
