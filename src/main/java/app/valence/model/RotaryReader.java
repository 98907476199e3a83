package app.valence.model;

import app.valence.model.checkpoint.CheckpointException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Understands the settings of rotary position embeddings, in the places where releases put them.
 */
final class RotaryReader {
  /** The key of releases up to 4, and that of releases from 5 on. */
  private static final String SCALING = "rope_scaling";

  private static final String PARAMETERS = "rope_parameters";
  private static final double USUAL_THETA = 10_000;
  private static final double MOST = 1e12;

  private final ConfigSettings settings;
  private final ModelConfig.Size size;
  private final ConfigSettings scaling;

  RotaryReader(ConfigSettings settings, ModelConfig.Size size) throws CheckpointException {
    this.settings = settings;
    this.size = size;
    JsonNode old = settings.get(SCALING);
    this.scaling = settings.inside(old.isMissingNode() || old.isNull() ? PARAMETERS : SCALING);
  }

  RotarySettings rotary(int headSize) throws CheckpointException {
    if (headSize % 2 != 0) {
      throw settings.wrong("a head of " + headSize + " units has no pairs to turn");
    }
    double inside = scaling.number("rope_theta", USUAL_THETA, MOST);
    double theta = settings.number("rope_theta", inside, MOST);
    if (theta < 1) {
      throw settings.wrong("\"rope_theta\" must be at least 1");
    }
    return new RotarySettings(theta, scaling());
  }

  private RotarySettings.Scaling scaling() throws CheckpointException {
    String type = scaling.text("rope_type", scaling.text("type", "default"));
    return switch (type) {
      case "default" -> new RotarySettings.Unscaled();
      case "linear" -> new RotarySettings.Linear(atLeastOne("factor"));
      case "llama3" -> {
        double low = positive("low_freq_factor");
        double high = positive("high_freq_factor");
        if (high <= low) {
          throw settings.wrong("\"high_freq_factor\" must be above \"low_freq_factor\"");
        }
        yield new RotarySettings.Llama3(
            atLeastOne("factor"),
            low,
            high,
            scaling.whole("original_max_position_embeddings", 1, size.positions()));
      }
      default ->
          throw settings.wrong(
              "its position embeddings are scaled by \""
                  + type
                  + "\", and only linear and llama3 are supported",
              "Choose another model, or one that was not stretched to longer texts.");
    };
  }

  private double atLeastOne(String key) throws CheckpointException {
    double value = scaling.number(key, 0, MOST);
    if (value < 1) {
      throw settings.wrong("\"" + key + "\" of the rotary embeddings must be at least 1");
    }
    return value;
  }

  private double positive(String key) throws CheckpointException {
    double value = scaling.number(key, 0, MOST);
    if (value <= 0) {
      throw settings.wrong("\"" + key + "\" of the rotary embeddings must be above 0");
    }
    return value;
  }

  /** Writes what was understood, as releases up to 4 do. */
  static void write(ObjectNode json, RotarySettings rotary, boolean saysNone) {
    json.put("rope_theta", rotary.theta());
    if (rotary.scaling() instanceof RotarySettings.Linear linear) {
      json.putObject(SCALING).put("rope_type", "linear").put("factor", linear.factor());
    } else if (rotary.scaling() instanceof RotarySettings.Llama3 llama) {
      json.putObject(SCALING)
          .put("factor", llama.factor())
          .put("high_freq_factor", llama.highFrequencyFactor())
          .put("low_freq_factor", llama.lowFrequencyFactor())
          .put("original_max_position_embeddings", llama.originalPositions())
          .put("rope_type", "llama3");
    } else if (saysNone) {
      json.putNull(SCALING);
    }
  }
}
