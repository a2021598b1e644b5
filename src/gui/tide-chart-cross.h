// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-layout.h"

G_BEGIN_DECLS

/* The words beside a crosshair, read from the layout: for the eye every series
 * with its colour, for the ear the one that the keys walk along. */
char       *tide_chart_cross_dup_readout (const TideChartLayout *layout,
                                          TideDay                day);
char       *tide_chart_cross_dup_value_text (const TideChartLayout *layout,
                                             size_t                 plot,
                                             TideDay                day);
const char *tide_chart_cross_get_label (const TideChartLayout *layout,
                                        size_t                 plot);

G_END_DECLS
