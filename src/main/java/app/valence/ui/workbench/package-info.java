/** What is open in the window: the data, the model and the run that all screens share. */
@NullMarked
package app.valence.ui.workbench;

import org.jspecify.annotations.NullMarked;
