/** Tokenizers in Hugging Face form: reading, encoding, decoding, saving and training them. */
@NullMarked
package app.valence.model.tokenizer;

import org.jspecify.annotations.NullMarked;
