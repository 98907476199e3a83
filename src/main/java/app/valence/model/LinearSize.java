package app.valence.model;

/** The width of what goes into a linear layer of a model and of what comes out. */
record LinearSize(int in, int out) {
  static LinearSize of(Model model, String layer) {
    return of(model.config(), layer, model.parameters().get(layer + ".weight").shape());
  }

  static LinearSize of(ModelConfig config, String layer, long[] shape) {
    boolean inputsFirst = Linears.inputsFirst(config, layer);
    return new LinearSize(
        Math.toIntExact(shape[inputsFirst ? 0 : 1]), Math.toIntExact(shape[inputsFirst ? 1 : 0]));
  }

  /** Whether a model has a linear layer of this name. */
  static boolean isLinear(Model model, String layer) {
    String weight = layer + ".weight";
    return model.parameters().has(weight)
        && model.parameters().get(weight).shape().length == 2
        && !Adapter.isLowRank(weight)
        && !ParameterSet.isEmbedding(weight);
  }
}
