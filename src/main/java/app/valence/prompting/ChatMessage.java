package app.valence.prompting;

/**
 * One turn of a conversation.
 *
 * @param role who says it: {@code user} or {@code assistant}
 */
record ChatMessage(String role, String content) {
  static ChatMessage user(String content) {
    return new ChatMessage("user", content);
  }

  static ChatMessage assistant(String content) {
    return new ChatMessage("assistant", content);
  }
}
