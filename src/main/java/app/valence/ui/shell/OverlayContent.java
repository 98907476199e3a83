package app.valence.ui.shell;

import javafx.scene.Node;

/**
 * A card that lies over the window.
 *
 * @param opened is run each time it has appeared, to put the focus where typing goes
 */
public record OverlayContent(Node node, Runnable opened) {}
