package app.valence.prompting.retrieval;

/**
 * An example that is like a text.
 *
 * @param example its number
 * @param similarity the cosine of the angle between both; 1 for equals
 */
public record Neighbour(int example, double similarity) {}
