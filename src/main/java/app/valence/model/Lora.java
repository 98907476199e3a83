package app.valence.model;

import app.valence.tensor.GradientMode;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts low-rank adapters beside the linear layers of a model, and merges them into it. An adapted
 * model has the parameters of its base, frozen but for modules that are trained in full.
 */
public final class Lora {
  private Lora() {}

  /**
   * Adapts a model; new matrices belong to {@code scope} and change nothing before they are
   * trained.
   *
   * @param seed what the matrices are drawn from
   * @return a model of the same type, over the parameters of {@code base}
   * @throws IllegalArgumentException if a target is the name of no linear layer, or the model has
   *     an adapter
   */
  public static <M extends Model> M attach(
      M base, LoraSettings settings, TensorScope scope, long seed) {
    return with(base, drawn(base, settings, scope, seed));
  }

  /**
   * Checks that a model can be adapted.
   *
   * @throws IllegalArgumentException as {@link #attach} throws it
   */
  public static void requireFits(Model base, LoraSettings settings) {
    requireBare(base);
    targets(base, settings);
  }

  /**
   * The model that computes what an adapted one does, without an adapter. It takes over the base's
   * parameters and changes them: the adapted model must not be used any more.
   *
   * @param scope for what is needed on the way
   * @return a model of the same type
   */
  public static <M extends Model> M merge(M adapted, TensorScope scope) {
    return rebuilt(adapted, merged(adapted, scope), null);
  }

  /**
   * The modules of a model's head that must be trained as a whole and saved with an adapter, since
   * no base has them as they come to be: those of a classifier.
   */
  public static List<String> trainedHead(Model model) {
    return trainedHead(model.config(), model.head());
  }

  static List<String> trainedHead(ModelConfig config, ModelHead head) {
    return head == ModelHead.SEQUENCE_CLASSIFICATION
        ? config.architecture().classifierModules()
        : List.of();
  }

  /** An adapter with its matrices by name. */
  record Matrices(Adapter adapter, Map<String, Tensor> byName) {}

  static <M extends Model> M with(M base, Matrices matrices) {
    return rebuilt(base, adapted(base, matrices), matrices.adapter());
  }

  /** A model of the same type and configuration over other parameters. */
  @SuppressWarnings("unchecked") // Each branch makes what it was given.
  private static <M extends Model> M rebuilt(
      M model, ParameterSet parameters, @Nullable Adapter adapter) {
    ModelConfig config = model.config();
    if (model instanceof SequenceClassifier) {
      return (M) new SequenceClassifier(config, parameters, adapter);
    }
    return model instanceof MaskedLanguageModel
        ? (M) new MaskedLanguageModel(config, parameters, adapter)
        : (M) new CausalLanguageModel(config, parameters, adapter);
  }

  private static ParameterSet adapted(Model base, Matrices matrices) {
    Map<String, Tensor> all = new LinkedHashMap<>(base.parameters().asMap());
    all.putAll(matrices.byName());
    Set<String> frozen = new LinkedHashSet<>(base.parameters().names());
    frozen.removeAll(matrices.adapter().trainedInFull());
    frozen.forEach(name -> base.parameters().get(name).requireGradient(false));
    return new ParameterSet(all, frozen, base.parameters().source());
  }

  static void requireBare(Model base) {
    if (base.adapter().isPresent()) {
      throw new IllegalArgumentException("The model has an adapter: merge it before adding one.");
    }
  }

  private static Matrices drawn(Model base, LoraSettings settings, TensorScope scope, long seed) {
    requireBare(base);
    Set<String> full =
        base.parameters().names().stream()
            .filter(settings::trainsInFull)
            .collect(Collectors.toSet());
    Set<String> layers = targets(base, settings);
    layers.removeIf(layer -> full.contains(layer + ".weight"));
    Map<String, Tensor> matrices = new LinkedHashMap<>();
    for (String layer : layers) {
      LinearSize size = LinearSize.of(base, layer);
      Tensor down = scope.zeros(settings.rank(), size.in());
      down.set(uniform(settings.rank() * size.in(), 1 / Math.sqrt(size.in()), seed, layer));
      Tensor up = scope.zeros(size.out(), settings.rank());
      matrices.put(Adapter.down(layer), down.requireGradient(true));
      matrices.put(Adapter.up(layer), up.requireGradient(true));
    }
    boolean all = settings.targets().contains(LoraSettings.ALL_LINEAR);
    LoraSettings named = all ? settings.withTargets(List.copyOf(layers)) : settings;
    return new Matrices(new Adapter(named, full), matrices);
  }

  /** As PEFT draws them: Kaiming's uniform distribution with a slope of √5. */
  private static FloatBuffer uniform(int count, double bound, long seed, String name) {
    var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode());
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return FloatBuffer.wrap(values);
  }

  private static Set<String> targets(Model base, LoraSettings settings) {
    List<String> linear =
        base.parameters().names().stream()
            .filter(name -> name.endsWith(".weight"))
            .map(name -> name.substring(0, name.length() - ".weight".length()))
            .filter(layer -> LinearSize.isLinear(base, layer))
            .toList();
    return targets(base.config(), linear, settings.targets());
  }

  /**
   * The linear layers that targets mean, in the targets' order.
   *
   * @param linear all linear layers of the model
   */
  static Set<String> targets(ModelConfig config, List<String> linear, List<String> targets) {
    Set<String> chosen = new LinkedHashSet<>();
    String body = config.architecture().prefix() + ".";
    for (String target : targets) {
      List<String> found =
          linear.stream()
              .filter(
                  layer ->
                      target.equals(LoraSettings.ALL_LINEAR)
                          ? layer.startsWith(body)
                          : ("." + layer).endsWith("." + target))
              .toList();
      if (found.isEmpty()) {
        throw noLayer(target, linear);
      }
      chosen.addAll(found);
    }
    return chosen;
  }

  private static IllegalArgumentException noLayer(String target, List<String> linear) {
    Set<String> names = new TreeSet<>();
    linear.forEach(layer -> names.add(layer.substring(layer.lastIndexOf('.') + 1)));
    return new IllegalArgumentException(
        "The model has no linear layer \"%s\". Choose from %s, or %s."
            .formatted(target, String.join(", ", names), LoraSettings.ALL_LINEAR));
  }

  private static ParameterSet merged(Model adapted, TensorScope scope) {
    ParameterSet parameters = adapted.parameters();
    Adapter adapter =
        adapted
            .adapter()
            .orElseThrow(() -> new IllegalArgumentException("There is no adapter to merge."));
    var linears = new Linears(adapted.config(), parameters, adapter);
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      for (String layer : adapter.layers(parameters)) {
        Tensor weight = linears.of(pass, layer).weight();
        if (weight.isHalf()) {
          throw new IllegalArgumentException(
              "A base in bfloat16 is merged from its folder, where it is exact.");
        }
        pass.decoderKernels().mergeAdapter(weight, adapter.lowRank(parameters, layer));
      }
    }
    return parameters.only(name -> !Adapter.isLowRank(name)).trainable();
  }
}
