package app.valence.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/**
 * A model card as people read it: headings, paragraphs, lists and blocks of its Markdown; marks
 * within a line are left out.
 */
final class CardText extends VBox {
  private static final Pattern MARKS = Pattern.compile("\\*\\*|__|`");
  private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");
  private static final Pattern ITEM = Pattern.compile("\\s*([-*+]|\\d+\\.)\\s+.*");
  private static final String FENCE = "```";

  private final List<String> paragraph = new ArrayList<>();

  CardText() {
    getStyleClass().add("card-text");
  }

  /** Shows {@code markdown}. */
  void show(String markdown) {
    getChildren().clear();
    boolean inBlock = false;
    for (String line : withoutFrontMatter(markdown).lines().toList()) {
      boolean fence = line.startsWith(FENCE);
      if (fence || line.isBlank() || inBlock) {
        flush();
      }
      if (fence) {
        inBlock = !inBlock;
      } else if (inBlock || line.startsWith("|")) {
        flush();
        add(line, "mono");
      } else if (line.startsWith("#")) {
        flush();
        add(plain(line.replaceFirst("^#+\\s*", "")), "card-heading");
      } else if (ITEM.matcher(line).matches()) {
        flush();
        add("• " + plain(line.replaceFirst("^\\s*([-*+]|\\d+\\.)\\s+", "")), "card-item");
      } else if (!line.isBlank()) {
        paragraph.add(line.strip());
      }
    }
    flush();
  }

  private static String withoutFrontMatter(String markdown) {
    if (!markdown.startsWith("---")) {
      return markdown;
    }
    int end = markdown.indexOf("\n---", 3);
    return end < 0 ? markdown : markdown.substring(markdown.indexOf('\n', end + 1) + 1);
  }

  private static String plain(String line) {
    return MARKS.matcher(LINK.matcher(line).replaceAll("$1")).replaceAll("");
  }

  private void flush() {
    if (!paragraph.isEmpty()) {
      add(plain(String.join(" ", paragraph)), "card-paragraph");
      paragraph.clear();
    }
  }

  private void add(String text, String style) {
    var label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    label.getStyleClass().add(style);
    getChildren().add(label);
  }
}
