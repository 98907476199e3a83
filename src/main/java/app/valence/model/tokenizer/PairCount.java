package app.valence.model.tokenizer;

import java.util.Arrays;

/** How often two pieces stand side by side, and in which words they may. */
final class PairCount {
  final int left;
  final int right;
  long count;

  private int[] words = new int[4];
  private int size;

  PairCount(int left, int right) {
    this.left = left;
    this.right = right;
  }

  /** Notes that the pair stands in {@code word}; repeats and words that lose it are harmless. */
  void addWord(int word) {
    if (size > 0 && words[size - 1] == word) {
      return;
    }
    if (size == words.length) {
      words = Arrays.copyOf(words, 2 * size);
    }
    words[size++] = word;
  }

  int[] words() {
    return Arrays.copyOf(words, size);
  }
}
