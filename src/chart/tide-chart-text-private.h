// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

#include "base/tide-unit.h"

G_BEGIN_DECLS

/* Words and cells that charts and bars have in common. */

char *tide_chart_text_clean (const char *text,
                             long        limit);
char *tide_chart_text_describe_unit (TideUnit    unit,
                                     const char *magnitude);
void  tide_chart_text_append_tsv (GString    *tsv,
                                  const char *cell);

G_END_DECLS
