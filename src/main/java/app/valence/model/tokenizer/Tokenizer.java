package app.valence.model.tokenizer;

import app.valence.files.AtomicFile;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Turns text into the token ids of a model and back. Many threads may use one tokenizer; encodings
 * never depend on the truncation or padding that a tokenizer.json asks for.
 *
 * <p>Lone surrogates, which no UTF-8 can hold, are read as U+FFFD.
 */
public final class Tokenizer implements AutoCloseable {
  private final NativeTokenizer tokenizer;
  private final String json;
  private final TokenizerConfig config;
  private final Vocabulary vocabulary;
  private final SpecialTokens specialTokens;
  private final boolean cleansSpaces;
  private final int specialsOfOne;
  private final int specialsOfPair;

  private Tokenizer(
      NativeTokenizer tokenizer,
      String json,
      TokenizerConfig config,
      Vocabulary vocabulary,
      boolean cleansSpaces) {
    this.tokenizer = tokenizer;
    this.json = json;
    this.config = config;
    this.vocabulary = vocabulary;
    this.specialTokens = SpecialTokens.find(config, vocabulary);
    this.cleansSpaces = cleansSpaces;
    try (NativeEncoding one = tokenizer.encode("");
        NativeEncoding pair = tokenizer.encodePair("", "")) {
      this.specialsOfOne = countSpecials(one);
      this.specialsOfPair = countSpecials(pair);
    }
  }

  /**
   * Loads the tokenizer of a model folder: its tokenizer.json, else vocab.txt (WordPiece), else
   * vocab.json with merges.txt (byte-level BPE).
   *
   * @throws TokenizerException if none is there or one is wrong
   */
  @MustBeClosed
  public static Tokenizer load(Path folder) throws TokenizerException {
    TokenizerConfig config = TokenizerConfig.read(folder);
    Path file = TokenizerFolder.definingFile(folder);
    return of(file.toString(), TokenizerFolder.definition(file, config), config);
  }

  /** Makes the tokenizer that the text of a tokenizer.json describes. */
  @MustBeClosed
  public static Tokenizer fromJson(String tokenizerJson) throws TokenizerException {
    return of("The tokenizer definition", tokenizerJson, TokenizerConfig.empty());
  }

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // The tokenizer owns its native part and closes it.
  private static Tokenizer of(String source, String definition, TokenizerConfig config)
      throws TokenizerException {
    ObjectNode tree = Json.parseObject(source, definition);
    String json = withoutBatchSettings(tree, definition);
    Vocabulary vocabulary = Vocabulary.of(source, tree);
    boolean cleansSpaces = config.cleansSpaces(tree);
    return new Tokenizer(NativeTokenizer.of(source, json), json, config, vocabulary, cleansSpaces);
  }

  /** Truncation and padding are the caller's: left in, they would shape every encoding. */
  private static String withoutBatchSettings(ObjectNode tree, String definition) {
    if (tree.path("truncation").isObject() || tree.path("padding").isObject()) {
      return tree.putNull("truncation").putNull("padding").toString();
    }
    return definition;
  }

  /**
   * Encodes one text.
   *
   * @param maxLength the most tokens, special ones included; what is over is cut off at the end
   * @throws IllegalArgumentException if not even the special tokens fit
   */
  public Encoding encode(String text, int maxLength) {
    requireRoom(maxLength, specialsOfOne);
    String clean = UnicodeText.wellFormed(text);
    try (NativeEncoding encoding = tokenizer.encode(clean)) {
      return withOffsets(encoding, maxLength, List.of(clean));
    }
  }

  /**
   * Encodes two texts as one input. Token by token the longer one is cut off until both fit;
   * offsets count from the start of the text that a token comes from.
   *
   * @param maxLength the most tokens, special ones included
   * @throws IllegalArgumentException if not even the special tokens fit
   */
  public Encoding encodePair(String first, String second, int maxLength) {
    requireRoom(maxLength, specialsOfPair);
    String cleanFirst = UnicodeText.wellFormed(first);
    String cleanSecond = UnicodeText.wellFormed(second);
    try (NativeEncoding encoding = tokenizer.encodePair(cleanFirst, cleanSecond)) {
      return withOffsets(encoding, maxLength, List.of(cleanFirst, cleanSecond));
    }
  }

