// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-spec.h"

G_BEGIN_DECLS

/* What the layout, the words around the picture and the table all ask about the
 * window that a spec shows. */

/* Decimals of a rebased value, a percentage or a multiple. */
#define TIDE_CHART_DECIMALS 1

TideChartRange tide_chart_window_get_range (TideChartSpec *spec,
                                            size_t         layer);
TideChartRange tide_chart_window_get_axis_range (TideChartSpec *spec,
                                                 TideChartAxis  axis);
bool           tide_chart_window_has_axis (TideChartSpec *spec,
                                           TideChartAxis  axis);
bool           tide_chart_window_is_series (const TideChartLayer *layer);
bool           tide_chart_window_has_columns (TideChartSpec *spec,
                                              TideChartAxis  axis);
bool           tide_chart_window_is_log (TideChartSpec *spec,
                                         TideChartAxis  axis);
bool           tide_chart_window_get_last (TideChartSpec *spec,
                                           size_t         layer,
                                           size_t        *out_row);
bool           tide_chart_window_get_first (TideChartSpec *spec,
                                            size_t         layer,
                                            size_t        *out_row);
const char    *tide_chart_window_get_part (TideChartSpec *spec,
                                           size_t         layer);
bool           tide_chart_window_has_ended (TideChartSpec *spec,
                                            size_t         layer,
                                            TideDay        last);
bool           tide_chart_window_shows_end (TideChartSpec *spec,
                                            size_t         layer);
double         tide_chart_window_get_multiplier (TideChartSpec *spec,
                                                 TideChartAxis  axis,
                                                 const char   **out_word);
TideUnit       tide_chart_window_get_unit (TideChartSpec *spec,
                                           TideChartAxis  axis);
const char    *tide_chart_window_get_suffix (TideUnit unit);
char          *tide_chart_window_format (TideChartSpec *spec,
                                         size_t         layer,
                                         double         shown);
char          *tide_chart_window_format_number (double      value,
                                                int         decimals,
                                                const char *suffix);
double         tide_chart_magnitude_get_divisor (double       largest,
                                                 const char **out_word);

double *tide_chart_stack_new_base (const TideChartLayer *layers,
                                   size_t                n_layers,
                                   size_t                layer);

G_END_DECLS
