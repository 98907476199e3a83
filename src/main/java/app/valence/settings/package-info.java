/** What a person has set for this machine, and how the window was left. */
@Feature(
    name = "settings",
    uses = {"files"})
@NullMarked
package app.valence.settings;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
