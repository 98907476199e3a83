package app.valence.ui.controls.chart;

/**
 * Okabe and Ito's colours, told apart by people with any form of colour blindness, each in a tone
 * that can be read on a light background and one for a dark background.
 */
public enum CurveColor {
  BLUE(0x0072B2, 0x3D9BE0),
  ORANGE(0xC77700, 0xE69F00),
  GREEN(0x00815F, 0x1DB78C),
  VERMILLION(0xC64F00, 0xF07A3A),
  PURPLE(0xAF548D, 0xDB8FBC),
  SKY(0x2B8CC4, 0x56B4E9),
  YELLOW(0x9A8700, 0xF0E442),
  GREY(0x6B7280, 0xA3ABB8);

  private final int onLight;
  private final int onDark;

  CurveColor(int onLight, int onDark) {
    this.onLight = onLight;
    this.onDark = onDark;
  }

  /** The colour as 0xRRGGBB. */
  public int rgb(boolean darkBackground) {
    return darkBackground ? onDark : onLight;
  }
}
