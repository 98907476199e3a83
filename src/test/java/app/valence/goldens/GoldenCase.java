package app.valence.goldens;

import app.valence.model.AdapterFiles;
import app.valence.model.Forward;
import app.valence.model.Model;
import app.valence.model.ModelFiles;
import app.valence.model.TokenBatch;
import app.valence.model.checkpoint.SafetensorsFile;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.training.LossSettings;
import app.valence.training.loop.GradientSum;
import app.valence.training.loop.LabelledBatch;
import app.valence.training.loop.Objective;
import app.valence.training.loop.TrainingStep;
import app.valence.training.optimizer.AdamW;
import app.valence.training.optimizer.LearningRateSchedule;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.optimizer.ParameterGroups;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares one folder of reference values with what our model, loss and optimizer compute. */
final class GoldenCase {
  private static final double LOGITS = 1e-4;
  private static final double LOSS = 1e-4;
  private static final double RELATIVE = 1e-3;

  /** Norms below this are rounding noise: a key's bias has no gradient in exact arithmetic. */
  private static final double NORM_NOISE = 1e-6;

  private final Path folder;
  private final JsonNode expected;
  private final List<String> failures = new ArrayList<>();

  private GoldenCase(Path folder) throws IOException {
    this.folder = folder;
    this.expected = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
  }

  /** Every disagreement, in words; empty if the folder agrees. */
  static List<String> failures(Path folder, TensorRuntime runtime) {
    try {
      return new GoldenCase(folder).check(runtime);
    } catch (IOException | RuntimeException e) {
      return List.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
    }
  }

  private List<String> check(TensorRuntime runtime) throws IOException {
    try (TensorScope scope = runtime.open();
        var tensors = SafetensorsFile.open(folder.resolve("case.safetensors"))) {
      Model model = AdapterFiles.holdsAdapter(folder) ? adapted(scope) : load(scope);
      LabelledBatch batch = batch(tensors);
      sizes(model, batch);
      logits(scope, model, batch, tensors, "logits");
      gradients(scope, model, batch);
      train(scope, model, batch);
      logits(scope, model, batch, tensors, "final_logits");
    }
    return failures;
  }

  private Model load(TensorScope scope) throws IOException {
    String task = expected.path("task").asText();
    return switch (task) {
      case "sequence-classification" -> ModelFiles.classifier(folder, scope);
      case "masked-lm" -> {
        var loaded = ModelFiles.maskedLanguageModel(folder, scope, 0);
        if (!loaded.report().drawn().isEmpty()) {
          failures.add("the head is incomplete: " + loaded.report().drawn());
        }
        yield loaded.model();
      }
      case "causal-lm" -> {
        var loaded = ModelFiles.causalLanguageModel(folder, scope, 0);
        if (!loaded.report().drawn().isEmpty()) {
          failures.add("the head is incomplete: " + loaded.report().drawn());
        }
        yield loaded.model();
      }
      default -> throw new IOException("the task " + task + " is not supported yet");
    };
  }

  private Model adapted(TensorScope scope) throws IOException {
    String task = expected.path("task").asText();
    return switch (task) {
      case "sequence-classification" -> AdapterFiles.classifier(folder, scope, Precision.FP32);
      case "masked-lm" -> AdapterFiles.maskedLanguageModel(folder, scope, Precision.FP32);
      case "causal-lm" -> AdapterFiles.causalLanguageModel(folder, scope, Precision.FP32);
      default -> throw new IOException("the task " + task + " is not supported yet");
    };
  }

