package app.valence.ui;

import app.valence.ui.theme.Appearance;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Labeled;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Transform;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;

/** Shows parts of the window on a screen in memory and takes pictures of them. */
public final class ScreenFixture {
  /** The size of the window that pictures are taken of. */
  public static final int WIDTH = 1280;

  public static final int HEIGHT = 800;

  private ScreenFixture() {}

  /** Shows {@code content} with the window's style sheets. Call it on JavaFX's thread. */
  public static Scene show(Stage stage, Parent content, Appearance appearance) {
    var scene = new Scene(content, WIDTH, HEIGHT);
    dress(scene, appearance);
    stage.setScene(scene);
    stage.show();
    return scene;
  }

  /** Gives {@code scene} one of the two looks. Call it on JavaFX's thread. */
  public static void dress(Scene scene, Appearance appearance) {
    Application.setUserAgentStylesheet(appearance.controls());
    scene.getStylesheets().setAll(appearance.window());
    scene.getRoot().applyCss();
    scene.getRoot().layout();
  }

  /**
   * Writes what the scene shows as {@code target/pictures/name.png}. Call it on JavaFX's thread.
   */
  public static void picture(Scene scene, String name) {
    write(scene.snapshot(null), name);
  }

  /** The same at another scale, such as 2 for a screen of 200%. */
  public static void picture(Scene scene, String name, double scale) {
    var parameters = new SnapshotParameters();
    parameters.setTransform(Transform.scale(scale, scale));
    parameters.setFill(scene.getFill());
    write(scene.getRoot().snapshot(parameters, null), name);
  }

  /** All words that can be seen, in dialogs too. Call it on JavaFX's thread. */
  public static List<String> visibleTexts() {
    return List.copyOf(Window.getWindows()).stream()
        .filter(shown -> shown.isShowing() && shown.getScene() != null)
        .flatMap(shown -> shown.getScene().getRoot().lookupAll("*").stream())
        .filter(node -> node instanceof Labeled && isVisible(node))
        .map(node -> String.valueOf(((Labeled) node).getText()))
        .toList();
  }

  private static boolean isVisible(Node node) {
    for (Node n = node; n != null; n = n.getParent()) {
      if (!n.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private static void write(WritableImage image, String name) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    var pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(0, 0, width, height, pixels, 0, width);
    Path file = Path.of("target", "pictures", name + ".png");
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(picture, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
