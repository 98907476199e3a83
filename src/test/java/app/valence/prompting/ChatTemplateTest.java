package app.valence.prompting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplateTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> TOKENS = Map.of("bos_token", "<s>", "eos_token", "</s>");

  @TempDir Path folder;

  private static String resource(String name) throws IOException {
    try (InputStream in = ChatTemplateTest.class.getResourceAsStream("chat/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static ChatTemplate template(String name) throws IOException {
    return new ChatTemplate(resource(name + ".jinja"), TOKENS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chatml", "headers", "instructions", "lines", "states", "turns"})
  void conversationsReadAsJinjaItselfWritesThem(String name) throws IOException {
    JsonNode expected = JSON.readTree(resource("written-by-jinja2.json"));
    JsonNode written = expected.path("written").path(name + ".jinja");
    assertThat(written).hasSize(2);
    for (int i = 0; i < written.size(); i++) {
      List<ChatMessage> messages = new ArrayList<>();
      for (JsonNode message : expected.path("conversations").path(i)) {
        messages.add(
            new ChatMessage(message.path("role").asText(), message.path("content").asText()));
      }
      assertThat(template(name).render(messages)).isEqualTo(written.path(i).asText());
    }
  }

  @Test
  void aPromptEndsWhereTheAnswerBegins() throws IOException {
    var form =
        new PromptForm(
            PromptTemplate.parse("Rate {text}\nRating: {label}"),
            Optional.of(template("instructions")),
            TinyPrompts.LABELS,
            LabelWords.namesOf(TinyPrompts.LABELS));
    PromptShape shape = form.shape(1);
    assertThat(shape.prompt(List.of(new Shot("a {{ dull }} film", "negative")), "a song"))
        .isEqualTo(
            "<s>[INST] Rate a {{ dull }} film\nRating:[/INST] negative</s>"
                + "[INST] Rate a song\nRating:[/INST]");
    assertThat(shape.label("positive")).isEqualTo(" positive");
    assertThat(shape.answer("positive")).isEqualTo(" positive</s>");
  }

  @Test
  void aTemplateIsFoundWhereTokenizersKeepIt() throws IOException {
    assertThat(ChatTemplate.find(folder)).isEmpty();
    Path config = folder.resolve("tokenizer_config.json");
    Files.writeString(
        config,
        "{\"chat_template\": [{\"name\": \"tools\", \"template\": \"no\"}, {\"name\": \"default\","
            + " \"template\": \"yes\"}], \"eos_token\": {\"content\": \"</s>\"}, \"bos_token\":"
            + " \"<s>\"}");
    assertThat(ChatTemplate.find(folder)).hasValue(new ChatTemplate("yes", TOKENS));
    Files.writeString(folder.resolve("chat_template.jinja"), "of its own");
    assertThat(ChatTemplate.of(folder).jinja()).isEqualTo("of its own");
    Files.writeString(config, "{");
    assertThatThrownBy(() -> ChatTemplate.find(folder)).hasMessageContaining("no JSON");
    assertThatThrownBy(() -> ChatTemplate.of(folder.resolve("none")))
        .hasMessageContaining("no chat template");
  }

  @Test
  void aRefusedConversationSaysWhy() {
    var template = new ChatTemplate("{{ raise_exception('No users here') }}", TOKENS);
    assertThatThrownBy(() -> template.render(List.of(ChatMessage.user("hi"))))
        .isInstanceOf(ChatTemplateException.class)
        .hasMessageContaining("No users here")
        .hasMessageContaining("Leave the chat template out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for a in range(999) %}{% for b in range(999) %}{% if a == b %}{% endif %}{% endfor %}"
            + "{% endfor %}",
        "{% for a in range(999) %}{{ messages[0].content * 9999 }}{% endfor %}",
        "{% macro m(x) %}{{ m(x) }}{{ m(x) }}{% endmacro %}{{ m(1) }}",
        "{% include 'logback-test.xml' %}",
        "{% import 'logback-test.xml' as x %}{{ x }}",
        "{{ messages.getClass().forName('java.lang.Runtime') }}",
        "{{ ''.getClass().getName() }}",
        "{% for",
      })
  void hostileTemplatesEndAndReachNothing(String jinja) {
    String written = "";
    try {
      written = new ChatTemplate(jinja, TOKENS).render(List.of(ChatMessage.user("hi")));
    } catch (ChatTemplateException e) {
      assertThat(e).hasMessageStartingWith("The chat template ");
    }
    assertThat(written).doesNotContain("java.lang", "configuration").hasSizeLessThan(1 << 20);
  }

  @Test
  void aTemplateThatDropsMessagesIsRefused() {
    var form =
        new PromptForm(
            PromptTemplate.USUAL,
            Optional.of(new ChatTemplate("{{ messages[0].content }}", TOKENS)),
            TinyPrompts.LABELS,
            LabelWords.namesOf(TinyPrompts.LABELS));
    assertThatThrownBy(() -> form.shape(0))
        .hasMessageContaining("each of a conversation's messages");
  }
}
