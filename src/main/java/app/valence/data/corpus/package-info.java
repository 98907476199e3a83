/** Unlabelled texts of any amount, read one by one: for vocabularies and for pre-training. */
@NullMarked
package app.valence.data.corpus;

import org.jspecify.annotations.NullMarked;
