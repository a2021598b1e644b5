// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

#include "chart/tide-theme.h"

G_BEGIN_DECLS

#define TIDE_TYPE_STYLE (tide_style_get_type ())
G_DECLARE_FINAL_TYPE (TideStyle, tide_style, TIDE, STYLE, GObject)

/*
 * The looks of all windows: follows the system's light, dark and high contrast
 * and the user's choice of the colour of rises, and gives widgets and charts
 * one theme. Signal `changed` when the theme is another. The properties
 * `up-colour` and `colour-scheme` hold the nicks of the settings' choices.
 */
TideStyle       *tide_style_new (void);
const TideTheme *tide_style_get_theme (TideStyle *self);
TideUpColor      tide_style_get_up_color (TideStyle *self);

G_END_DECLS
