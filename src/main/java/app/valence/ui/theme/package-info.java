/** Light, dark and the system's choice between them; colours of classes. */
@NullMarked
package app.valence.ui.theme;

import org.jspecify.annotations.NullMarked;
