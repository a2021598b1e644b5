// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>

#include "base/tide-unit.h"

G_BEGIN_DECLS

bool tide_figure_text_parse (const char *value,
                             const char *unit,
                             TideUnit    usual,
                             TideUnit   *out_unit,
                             double     *out_value,
                             GError    **error);
bool tide_figure_unit_parse (const char *text,
                             TideUnit    usual,
                             TideUnit   *out_unit,
                             int        *out_exponent);

G_END_DECLS
