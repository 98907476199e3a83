package app.valence.prompting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.model.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptFileTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    var chat = new ChatTemplate("{{ bos_token }}{{ messages }}", Map.of("bos_token", "<s>"));
    var form =
        new PromptForm(
            PromptTemplate.parse("{text}\n=> {label}"),
            Optional.of(chat),
            TinyPrompts.LABELS,
            new LabelWords(List.of("bad", "good")));
    var content = new PromptFile.Content(form, 77, Map.of("loss_on", "answer"));
    PromptFile.write(folder, content);
    assertThat(PromptFile.isIn(folder)).isTrue();
    assertThat(PromptFile.read(folder)).isEqualTo(content);
  }

  @Test
  void damageAndAbsenceAreToldWithTheFile() throws IOException {
    assertThatThrownBy(() -> PromptFile.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("tuned by instruction");
    for (String content : List.of("", "{", "{}", "{\"format\":1,\"template\":\"{text}\"}")) {
      Files.writeString(folder.resolve(PromptFile.NAME), content);
      assertThatThrownBy(() -> PromptFile.read(folder))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("valence_prompt.json: it is damaged");
    }
    Files.writeString(folder.resolve(PromptFile.NAME), "{\"format\":2}");
    assertThatThrownBy(() -> PromptFile.read(folder)).hasMessageContaining("newer version");
  }
}
