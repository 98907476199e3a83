package app.valence.prompting;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaProcessors;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Renders chat templates. A template comes from wherever its model does, so it gets nothing but
 * texts, lists and maps to work on, reads no files, and is stopped when it takes too long.
 */
final class JinjaRenderer {
  private static final int MOST_CHARACTERS = 1 << 16;
  private static final int MOST_OUTPUT = 1 << 20;
  private static final int MOST_ITEMS = 1_000;
  private static final int MOST_NODES = 100_000;
  private static final int DEEPEST = 20;

  /** Python negates the whole test; this engine would negate the name first. */
  private static final Pattern NEGATED_TEST =
      Pattern.compile("\\bnot\\s+([\\w.]+)\\s+is\\s+(\\w+)");

  private JinjaRenderer() {}

  /** Writes {@code messages} out, ending with the last of them. */
  static String render(String template, List<ChatMessage> messages, Map<String, String> tokens)
      throws ChatTemplateException {
    if (template.length() > MOST_CHARACTERS) {
      throw ChatTemplateException.of("has more than " + MOST_CHARACTERS + " characters");
    }
    Map<String, Object> values = new HashMap<>(tokens);
    values.put("messages", messages.stream().map(JinjaRenderer::asMap).toList());
    values.put("add_generation_prompt", false);
    String understood = NEGATED_TEST.matcher(template).replaceAll("$1 is not $2");
    RenderResult result = engine().renderForResult(understood, values);
    for (TemplateError error : result.getErrors()) {
      if (error.getSeverity() == TemplateError.ErrorType.FATAL) {
        throw ChatTemplateException.of("fails in line " + error.getLineno() + ": " + words(error));
      }
    }
    return result.getOutput();
  }

  private static String words(TemplateError error) {
    String message = error.getMessage();
    for (Throwable e = error.getException(); e != null; e = e.getCause()) {
      message = e instanceof RefusedException ? String.valueOf(e.getMessage()) : message;
    }
    return message.lines().findFirst().orElse("").replaceFirst("\\.$", "");
  }

  /** A map of a kind that keeps its order in any copy of it. */
  private static Map<String, Object> asMap(ChatMessage message) {
    return new HashMap<>(Map.of("role", message.role(), "content", message.content()));
  }

  /** Each rendering has an engine of its own, whose count of nodes starts at 0. */
  private static Jinjava engine() {
    var engine = new Jinjava(config(new NodeLimit()));
    engine.setResourceLocator(
        (name, charset, interpreter) -> {
          throw new ResourceNotFoundException("a chat template must not read files");
        });
    engine
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition(
                "", "raise_exception", JinjaRenderer.class, "raise", String.class));
    return engine;
  }

  private static JinjavaConfig config(NodeLimit limit) {
    return JinjavaConfig.newBuilder()
        // As transformers sets them.
        .withTrimBlocks(true)
        .withLstripBlocks(true)
        .withNestedInterpretationEnabled(false)
        .withLegacyOverrides(asInPython())
        .withDisabled(Map.of(Library.TAG, Set.of("include", "import", "from", "extends")))
        .withMaxOutputSize(MOST_OUTPUT)
        .withMaxStringLength(MOST_OUTPUT)
        .withMaxListSize(MOST_ITEMS)
        .withMaxMapSize(MOST_ITEMS)
        .withRangeLimit(MOST_ITEMS)
        .withMaxRenderDepth(DEEPEST)
        .withMaxMacroRecursionDepth(DEEPEST)
        .withProcessors(
            JinjavaProcessors.newBuilder()
                .withNodePreProcessor((node, interpreter) -> limit.count())
                .build())
        .build();
  }

  private static LegacyOverrides asInPython() {
    return LegacyOverrides.newBuilder()
        .withEvaluateMapKeys(true)
        .withIterateOverMapKeys(true)
        .withUseNaturalOperatorPrecedence(true)
        .withParseWhitespaceControlStrictly(true)
        .withAllowAdjacentTextNodes(true)
        .withUseTrimmingForNotesAndExpressions(true)
        .withKeepNullableLoopValues(true)
        .build();
  }

  /** What templates call to refuse a conversation. */
  @SuppressWarnings("DoNotCallSuggester") // The engine calls it.
  public static String raise(String message) {
    throw new RefusedException(message);
  }

  /** A template refuses a conversation. */
  private static final class RefusedException extends RuntimeException {
    RefusedException(String message) {
      super(message);
    }
  }

  /** Stops a template that repeats itself without end. */
  private static final class NodeLimit {
    private int nodes;

    void count() {
      if (++nodes > MOST_NODES) {
        throw new RefusedException("it takes more than " + MOST_NODES + " steps");
      }
    }
  }
}
