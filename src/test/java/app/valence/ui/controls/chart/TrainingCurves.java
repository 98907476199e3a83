package app.valence.ui.controls.chart;

import java.util.Random;

/** Curves as a real training draws them, for tests and pictures. */
final class TrainingCurves {
  private TrainingCurves() {}

  static ChartData loss() {
    var random = new Random(7);
    var data = new ChartData("Loss", "step", "cross-entropy", "nats");
    Curve earlier = data.addCurve("train, run 12", CurveColor.GREY, CurveStyle.GHOST);
    Curve train = data.addCurve("training", CurveColor.BLUE, CurveStyle.RAW_WITH_EMA);
    Curve evaluation = data.addCurve("evaluation", CurveColor.ORANGE, CurveStyle.LINE);
    train.setSmoothing(0.97);
    earlier.setSmoothing(0.97);
    for (int step = 1; step <= 2000; step++) {
      double noise = random.nextGaussian() * 0.09 * Math.exp(-step / 2500.0);
      train.append(step, Math.max(0.01, 0.12 + 0.58 * Math.exp(-step / 520.0) + noise));
      double other = random.nextGaussian() * 0.09;
      earlier.append(step, Math.max(0.01, 0.2 + 0.5 * Math.exp(-step / 800.0) + other));
      if (step % 125 == 0) {
        double overfit = Math.max(0, step - 1250) / 750.0;
        double wobble = random.nextGaussian() * 0.006;
        evaluation.append(step, 0.27 + 0.42 * Math.exp(-step / 400.0) + 0.09 * overfit + wobble);
      }
    }
    data.markers().add(new Marker(1250, "best, step 1250"));
    data.spans().add(new Span(1375, 2000, "overfits"));
    return data;
  }

  static ChartData accuracy() {
    var random = new Random(8);
    var data = new ChartData("Accuracy", "step", "Accuracy");
    Curve train = data.addCurve("training", CurveColor.BLUE, CurveStyle.RAW_WITH_EMA);
    Curve evaluation = data.addCurve("evaluation", CurveColor.ORANGE, CurveStyle.LINE);
    train.setSmoothing(0.97);
    for (int step = 1; step <= 2000; step++) {
      double p = 0.97 - 0.45 * Math.exp(-step / 400.0);
      train.append(
          step, Math.min(1, Math.max(0, Math.rint(32 * (p + random.nextGaussian() * 0.06)) / 32)));
      if (step % 125 == 0) {
        evaluation.append(
            step, 0.905 - 0.38 * Math.exp(-step / 350.0) + random.nextGaussian() * 0.005);
      }
    }
    data.yRangeProperty().set(new ValueRange(0, 1));
    return data;
  }

  static ChartData learningRate() {
    var data = new ChartData("Learning rate", "step", "Learning rate");
    Curve rate = data.addCurve("rate", CurveColor.GREEN, CurveStyle.LINE);
    for (int step = 1; step <= 2000; step++) {
      rate.append(step, 5e-5 * Math.min(step / 200.0, (2000 - step) / 1800.0));
    }
    return data;
  }

  static ChartData gradientNorm() {
    var random = new Random(9);
    var data = new ChartData("Gradient norm", "step", "Gradient norm");
    Curve norm = data.addCurve("norm", CurveColor.PURPLE, CurveStyle.RAW_WITH_EMA);
    for (int step = 1; step <= 2000; step++) {
      norm.append(step, Math.exp(0.6 + random.nextGaussian() * 0.7));
    }
    data.yScaleProperty().set(AxisScale.LOG);
    return data;
  }
}
