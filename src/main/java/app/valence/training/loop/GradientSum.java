package app.valence.training.loop;

import app.valence.model.Model;
import app.valence.model.TokenBatch;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import app.valence.tensor.TrainingKernels;
import app.valence.training.optimizer.ParameterGroups;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of one optimizer step, summed over its parts. The word embeddings' gradient is kept
 * in a table that lives as long as the run and is zero between steps: only rows of the step's
 * tokens are touched.
 */
public final class GradientSum {
  private static final int NONE = -1;

  private final ParameterGroups parameters;
  private final int tableIndex;
  private final @Nullable Tensor table;
  private final BitSet rows = new BitSet();
  private List<Tensor> sums = List.of();

  /** Sums of zero; the table belongs to {@code scope}. */
  public GradientSum(Model model, ParameterGroups parameters, TensorScope scope) {
    this.parameters = parameters;
    this.tableIndex = model.lookupTable().map(parameters.names()::indexOf).orElse(NONE);
    this.table =
        tableIndex == NONE ? null : scope.zeros(parameters.tensors().get(tableIndex).shape());
  }

  /** Adds the gradients of one part's loss; sums belong to {@code step}. */
  public void add(TensorScope step, TensorScope part, Tensor loss, TokenBatch tokens) {
    add(step, part, part.trainingKernels().gradients(loss, parameters.tensors()), tokens);
  }

  /** Adds the gradients of one part, in the parameters' order; sums belong to {@code step}. */
  void add(TensorScope step, TensorScope part, List<Tensor> ofPart, TokenBatch tokens) {
    List<Tensor> gradients = new ArrayList<>(ofPart);
    try (var off = GradientMode.off()) {
      TrainingKernels kernels = part.trainingKernels();
      if (table != null) {
        kernels.addRows(table, gradients.remove(tableIndex));
        for (int id : tokens.ids()) {
          rows.set(id);
        }
      }
      if (sums.isEmpty()) {
        gradients.forEach(gradient -> gradient.moveTo(step));
        sums = gradients;
      } else {
        kernels.addInPlace(sums, gradients);
      }
    }
  }

  /** The L2 norm of all gradients together. */
  public Tensor norm(TensorScope scope) {
    return scope.trainingKernels().globalNorm(withValues(scope));
  }

  /** The gradients but for rows that are zero, in the parameters' order. */
  public List<Tensor> withValues(TensorScope scope) {
    List<Tensor> tensors = new ArrayList<>(sums);
    if (table != null) {
      tensors.add(tableIndex, scope.trainingKernels().rows(table, usedRows(scope)));
    }
    return tensors;
  }

  /** The gradients, in the parameters' order. */
  public List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>(sums);
    if (table != null) {
      tensors.add(tableIndex, table);
    }
    return tensors;
  }

  /** Makes all sums zero again. */
  public void clear(TensorScope scope) {
    if (table != null && !rows.isEmpty()) {
      scope.trainingKernels().clearRows(table, usedRows(scope));
    }
    rows.clear();
    sums = List.of();
  }

  private Tensor usedRows(TensorScope scope) {
    return scope.longs(rows.stream().asLongStream().toArray(), rows.cardinality());
  }
}
