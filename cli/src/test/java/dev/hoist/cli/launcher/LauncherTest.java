package dev.hoist.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LauncherTest {
  @TempDir Path folder;

  private PaperHome home() throws IOException {
    return new PaperHome(folder);
  }

  private PaperHome homeWithJdk() throws IOException {
    PaperHome home = home();
    home.jdk("jvm/jdk-25", "25.0.1");
    return home;
  }

  @Test
  void saysWhatToInstallWhenThereIsNoJdk() throws Exception {
    PaperHome home = home();
    home.jdk("jvm/java-17", "17.0.15");
    PaperHome.Ran ran = home.with("JAVA_HOME", home.jdk("old", "1.8.0_402").toString()).run("ls");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .contains("no JDK 25 or later was found")
        .contains("apt-get install")
        .contains("HOIST_JAVA_HOME=/path/to/jdk")
        .contains("old (Java 1)")
        .contains("java-17 (Java 17)");
  }

  @Test
  void refusesANamedJdkThatWillNotDo() throws Exception {
    PaperHome home = homeWithJdk();
    PaperHome.Ran ran =
        home.with("HOIST_JAVA_HOME", home.jdk("named", "24").toString()).run("version");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("HOIST_JAVA_HOME=").contains("is not a JDK 25 or later");
  }

  @Test
  void takesTheFirstJdkThatWillDo() throws Exception {
    PaperHome home = home();
    home.jdk("jvm/java-17", "17");
    Path usual = home.jdk("jvm/jdk-25", "25");
    Path onPath = home.jdk("on path", "26-ea");
    Path javaHome = home.jdk("java home", "25.0.2");
    Path named = home.jdk("named", "27");

    assertThat(home.run("x").out()).startsWith(usual + "/bin/java");
    home.with("PATH", onPath.resolve("bin") + ":/usr/bin:/bin");
    assertThat(home.run("x").out()).startsWith(onPath + "/bin/java");
    home.with("JAVA_HOME", javaHome.toString());
    assertThat(home.run("x").out()).startsWith(javaHome + "/bin/java");
    home.with("HOIST_JAVA_HOME", named.toString());
    assertThat(home.run("x").out()).startsWith(named + "/bin/java");
    assertThat(home.builds()).isEqualTo(1);
  }

  @Test
  void passesArgumentsAndTheExitCodeUnchanged() throws Exception {
    PaperHome.Ran ran =
        homeWithJdk().with("PAPER_EXIT", "83").run("exec", "a b", "", "--", "select '*' \"$HOME\"");

    assertThat(ran.exit()).isEqualTo(83);
    assertThat(ran.out())
        .endsWith(
            """
            <dev.hoist.cli.Main>
            <exec>
            <a b>
            <>
            <-->
            <select '*' "$HOME">
            """);
  }

  @Test
  void serversHaveAClassPathOfTheirOwn() throws Exception {
    PaperHome home = homeWithJdk();

    assertThat(home.run("demo", "--tour").out())
        .contains("/server/hoist-server.jar>")
        .endsWith("<dev.hoist.app.Main>\n<demo>\n<--tour>\n");
    assertThat(home.run("status").out()).contains("/cli/hoist-cli.jar>");
  }

  @Test
  void becomesJavaSoThatSignalsReachIt() throws Exception {
    PaperHome home = homeWithJdk();
    Process process = home.start(home.root().resolve("hoist"), "ls");

    assertThat(PaperHome.await(process).out()).contains("pid " + process.pid() + "\n");
  }

  @Test
  void buildsOnceAndAgainOnlyWhenSourcesChanged() throws Exception {
    PaperHome home = homeWithJdk();
    assertThat(home.run("ls").err()).contains("building (the first time takes");
    assertThat(home.run("ls").err()).isEmpty();
    assertThat(home.builds()).isEqualTo(1);

    home.write("cli/src/main/java/A.java", "class A {}");
    home.run("ls");
    assertThat(home.builds()).isEqualTo(2);

    Files.delete(home.root().resolve("cli/src/main/java/B.java"));
    home.run("ls");
    assertThat(home.builds()).isEqualTo(3);

    home.write("README.md", "not built");
    home.run("ls");
    assertThat(home.builds()).isEqualTo(3);
  }

  @Test
  void worksThroughLinksFromAnywhere() throws Exception {
    PaperHome home = homeWithJdk();
    Path far = Files.createDirectories(folder.resolve("bin"));
    Path near =
        Files.createSymbolicLink(folder.resolve("hoist link"), home.root().resolve("hoist"));
    Path link = Files.createSymbolicLink(far.resolve("hoist"), Path.of("..", "hoist link"));

    assertThat(home.run(near, "ls").exit()).isZero();
    assertThat(home.run(link, "ls").out()).contains("<-Dhoist.home=" + home.root() + ">");
    assertThat(home.builds()).isEqualTo(1);
  }

  @Test
  void aFailedBuildShowsTheEndOfItsLogAndRunsNothing() throws Exception {
    PaperHome home = homeWithJdk();
    home.run("ls");
    home.write("broken", "");
    home.write("cli/src/main/java/A.java", "clas");
    PaperHome.Ran ran = home.run("ls");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("[ERROR] Broken.java does not compile")
        .contains("the build failed; the whole log: " + home.root() + "/.hoist-build/build.log")
        .doesNotContain("\n10\n");
    assertThat(home.root().resolve(".hoist-build/lock")).doesNotExist();
  }

  @Test
  void buildsOnceWhenStartedTwiceAtTheSameTime() throws Exception {
    PaperHome home = homeWithJdk().with("PAPER_SLEEP", "1");
    Process first = home.start(home.root().resolve("hoist"), "ls");
    Process second = home.start(home.root().resolve("hoist"), "ls");

    assertThat(PaperHome.await(first).exit()).isZero();
    assertThat(PaperHome.await(second).exit()).isZero();
    assertThat(home.builds()).isEqualTo(1);
  }

  @Test
  void takesOverTheLockOfABuildThatDied() throws Exception {
    PaperHome home = homeWithJdk();
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path build = Files.createDirectories(home.root().resolve(".hoist-build"));
    Files.createSymbolicLink(build.resolve("lock"), Path.of(String.valueOf(dead.pid())));

    assertThat(home.run("ls").exit()).isZero();
  }

  @Test
  void countsTheTests() throws Exception {
    PaperHome home = homeWithJdk();
    home.write(
        "report.xml",
        "<testsuite name=\"a\" time=\"0.1\" tests=\"7\" errors=\"0\" skipped=\"0\" failures=\"0\">\n");
    PaperHome.Ran ran = home.with("CI", "true").run("test", "--fast");

    assertThat(ran.out()).endsWith("7 passed, 0 failed, 0 skipped\n");
    assertThat(ran.exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "tests='7' errors='1' skipped='0' failures='2',4,3,0",
    "tests='7' errors='0' skipped='2' failures='0',5,0,2",
    "tests='0' errors='0' skipped='0' failures='0',0,0,0"
  })
  void failsWhenATestFailedOrWasSkippedOrNoneRan(String report, int passed, int failed, int skipped)
      throws Exception {
    PaperHome home = homeWithJdk();
    home.write("report.xml", "<testsuite " + report.replace('\'', '"') + ">\n");
    PaperHome.Ran ran = home.with("CI", "true").run("test", "--fast");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .endsWith("%d passed, %d failed, %d skipped\n".formatted(passed, failed, skipped));
  }

  @Test
  void namesTheTestsThatFailedOrWereSkippedAtTheEnd() throws Exception {
    PaperHome home = homeWithJdk();
    home.write(
        "report.xml",
        """
        <testsuite tests="4" errors="1" skipped="1" failures="1">
          <testcase name="goes well" classname="a.FineTest" time="0.1"/>
          <testcase name="S01 a &quot;cut&quot; &amp; more" classname="a.CutTest" time="0.1">
            <failure message="expected: &lt;1&gt;&#10; but was: 2" type="x"><![CDATA[at a.CutTest]]></failure>
          </testcase>
          <testcase name="waits" classname="a.WaitTest" time="0.1">
            <error type="java.lang.IllegalStateException"><![CDATA[at a.WaitTest]]></error>
          </testcase>
          <testcase name="later" classname="a.SkippedTest" time="0.1">
            <skipped/>
          </testcase>
        </testsuite>
        """);

    assertThat(home.run("test", "--fast").out())
        .endsWith(
            """
            failed: a.CutTest S01 a "cut" & more: expected: <1>  but was: 2
            failed: a.WaitTest waits
            skipped: a.SkippedTest later
            1 passed, 2 failed, 1 skipped
            """);
  }

  @ParameterizedTest
  @CsvSource({"0,0,8,0", "1,1,7,1"})
  void countsTheTourAsOneMore(String tour, int exit, int passed, int failed) throws Exception {
    PaperHome home = homeWithJdk().with("PAPER_EXIT", tour);
    home.write("report.xml", "<testsuite tests=\"7\" errors=\"0\" skipped=\"0\" failures=\"0\">\n");
    PaperHome.Ran ran = home.run("test");

    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(ran.out()).endsWith("%d passed, %d failed, 0 skipped\n".formatted(passed, failed));
  }

  @Test
  void failsWhenMavenDoes() throws Exception {
    PaperHome home = homeWithJdk().with("PAPER_MAVEN_EXIT", "1");
    home.write("report.xml", "<testsuite tests=\"7\" errors=\"0\" skipped=\"0\" failures=\"0\">\n");

    assertThat(home.run("test", "--fast").exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "bench", "status"})
  void namesACheckoutThatCannotBeWrittenTo(String command) throws Exception {
    PaperHome home = homeWithJdk();
    home.write(".hoist-build", "a file where the folder would be, which stops root as well");
    PaperHome.Ran ran = home.run(command);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).startsWith("hoist: " + home.root()).contains("cannot be written to");
  }

  @Test
  void doesNotKnowOtherOptionsOfTest() throws Exception {
    PaperHome.Ran ran = homeWithJdk().run("test", "--quick");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("usage: ./hoist test [--fast]");
  }
}
