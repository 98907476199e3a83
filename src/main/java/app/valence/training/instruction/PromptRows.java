package app.valence.training.instruction;

import app.valence.model.TokenBatch;
import app.valence.prompting.PromptedText;
import app.valence.training.loop.LabelledBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Examples in the rows that batches are made of. Only positions whose next token is learned are
 * scored; examples that share a row do not see each other.
 */
final class PromptRows {
  private final List<PromptedText> examples;
  private final List<int[]> rows;
  private final LossOn lossOn;
  private final int paddingId;
  private final boolean packed;

  private PromptRows(
      List<PromptedText> examples, List<int[]> rows, LossOn lossOn, int paddingId, boolean packed) {
    this.examples = examples;
    this.rows = rows;
    this.lossOn = lossOn;
    this.paddingId = paddingId;
    this.packed = packed;
  }

  /** One example a row. */
  static PromptRows single(List<PromptedText> examples, LossOn lossOn, int paddingId) {
    return new PromptRows(examples, Packing.none(examples.size()), lossOn, paddingId, false);
  }

  /** As many examples a row as fit into {@code length} tokens. */
  static PromptRows packed(List<PromptedText> examples, LossOn lossOn, int paddingId, int length) {
    int[] lengths = examples.stream().mapToInt(each -> each.ids().length).toArray();
    return new PromptRows(examples, Packing.of(lengths, length), lossOn, paddingId, true);
  }

  int size() {
    return rows.size();
  }

  /** Tokens of each row. */
  int[] lengths() {
    return rows.stream().mapToInt(this::tokens).toArray();
  }

  /** Positions that are scored in the row that has the most of them. */
  int mostScored() {
    return rows.stream().mapToInt(this::scored).max().orElse(0);
  }

  private int scored(int[] row) {
    return Arrays.stream(row)
        .mapToObj(examples::get)
        .mapToInt(text -> text.ids().length - firstLearned(text))
        .sum();
  }

  private int tokens(int[] row) {
    return Arrays.stream(row).map(example -> examples.get(example).ids().length).sum();
  }

  /** The chosen rows as a batch, padded to the longest or to {@code atLeast}. */
  LabelledBatch batch(int[] chosen, int atLeast) {
    List<int[]> ids = Arrays.stream(chosen).mapToObj(row -> joined(rows.get(row))).toList();
    TokenBatch tokens = TokenBatch.ofIds(ids, paddingId, atLeast);
    var positions = LongStream.builder();
    var labels = LongStream.builder();
    var segments = new int[tokens.ids().length];
    Arrays.fill(segments, -1);
    for (int i = 0; i < chosen.length; i++) {
      int offset = i * tokens.length();
      int number = 1;
      for (int example : rows.get(chosen[i])) {
        PromptedText text = examples.get(example);
        Arrays.fill(segments, offset, offset + text.ids().length, number++);
        for (int token = firstLearned(text); token < text.ids().length; token++) {
          positions.add(offset + token - 1);
          labels.add(text.ids()[token]);
        }
        offset += text.ids().length;
      }
    }
    return new LabelledBatch(
        packed ? tokens.withSegments(segments) : tokens,
        labels.build().toArray(),
        positions.build().toArray());
  }

  /** The first token of all has none before it that could foretell it. */
  private int firstLearned(PromptedText text) {
    return lossOn == LossOn.ALL ? 1 : Math.max(1, text.answerStart());
  }

  private int[] joined(int[] row) {
    List<int[]> parts = new ArrayList<>();
    for (int example : row) {
      parts.add(examples.get(example).ids());
    }
    return parts.stream().flatMapToInt(Arrays::stream).toArray();
  }
}
