/** What was tried before on the Test screen, newest first, whatever was tried. */
@NullMarked
package app.valence.ui.testing.history;

import org.jspecify.annotations.NullMarked;
