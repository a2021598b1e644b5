// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "chart/tide-chart-layout.h"

G_BEGIN_DECLS

/**
 * TideChartOverlay:
 * @layout: the chart below
 * @text_context: what its text was measured with
 * @em: font size; px
 * @scale: device pixels to a pixel
 * @cross: day under the crosshair
 * @plot: series that the keys walk along
 * @ringed: the crosshair was put there, and its point has a ring
 *
 * What is drawn over a chart; all borrowed.
 */
typedef struct
{
  const TideChartLayout *layout;
  PangoContext          *text_context;
  double                 em;
  double                 scale;
  TideDay                cross;
  size_t                 plot;
  bool                   ringed;
} TideChartOverlay;

void tide_chart_overlay_snapshot_cross (const TideChartOverlay *self,
                                        GtkSnapshot            *snapshot);
void tide_chart_overlay_snapshot_message (const TideChartOverlay *self,
                                          const char             *message,
                                          GtkSnapshot            *snapshot);

G_END_DECLS
