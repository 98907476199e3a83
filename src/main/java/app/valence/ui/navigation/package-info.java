/** Which screen is shown, and how screens are loaded. */
@NullMarked
package app.valence.ui.navigation;

import org.jspecify.annotations.NullMarked;
