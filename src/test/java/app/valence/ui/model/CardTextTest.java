package app.valence.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.ui.model.CardText.Block;
import org.junit.jupiter.api.Test;

class CardTextTest {
  @Test
  void anItemGoesOnUntilSomethingElseBegins() {
    String card =
        """
        # Data
        - books (public
          domain),
        once;
        - **pros** and [cons](https://example.org)

        One more
        line.
        """;
    assertThat(CardText.blocks(card))
        .containsExactly(
            new Block("Data", "card-heading"),
            new Block("• books (public domain), once;", "card-item"),
            new Block("• pros and cons", "card-item"),
            new Block("One more line.", "card-paragraph"));
  }

  @Test
  void tablesAndBlocksStayAsTheyAre() {
    String card =
        """
        ---
        license: apache-2.0
        ---
        Figures:
        | step | loss |
        ```
        - not an item
        # not a heading
        ```
        After.
        """;
    assertThat(CardText.blocks(card))
        .containsExactly(
            new Block("Figures:", "card-paragraph"),
            new Block("| step | loss |", "mono"),
            new Block("- not an item", "mono"),
            new Block("# not a heading", "mono"),
            new Block("After.", "card-paragraph"));
  }
}
