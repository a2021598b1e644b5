// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-theme"

#include "config.h"

#include "tide-theme.h"

#include <math.h>

typedef struct
{
  TideColor fill;
  TideColor text;
} Ink;

typedef struct
{
  TideTheme base;
  Ink       green;
  Ink       red;
  Ink       blue;
  Ink       orange;
} Palette;

/* The order of the modes. Direction colours are filled in on request. */
static const Palette palettes[TIDE_THEME_N_MODES] = {
  {
    .base = {
      .mode = TIDE_THEME_LIGHT,
      .background = 0xffffff,
      .ink = 0x241f31,
      .ink2 = 0x5e5c64,
      .axis = 0x8b898f,
      .grid = 0xe4e3e1,
      .cited = 0x7a3fa0,
      .warning = 0x8f5c00,
      .sample_ink = 0x3d2f00,
      .sample_tint = 0xf9e7b3,
      .as_of_ink = 0x1a3a6b,
      .as_of_tint = 0xd6e6fa,
      .state_opacity = 0.07,
      .series = { 0x1a3ab8, 0xc36d08, 0x16a08f, 0x751f3f, 0x517492, 0x445107, 0x9986d1, 0x796b65 },
    },
    .green = { 0x0f9472, 0x0b7a55 },
    .red = { 0xb3202b, 0xb3202b },
    .blue = { 0x1f66c2, 0x1f66c2 },
    .orange = { 0xb85a00, 0xb85a00 },
  },
  {
    .base = {
      .mode = TIDE_THEME_DARK,
      .background = 0x1e1e1e,
      .ink = 0xffffff,
      .ink2 = 0xc0bfbc,
      .axis = 0x8a8a8a,
      .grid = 0x353535,
      .cited = 0xc79be8,
      .warning = 0xf5c211,
      .sample_ink = 0xf6e3b0,
      .sample_tint = 0x4a3b10,
      .as_of_ink = 0xcfe3fb,
      .as_of_tint = 0x1f3554,
      .state_opacity = 0.06,
      .series = { 0x79a0ff, 0xec6f02, 0x49907a, 0xdf8db4, 0x87ddff, 0xc5d472, 0x946db1, 0xf3c8c2 },
    },
    .green = { 0x56d3b0, 0x56d3b0 },
    .red = { 0xe04848, 0xff6b6b },
    .blue = { 0x5a9cf0, 0x5a9cf0 },
    .orange = { 0xe0812a, 0xe0812a },
  },
  {
    .base = {
      .mode = TIDE_THEME_CONTRAST_LIGHT,
      .background = 0xffffff,
      .ink = 0x000000,
      .ink2 = 0x3d3846,
      .axis = 0x5e5c64,
      .grid = 0xb0afb3,
      .cited = 0x613583,
      .warning = 0x8f5c00,
      .sample_ink = 0x000000,
      .sample_tint = 0xffffff,
      .as_of_ink = 0x000000,
      .as_of_tint = 0xffffff,
      .strip_border = 2,
      .state_opacity = 0.07,
      .series = { 0x406ced, 0xac5007, 0x0e7c70, 0x6c023b, 0x275368, 0x403901, 0x592ab3, 0x735145 },
    },
    .green = { 0x0b7a55, 0x0b5f3b },
    .red = { 0x8c0f1f, 0x8c0f1f },
    .blue = { 0x15539e, 0x15539e },
    .orange = { 0x8f4700, 0x8f4700 },
  },
  {
    .base = {
      .mode = TIDE_THEME_CONTRAST_DARK,
      .background = 0x1e1e1e,
      .ink = 0xffffff,
      .ink2 = 0xdeddda,
      .axis = 0xc0bfbc,
      .grid = 0x5e5c64,
      .cited = 0xdc8add,
      .warning = 0xf5c211,
      .sample_ink = 0xffffff,
      .sample_tint = 0x1e1e1e,
      .as_of_ink = 0xffffff,
      .as_of_tint = 0x1e1e1e,
      .strip_border = 2,
      .state_opacity = 0.06,
      .series = { 0x5280ff, 0xfdbb6b, 0x57f3d0, 0xc26b8c, 0xc0e1fd, 0x7e8c54, 0xb6aafd, 0xbba896 },
    },
    .green = { 0x7ff0c4, 0x7ff0c4 },
    .red = { 0xff6b6b, 0xff8f8a },
    .blue = { 0x99c1f1, 0x99c1f1 },
    .orange = { 0xffb066, 0xffb066 },
  },
};

