// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-details-chart"

#include "config.h"

#include "gui/tide-details-chart.h"

#include <glib/gi18n.h>

#include "gui/tide-chart-model.h"
#include "gui/tide-moment-text.h"
#include "gui/tide-range-bar.h"

/* A close that was higher a month ago is not news. */
#define RARE_DAYS 30

struct _TideDetailsChart
{
  GtkWidget parent_instance;

  GtkStack     *stack;
  TideRangeBar *ranges;
  GtkButton    *open_button;
  GtkBox       *chart_place;
  GtkLabel     *remark;

  TideViewContext *context; /* (owned) */
  TideChartModel  *model;   /* (owned) */
  TideLoad        *highest; /* (owned) (nullable) */
  TideLoad        *lowest;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TideDetailsChart, tide_details_chart, GTK_TYPE_WIDGET)

/* Translators: lengths of time from a day back to the last one: one month, three
 * months, since the year began, years; short, for buttons in a row. */
static const char *const periods[] = { N_ ("1M"), N_ ("3M"), N_ ("YTD"), N_ ("1Y"), N_ ("5Y"),
                                       NULL };

/* How long ago a close was as extreme as the last one. */
typedef struct
{
  TideSeries *series;
  TideDay     last;  /* day of the last close */
  TideDay     since; /* TIDE_DAY_NONE for a record */
  int64_t     days;
} Extreme;

static bool
read_extreme (TideLoad *load,
              Extreme  *extreme)
{
  TideResult           *result = load != NULL ? tide_load_get_value (load) : NULL;
  const TideResultData *data;
  const TideInput      *inputs;
  size_t                n_inputs;

  if (result == NULL)
    return false;
  data = tide_result_get_data (result);
  inputs = tide_result_get_inputs (result, &n_inputs);
  if (n_inputs == 0 || tide_series_get_length (inputs[0].series) == 0)
    return false;

  extreme->series = inputs[0].series;
  extreme->last = tide_series_get_days (inputs[0].series)[inputs[0].last_row];
  if (data->kind == TIDE_VALUE_DAY)
    extreme->since = data->day;
  else if (data->missing == TIDE_MISSING_RECORD)
    extreme->since = TIDE_DAY_NONE;
  else
    return false;

  extreme->days = extreme->last - (extreme->since != TIDE_DAY_NONE
                                     ? extreme->since
                                     : tide_series_get_days (extreme->series)[0]);
  return true;
}

static char *
describe_extreme (const Extreme *extreme,
                  bool           high)
{
  bool             adjusted = tide_series_get_info (extreme->series)->basis == TIDE_BASIS_ADJUSTED;
  g_autofree char *last = tide_day_dup_text (extreme->last);
  g_autofree char *first = tide_day_dup_text (tide_series_get_days (extreme->series)[0]);
  g_autofree char *since = NULL;
  /* Translators: short for "adjusted for dividends", after a statement on a price. */
  const char *basis = adjusted ? _ (" (adj.)") : "";

  if (extreme->since == TIDE_DAY_NONE)
    /* Translators: a day, the first day of the data, and " (adj.)" or nothing. */
    return g_strdup_printf (high ? _ ("%s: highest close of all held here, from %s%s")
                                 : _ ("%s: lowest close of all held here, from %s%s"),
                            last, first, basis);

  since = tide_day_dup_text (extreme->since);
  /* Translators: a day, an earlier day, and " (adj.)" or nothing. */
  return g_strdup_printf (high ? _ ("%s: highest close since %s%s")
                               : _ ("%s: lowest close since %s%s"),
                          last, since, basis);
}

/* The rarer of the two is said, if it is rare at all. */
static void
update_remark (TideDetailsChart *self)
{
  Extreme          high, low;
  bool             is_high = read_extreme (self->highest, &high) && high.days >= RARE_DAYS;
  bool             is_low = read_extreme (self->lowest, &low) && low.days >= RARE_DAYS;
  g_autofree char *sentence = NULL;

  if (is_high && (!is_low || high.days >= low.days))
    sentence = describe_extreme (&high, true);
  else if (is_low)
    sentence = describe_extreme (&low, false);
  gtk_label_set_label (self->remark, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark), sentence != NULL);
}

static void
watch_extreme (TideDetailsChart *self,
               TideLoad        **load,
               const char       *formula)
{
  const char *symbol = tide_view_context_get_symbol (self->context);

  g_clear_object (load);
  if (symbol == NULL)
    return;

  *load = tide_desk_watch (tide_view_context_get_desk (self->context), formula, symbol,
                           tide_view_context_get_moment (self->context));
  g_signal_connect_object (*load, "notify::value", G_CALLBACK (update_remark), self,
                           G_CONNECT_SWAPPED);
}

static void
watch_extremes (TideDetailsChart *self)
{
  watch_extreme (self, &self->highest, "highest_since(close)");
  watch_extreme (self, &self->lowest, "lowest_since(close)");
}

/* Instruments are read for eyes only: the pane may be hidden for hours. */
static void
symbol_changed_cb (TideDetailsChart *self)
{
  const char *symbol = tide_view_context_get_symbol (self->context);

  gtk_stack_set_visible_child_name (self->stack, symbol != NULL ? "chart" : "empty");
  if (symbol == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      g_strcmp0 (symbol, tide_chart_model_get_symbol (self->model)) == 0)
    return;

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open_button), "s", symbol);
  tide_chart_model_set_symbol (self->model, symbol);
  gtk_widget_set_visible (GTK_WIDGET (self->remark), FALSE);
  watch_extremes (self);
}

static void
moment_changed_cb (TideDetailsChart *self)
{
  if (tide_chart_model_get_symbol (self->model) != NULL)
    watch_extremes (self);
}

static void
tide_details_chart_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tide_details_chart_parent_class)->map (widget);
  symbol_changed_cb (TIDE_DETAILS_CHART (widget));
}

static void
tide_details_chart_dispose (GObject *object)
{
  TideDetailsChart *self = TIDE_DETAILS_CHART (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_DETAILS_CHART);
  g_clear_object (&self->highest);
  g_clear_object (&self->lowest);
  g_clear_object (&self->model);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_details_chart_parent_class)->dispose (object);
}

static void
tide_details_chart_class_init (TideDetailsChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_details_chart_dispose;
  widget_class->map = tide_details_chart_map;

  g_type_ensure (TIDE_TYPE_RANGE_BAR);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-details-chart.ui");
  gtk_widget_class_bind_template_child (widget_class, TideDetailsChart, stack);
  gtk_widget_class_bind_template_child (widget_class, TideDetailsChart, ranges);
  gtk_widget_class_bind_template_child (widget_class, TideDetailsChart, open_button);
  gtk_widget_class_bind_template_child (widget_class, TideDetailsChart, chart_place);
  gtk_widget_class_bind_template_child (widget_class, TideDetailsChart, remark);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_details_chart_init (TideDetailsChart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tide_details_chart_new (TideViewContext *context)
{
  TideDetailsChart *self = g_object_new (TIDE_TYPE_DETAILS_CHART, NULL);
  GtkWidget        *view = tide_chart_view_new (context);

  self->context = g_object_ref (context);
  self->model = tide_chart_model_new (context, "details-chart");
  gtk_box_append (self->chart_place, view);
  tide_chart_model_attach (self->model, TIDE_CHART_VIEW (view));
  tide_range_bar_bind (self->ranges, self->model, periods);
  g_signal_connect_object (context, "notify::symbol", G_CALLBACK (symbol_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "moment-changed", G_CALLBACK (moment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  symbol_changed_cb (self);
  return GTK_WIDGET (self);
}
