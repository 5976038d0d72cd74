package dev.hoist.wire;

/** Asks for a login token. */
public record LoginRequest(String name, String password) {
  @Override
  public String toString() {
    return "LoginRequest[name=" + name + ", hidden]";
  }
}
