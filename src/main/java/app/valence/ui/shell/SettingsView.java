package app.valence.ui.shell;

import app.valence.settings.UserSettings;
import app.valence.settings.UserSettings.Language;
import app.valence.settings.UserSettings.Theme;
import app.valence.ui.text.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** The settings as a card over the window. */
public final class SettingsView {
  private static final List<String> DEVICES = List.of("auto", "cpu", "cuda");

  private final SettingsViewModel model;
  private final Messages messages;
  private final Runnable closing;

  @FXML private ComboBox<Theme> theme;
  @FXML private ComboBox<Language> language;
  @FXML private ComboBox<String> device;
  @FXML private TextField threads;
  @FXML private Label threadsHelp;
  @FXML private Label cache;
  @FXML private Button cacheChoose;
  @FXML private Button cacheReset;
  @FXML private Label workspace;
  @FXML private Button workspaceChoose;
  @FXML private Button workspaceReset;
  @FXML private Button close;

  /** A card that {@code closing} takes away. */
  public SettingsView(SettingsViewModel model, Messages messages, Runnable closing) {
    this.model = model;
    this.messages = messages;
    this.closing = closing;
  }

  @FXML
  private void initialize() {
    UserSettings now = model.settingsProperty().get();
    fill(theme, List.of(Theme.values()), now.theme(), "settings.theme.");
    theme.valueProperty().subscribe(chosen -> model.change(s -> s.withTheme(chosen)));
    fill(language, List.of(Language.values()), now.language(), "settings.language.");
    language.valueProperty().subscribe(chosen -> model.change(s -> s.withLanguage(chosen)));
    device.getItems().setAll(DEVICES);
    device.setValue(now.device());
    device.valueProperty().subscribe(chosen -> model.change(s -> s.withDevice(chosen)));
    threads.setText(String.valueOf(now.threads()));
    threads.textProperty().subscribe(this::changeThreads);
    cacheChoose.setOnAction(event -> model.chooseCacheFolder());
    cacheReset.setOnAction(e -> model.change(s -> s.withCacheFolder(Optional.empty())));
    workspaceChoose.setOnAction(event -> model.chooseWorkspace());
    workspaceReset.setOnAction(e -> model.change(s -> s.withWorkspace(Optional.empty())));
    close.setOnAction(event -> closing.run());
    model
        .settingsProperty()
        .subscribe(
            settings -> {
              cache.setText(path(settings.cacheFolder()));
              workspace.setText(path(settings.workspace()));
            });
  }

  private void changeThreads(String text) {
    OptionalInt number = model.threads(text);
    boolean wrong = number.isEmpty();
    threadsHelp.setText(
        messages.get(
            wrong ? "settings.threads.error" : "settings.threads.help", model.mostThreads()));
    threadsHelp.getStyleClass().setAll(wrong ? "error-text" : "caption");
    threads.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("danger"), wrong);
    number.ifPresent(n -> model.change(s -> s.withThreads(n)));
  }

  private String path(Optional<Path> folder) {
    return folder.map(Path::toString).orElse(messages.get("settings.cache.usual"));
  }

  private <E extends Enum<E>> void fill(
      ComboBox<E> box, List<E> choices, E chosen, String keyPrefix) {
    box.getItems().setAll(choices);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable E choice) {
            return choice == null
                ? ""
                : messages.get(keyPrefix + choice.name().toLowerCase(Locale.ROOT));
          }

          @Override
          public E fromString(String text) {
            throw new UnsupportedOperationException("The box is not editable");
          }
        });
    box.setValue(chosen);
  }

  /** Puts the focus on the first setting. */
  void focus() {
    theme.requestFocus();
  }
}
