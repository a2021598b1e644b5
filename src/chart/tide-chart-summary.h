// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-spec.h"

G_BEGIN_DECLS

/**
 * TideChartTable:
 *
 * The values of a chart as rows and columns: the day first, then each layer. It
 * is what a reader without eyes walks, what is copied, and what a CSV holds.
 * Immutable, reference counted.
 */
typedef struct _TideChartTable TideChartTable;

TideChartTable *tide_chart_table_new (TideChartSpec *spec);
TideChartTable *tide_chart_table_ref (TideChartTable *self);
void            tide_chart_table_unref (TideChartTable *self);
size_t          tide_chart_table_get_n_rows (const TideChartTable *self);
size_t          tide_chart_table_get_n_columns (const TideChartTable *self);
const char     *tide_chart_table_get_header (const TideChartTable *self,
                                             size_t                column);
TideDay         tide_chart_table_get_day (const TideChartTable *self,
                                          size_t                row);
double          tide_chart_table_get_value (const TideChartTable *self,
                                            size_t                row,
                                            size_t                column);
GBytes         *tide_chart_table_to_csv (const TideChartTable *self);
char           *tide_chart_table_to_tsv (const TideChartTable *self);

char *tide_chart_summary_new (TideChartSpec *spec);
char *tide_chart_summary_new_title (TideChartSpec *spec);
char *tide_chart_summary_new_subtitle (TideChartSpec *spec);
char *tide_chart_summary_new_unit (TideChartSpec *spec);
char *tide_chart_summary_new_source (TideChartSpec *spec);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideChartTable, tide_chart_table_unref)

G_END_DECLS
