package app.valence.model;

import app.valence.tensor.DecoderKernels;
import app.valence.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a decoder's tokens see, and how their positions turn them. */
final class AttentionContexts {
  /** Added to the scores of what is not seen; its exponential is 0 in 32 and in 16 bits. */
  private static final float UNSEEN = -1e9f;

  private final ModelConfig config;
  private final DecoderSettings settings;
  private final Optional<RotaryTable> rotary;

  AttentionContexts(ModelConfig config) {
    this.config = config;
    this.settings = config.decoderSettings();
    this.rotary = settings.rotary().map(r -> new RotaryTable(r, settings.headSize()));
  }

  /** Those of one pass over tokens that follow {@code past} others. */
  Pass of(Forward forward, int past, TokenBatch batch, @Nullable KeyValueCache cache) {
    return new Pass(forward, past, batch, cache);
  }

  /** One pass, whose layers share their masks. */
  final class Pass {
    private final int past;
    private final TokenBatch batch;
    private final int tokens;
    private final @Nullable SegmentLayout layout;
    private final @Nullable KeyValueCache cache;
    private final List<Tensor> turns;
    private final @Nullable Tensor whole;
    private final @Nullable Tensor windowed;

    private Pass(Forward forward, int past, TokenBatch batch, @Nullable KeyValueCache cache) {
      this.past = past;
      this.batch = batch;
      this.tokens = batch.length();
      this.layout = batch.segments() == null ? null : new SegmentLayout(batch, past);
      this.cache = cache;
      this.turns = rotary.map(table -> turns(forward, table)).orElse(List.of());
      boolean masked = layout != null || (past > 0 && tokens > 1);
      this.whole = masked ? mask(forward, past + tokens) : null;
      int seen = settings.window().map(DecoderSettings.Window::tokens).orElse(past + tokens);
      this.windowed = seen < past + tokens ? mask(forward, seen) : whole;
    }

    private List<Tensor> turns(Forward forward, RotaryTable table) {
      return layout == null
          ? table.of(forward.scope(), past, tokens)
          : table.at(forward.scope(), layout.positions(), batch.rows());
    }

    /** Of the position table's rows those of all tokens; fewer than rows where all are alike. */
    Tensor positions(Forward forward) {
      if (layout != null) {
        long[] each = Arrays.stream(layout.positions()).asLongStream().toArray();
        return forward.scope().longs(each, batch.rows(), tokens);
      }
      var positions = new long[tokens];
      Arrays.setAll(positions, i -> past + i);
      return forward.scope().longs(positions, 1, tokens);
    }

    /** Each token sees itself and those just before it, {@code seen} in all. */
    private Tensor mask(Forward forward, int seen) {
      int width = past + tokens;
      if (layout != null) {
        float[] each = layout.mask(seen, UNSEEN);
        return forward.scope().floats(each, batch.rows(), 1, tokens, width);
      }
      var mask = new float[tokens * width];
      for (int token = 0; token < tokens; token++) {
        int position = past + token;
        for (int other = 0; other < width; other++) {
          boolean isSeen = other <= position && other > position - seen;
          mask[token * width + other] = isSeen ? 0 : UNSEEN;
        }
      }
      return forward.scope().floats(mask, tokens, width);
    }

    DecoderKernels.Context layer(Forward forward, int number) {
      boolean hasWindow = settings.window().filter(w -> number >= w.firstLayer()).isPresent();
      return new DecoderKernels.Context(
          settings.headSize(),
          turns,
          cache == null ? List.of() : cache.layer(number),
          hasWindow ? windowed : whole,
          tokens > 1,
          settings.scale(number),
          forward.attentionDropout(config.dropout().attention(), number),
          cache != null && !cache.isFinished());
    }
  }
}
