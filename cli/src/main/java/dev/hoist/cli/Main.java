package dev.hoist.cli;

/** The hoist command. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("hoist");
  }
}
