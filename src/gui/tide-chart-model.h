// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-chart-view.h"
#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_CHART_MODEL (tide_chart_model_get_type ())
G_DECLARE_FINAL_TYPE (TideChartModel, tide_chart_model, TIDE, CHART_MODEL, GObject)

/*
 * What the chart of an instrument shows: which instruments, which window, how.
 * It watches the formulas of the prices at the window's as-of moment and makes
 * a spec of them. Choices are kept in the workspace under its name.
 * Properties, bound to toggles: `candles`, `log`, `percent`, `volume`.
 * Signal `changed`: the spec, the window or what is compared is another.
 */
TideChartModel *tide_chart_model_new (TideViewContext *context,
                                      const char      *name);
void            tide_chart_model_attach (TideChartModel *self,
                                         TideChartView  *view);
TideChartSpec  *tide_chart_model_get_spec (TideChartModel *self);
const char     *tide_chart_model_get_symbol (TideChartModel *self);
void            tide_chart_model_set_symbol (TideChartModel *self,
                                             const char     *symbol);
const char     *tide_chart_model_get_range (TideChartModel *self);
void            tide_chart_model_set_range (TideChartModel *self,
                                            const char     *period);
void            tide_chart_model_set_window (TideChartModel *self,
                                             TideDay         from,
                                             TideDay         to);
char          **tide_chart_model_dup_compared (TideChartModel *self);
bool            tide_chart_model_compare (TideChartModel *self,
                                          const char     *symbol);
void            tide_chart_model_drop_compared (TideChartModel *self,
                                                const char     *symbol);
TideDay         tide_chart_model_get_base (TideChartModel *self);
void            tide_chart_model_set_base (TideChartModel *self,
                                           TideDay         day);
bool            tide_chart_model_has_volume (TideChartModel *self);
char           *tide_chart_dup_instrument_name (TideDesk   *desk,
                                                const char *symbol);

G_END_DECLS