  /** Encodes many texts, each as {@link #encode} would, on all cores. */
  public List<Encoding> encodeAll(List<String> texts, int maxLength) {
    requireRoom(maxLength, specialsOfOne);
    var encodings = new ArrayList<Encoding>(texts.size());
    TextBatches.forEach(texts, batch -> encodeBatch(batch, maxLength, encodings));
    return encodings;
  }

  /** The ids of many texts alone, without the special tokens around a text, on all cores. */
  public List<int[]> encodeBare(List<String> texts) {
    var ids = new ArrayList<int[]>(texts.size());
    TextBatches.forEach(
        texts,
        batch -> {
          List<NativeEncoding> natives = tokenizer.encodeAll(batch, false);
          natives.forEach(encoding -> ids.add(encoding.ids()));
          natives.forEach(NativeEncoding::close);
        });
    return ids;
  }

  private void encodeBatch(List<String> texts, int maxLength, List<Encoding> into) {
    List<NativeEncoding> natives = tokenizer.encodeAll(texts, true);
    try {
      for (int i = 0; i < texts.size(); i++) {
        String text = texts.get(i);
        into.add(read(natives.get(i), maxLength, () -> encode(text, maxLength).offsets()));
      }
    } finally {
      natives.forEach(NativeEncoding::close);
    }
  }

  private Encoding withOffsets(NativeEncoding encoding, int maxLength, List<String> texts) {
    TokenOffsets all = TokenOffsets.of(encoding, texts);
    TokenOffsets offsets =
        all.starts.length > maxLength
            ? all.at(Truncation.keptPositions(encoding.sequences(), maxLength))
            : all;
    return read(encoding, maxLength, () -> offsets);
  }

  private Encoding read(NativeEncoding encoding, int maxLength, Supplier<TokenOffsets> offsets) {
    int[] ids = encoding.ids();
    int[] typeIds = encoding.typeIds();
    if (ids.length <= maxLength) {
      return new Encoding(ids, typeIds, false, vocabulary, offsets);
    }
    int[] kept = Truncation.keptPositions(encoding.sequences(), maxLength);
    return new Encoding(
        Truncation.pick(ids, kept), Truncation.pick(typeIds, kept), true, vocabulary, offsets);
  }

  private static int countSpecials(NativeEncoding encoding) {
    return (int)
        Arrays.stream(encoding.sequences()).filter(s -> s == NativeEncoding.SPECIAL).count();
  }

  private static void requireRoom(int maxLength, int specials) {
    if (maxLength < specials) {
      throw new IllegalArgumentException(
          "A maximum length of "
              + maxLength
              + " leaves no room for the "
              + specials
              + " special tokens");
    }
  }

  /**
   * The text that {@code ids} stand for; ids that are no token's are left out. Spaces between words
   * and punctuation are closed up where the tokenizer's configuration or its kind asks for it.
   */
  public String decode(int[] ids, boolean skipSpecialTokens) {
    String text = tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), skipSpecialTokens);
    return cleansSpaces ? SpaceCleanup.withoutTokenSpaces(text) : text;
  }

  /**
   * The text that {@code ids} spell, special tokens left out and no space closed up: that of more
   * tokens goes on from that of fewer, but for a character that the fewer end within.
   */
  public String spell(int[] ids) {
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true);
  }

  /** The highest id, added tokens included, and one: the rows that an embedding needs. */
  public int vocabularySize() {
    return vocabulary.size();
  }

  /** The id of exactly this token, if the vocabulary has it. */
  public OptionalInt tokenId(String token) {
    return vocabulary.id(token);
  }

  /** The ids of the special tokens, by their roles. */
  public SpecialTokens specialTokens() {
    return specialTokens;
  }

  /** The ids of tokens that go on inside a word. */
  public BitSet continuations() {
    return vocabulary.continuations();
  }

  /** The text of a tokenizer.json that gives this tokenizer again. */
  public String toJson() {
    return json;
  }

  /** Writes tokenizer.json and tokenizer_config.json, as Hugging Face's libraries read them. */
  public void save(Path folder) throws IOException {
    ObjectNode tree = Json.parseObject("The tokenizer definition", json);
    AtomicFile.writeText(folder.resolve(TokenizerFolder.DEFINITION), json);
    AtomicFile.writeText(
        folder.resolve(TokenizerConfig.FILE), config.textFor(tree, specialTokens, vocabulary));
  }

  /** Frees the native memory once no other thread is encoding. Closing again does nothing. */
  @Override
  public void close() {
    tokenizer.close();
  }
}
