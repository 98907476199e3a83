package app.valence.cli;

import picocli.CommandLine.Command;

/** The commands about tokenizers. */
@Command(name = "tokenizer", description = "Makes tokenizers.", synopsisSubcommandLabel = "COMMAND")
final class TokenizerCommand {}
