package dev.hoist.wire;

/** Makes the first administrator, once. The code was printed when the server first started. */
public record BootstrapRequest(String code, String name, String password) {
  @Override
  public String toString() {
    return "BootstrapRequest[name=" + name + ", hidden]";
  }
}
