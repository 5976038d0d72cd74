package dev.hoist.control.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.identity.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PasswordsTest {
  private final Passwords passwords = new Passwords(1);

  @Test
  void aPasswordMatchesItsHashAndNoOther() {
    String hash = passwords.hash(Secret.of("correct horse battery"));
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(passwords.matches(Secret.of("correct horse battery"), Optional.of(hash))).isTrue();
    assertThat(passwords.matches(Secret.of("correct horse batterz"), Optional.of(hash))).isFalse();
    assertThat(passwords.matches(Secret.of("correct horse battery"), Optional.empty())).isFalse();
  }

  @Test
  void theSameCharactersInAnotherUnicodeFormAreTheSamePassword() {
    String hash = passwords.hash(Secret.of("caf\u00e9 caf\u00e9 caf\u00e9"));
    assertThat(passwords.matches(Secret.of("cafe\u0301 cafe\u0301 cafe\u0301"), Optional.of(hash)))
        .isTrue();
  }

  @Test
  void passwordsHaveBounds() {
    assertThat(Passwords.problem(Secret.of("x".repeat(11)))).isPresent();
    assertThat(Passwords.problem(Secret.of("x".repeat(12)))).isEmpty();
    assertThat(Passwords.problem(Secret.of("x".repeat(1_024)))).isEmpty();
    assertThat(Passwords.problem(Secret.of("x".repeat(1_025)))).isPresent();
    assertThat(passwords.matches(Secret.of("x".repeat(1_025)), Optional.empty())).isFalse();
  }

  @Test
  void namesHaveAShape() {
    for (String good : List.of("a", "ana", "ana@acme.io", "0-x_y.z", "x".repeat(63))) {
      assertThat(UserName.problem(good)).as(good).isEmpty();
    }
    for (String bad : List.of("", "Ana", ".a", "a b", "a\n", "\u0430na", "x".repeat(64), "a'")) {
      assertThat(UserName.problem(bad)).as(bad).isPresent();
    }
  }

  @Test
  void everythingWrongWithAnAccountIsSaidAtOnce() {
    var wish = new NewAccount("A", Secret.of("short"), false, Set.of("", "ok"));
    assertThat(wish.problems()).hasSize(3);
    assertThat(wish.toString()).doesNotContain("short");
  }
}
