package app.valence.planted;

import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Code that breaks the rules of the architecture on purpose; {@code PlantedViolationsTest} has them
 * found.
 */
final class PlantedViolations {
  private PlantedViolations() {}

  static final class StartsAThread {
    Thread run() {
      return new Thread("x");
    }
  }

  static final class IsAThread extends Thread {}

  static final class ComputesInParallel {
    int sum() {
      return IntStream.of(1, 2).parallel().sum();
    }
  }

  static final class HooksTheShutdown {
    void hook(Thread thread) {
      Runtime.getRuntime().addShutdownHook(thread);
    }
  }

  static final class KeepsATimer {
    final Timer timer = new Timer(true);
  }

  static final class PromisesAFuture {
    CompletableFuture<Integer> promise() {
      return CompletableFuture.completedFuture(1);
    }
  }

  static final class EndsTheProcess {
    void end() {
      System.exit(1);
    }
  }

  static final class SeesTensorsOfDjl {
    Object shape() {
      return new ai.djl.ndarray.types.Shape(1);
    }
  }

  static final class AsksADatabase {
    void ask() throws java.sql.SQLException {
      java.sql.DriverManager.getConnection("jdbc:none").close();
    }
  }

  static final class AbstractThing {}

  static final class BaseThing {}

  static final class RunInfoCard {}

  static final class DataManagers {}
}
