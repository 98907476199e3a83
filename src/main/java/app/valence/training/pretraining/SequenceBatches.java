package app.valence.training.pretraining;

import app.valence.training.BatchSettings;
import app.valence.training.RunPlan;
import app.valence.training.TrainingSettings;
import app.valence.training.loop.LabelledBatch;
import app.valence.training.loop.TrainingLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The sequences of each step, with what is to be guessed of them. Order and hidden words follow
 * from the seed and the step alone, and words are hidden anew in each epoch (RoBERTa's dynamic
 * masking).
 */
final class SequenceBatches implements TrainingLoop.StepSource {
  private final PackedSequences sequences;
  private final LanguageModelling modelling;
  private final BatchSettings batches;
  private final long mixedSeed;
  private int[] order = new int[0];
  private long epochOfOrder = -1;

  SequenceBatches(
      PackedSequences sequences, LanguageModelling modelling, BatchSettings batches, long seed) {
    this.sequences = sequences;
    this.modelling = modelling;
    this.batches = batches;
    this.mixedSeed = new SplittableRandom(seed).nextLong();
  }

  /** The work of a run; what does not fill a step waits for another epoch's order. */
  RunPlan plan(TrainingSettings.Duration duration) {
    int stepsPerEpoch = stepsPerEpoch();
    return new RunPlan(sequences.size(), stepsPerEpoch, duration.totalSteps(stepsPerEpoch));
  }

  private int stepsPerEpoch() {
    return Math.max(1, sequences.size() / perStep());
  }

  private int perStep() {
    return batches.batchSize() * batches.accumulationSteps();
  }

  @Override
  public List<LabelledBatch> after(long finished) {
    long epoch = finished / stepsPerEpoch();
    if (epoch != epochOfOrder) {
      order = shuffled(new SplittableRandom(mixedSeed + epoch));
      epochOfOrder = epoch;
    }
    int from = Math.toIntExact(finished % stepsPerEpoch()) * perStep();
    var random = new SplittableRandom(mixedSeed ^ (finished * 0x9E3779B97F4A7C15L));
    List<LabelledBatch> parts = new ArrayList<>();
    int rows = Math.min(batches.batchSize(), sequences.size());
    int most = modelling.mostRows(sequences.length());
    for (int part = 0; part < batches.accumulationSteps(); part++) {
      for (int done = 0; done < rows; done += most) {
        int first = from + part * batches.batchSize() + done;
        parts.add(batch(first, Math.min(most, rows - done), random));
      }
    }
    return parts;
  }

  private LabelledBatch batch(int from, int rows, SplittableRandom random) {
    int length = sequences.length();
    var ids = new int[rows * length];
    for (int row = 0; row < rows; row++) {
      sequences.copy(order[(from + row) % order.length], ids, row * length);
    }
    return modelling.batch(ids, rows, random);
  }

  private int[] shuffled(SplittableRandom random) {
    var shuffled = new int[sequences.size()];
    for (int i = 0; i < shuffled.length; i++) {
      int j = random.nextInt(i + 1);
      shuffled[i] = shuffled[j];
      shuffled[j] = i;
    }
    return shuffled;
  }
}
