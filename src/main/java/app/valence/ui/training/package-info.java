/** The Train screen: settings, the run and its curves while it runs, and its report. */
@NullMarked
package app.valence.ui.training;

import org.jspecify.annotations.NullMarked;
