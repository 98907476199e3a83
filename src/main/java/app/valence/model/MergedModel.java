package app.valence.model;

import app.valence.model.checkpoint.SafetensorsWriter;
import app.valence.model.checkpoint.TensorContent;
import app.valence.model.checkpoint.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one model of an adapter and its base, which any program opens that knows no adapters. */
public final class MergedModel {
  private MergedModel() {}

  /**
   * Writes configuration and weights into {@code target}; the tokenizer is saved by itself. Little
   * of them is in memory at a time.
   *
   * @param adapter the folder of the adapter
   * @param base the folder of its base; empty to find it by the adapter's settings
   * @param type F32, which is exact, F16 or BF16
   */
  public static void write(Path adapter, Optional<Path> base, Path target, TensorType type)
      throws IOException {
    ModelHead head = AdapterConfigFile.head(adapter);
    Path under = base.isPresent() ? base.get() : AdapterOrigin.find(adapter);
    ModelConfig config = AdapterOrigin.config(adapter, under);
    List<ParameterLayout.Slot> slots = ParameterLayout.of(config, head);
    try (StoredParameters stored = StoredParameters.openMerged(adapter, under, config, slots)) {
      new ParameterLoader(under, config, head).requireWhole(stored);
      List<TensorContent> contents = new ArrayList<>();
      for (var slot : slots) {
        contents.add(
            TensorContent.floats(
                slot.name(),
                type,
                slot.dimensions(),
                sink -> stored.read(slot, (first, piece) -> sink.put(piece))));
      }
      SafetensorsWriter.write(target.resolve(ModelFiles.WEIGHTS), Map.of("format", "pt"), contents);
    }
    ConfigFile.write(target, config, head);
  }
}
