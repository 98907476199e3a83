package app.valence.data.reading;

import app.valence.data.DataFormatException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Makes rows of JSON objects; the first object decides which field holds the texts. */
final class JsonObjects {
  static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** Reads a text that must be one JSON value and nothing else. */
  static final ObjectReader WHOLE =
      MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final ColumnNames names;
  private final RowCheck check;
  private @Nullable String textField;
  private @Nullable String labelField;

  JsonObjects(String file, ImportOptions options) {
    this.names = new ColumnNames(file, "field", options);
    this.check = new RowCheck(options.labelUse());
  }

  /**
   * The row that {@code node} is.
   *
   * @throws DataFormatException if this is the first object and it lacks a field that must be there
   */
  Row row(long line, JsonNode node) throws DataFormatException {
    if (!node.isObject()) {
      return new RejectedRow(line, "this is not a JSON object with fields");
    }
    String text = chooseFields(node);
    JsonNode textNode = node.path(text);
    if (textNode.isMissingNode()) {
      return missing(line, text);
    }
    JsonNode labelNode = labelField == null ? null : node.path(labelField);
    if (labelNode != null && labelNode.isMissingNode() && check.labelUse() == LabelUse.REQUIRED) {
      return missing(line, labelField);
    }
    if (textNode.isContainerNode() || (labelNode != null && labelNode.isContainerNode())) {
      return new RejectedRow(line, "the text or the label is a list or an object");
    }
    return check.check(line, scalar(textNode), labelNode == null ? null : scalar(labelNode));
  }

  private static RejectedRow missing(long line, @Nullable String field) {
    return new RejectedRow(line, "there is no field \"" + field + "\"");
  }

  /** The field of the texts; the labels' may turn up later where labels are optional. */
  private String chooseFields(JsonNode node) throws DataFormatException {
    String text = textField;
    if (text == null || labelField == null) {
      List<String> fields = new ArrayList<>();
      node.fieldNames().forEachRemaining(fields::add);
      if (text == null) {
        text = fields.get(names.text(fields));
        textField = text;
      }
      OptionalInt label = names.label(fields);
      labelField = label.isPresent() ? fields.get(label.getAsInt()) : null;
    }
    return text;
  }

  private static @Nullable String scalar(JsonNode node) {
    return node.isNull() || node.isMissingNode() ? null : node.asText();
  }
}
