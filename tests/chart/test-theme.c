// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <glib.h>
#include <math.h>

#include "chart/tide-theme.h"
#include "tide-test-common.h"

/* Colour sight is simulated after G. M. Machado, M. M. Oliveira and L. A. F.
 * Fernandes, "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency", IEEE TVCG 15 (2009), full severity, on linear sRGB. */
static const double sights[4][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  {
    { 0.152286, 1.052583, -0.204868 },
    { 0.114503, 0.786281, 0.099216 },
    { -0.003882, -0.048116, 1.051998 },
  },
  {
    { 0.367322, 0.860646, -0.227968 },
    { 0.280085, 0.672501, 0.047413 },
    { -0.011820, 0.042940, 0.968881 },
  },
  {
    { 1.255528, -0.076749, -0.178779 },
    { -0.078411, 0.930809, 0.147602 },
    { 0.004733, 0.691367, 0.303900 },
  },
};

typedef struct
{
  double l;
  double a;
  double b;
} Lab;

static double
linearise (int channel)
{
  double part = channel / 255.0;

  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
curve (double part)
{
  return part > 216.0 / 24389 ? cbrt (part) : (24389.0 / 27 * part + 16) / 116;
}

/* What a reader of this sight sees, in CIELAB under D65. */
static Lab
see (TideColor color,
     int       sight)
{
  static const double to_xyz[3][3] = {
    { 0.4124564, 0.3575761, 0.1804375 },
    { 0.2126729, 0.7151522, 0.0721750 },
    { 0.0193339, 0.1191920, 0.9503041 },
  };
  static const double white[3] = { 0.95047, 1, 1.08883 };
  double              rgb[3], seen[3], f[3];

  for (int i = 0; i < 3; i++)
    rgb[i] = linearise ((int) (color >> (16 - 8 * i) & 0xff));
  for (int i = 0; i < 3; i++)
    {
      const double *row = sights[sight][i];

      seen[i] = CLAMP (row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2], 0, 1);
    }
  for (int i = 0; i < 3; i++)
    {
      const double *row = to_xyz[i];

      f[i] = curve ((row[0] * seen[0] + row[1] * seen[1] + row[2] * seen[2]) / white[i]);
    }

  return (Lab){ 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]) };
}

static double
to_radians (double degrees)
{
  return degrees * G_PI / 180;
}

static double
get_hue (double a,
         double b)
{
  double hue = atan2 (b, a) * 180 / G_PI;

  return hue < 0 ? hue + 360 : hue;
}

static double
mean_hue (double h1,
          double h2,
          bool   grey)
{
  if (grey)
    return h1 + h2;
  if (fabs (h1 - h2) <= 180)
    return (h1 + h2) / 2;

  return h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
}

/* CIEDE2000 after G. Sharma, W. Wu, E. N. Dalal, Color Research & Application 30
 * (2005); checked below against pairs of their table 1. */
static double
get_distance (Lab x,
              Lab y)
{
  double mean_c = (hypot (x.a, x.b) + hypot (y.a, y.b)) / 2;
  double g = 0.5 * (1 - sqrt (pow (mean_c, 7) / (pow (mean_c, 7) + pow (25, 7))));
  double c1 = hypot (x.a * (1 + g), x.b);
  double c2 = hypot (y.a * (1 + g), y.b);
  double h1 = c1 > 0 ? get_hue (x.a * (1 + g), x.b) : 0;
  double h2 = c2 > 0 ? get_hue (y.a * (1 + g), y.b) : 0;
  bool   grey = c1 * c2 == 0;
  double dh = grey ? 0 : h2 - h1;
  double dl = y.l - x.l;
  double l = (x.l + y.l) / 2;
  double c = (c1 + c2) / 2;
  double h = mean_hue (h1, h2, grey);
  double t = 1 - 0.17 * cos (to_radians (h - 30)) + 0.24 * cos (to_radians (2 * h)) +
             0.32 * cos (to_radians (3 * h + 6)) - 0.20 * cos (to_radians (4 * h - 63));
  double rotation = 30 * exp (-pow ((h - 275) / 25, 2));
  double rc = 2 * sqrt (pow (c, 7) / (pow (c, 7) + pow (25, 7)));
  double sl = 1 + 0.015 * pow (l - 50, 2) / sqrt (20 + pow (l - 50, 2));
  double sc = 1 + 0.045 * c;
  double sh = 1 + 0.015 * c * t;
  double big_h, dc = c2 - c1;

  dh -= dh > 180 ? 360 : 0;
  dh += dh < -180 ? 360 : 0;
  big_h = 2 * sqrt (c1 * c2) * sin (to_radians (dh / 2));
  return sqrt (pow (dl / sl, 2) + pow (dc / sc, 2) + pow (big_h / sh, 2) -
               sin (to_radians (2 * rotation)) * rc * (dc / sc) * (big_h / sh));
}

