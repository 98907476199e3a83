/** Recipes: settings of a run in a file, with what is to be compared with it. */
@Feature(
    name = "recipes",
    uses = {"files"})
@NullMarked
package app.valence.recipes;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
