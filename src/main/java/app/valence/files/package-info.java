/** Writing files so that a crash never leaves half of one behind. */
@Feature(
    name = "files",
    uses = {})
@NullMarked
package app.valence.files;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
