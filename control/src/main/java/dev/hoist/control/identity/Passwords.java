package dev.hoist.control.identity;

import dev.hoist.kernel.identity.Secret;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes passwords with Argon2id (RFC 9106; 19 MiB, two passes, one lane, as OWASP's password
 * storage cheat sheet has it), only a few at once: a flood of logins waits instead of taking all
 * memory.
 */
public final class Passwords {
  static final int SHORTEST = 12;
  static final int LONGEST = 1_024;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
  private static final String PARAMETERS = "$argon2id$v=19$m=19456,t=2,p=1$";

  private final Semaphore turns;
  private final String nobodys;

  /**
   * @param atOnce how many hashes may be computed at the same time
   */
  public Passwords(int atOnce) {
    turns = new Semaphore(atOnce, true);
    nobodys = PARAMETERS + random(16) + "$" + random(32);
  }

  /** Part of a hash that no password has, which takes as long to check as any. */
  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return Base64.getEncoder().withoutPadding().encodeToString(random);
  }

  /** What is wrong with a password to be, as a sentence that does not repeat it. */
  static Optional<String> problem(Secret password) {
    int length = password.reveal().codePointCount(0, password.reveal().length());
    return length >= SHORTEST && password.reveal().length() <= LONGEST
        ? Optional.empty()
        : Optional.of("a password has " + SHORTEST + " to " + LONGEST + " characters");
  }

  /**
   * @throws BusyException when too many others wait
   */
  String hash(Secret password) {
    return inTurn(() -> encode(password));
  }

  /**
   * Whether the password is the one of the hash. Without a hash the answer is no, and takes as
   * long.
   *
   * @throws BusyException when too many others wait
   */
  boolean matches(Secret password, Optional<String> hash) {
    if (password.reveal().length() > LONGEST) {
      return false;
    }
    boolean same = inTurn(() -> encoder.matches(normal(password), hash.orElse(nobodys)));
    return same && hash.isPresent();
  }

  private String encode(Secret password) {
    String hash = encoder.encode(normal(password));
    if (hash == null) {
      throw new IllegalStateException("no hash of a password");
    }
    return hash;
  }

  /** The same password typed on another system may come in another Unicode form. */
  private static String normal(Secret password) {
    return Normalizer.normalize(password.reveal(), Normalizer.Form.NFKC);
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BusyException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusyException();
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  /** Too many passwords are being checked at this moment; try again shortly. */
  public static final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BusyException() {
      super("too many logins at this moment; try again shortly");
    }
  }
}
