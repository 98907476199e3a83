package app.valence.training.saving;

import app.valence.files.AtomicFile;
import app.valence.files.FolderTree;
import app.valence.model.Model;
import app.valence.model.ModelFiles;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.checkpoint.SafetensorsFile;
import app.valence.model.checkpoint.SafetensorsWriter;
import app.valence.model.checkpoint.TensorContent;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Tensor;
import app.valence.training.RunPlan;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingState;
import app.valence.training.optimizer.AdamW;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint from which a run goes on exactly: a model folder that any Hugging Face program
 * opens, and beside it, in files of our own, the optimizer's moments and the run's state.
 */
public final class RunCheckpoint {
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String STATE = "valence_state.json";
  private static final int FORMAT = 1;

  /** Bytes, so that the largest moments need no second memory. */
  private static final int READ_AT_ONCE = 1 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What a checkpoint is made of besides the state. */
  public record Contents(
      Model model,
      Tokenizer tokenizer,
      AdamW optimizer,
      TrainingSettings settings,
      RunPlan plan,
      DataFingerprint data) {}

  /** The form of {@link #STATE}; what is missing in a damaged file is null. */
  private record StateFile(
      int format,
      @Nullable JsonNode settings,
      @Nullable JsonNode data,
      @Nullable TrainingState state) {}

  private RunCheckpoint() {}

  /**
   * Writes a checkpoint of {@code state} into {@code run} and deletes those that are no longer
   * kept.
   *
   * @return its folder
   */
  public static Path write(RunFolder run, Contents contents, TrainingState state)
      throws IOException {
    Path unfinished = run.createUnfinished();
    try {
      ModelFiles.save(contents.model(), unfinished);
      contents.tokenizer().save(unfinished);
      writeMoments(unfinished.resolve(OPTIMIZER), contents.optimizer());
      TrainerStateFile.write(unfinished, contents.settings(), contents.plan(), state);
      AtomicFile.writeText(
          unfinished.resolve(STATE), JSON.writeValueAsString(stateFile(contents, state)));
      Path target = run.checkpoint(state.step());
      RunFolder.publish(unfinished, target);
      run.prune(state.step(), contents.settings().saving().kept(), state.bestStep());
      return target;
    } finally {
      if (Files.exists(unfinished)) {
        FolderTree.delete(unfinished);
      }
    }
  }

  private static StateFile stateFile(Contents contents, TrainingState state) {
    return new StateFile(
        FORMAT, JSON.valueToTree(contents.settings()), JSON.valueToTree(contents.data()), state);
  }

  private static void writeMoments(Path file, AdamW optimizer) throws IOException {
    List<TensorContent> moments = new ArrayList<>();
    for (int i = 0; i < optimizer.names().size(); i++) {
      String name = optimizer.names().get(i);
      moments.add(ModelFiles.content("first." + name, optimizer.firstMoments().get(i)));
      moments.add(ModelFiles.content("second." + name, optimizer.secondMoments().get(i)));
    }
    SafetensorsWriter.write(file, Map.of(), moments);
  }

  /**
   * Gives model and optimizer what a checkpoint holds, and returns its state.
   *
   * @throws CheckpointException if the checkpoint is damaged, or belongs to a run with other
   *     settings or other data, which could not be continued exactly
   */
  public static TrainingState restore(Path checkpoint, Contents contents) throws IOException {
    Path file = checkpoint.resolve(STATE);
    StateFile then = readState(file);
    if (then.settings == null || then.data == null || then.state == null) {
      throw damaged(file);
    }
    requireSame(checkpoint, "settings", then.settings, JSON.valueToTree(contents.settings()));
    requireSame(checkpoint, "data", then.data, JSON.valueToTree(contents.data()));
    try {
      readMoments(checkpoint.resolve(OPTIMIZER), contents.optimizer());
      ModelFiles.restore(contents.model(), checkpoint);
    } catch (CheckpointException e) {
      throw UnusableCheckpointException.of(checkpoint, e);
    }
    return then.state;
  }

  /**
   * The settings of the run that wrote {@code checkpoint}.
   *
   * @throws CheckpointException if they cannot be read
   */
  public static TrainingSettings settings(Path checkpoint) throws IOException {
    Path file = checkpoint.resolve(STATE);
    StateFile state = readState(file);
    if (state.settings == null) {
      throw damaged(file);
    }
    try {
      return JSON.treeToValue(state.settings, TrainingSettings.class);
    } catch (JsonProcessingException e) {
      throw damaged(file);
    }
  }

  private static StateFile readState(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw unusable(file, "there is no such file");
    }
    try {
      StateFile state = JSON.readValue(file.toFile(), StateFile.class);
      if (state == null) {
        throw damaged(file);
      }
      if (state.format() != FORMAT) {
        throw new CheckpointException(
            file,
            "it was written by another version of this program (format " + state.format() + ")",
            "Resume it with that version.");
      }
      return state;
    } catch (JsonProcessingException e) {
      throw damaged(file);
    }
  }

  private static CheckpointException damaged(Path file) throws IOException {
    return unusable(file, "it is damaged");
  }

  private static CheckpointException unusable(Path file, String problem) throws IOException {
    return UnusableCheckpointException.of(
        file.resolveSibling(""), new CheckpointException(file, problem, ""));
  }

  private static void requireSame(Path checkpoint, String what, JsonNode then, JsonNode now)
      throws CheckpointException {
    List<String> differences = Differences.between(then, now);
    if (!differences.isEmpty()) {
      throw new CheckpointException(
          checkpoint,
          "it belongs to a run with other " + what + " (" + String.join(", ", differences) + ")",
          "Resume with what the run was started with, or start a new run in another folder.");
    }
  }

  private static void readMoments(Path file, AdamW optimizer) throws IOException {
    FloatBuffer values =
        ByteBuffer.allocateDirect(READ_AT_ONCE).order(ByteOrder.nativeOrder()).asFloatBuffer();
    try (var tensors = SafetensorsFile.open(file)) {
      for (int i = 0; i < optimizer.names().size(); i++) {
        String name = optimizer.names().get(i);
        read(tensors, "first." + name, optimizer.firstMoments().get(i), values);
        read(tensors, "second." + name, optimizer.secondMoments().get(i), values);
      }
    }
  }

  private static void read(SafetensorsFile tensors, String name, Tensor target, FloatBuffer values)
      throws IOException {
    if (tensors.entry(name).elementCount() != target.elements()) {
      throw new CheckpointException(
          tensors.path(), name + " has the wrong size", "Resume from an earlier checkpoint.");
    }
    for (long first = 0; first < target.elements(); first += values.capacity()) {
      long left = target.elements() - first;
      FloatBuffer piece = values.slice(0, (int) Math.min(values.capacity(), left));
      tensors.readFloats(name, first, piece);
      target.set(first, piece.rewind());
    }
  }
}
