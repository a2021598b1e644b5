// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <pango/pangocairo.h>

#include "chart/tide-chart-layout.h"

G_BEGIN_DECLS

PangoContext    *tide_chart_painter_create_context (void);
TideChartMeasure tide_chart_painter_measure (PangoContext *context);
void             tide_chart_painter_paint (const TideChartLayout *layout,
                                           PangoContext          *context,
                                           cairo_t               *cr,
                                           double                 device_scale);

G_END_DECLS
