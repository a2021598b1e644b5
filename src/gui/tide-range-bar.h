// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-chart-model.h"

G_BEGIN_DECLS

#define TIDE_TYPE_RANGE_BAR (tide_range_bar_get_type ())
G_DECLARE_FINAL_TYPE (TideRangeBar, tide_range_bar, TIDE, RANGE_BAR, GtkWidget)

/* Linked toggles, one a period: `1M`, `YTD`, `5Y`, `MAX`. None is down while
 * the window is one of its own. */
void tide_range_bar_bind (TideRangeBar      *self,
                          TideChartModel    *model,
                          const char *const *periods);

G_END_DECLS
