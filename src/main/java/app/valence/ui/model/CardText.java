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
  private static final String PARAGRAPH = "card-paragraph";

  /** A stretch of text in one style. */
  record Block(String text, String style) {}

  CardText() {
    getStyleClass().add("card-text");
  }

  /** Shows {@code markdown}. */
  void show(String markdown) {
    getChildren().setAll(blocks(markdown).stream().map(CardText::label).toList());
  }

  /** What {@code markdown} shows, from top to bottom. */
  static List<Block> blocks(String markdown) {
    var blocks = new ArrayList<Block>();
    var open = new ArrayList<String>();
    String style = PARAGRAPH;
    boolean inFence = false;
    for (String line : withoutFrontMatter(markdown).lines().toList()) {
      boolean fence = line.startsWith(FENCE);
      boolean asItIs = inFence || line.startsWith("|");
      boolean heading = line.startsWith("#");
      boolean item = ITEM.matcher(line).matches();
      if (fence || asItIs || heading || item || line.isBlank()) {
        close(blocks, open, style);
        style = item && !asItIs ? "card-item" : PARAGRAPH;
      }
      if (fence) {
        inFence = !inFence;
      } else if (asItIs) {
        blocks.add(new Block(line, "mono"));
      } else if (heading) {
        blocks.add(new Block(plain(line.replaceFirst("^#+\\s*", "")), "card-heading"));
      } else if (item) {
        open.add("• " + line.replaceFirst("^\\s*([-*+]|\\d+\\.)\\s+", ""));
      } else if (!line.isBlank()) {
        open.add(line.strip());
      }
    }
    close(blocks, open, style);
    return blocks;
  }

  /** Lines that stand together are one stretch. */
  private static void close(List<Block> blocks, List<String> open, String style) {
    if (!open.isEmpty()) {
      blocks.add(new Block(plain(String.join(" ", open)), style));
      open.clear();
    }
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

  private static Label label(Block block) {
    var label = new Label(block.text);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    label.getStyleClass().add(block.style);
    return label;
  }
}