static void
set_directions (TideTheme *theme,
                Ink        up,
                Ink        down)
{
  theme->up_fill = up.fill;
  theme->up_text = up.text;
  theme->down_fill = down.fill;
  theme->down_text = down.text;
}

static double
linearise (TideColor color,
           int       shift)
{
  double channel = (double) (color >> shift & 0xff) / 255.0;

  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/**
 * tide_theme_get:
 * @mode: which theme
 * @up: the reader's convention for rises
 *
 * Looks up the colours of charts and windows. The choice of @up moves the
 * direction colours only, never series, cited figures or warnings.
 *
 * Returns: the colours, by value; may be called on any thread
 */
TideTheme
tide_theme_get (TideThemeMode mode,
                TideUpColor   up)
{
  const Palette *palette = &palettes[TIDE_THEME_LIGHT];
  TideTheme      theme;

  g_return_val_if_fail ((unsigned) mode < TIDE_THEME_N_MODES, palette->base);

  palette = &palettes[mode];
  theme = palette->base;
  switch (up)
    {
    case TIDE_UP_GREEN:
      set_directions (&theme, palette->green, palette->red);
      break;
    case TIDE_UP_RED:
      set_directions (&theme, palette->red, palette->green);
      break;
    case TIDE_UP_BLUE:
      set_directions (&theme, palette->blue, palette->orange);
      break;
    }

  return theme;
}

/**
 * tide_theme_mode_to_string:
 * @mode: which theme
 *
 * Names a theme for settings, style classes and printed layouts.
 *
 * Returns: `light`, `dark`, `contrast-light` or `contrast-dark`
 */
const char *
tide_theme_mode_to_string (TideThemeMode mode)
{
  switch (mode)
    {
    case TIDE_THEME_LIGHT:
      return "light";
    case TIDE_THEME_DARK:
      return "dark";
    case TIDE_THEME_CONTRAST_LIGHT:
      return "contrast-light";
    case TIDE_THEME_CONTRAST_DARK:
      return "contrast-dark";
    }

  g_return_val_if_reached ("light");
}

/**
 * tide_color_get_luminance:
 * @color: any colour
 *
 * Measures how light a colour is to the eye.
 *
 * Source: Web Content Accessibility Guidelines 2.2, "relative luminance".
 *
 * Returns: relative luminance, from 0 (black) to 1 (white)
 */
double
tide_color_get_luminance (TideColor color)
{
  return 0.2126 * linearise (color, 16) + 0.7152 * linearise (color, 8) +
         0.0722 * linearise (color, 0);
}

/**
 * tide_color_get_contrast:
 * @a: any colour
 * @b: any colour
 *
 * Measures how well two colours stand out against each other. The order does
 * not matter.
 *
 * Source: Web Content Accessibility Guidelines 2.2, "contrast ratio".
 *
 * Returns: contrast ratio, from 1 to 21
 */
double
tide_color_get_contrast (TideColor a,
                         TideColor b)
{
  double la = tide_color_get_luminance (a);
  double lb = tide_color_get_luminance (b);

  return (fmax (la, lb) + 0.05) / (fmin (la, lb) + 0.05);
}

/**
 * tide_color_get_text_color:
 * @background: colour of a filled box
 *
 * Chooses black or white for text in the box, whichever contrasts more; that is
 * at least 4.58 on any background.
 *
 * Returns: black or white
 */
TideColor
tide_color_get_text_color (TideColor background)
{
  bool black = tide_color_get_contrast (background, 0x000000) >=
               tide_color_get_contrast (background, 0xffffff);

  return black ? 0x000000 : 0xffffff;
}

/**
 * tide_color_format:
 * @color: any colour
 * @buffer: (out): at least %TIDE_COLOR_TEXT_SIZE bytes
 *
 * Prints a colour as style sheets and SVG spell it: `#1a3ab8`.
 *
 * Returns: @buffer
 */
char *
tide_color_format (TideColor color,
                   char     *buffer)
{
  g_snprintf (buffer, TIDE_COLOR_TEXT_SIZE, "#%06x", (unsigned) (color & 0xffffff));
  return buffer;
}
