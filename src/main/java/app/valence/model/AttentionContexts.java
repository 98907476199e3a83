package app.valence.model;

import app.valence.tensor.DecoderKernels;
import app.valence.tensor.Tensor;
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

  /** Those of one pass over {@code tokens} tokens that follow {@code past} others. */
  Pass of(Forward forward, int past, int tokens, @Nullable KeyValueCache cache) {
    return new Pass(forward, past, tokens, cache);
  }

  /** One pass, whose layers share their masks. */
  final class Pass {
    private final int past;
    private final int tokens;
    private final @Nullable KeyValueCache cache;
    private final List<Tensor> turns;
    private final @Nullable Tensor whole;
    private final @Nullable Tensor windowed;

    private Pass(Forward forward, int past, int tokens, @Nullable KeyValueCache cache) {
      this.past = past;
      this.tokens = tokens;
      this.cache = cache;
      this.turns = rotary.map(table -> table.of(forward.scope(), past, tokens)).orElse(List.of());
      this.whole = past > 0 && tokens > 1 ? mask(forward, past + tokens) : null;
      int seen = settings.window().map(DecoderSettings.Window::tokens).orElse(past + tokens);
      this.windowed = seen < past + tokens ? mask(forward, seen) : whole;
    }

    /** Each token sees itself and those just before it, {@code seen} in all. */
    private Tensor mask(Forward forward, int seen) {
      int width = past + tokens;
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
          cache != null);
    }
  }
}
