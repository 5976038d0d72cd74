package dev.hoist.wire;

/** A password that an administrator gives to somebody. */
public record NewPassword(String password) {
  @Override
  public String toString() {
    return "NewPassword[hidden]";
  }
}
