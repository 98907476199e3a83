package app.valence.training.loop;

import app.valence.model.Forward;
import app.valence.model.Model;
import app.valence.tensor.Tensor;
import app.valence.training.optimizer.ParameterGroups;
import java.util.List;

/** A pass that remembers whatever its backward pass needs. */
record WholePass(Model model, ParameterGroups parameters, LabelledBatch batch, Forward forward)
    implements TrainingPass {
  @Override
  public Tensor logits() {
    long[] positions = batch.positions();
    return positions == null
        ? model.logits(forward, batch.tokens())
        : model.logitsAt(forward, batch.tokens(), positions);
  }

  @Override
  public List<Tensor> gradients(Tensor loss) {
    return forward.scope().trainingKernels().gradients(loss, parameters.tensors());
  }
}