  private LabelledBatch batch(SafetensorsFile tensors) throws IOException {
    var shape = tensors.entry("input_ids").shape();
    int rows = Math.toIntExact(shape.get(0));
    int length = Math.toIntExact(shape.get(1));
    int[] ids = Arrays.stream(tensors.readLongs("input_ids")).mapToInt(Math::toIntExact).toArray();
    long[] mask = tensors.readLongs("attention_mask");
    var lengths = new int[rows];
    for (int i = 0; i < mask.length; i++) {
      lengths[i / length] += (int) mask[i];
    }
    var tokens = new TokenBatch(ids, new int[ids.length], lengths, rows, length);
    long[] labels = tensors.readLongs("labels");
    return new LabelledBatch(
        tokens, expected.path("task").asText().equals("causal-lm") ? next(labels, length) : labels);
  }

  /** The label that a position is to foretell: that of the next position of its row. */
  private static long[] next(long[] labels, int length) {
    var next = new long[labels.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = (i + 1) % length == 0 ? Objective.IGNORED : labels[i + 1];
    }
    return next;
  }

  private void sizes(Model model, LabelledBatch batch) {
    // PEFT keeps the originals of what it trains in full, and counts them.
    long originals =
        model.adapter().stream()
            .flatMap(adapter -> adapter.trainedInFull().stream())
            .mapToLong(name -> model.parameters().get(name).elements())
            .sum();
    long weights = model.parameters().count() + originals;
    long withoutEmbeddings = model.weightsPerToken();
    equal("parameters", expected.get("parameters").asLong(), weights);
    equal(
        "parameters_excluding_embeddings",
        expected.get("parameters_excluding_embeddings").asLong(),
        withoutEmbeddings);
    equal(
        "floating_point_ops",
        expected.get("floating_point_ops").asLong(),
        6 * withoutEmbeddings * batch.tokens().paddedTokens());
  }

