package app.valence.app;

import app.valence.cli.Program;

/** The program's entry point. */
public final class Launcher {
  private Launcher() {}

  /** Runs the command named by the arguments and exits with its code. */
  public static void main(String[] args) {
    System.exit(Program.run(args));
  }
}
