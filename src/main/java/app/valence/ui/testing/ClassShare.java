package app.valence.ui.testing;

/**
 * One class's part of an answer, with its number in words.
 *
 * @param percent rounded for the eye, such as {@code 97.3%}; empty before there is an answer
 * @param exact with four decimals
 */
public record ClassShare(
    int label, String name, double probability, String percent, String exact) {}
