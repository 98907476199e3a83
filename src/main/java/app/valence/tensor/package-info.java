/** The only door to DJL and PyTorch: devices, threads, native memory, tensors and kernels. */
@Feature(
    name = "tensor",
    uses = {"jobs", "files"})
@NullMarked
package app.valence.tensor;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
