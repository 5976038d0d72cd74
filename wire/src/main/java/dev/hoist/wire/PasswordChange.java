package dev.hoist.wire;

/** Changes one's own password. */
public record PasswordChange(String current, String password) {
  @Override
  public String toString() {
    return "PasswordChange[hidden]";
  }
}
