package app.valence.ui.testing;

import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenModel;
import javafx.beans.Observable;
import javafx.scene.control.ComboBox;

/** Connects the list of models with the one that is tested. */
final class ModelPicker {
  private final ComboBox<TestableModel> box;
  private final TestingViewModel model;

  private ModelPicker(ComboBox<TestableModel> box, TestingViewModel model) {
    this.box = box;
    this.model = model;
  }

  static void connect(ComboBox<TestableModel> box, TestingViewModel model, Messages messages) {
    var picker = new ModelPicker(box, model);
    box.setItems(model.chooser().models());
    box.setCellFactory(list -> new ModelCell(messages));
    box.setButtonCell(new ModelCell(messages));
    box.valueProperty().addListener((change, before, item) -> picker.picked(item));
    model.chosenProperty().addListener((change, before, chosen) -> picker.show());
    model.chooser().models().addListener((Observable change) -> picker.show());
    picker.show();
  }

  private void picked(TestableModel item) {
    if (item == null) {
      // The box forgets its value when its list is read anew.
      show();
    } else {
      model.chooseListed(item);
    }
  }

  private void show() {
    OpenModel chosen = model.chosenProperty().get();
    if (chosen == null) {
      box.setValue(null);
    } else {
      model.chooser().find(chosen.folder()).ifPresent(box::setValue);
    }
  }
}
