// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/**
 * TideColor:
 *
 * An opaque sRGB colour, 0xRRGGBB.
 */
typedef uint32_t TideColor;

/** TIDE_COLOR_TEXT_SIZE: bytes that hold `#rrggbb` and its terminator. */
#define TIDE_COLOR_TEXT_SIZE 8
/** TIDE_THEME_N_SERIES: how many series have a colour of their own. */
#define TIDE_THEME_N_SERIES 8

/**
 * TideThemeMode:
 * @TIDE_THEME_LIGHT: on white; paper is always this one
 * @TIDE_THEME_DARK: on #1e1e1e
 * @TIDE_THEME_CONTRAST_LIGHT: high contrast on white
 * @TIDE_THEME_CONTRAST_DARK: high contrast on #1e1e1e
 */
typedef enum
{
  TIDE_THEME_LIGHT,
  TIDE_THEME_DARK,
  TIDE_THEME_CONTRAST_LIGHT,
  TIDE_THEME_CONTRAST_DARK,
} TideThemeMode;

/** TIDE_THEME_N_MODES: how many modes there are. */
#define TIDE_THEME_N_MODES 4

/**
 * TideUpColor:
 * @TIDE_UP_GREEN: up is green, down is red
 * @TIDE_UP_RED: up is red, down is green, as in mainland China and Japan
 * @TIDE_UP_BLUE: the pair that red-blind and green-blind readers tell apart:
 *   up is blue, down is orange
 */
typedef enum
{
  TIDE_UP_GREEN,
  TIDE_UP_RED,
  TIDE_UP_BLUE,
} TideUpColor;

/**
 * TideTheme:
 * @mode: which theme this is
 * @background: what everything below is drawn on
 * @ink: text
 * @ink2: subtitles, axis text, source lines
 * @axis: axis and zero lines, crosshair
 * @grid: decoration
 * @up_fill: areas and bodies of rises, after the choice of #TideUpColor
 * @up_text: text of rises
 * @down_fill: areas and bodies of falls
 * @down_text: text of falls
 * @cited: cited figures
 * @warning: warnings and stale values
 * @sample_ink: text of the sample strip
 * @sample_tint: background of the sample strip
 * @as_of_ink: text of the as-of strip
 * @as_of_tint: background of the as-of strip
 * @strip_border: width of the border of both strips; px
 * @state_opacity: opacity of @ink behind the plot for phases; fraction
 * @series: colours of the series, in order
 *
 * Every colour that a chart or a window uses. Direction colours are for changes
 * and flows only.
 */
typedef struct
{
  TideThemeMode mode;
  TideColor     background;
  TideColor     ink;
  TideColor     ink2;
  TideColor     axis;
  TideColor     grid;
  TideColor     up_fill;
  TideColor     up_text;
  TideColor     down_fill;
  TideColor     down_text;
  TideColor     cited;
  TideColor     warning;
  TideColor     sample_ink;
  TideColor     sample_tint;
  TideColor     as_of_ink;
  TideColor     as_of_tint;
  int           strip_border;
  double        state_opacity;
  TideColor     series[TIDE_THEME_N_SERIES];
} TideTheme;

TideTheme   tide_theme_get (TideThemeMode mode,
                            TideUpColor   up);
const char *tide_theme_mode_to_string (TideThemeMode mode);

double    tide_color_get_luminance (TideColor color);
double    tide_color_get_contrast (TideColor a,
                                   TideColor b);
TideColor tide_color_get_text_color (TideColor background);
char     *tide_color_format (TideColor color,
                             char     *buffer);

G_END_DECLS