  private void logits(
      TensorScope scope, Model model, LabelledBatch batch, SafetensorsFile tensors, String name)
      throws IOException {
    float[] wanted = floats(tensors, name);
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      float[] found =
          model.logits(Forward.evaluating(pass, Precision.FP32), batch.tokens()).toFloats();
      if (found.length != wanted.length) {
        failures.add(name + ": " + found.length + " numbers instead of " + wanted.length);
        return;
      }
      double worst = 0;
      for (int i = 0; i < found.length; i++) {
        double difference = Math.abs(found[i] - wanted[i]);
        // A padding position's token scores carry no meaning.
        if (carriesMeaning(batch, i, found.length) && !(difference <= worst)) {
          worst = difference;
        }
      }
      if (!(worst <= LOGITS)) {
        failures.add(name + ": differ by up to " + worst);
      }
    }
  }

  private static boolean carriesMeaning(LabelledBatch batch, int index, int total) {
    int positions = batch.tokens().ids().length;
    if (total < positions || total % positions != 0 || total / positions < 2) {
      return true;
    }
    int position = index / (total / positions);
    int length = batch.tokens().length();
    return position % length < batch.tokens().lengths()[position / length];
  }

  private void gradients(TensorScope scope, Model model, LabelledBatch batch) {
    var parameters = new ParameterGroups(model, OptimizerSettings.DEFAULTS, 0);
    if (expected.has("trainable_parameters")) {
      equal(
          "trainable_parameters",
          expected.get("trainable_parameters").asLong(),
          parameters.count());
    }
    var objective = new Objective(LossSettings.DEFAULTS, new int[0]);
    try (var on = GradientMode.on();
        TensorScope pass = scope.open()) {
      Tensor logits = model.logits(Forward.evaluating(pass, Precision.FP32), batch.tokens());
      Tensor labels = pass.longs(batch.labels(), batch.labels().length);
      Tensor loss = objective.loss(pass, logits, labels, objective.denominator(batch.labels()));
      near("loss", expected.get("loss").asDouble(), loss.item(), LOSS);
      var gradients = new GradientSum(model, parameters, pass);
      gradients.add(pass, pass, loss, batch.tokens());
      relative("grad_norm", expected.get("grad_norm").asDouble(), gradients.norm(pass).item());
      List<Tensor> norms = pass.trainingKernels().norms(gradients.withValues(pass));
      Map<String, Double> wanted = gradientNorms();
      equal("names of parameters with a gradient", wanted.size(), norms.size());
      for (int i = 0; i < norms.size(); i++) {
        String name = parameters.names().get(i);
        relative("grad_norms " + name, wanted.getOrDefault(name, Double.NaN), norms.get(i).item());
      }
    }
  }

  /** By the names in files: in memory, PEFT puts more into those of adapters. */
  private Map<String, Double> gradientNorms() {
    Map<String, Double> norms = new HashMap<>();
    for (var entry : expected.get("grad_norms").properties()) {
      String name =
          entry
              .getKey()
              .replaceFirst("^base_model\\.model\\.", "")
              .replace(".modules_to_save.default.", ".")
              .replace(".default.", ".");
      norms.put(name, entry.getValue().asDouble());
    }
    return norms;
  }

  private void train(TensorScope scope, Model model, LabelledBatch batch) {
    JsonNode recipe = expected.get("training");
    var settings =
        new OptimizerSettings(
            recipe.get("learning_rate").asDouble(),
            LearningRateSchedule.Course.LINEAR,
            new OptimizerSettings.Warmup(recipe.get("warmup_steps").asLong(), 0),
            recipe.get("weight_decay").asDouble(),
            0.9,
            0.999,
            1e-8,
            recipe.get("max_grad_norm").asDouble(),
            1);
    var parameters = new ParameterGroups(model, settings, 0);
    var optimizer = new AdamW(parameters, settings, scope);
    var objective = new Objective(LossSettings.DEFAULTS, new int[0]);
    var step =
        new TrainingStep(
            new TrainingStep.Parts(model, parameters, optimizer, objective), Precision.FP32, scope);
    var schedule = settings.schedule(recipe.get("max_steps").asLong());
    for (JsonNode row : recipe.get("trajectory")) {
      long number = row.get("step").asLong();
      double rate = schedule.at(number - 1);
      relative("step " + number + " learning_rate", row.get("learning_rate").asDouble(), rate);
      try (TensorScope pass = scope.open()) {
        var result = step.run(pass, List.of(batch), number, rate, 0);
        relative("step " + number + " loss", row.get("loss").asDouble(), result.loss());
        relative(
            "step " + number + " grad_norm",
            row.get("grad_norm").asDouble(),
            result.gradientNorm());
        if (row.has("token_correct")) {
          equal(
              "step " + number + " token_correct",
              row.get("token_correct").asLong(),
              result.correct());
          equal(
              "step " + number + " token_count",
              expected.get("token_count").asLong(),
              result.counted());
        }
      }
    }
    finalLoss(scope, model, batch, objective);
  }

  private void finalLoss(TensorScope scope, Model model, LabelledBatch batch, Objective objective) {
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      Tensor logits = model.logits(Forward.evaluating(pass, Precision.FP32), batch.tokens());
      Tensor labels = pass.longs(batch.labels(), batch.labels().length);
      Tensor loss = objective.loss(pass, logits, labels, objective.denominator(batch.labels()));
      relative("final_loss", expected.get("final_loss").asDouble(), loss.item());
    }
  }

  private static float[] floats(SafetensorsFile tensors, String name) throws IOException {
    var values = new float[Math.toIntExact(tensors.entry(name).elementCount())];
    tensors.readFloats(name, FloatBuffer.wrap(values));
    return values;
  }

  private void equal(String what, long wanted, long found) {
    if (wanted != found) {
      failures.add(what + ": " + found + " instead of " + wanted);
    }
  }

  private void near(String what, double wanted, double found, double tolerance) {
    if (!(Math.abs(found - wanted) <= tolerance)) {
      failures.add(what + ": " + found + " instead of " + wanted);
    }
  }

  private void relative(String what, double wanted, double found) {
    near(what, wanted, found, Math.max(NORM_NOISE, RELATIVE * Math.abs(wanted)));
  }
}
