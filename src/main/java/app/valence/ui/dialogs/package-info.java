/** Questions, files and notices, behind interfaces so that tests can answer them. */
@NullMarked
package app.valence.ui.dialogs;

import org.jspecify.annotations.NullMarked;
