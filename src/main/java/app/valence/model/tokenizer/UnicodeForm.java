package app.valence.model.tokenizer;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The normalization form that Unicode text is brought into before it is split. */
public enum UnicodeForm {
  /** Text stays as it is. */
  NONE,
  /** Composed: an accented letter is one character. */
  NFC,
  /** Decomposed: an accent is a character of its own. */
  NFD,
  /** Composed, and look-alikes become one: full-width letters, ligatures, mathematical letters. */
  NFKC,
  /** Decomposed, and look-alikes become one. */
  NFKD;

  /** The normalizer of a tokenizer.json; {@link #NONE} has none. */
  ObjectNode normalizer() {
    return Json.MAPPER.createObjectNode().put("type", name());
  }

  /** This form with accents composed, or NFC where there is none. */
  UnicodeForm composed() {
    return this == NFKC || this == NFKD ? NFKC : NFC;
  }

  /** This form with accents apart, or NFD where there is none. */
  UnicodeForm decomposed() {
    return this == NFKC || this == NFKD ? NFKD : NFD;
  }
}
