// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-flows-tables"

#include "config.h"

#include "gui/tide-flows-tables.h"

#include "gui/tide-bars-view.h"
#include "gui/tide-exhibit-grid.h"
#include "gui/tide-sheet-table.h"

/* Tables that a sub-page may have. */
#define N_TABLES 3
/* Charts below them. */
#define N_CHARTS 2

struct _TideFlowsTables
{
  GtkWidget parent_instance;

  TideViewContext *context;          /* (owned) */
  TideBarsView    *bars;             /* (unowned): of the first plan */
  TideSheetTable  *tables[N_TABLES]; /* (unowned) */

  TideFormulaChart *charts[N_CHARTS]; /* (unowned) */
  TideExhibitGrid  *grid;             /* (unowned) */
};

G_DEFINE_FINAL_TYPE (TideFlowsTables, tide_flows_tables, GTK_TYPE_WIDGET)

static void
tide_flows_tables_dispose (GObject *object)
{
  TideFlowsTables *self = TIDE_FLOWS_TABLES (object);
  GtkWidget       *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_flows_tables_parent_class)->dispose (object);
}

static void
tide_flows_tables_class_init (TideFlowsTablesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tide_flows_tables_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tide_flows_tables_init (TideFlowsTables *self)
{
}

GtkWidget *
tide_flows_tables_new (TideViewContext *context)
{
  TideFlowsTables *self = g_object_new (TIDE_TYPE_FLOWS_TABLES, NULL);
  GtkWidget       *scrolled = gtk_scrolled_window_new ();
  GtkWidget       *grid = tide_exhibit_grid_new ();

  self->context = g_object_ref (context);
  self->grid = TIDE_EXHIBIT_GRID (grid);
  self->bars = TIDE_BARS_VIEW (tide_bars_view_new (context));
  gtk_widget_set_visible (GTK_WIDGET (self->bars), FALSE);
  tide_exhibit_grid_append (TIDE_EXHIBIT_GRID (grid), GTK_WIDGET (self->bars));
  for (size_t i = 0; i < N_TABLES; i++)
    {
      self->tables[i] = TIDE_SHEET_TABLE (tide_sheet_table_new (context));
      gtk_widget_set_visible (GTK_WIDGET (self->tables[i]), FALSE);
      tide_exhibit_grid_append (TIDE_EXHIBIT_GRID (grid), GTK_WIDGET (self->tables[i]));
    }
  for (size_t i = 0; i < N_CHARTS; i++)
    {
      self->charts[i] = TIDE_FORMULA_CHART (tide_formula_chart_new (context));
      gtk_widget_set_visible (GTK_WIDGET (self->charts[i]), FALSE);
      tide_exhibit_grid_append (TIDE_EXHIBIT_GRID (grid), GTK_WIDGET (self->charts[i]));
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/* @picture: (nullable): what is drawn, as @bars say. @plans: (element-type
 * TideSheetPlan): the tables beside and below it, at most three. */
void
tide_flows_tables_show (TideFlowsTables     *self,
                        TideSheetPlan       *picture,
                        const TideSheetBars *bars,
                        GPtrArray           *plans)
{
  g_return_if_fail (TIDE_IS_FLOWS_TABLES (self));
  g_return_if_fail (plans->len <= N_TABLES);

  gtk_widget_set_visible (GTK_WIDGET (self->bars), picture != NULL);
  if (picture != NULL)
    tide_bars_view_show (self->bars, picture, bars);
  for (unsigned int i = 0; i < N_TABLES; i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->tables[i]), i < plans->len);
      if (i < plans->len)
        tide_sheet_table_show (self->tables[i], g_ptr_array_index (plans, i));
    }
}

/* @plans: at most two, side by side below the first table. */
void
tide_flows_tables_show_charts (TideFlowsTables            *self,
                               const TideFormulaChartPlan *plans,
                               size_t                      n_plans)
{
  g_return_if_fail (TIDE_IS_FLOWS_TABLES (self));
  g_return_if_fail (n_plans <= N_CHARTS);

  tide_exhibit_grid_set_wide_first (self->grid, n_plans == N_CHARTS);
  for (size_t i = 0; i < N_CHARTS; i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->charts[i]), i < n_plans);
      if (i < n_plans)
        tide_formula_chart_show (self->charts[i], &plans[i]);
    }
}

TideExhibit *
tide_flows_tables_get_exhibit (TideFlowsTables *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->bars)) ? TIDE_EXHIBIT (self->bars)
                                                          : TIDE_EXHIBIT (self->tables[0]);
}
