/**
 * Checkpoints on disk: tensors by name in safetensors files, single or sharded, read piece by piece
 * and written whole. Files come from strangers, so every claim in them is checked before it is
 * used.
 */
@NullMarked
package app.valence.model.checkpoint;

import org.jspecify.annotations.NullMarked;
