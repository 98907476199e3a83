package app.valence.ui.testing.generation;

import app.valence.ui.controls.InlineNumberField;
import app.valence.ui.controls.NumberField;
import app.valence.ui.controls.NumberInput;
import app.valence.ui.text.Messages;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/** The settings of texts: how tokens are chosen, and how many. */
final class SettingsRow extends FlowPane {
  private static final double NARROW = 46;
  private static final double WIDE = 66;

  private final GenerationForm form;
  private final Messages messages;

  SettingsRow(GenerationForm form, Messages messages) {
    super(8, 8);
    this.form = form;
    this.messages = messages;
    setRowValignment(VPos.CENTER);
    Node temperature = field("temperature", form.temperature(), NARROW);
    Node topP = field("topP", form.topP(), NARROW);
    Node seed = field("seed", form.seed(), WIDE);
    for (Node drawn : new Node[] {temperature, topP, seed}) {
      drawn.disableProperty().bind(form.sampledProperty().not());
    }
    getStyleClass().add("settings-row");
    getChildren().setAll(choice(), field("tokens", form.tokens(), NARROW), temperature, topP, seed);
  }

  private Node field(String key, NumberInput input, double width) {
    var words =
        new NumberField.Words(
            messages.get("form." + key), "", messages.get("form." + key + ".hint"));
    var field = new InlineNumberField(input, words, width, messages.locale());
    if (input.kindProperty().get().optional()) {
      field.setPrompt(messages.get("form." + key + ".empty"));
    }
    field.setId(key);
    return field;
  }

  private HBox choice() {
    ToggleButton greedy = toggle("greedy", "left-pill");
    ToggleButton sampled = toggle("sampled", "right-pill");
    var group = new ToggleGroup();
    group.getToggles().setAll(greedy, sampled);
    group
        .selectedToggleProperty()
        .addListener(
            (change, before, now) -> {
              if (now == null) {
                // One of the two always holds.
                group.selectToggle(before);
              } else {
                form.sampledProperty().set(now == sampled);
              }
            });
    form.sampledProperty().subscribe(now -> group.selectToggle(now ? sampled : greedy));
    var both = new HBox(greedy, sampled);
    both.setAlignment(Pos.CENTER_LEFT);
    return both;
  }

  private ToggleButton toggle(String key, String side) {
    var toggle = new ToggleButton(messages.get("form." + key));
    toggle.setId(key);
    toggle.getStyleClass().add(side);
    toggle.setMinWidth(USE_PREF_SIZE);
    toggle.setTooltip(new Tooltip(messages.get("form." + key + ".hint")));
    toggle.setAccessibleHelp(messages.get("form." + key + ".hint"));
    return toggle;
  }
}
