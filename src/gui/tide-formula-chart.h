// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-chart-view.h"

G_BEGIN_DECLS

/**
 * TideFormulaLayer:
 * @formula: what is drawn: a series, or a number for a level
 * @low: (nullable): formula of the lower edge of a band
 * @symbol: (nullable): instrument that the formulas are read for
 * @layer: how it is drawn; series, values and pyramid are filled in from the
 *   answers, a band between two numbers becomes one between levels
 *
 * Something in a chart, as formulas.
 */
typedef struct
{
  const char    *formula;
  const char    *low;
  const char    *symbol;
  TideChartLayer layer;
} TideFormulaLayer;

/** TIDE_FORMULA_CHART_UNIT: stands in a subtitle for the unit of the axes. */
#define TIDE_FORMULA_CHART_UNIT "{unit}"

/**
 * TideFormulaChartPlan:
 * @layers: (array length=n_layers): what is drawn, back to front
 * @n_layers: how many
 * @window: (nullable): period shown, counted back from the last day of @data, or
 *   where that is %TIDE_DAY_NONE from the last value: `1Y`; NULL for all there is
 * @data: title, subtitle, note and what else stays when the values change;
 *   layers, window and source are filled in, and in the subtitle the unit of the
 *   axes, `HKD bn`, in place of %TIDE_FORMULA_CHART_UNIT. Texts are copied
 *
 * What a chart of formulas consists of.
 */
typedef struct
{
  const TideFormulaLayer *layers;
  size_t                  n_layers;
  const char             *window;
  TideChartData           data;
} TideFormulaChartPlan;

#define TIDE_TYPE_FORMULA_CHART (tide_formula_chart_get_type ())
G_DECLARE_FINAL_TYPE (TideFormulaChart, tide_formula_chart, TIDE, FORMULA_CHART, GtkWidget)

/*
 * A chart of formulas that are watched at the window's as-of moment. The view
 * inside it is the exhibit. What was shown stays until every formula of the next
 * plan has been answered. Emits `updated` when it shows other values.
 */
GtkWidget     *tide_formula_chart_new (TideViewContext *context);
TideChartView *tide_formula_chart_get_view (TideFormulaChart *self);
void           tide_formula_chart_show (TideFormulaChart           *self,
                                        const TideFormulaChartPlan *plan);
void           tide_formula_chart_set_title (TideFormulaChart *self,
                                             const char       *title);
void           tide_formula_chart_set_note (TideFormulaChart *self,
                                            const char       *note);
void           tide_formula_chart_set_span (TideFormulaChart *self,
                                            TideDay           from);
size_t         tide_formula_chart_get_n_layers (TideFormulaChart *self);
TideResult    *tide_formula_chart_get_result (TideFormulaChart *self,
                                              size_t            layer);

G_END_DECLS
