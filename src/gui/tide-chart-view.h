// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "chart/tide-chart-layout.h"
#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_CHART_VIEW (tide_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (TideChartView, tide_chart_view, TIDE, CHART_VIEW, GtkWidget)

/*
 * A chart on screen; implements TideExhibit. It draws a spec in the theme of
 * the window, shows values under a crosshair, and asks whoever gave the spec
 * for another one:
 *   window-wanted (int from, int to)   zoomed or moved; TIDE_DAY_NONE is open
 *   log-wanted, percent-wanted         the key for the toggle was pressed
 *   reset-wanted                       the window as it was first
 *   edge-moved (int edge, int day)     a TideChartEdge of the span that the
 *                                      statistics are taken over was moved
 */
GtkWidget             *tide_chart_view_new (TideViewContext *context);
TideChartSpec         *tide_chart_view_get_spec (TideChartView *self);
void                   tide_chart_view_set_spec (TideChartView *self,
                                                 TideChartSpec *spec);
void                   tide_chart_view_set_message (TideChartView *self,
                                                    const char    *message);
const char            *tide_chart_view_get_message (TideChartView *self);
void                   tide_chart_view_set_dimmed (TideChartView *self,
                                                   bool           dimmed);
const TideChartLayout *tide_chart_view_get_layout (TideChartView *self);
TideDay                tide_chart_view_get_cross_day (TideChartView *self);
const char            *tide_chart_view_get_value_text (TideChartView *self);
void                   tide_chart_view_point_at (TideChartView *self,
                                                 double         x,
                                                 double         y);

G_END_DECLS