static void
test_distance_formula (void)
{
  static const struct
  {
    Lab    x;
    Lab    y;
    double distance;
  } cases[] = {
    { { 50, 2.6772, -79.7751 }, { 50, 0, -82.7485 }, 2.0425 },
    { { 50, -1.3802, -84.2814 }, { 50, 0, -82.7485 }, 1.0000 },
    { { 50, 2.5, 0 }, { 50, 0, -2.5 }, 4.3065 },
    { { 50, 2.5, 0 }, { 61, -5, 29 }, 22.8977 },
    { { 60.2574, -34.0099, 36.2677 }, { 60.4626, -34.1751, 39.4387 }, 1.2644 },
    { { 2.0776, 0.0795, -1.1350 }, { 0.9033, -0.0636, -0.5514 }, 0.9082 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %zu", i);
      g_assert_cmpfloat_with_epsilon (get_distance (cases[i].x, cases[i].y), cases[i].distance,
                                      1e-4);
    }
}

static double
get_least_distance (const TideTheme *theme,
                    int              n)
{
  double least = INFINITY;

  for (int sight = 0; sight < 4; sight++)
    {
      for (int i = 0; i < n; i++)
        {
          for (int j = 0; j < i; j++)
            least = fmin (least, get_distance (see (theme->series[i], sight),
                                               see (theme->series[j], sight)));
        }
    }

  return least;
}

/* The figures are those the palettes were chosen for, to the digit printed. */
static void
test_series_are_apart (void)
{
  static const double least[TIDE_THEME_N_MODES] = { 13.8, 13.5, 12.6, 13.1 };
  TideTheme           theme;

  for (int mode = 0; mode < TIDE_THEME_N_MODES; mode++)
    {
      theme = tide_theme_get ((TideThemeMode) mode, TIDE_UP_GREEN);
      g_test_message ("%s: %.3f", tide_theme_mode_to_string ((TideThemeMode) mode),
                      get_least_distance (&theme, TIDE_THEME_N_SERIES));
      g_assert_cmpfloat (get_least_distance (&theme, TIDE_THEME_N_SERIES), >=, least[mode] - 0.05);
    }

  theme = tide_theme_get (TIDE_THEME_LIGHT, TIDE_UP_GREEN);
  g_assert_cmpfloat (get_least_distance (&theme, 4), >=, 22.6 - 0.05);
}

static void
test_directions_are_apart (void)
{
  TideTheme theme = tide_theme_get (TIDE_THEME_LIGHT, TIDE_UP_GREEN);

  g_assert_cmpfloat (get_distance (see (theme.up_fill, 1), see (theme.down_fill, 1)), >=, 24.5);
  g_assert_cmpfloat (get_distance (see (theme.up_fill, 2), see (theme.down_fill, 2)), >=, 18.5);
}

static void
check_contrast (const TideTheme *theme,
                TideColor        color,
                double           expected,
                const char      *what)
{
  double contrast = tide_color_get_contrast (color, theme->background);

  g_test_message ("%s %s: %.2f, expected %.1f", tide_theme_mode_to_string (theme->mode), what,
                  contrast, expected);
  g_assert_cmpfloat_with_epsilon (contrast, expected, 0.06);
}

static void
test_contrasts (void)
{
  static const struct
  {
    double ink, ink2, axis, grid, up_fill, up_text, down_fill, down_text, cited, warning;
  } rows[TIDE_THEME_N_MODES] = {
    { 16.0, 6.6, 3.5, 1.3, 3.8, 5.3, 6.6, 6.6, 6.9, 5.7 },
    { 16.7, 9.1, 4.8, 1.4, 9.0, 9.0, 4.1, 6.0, 7.4, 10.0 },
    { 21.0, 11.3, 6.6, 2.2, 5.3, 7.7, 9.5, 9.5, 9.0, 5.7 },
    { 16.7, 12.3, 9.1, 2.5, 12.0, 12.0, 6.0, 7.6, 6.9, 10.0 },
  };

  for (int mode = 0; mode < TIDE_THEME_N_MODES; mode++)
    {
      TideTheme theme = tide_theme_get ((TideThemeMode) mode, TIDE_UP_GREEN);

      check_contrast (&theme, theme.ink, rows[mode].ink, "ink");
      check_contrast (&theme, theme.ink2, rows[mode].ink2, "ink 2");
      check_contrast (&theme, theme.axis, rows[mode].axis, "axis");
      check_contrast (&theme, theme.grid, rows[mode].grid, "grid");
      check_contrast (&theme, theme.up_fill, rows[mode].up_fill, "up fill");
      check_contrast (&theme, theme.up_text, rows[mode].up_text, "up text");
      check_contrast (&theme, theme.down_fill, rows[mode].down_fill, "down fill");
      check_contrast (&theme, theme.down_text, rows[mode].down_text, "down text");
      check_contrast (&theme, theme.cited, rows[mode].cited, "cited");
      check_contrast (&theme, theme.warning, rows[mode].warning, "warning");
    }
}

static void
test_series_contrasts (void)
{
  static const double rows[TIDE_THEME_N_MODES][TIDE_THEME_N_SERIES] = {
    { 9.0, 3.8, 3.3, 10.4, 4.9, 8.7, 3.1, 5.1 },
    { 6.6, 5.4, 4.4, 6.8, 11.0, 10.3, 4.0, 11.0 },
    { 4.6, 5.4, 5.1, 12.3, 8.3, 11.6, 8.7, 7.0 },
    { 4.7, 9.9, 12.0, 4.6, 12.2, 4.6, 8.1, 7.3 },
  };

  for (int mode = 0; mode < TIDE_THEME_N_MODES; mode++)
    {
      TideTheme theme = tide_theme_get ((TideThemeMode) mode, TIDE_UP_GREEN);

      for (int i = 0; i < TIDE_THEME_N_SERIES; i++)
        {
          TideColor text = tide_color_get_text_color (theme.series[i]);

          check_contrast (&theme, theme.series[i], rows[mode][i], "series");
          g_assert_cmpfloat (tide_color_get_contrast (text, theme.series[i]), >, 4.5);
        }
    }
}

static void
test_pairs_and_strips (void)
{
  static const double pairs[TIDE_THEME_N_MODES][2] = {
    { 5.6, 4.7 },
    { 5.9, 5.8 },
    { 7.6, 6.8 },
    { 8.9, 9.3 },
  };
  static const double strips[TIDE_THEME_N_MODES][2] = {
    { 10.7, 8.9 },
    { 8.6, 9.5 },
    { 21, 21 },
    { 16.7, 16.7 },
  };

  for (int mode = 0; mode < TIDE_THEME_N_MODES; mode++)
    {
      TideTheme theme = tide_theme_get ((TideThemeMode) mode, TIDE_UP_BLUE);

      check_contrast (&theme, theme.up_fill, pairs[mode][0], "blue");
      check_contrast (&theme, theme.down_fill, pairs[mode][1], "orange");
      g_assert_cmpfloat_with_epsilon (tide_color_get_contrast (theme.sample_ink, theme.sample_tint),
                                      strips[mode][0], 0.06);
      g_assert_cmpfloat_with_epsilon (tide_color_get_contrast (theme.as_of_ink, theme.as_of_tint),
                                      strips[mode][1], 0.06);
      g_assert_cmpint (theme.strip_border, ==, mode >= TIDE_THEME_CONTRAST_LIGHT ? 2 : 0);
    }
}

static void
test_red_up_swaps_only_directions (void)
{
  for (int mode = 0; mode < TIDE_THEME_N_MODES; mode++)
    {
      TideTheme green = tide_theme_get ((TideThemeMode) mode, TIDE_UP_GREEN);
      TideTheme red = tide_theme_get ((TideThemeMode) mode, TIDE_UP_RED);

      g_assert_cmphex (red.up_fill, ==, green.down_fill);
      g_assert_cmphex (red.up_text, ==, green.down_text);
      g_assert_cmphex (red.down_fill, ==, green.up_fill);
      g_assert_cmphex (red.down_text, ==, green.up_text);
      g_assert_cmphex (red.cited, ==, green.cited);
      g_assert_cmphex (red.warning, ==, green.warning);
      g_assert_cmpmem (red.series, sizeof red.series, green.series, sizeof green.series);
    }
}

static void
test_format (void)
{
  char text[TIDE_COLOR_TEXT_SIZE];

  g_assert_cmpstr (tide_color_format (0x00ff0a, text), ==, "#00ff0a");
  g_assert_cmpfloat_with_epsilon (tide_color_get_contrast (0x000000, 0xffffff), 21, 1e-9);
  g_assert_cmphex (tide_color_get_text_color (0x202020), ==, 0xffffff);
  g_assert_cmphex (tide_color_get_text_color (0xe0e0e0), ==, 0x000000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/chart/theme/distance-formula", test_distance_formula);
  g_test_add_func ("/chart/theme/series-are-apart", test_series_are_apart);
  g_test_add_func ("/chart/theme/directions-are-apart", test_directions_are_apart);
  g_test_add_func ("/chart/theme/contrasts", test_contrasts);
  g_test_add_func ("/chart/theme/series-contrasts", test_series_contrasts);
  g_test_add_func ("/chart/theme/pairs-and-strips", test_pairs_and_strips);
  g_test_add_func ("/chart/theme/red-up-swaps-only-directions", test_red_up_swaps_only_directions);
  g_test_add_func ("/chart/theme/format", test_format);

  return g_test_run ();
}
