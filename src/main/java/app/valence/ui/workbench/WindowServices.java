package app.valence.ui.workbench;

import app.valence.ui.dialogs.FileDialogs;
import app.valence.ui.dialogs.Notices;
import app.valence.ui.dialogs.Questions;
import app.valence.ui.jobs.FxJobRunner;
import java.util.Locale;

/**
 * What every view model may need of the window.
 *
 * @param jobs runs what takes long
 * @param locale the language of texts and numbers
 */
public record WindowServices(
    FxJobRunner jobs, Notices notices, FileDialogs files, Questions questions, Locale locale) {}
