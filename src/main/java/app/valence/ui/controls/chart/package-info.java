/**
 * A chart for curves that grow while they are watched: {@link
 * app.valence.ui.controls.chart.ChartData} is what a view model fills, {@link
 * app.valence.ui.controls.chart.Chart} is what a view shows. Everything here belongs to the FX
 * thread.
 */
@NullMarked
package app.valence.ui.controls.chart;

import org.jspecify.annotations.NullMarked;
