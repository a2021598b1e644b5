// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-flows-connect"

#include "config.h"

#include "gui/tide-flows-connect.h"

#include <glib/gi18n.h>

#include "gui/tide-cards.h"
#include "gui/tide-exhibit-grid.h"
#include "gui/tide-flows-text.h"
#include "gui/tide-formula-chart.h"
#include "gui/tide-sheet-table.h"

#define N_CHARTS (TIDE_FLOWS_CHART_NET + 1)

struct _TideFlowsConnect
{
  GtkWidget parent_instance;

  TideViewContext  *context;          /* (owned) */
  TideCards        *cards;            /* (unowned) */
  TideFormulaChart *charts[N_CHARTS]; /* (unowned) */
  TideSheetTable   *months;           /* (unowned) */

  TideFlows      flows; /* symbol and window are owned */
  TideSheetPlan *plan;  /* (owned) (nullable): of the cards */
  TideSheetLoad *load;  /* (owned) (nullable): of the cards */
};

G_DEFINE_FINAL_TYPE (TideFlowsConnect, tide_flows_connect, GTK_TYPE_WIDGET)

enum
{
  UPDATED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static void
answered_cb (TideFlowsConnect *self)
{
  TideSheet            *sheet = tide_sheet_load_get_sheet (self->load);
  g_autoptr (GPtrArray) cards = NULL;
  g_autofree char      *message = NULL;

  if (sheet == NULL)
    return;

  cards = tide_flows_text_new_cards (&self->flows, sheet);
  tide_cards_show (self->cards, tide_sheet_plan_get_title (self->plan), cards);
  message = tide_flows_dup_message (&self->flows, sheet);
  if (message != NULL)
    tide_formula_chart_set_title (self->charts[TIDE_FLOWS_CHART_MONTHS], message);
  g_signal_emit (self, signals[UPDATED], 0);
}

static void
ask_cards (TideFlowsConnect *self)
{
  if (self->plan == NULL)
    return;

  if (self->load != NULL)
    g_signal_handlers_disconnect_by_data (self->load, self);
  g_clear_object (&self->load);
  self->load = tide_desk_watch_sheet (tide_view_context_get_desk (self->context), self->plan,
                                      tide_view_context_get_moment (self->context));
  g_signal_connect_object (self->load, "notify::sheet", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
show_chart (TideFlowsConnect *self,
            TideFlowsChart    chart)
{
  const TideFlows *flows = &self->flows;
  g_autofree char *formula = tide_flows_format_chart (flows, chart);
  g_autofree char *sum = tide_flows_format_running_sum (flows);
  g_autofree char *title = tide_flows_dup_chart_title (flows, chart);
  g_autofree char *subtitle = tide_flows_dup_chart_subtitle (flows, chart);
  TideFormulaLayer layers[2] = {
    { .formula = formula,
      .layer = { .type = TIDE_CHART_COLUMN, .axis = TIDE_CHART_AXIS_PRIMARY } },
    { .formula = sum,
      .layer = { .type = TIDE_CHART_LINE,
                 .axis = TIDE_CHART_AXIS_SECONDARY,
                 .color = TIDE_CHART_COLOR_INK } },
  };
  TideFormulaChartPlan plan = { layers, 1, flows->window, { 0 } };

  layers[0].layer.label = chart == TIDE_FLOWS_CHART_NET ? _ ("Net buying") : _ ("Turnover");
  layers[1].layer.label = _ ("Running sum");
  layers[0].layer.color = TIDE_CHART_COLOR_AUTO;
  if (chart == TIDE_FLOWS_CHART_NET)
    {
      layers[0].layer.directed = true;
      plan.n_layers = 2;
    }
  if (chart == TIDE_FLOWS_CHART_MONTHS && tide_flows_is_part_month (flows))
    layers[0].layer.part = _ ("MTD");
  tide_chart_data_init (&plan.data);
  plan.data.to = flows->last_day;
  plan.data.title = title;
  plan.data.subtitle = subtitle;
  tide_formula_chart_show (self->charts[chart], &plan);
}

static void
tide_flows_connect_dispose (GObject *object)
{
  TideFlowsConnect *self = TIDE_FLOWS_CONNECT (object);
  GtkWidget        *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (self->load != NULL)
    g_signal_handlers_disconnect_by_data (self->load, self);
  g_clear_object (&self->load);
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->plan, tide_sheet_plan_unref);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_flows_connect_parent_class)->dispose (object);
}

static void
tide_flows_connect_finalize (GObject *object)
{
  TideFlowsConnect *self = TIDE_FLOWS_CONNECT (object);

  g_free ((char *) self->flows.symbol);
  g_free ((char *) self->flows.window);

  G_OBJECT_CLASS (tide_flows_connect_parent_class)->finalize (object);
}

static void
tide_flows_connect_class_init (TideFlowsConnectClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_flows_connect_dispose;
  G_OBJECT_CLASS (klass)->finalize = tide_flows_connect_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  signals[UPDATED] =
    g_signal_new ("updated", TIDE_TYPE_FLOWS_CONNECT, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_flows_connect_init (TideFlowsConnect *self)
{
}

GtkWidget *
tide_flows_connect_new (TideViewContext *context)
{
  TideFlowsConnect *self = g_object_new (TIDE_TYPE_FLOWS_CONNECT, NULL);
  GtkWidget        *scrolled = gtk_scrolled_window_new ();
  GtkWidget        *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget        *grid = tide_exhibit_grid_new ();

  self->context = g_object_ref (context);
  self->cards = TIDE_CARDS (tide_cards_new (context));
  self->months = TIDE_SHEET_TABLE (tide_sheet_table_new (context));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->cards));
  gtk_box_append (GTK_BOX (box), grid);
  for (size_t i = 0; i < N_CHARTS; i++)
    {
      self->charts[i] = TIDE_FORMULA_CHART (tide_formula_chart_new (context));
      tide_exhibit_grid_append (TIDE_EXHIBIT_GRID (grid), GTK_WIDGET (self->charts[i]));
    }
  tide_exhibit_grid_append (TIDE_EXHIBIT_GRID (grid), GTK_WIDGET (self->months));

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
  g_signal_connect_object (context, "moment-changed", G_CALLBACK (ask_cards), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

static bool
is_shown (TideFlowsConnect *self,
          const TideFlows  *flows)
{
  return self->plan != NULL && g_strcmp0 (self->flows.symbol, flows->symbol) == 0 &&
         g_strcmp0 (self->flows.window, flows->window) == 0 &&
         self->flows.last_day == flows->last_day;
}

void
tide_flows_connect_show (TideFlowsConnect *self,
                         const TideFlows  *flows)
{
  g_autoptr (TideSheetPlan) months = NULL;

  g_return_if_fail (TIDE_IS_FLOWS_CONNECT (self));

  if (is_shown (self, flows))
    return;

  g_free ((char *) self->flows.symbol);
  g_free ((char *) self->flows.window);
  self->flows = (TideFlows){ g_strdup (flows->symbol), g_strdup (flows->window),
                             flows->last_day };
  g_clear_pointer (&self->plan, tide_sheet_plan_unref);
  self->plan = tide_flows_plan_cards (&self->flows);
  ask_cards (self);
  for (TideFlowsChart chart = TIDE_FLOWS_CHART_MONTHS; chart <= TIDE_FLOWS_CHART_NET; chart++)
    show_chart (self, chart);
  months = tide_flows_plan_months (&self->flows);
  tide_sheet_table_show (self->months, months);
}

TideExhibit *
tide_flows_connect_get_exhibit (TideFlowsConnect *self)
{
  return TIDE_EXHIBIT (tide_formula_chart_get_view (self->charts[TIDE_FLOWS_CHART_MONTHS]));
}

/* (nullable): the figures, once they are there. */
TideSheet *
tide_flows_connect_get_cards (TideFlowsConnect *self)
{
  g_return_val_if_fail (TIDE_IS_FLOWS_CONNECT (self), NULL);

  return self->load != NULL ? tide_sheet_load_get_sheet (self->load) : NULL;
}
