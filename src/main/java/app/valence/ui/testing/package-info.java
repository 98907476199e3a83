/** The Test screen: what a trained model makes of a sentence, while it is being typed. */
@NullMarked
package app.valence.ui.testing;

import org.jspecify.annotations.NullMarked;
