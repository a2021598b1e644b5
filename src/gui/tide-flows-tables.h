// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-flows.h"
#include "gui/tide-exhibit.h"
#include "gui/tide-formula-chart.h"
#include "gui/tide-sheet-bars.h"
#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_FLOWS_TABLES (tide_flows_tables_get_type ())
G_DECLARE_FINAL_TYPE (TideFlowsTables, tide_flows_tables, TIDE, FLOWS_TABLES, GtkWidget)

/* The sheets of a sub-page: sectors, holdings or positioning. */
GtkWidget   *tide_flows_tables_new (TideViewContext *context);
void         tide_flows_tables_show (TideFlowsTables     *self,
                                     TideSheetPlan       *picture,
                                     const TideSheetBars *bars,
                                     GPtrArray           *plans);
void         tide_flows_tables_show_charts (TideFlowsTables            *self,
                                            const TideFormulaChartPlan *plans,
                                            size_t                      n_plans);
TideExhibit *tide_flows_tables_get_exhibit (TideFlowsTables *self);

G_END_DECLS
