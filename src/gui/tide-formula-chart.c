// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-formula-chart"

#include "config.h"

#include "gui/tide-formula-chart.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "chart/tide-chart-summary.h"
#include "gui/tide-chart-feed.h"
#include "gui/tide-source-text.h"

/* Two parts of the feed for each layer: the formula, and the lower edge. */
typedef struct
{
  TideChartLayer layer; /* label and part are owned */
  size_t         part;
  bool           has_low; /* the part after it is the lower edge */
} Layer;

struct _TideFormulaChart
{
  GtkWidget parent_instance;

  TideViewContext *context; /* (owned) */
  TideChartView   *view;    /* (unowned) */
  TideChartFeed   *feed;    /* (owned) */
  GArray          *layers;  /* (owned) (element-type Layer) */
  TideChartData    data;
  char            *window;   /* (owned) (nullable) */
  char            *title;    /* (owned) (nullable) */
  char            *subtitle; /* (owned) (nullable) */
  char            *note;     /* (owned) (nullable) */
  guint            build_id;
};

G_DEFINE_FINAL_TYPE (TideFormulaChart, tide_formula_chart, GTK_TYPE_WIDGET)

enum
{
  UPDATED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static void
clear_layer (gpointer data)
{
  const TideChartLayer *layer = &((Layer *) data)->layer;

  g_free ((char *) layer->label);
  g_free ((char *) layer->part);
}

static const Layer *
get_layer (TideFormulaChart *self,
           size_t            index)
{
  return &g_array_index (self->layers, Layer, index);
}

/* A number that stands for a level. */
static bool
get_number (TideFormulaChart *self,
            size_t            part,
            double           *out_number,
            TideUnit         *out_unit)
{
  TideResult           *result = tide_chart_feed_get_result (self->feed, part);
  const TideResultData *data = result != NULL ? tide_result_get_data (result) : NULL;

  if (data == NULL || data->kind != TIDE_VALUE_NUMBER || !isfinite (data->number))
    return false;

  *out_number = data->number;
  *out_unit = data->unit;
  return true;
}

static bool
is_level (TideChartType type)
{
  return type == TIDE_CHART_LEVEL || type == TIDE_CHART_BAND;
}

static bool
fill_levels (TideFormulaChart *self,
             const Layer      *layer,
             TideChartLayer   *out_layer)
{
  double upper = NAN;
  bool   found = get_number (self, layer->part, &upper, &out_layer->unit);

  out_layer->level = out_layer->upper = upper;
  if (found && layer->has_low)
    found = get_number (self, layer->part + 1, &out_layer->level, &out_layer->unit);

  return found;
}

/* What is drawn of a layer; false for one that has nothing to draw. */
static bool
fill_layer (TideFormulaChart *self,
            const Layer      *layer,
            TideChartLayer   *out_layer)
{
  *out_layer = layer->layer;
  out_layer->series = tide_chart_feed_get_series (self->feed, layer->part);
  if (layer->has_low)
    out_layer->low = tide_chart_feed_get_series (self->feed, layer->part + 1);
  if (out_layer->series != NULL)
    return !layer->has_low || out_layer->low != NULL;

  return is_level (layer->layer.type) && fill_levels (self, layer, out_layer);
}

/* The window counts back from its last day, else from the last value of any
 * series. */
static TideDay
find_from (TideFormulaChart *self,
           const GArray     *layers)
{
  TideDay    last = self->data.to;
  TidePeriod period;

  if (self->window == NULL || !tide_period_parse (self->window, strlen (self->window), &period))
    return TIDE_DAY_NONE;

  for (unsigned int i = 0; i < layers->len && self->data.to == TIDE_DAY_NONE; i++)
    {
      TideSeries *series = g_array_index (layers, TideChartLayer, i).series;
      size_t      row;

      if (series != NULL &&
          tide_series_find_last (series, tide_series_get_length (series), &row))
        last = MAX (last, tide_series_get_days (series)[row]);
    }

  return last != TIDE_DAY_NONE ? tide_period_get_base_day (period, last) + 1 : TIDE_DAY_NONE;
}

/* Why nothing is drawn: the reason of the first layer that has one. */
static const char *
find_reason (TideFormulaChart *self)
{
  for (size_t i = 0; i < tide_chart_feed_get_length (self->feed); i++)
    if (tide_chart_feed_get_reason (self->feed, i) != NULL)
      return tide_chart_feed_get_reason (self->feed, i);

  return NULL;
}

/* The sources of all that is drawn: a series that was calculated does not have
 * them. */
static char *
dup_source (TideFormulaChart *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString               *origins = g_string_new (NULL);
  g_autofree char       *names = NULL;

  for (size_t i = 0; i < tide_chart_feed_get_length (self->feed); i++)
    {
      const char    *origin = tide_chart_feed_get_origin (self->feed, i);
      g_auto (GStrv) parts = g_strsplit (origin != NULL ? origin : "", ", ", -1);

      for (size_t j = 0; parts[j] != NULL; j++)
        if (*parts[j] != '\0' && g_hash_table_add (seen, g_strdup (parts[j])))
          g_string_append_printf (origins, "%s%s", origins->len > 0 ? ", " : "", parts[j]);
    }

  names = tide_source_text_dup_names (origins->str);
  g_string_free (origins, TRUE);
  if (names == NULL)
    return NULL;

  /* Translators: %s is where numbers come from. */
  return g_strdup_printf (_ ("%s; Tidemark calculations"), names);
}

/* The unit of the axes is known once the values are. */
static TideChartSpec *
finish_spec (TideFormulaChart *self,
             TideChartData    *data,
             GError          **error)
{
  g_autoptr (TideChartSpec) spec = NULL;
  g_autoptr (GString)       subtitle = NULL;
  g_autofree char          *unit = NULL;
  g_autofree char          *source = dup_source (self);

  data->source = source;
  spec = tide_chart_spec_new (data, error);
  if (spec == NULL || self->subtitle == NULL ||
      strstr (self->subtitle, TIDE_FORMULA_CHART_UNIT) == NULL)
    return g_steal_pointer (&spec);

  unit = tide_chart_summary_new_unit (spec);
  subtitle = g_string_new (self->subtitle);
  g_string_replace (subtitle, TIDE_FORMULA_CHART_UNIT, unit, 0);
  data->subtitle = subtitle->str;

  return tide_chart_spec_new (data, error);
}

static TideChartSpec *
make_spec (TideFormulaChart *self,
           GError          **error)
{
  g_autoptr (GArray) layers = g_array_new (FALSE, FALSE, sizeof (TideChartLayer));
  TideChartData      data = self->data;

  for (unsigned int i = 0; i < self->layers->len; i++)
    {
      TideChartLayer layer;

      if (fill_layer (self, get_layer (self, i), &layer))
        g_array_append_val (layers, layer);
    }

  data.layers = (const TideChartLayer *) (void *) layers->data;
  data.n_layers = layers->len;
  data.title = self->title;
  data.subtitle = self->subtitle;
  data.note = self->note;
  data.from = find_from (self, layers);
  data.medium = TIDE_CHART_SCREEN;
  data.sample = tide_desk_is_sample (tide_view_context_get_desk (self->context));

  return finish_spec (self, &data, error);
}

static bool
is_stale (TideFormulaChart *self)
{
  for (size_t i = 0; i < tide_chart_feed_get_length (self->feed); i++)
    if (tide_chart_feed_is_stale (self->feed, i))
      return true;

  return false;
}

static bool
is_answered (TideFormulaChart *self)
{
  for (size_t i = 0; i < tide_chart_feed_get_length (self->feed); i++)
    if (!tide_chart_feed_is_answered (self->feed, i))
      return false;

  return true;
}

static bool
has_values (TideFormulaChart *self)
{
  for (unsigned int i = 0; i < self->layers->len; i++)
    {
      TideChartLayer layer;

      if (fill_layer (self, get_layer (self, i), &layer) && layer.series != NULL &&
          tide_series_get_length (layer.series) > 0)
        return true;
    }

  return false;
}

static gboolean
build_cb (gpointer user_data)
{
  TideFormulaChart         *self = user_data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (TideChartSpec) spec = NULL;
  const char               *message = NULL;

  self->build_id = 0;
  spec = make_spec (self, &error);
  if (spec == NULL)
    message = error->message;
  else if (!has_values (self))
    message = find_reason (self);

  tide_chart_view_set_message (self->view, message);
  tide_chart_view_set_spec (self->view, spec);
  tide_chart_view_set_dimmed (self->view, is_stale (self));
  g_signal_emit (self, signals[UPDATED], 0);
  return G_SOURCE_REMOVE;
}

/* Answers come one by one; they are drawn together. */
static void
queue_build (TideFormulaChart *self)
{
  if (self->build_id == 0 && is_answered (self))
    self->build_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, build_cb, self, NULL);
}

static gboolean
tide_formula_chart_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TIDE_FORMULA_CHART (widget)->view));
}

static void
tide_formula_chart_dispose (GObject *object)
{
  TideFormulaChart *self = TIDE_FORMULA_CHART (object);
  GtkWidget        *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_handle_id (&self->build_id, g_source_remove);
  if (child != NULL)
    gtk_widget_unparent (child);
  self->view = NULL;
  g_clear_object (&self->feed);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_formula_chart_parent_class)->dispose (object);
}

static void
tide_formula_chart_finalize (GObject *object)
{
  TideFormulaChart *self = TIDE_FORMULA_CHART (object);

  g_array_unref (self->layers);
  g_free (self->window);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->note);

  G_OBJECT_CLASS (tide_formula_chart_parent_class)->finalize (object);
}

static void
tide_formula_chart_class_init (TideFormulaChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_formula_chart_dispose;
  G_OBJECT_CLASS (klass)->finalize = tide_formula_chart_finalize;
  widget_class->grab_focus = tide_formula_chart_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  signals[UPDATED] =
    g_signal_new ("updated", TIDE_TYPE_FORMULA_CHART, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_formula_chart_init (TideFormulaChart *self)
{
  self->layers = g_array_new (FALSE, FALSE, sizeof (Layer));
  g_array_set_clear_func (self->layers, clear_layer);
  tide_chart_data_init (&self->data);
}

GtkWidget *
tide_formula_chart_new (TideViewContext *context)
{
  TideFormulaChart *self = g_object_new (TIDE_TYPE_FORMULA_CHART, NULL);

  self->context = g_object_ref (context);
  self->view = TIDE_CHART_VIEW (tide_chart_view_new (context));
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  self->feed = tide_chart_feed_new (context);
  g_signal_connect_object (self->feed, "changed", G_CALLBACK (queue_build), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

TideChartView *
tide_formula_chart_get_view (TideFormulaChart *self)
{
  g_return_val_if_fail (TIDE_IS_FORMULA_CHART (self), NULL);

  return self->view;
}

static void
set_text (char      **place,
          const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

static void
add_layer (TideFormulaChart       *self,
           const TideFormulaLayer *from)
{
  Layer layer = { .layer = from->layer,
                  .part = tide_chart_feed_get_length (self->feed),
                  .has_low = from->low != NULL };

  layer.layer.label = g_strdup (from->layer.label);
  layer.layer.part = g_strdup (from->layer.part);
  g_array_append_val (self->layers, layer);
  tide_chart_feed_add (self->feed, from->symbol, from->formula);
  if (from->low != NULL)
    tide_chart_feed_add (self->feed, from->symbol, from->low);
}

void
tide_formula_chart_show (TideFormulaChart           *self,
                         const TideFormulaChartPlan *plan)
{
  g_return_if_fail (TIDE_IS_FORMULA_CHART (self));
  g_return_if_fail (plan != NULL);

  self->data = plan->data;
  set_text (&self->window, plan->window);
  set_text (&self->title, plan->data.title);
  set_text (&self->subtitle, plan->data.subtitle);
  set_text (&self->note, plan->data.note);

  g_clear_handle_id (&self->build_id, g_source_remove);
  tide_chart_feed_clear (self->feed);
  g_array_set_size (self->layers, 0);
  for (size_t i = 0; i < plan->n_layers; i++)
    add_layer (self, &plan->layers[i]);
}

/* A sentence made of the numbers, in place of the plan's title. */
void
tide_formula_chart_set_title (TideFormulaChart *self,
                              const char       *title)
{
  g_return_if_fail (TIDE_IS_FORMULA_CHART (self));

  if (g_strcmp0 (self->title, title) == 0)
    return;

  set_text (&self->title, title);
  queue_build (self);
}

/* Definitions and exclusions, in place of the plan's note. */
void
tide_formula_chart_set_note (TideFormulaChart *self,
                             const char       *note)
{
  g_return_if_fail (TIDE_IS_FORMULA_CHART (self));

  if (g_strcmp0 (self->note, note) == 0)
    return;

  set_text (&self->note, note);
  queue_build (self);
}

/* First day of the span that statistics are taken over, or TIDE_DAY_NONE; it may
 * depend on the answers. */
void
tide_formula_chart_set_span (TideFormulaChart *self,
                             TideDay           from)
{
  g_return_if_fail (TIDE_IS_FORMULA_CHART (self));

  if (self->data.window_from == from)
    return;

  self->data.window_from = from;
  queue_build (self);
}

size_t
tide_formula_chart_get_n_layers (TideFormulaChart *self)
{
  g_return_val_if_fail (TIDE_IS_FORMULA_CHART (self), 0);

  return self->layers->len;
}

/* (nullable): the answer to a layer's formula; NULL before the first one. */
TideResult *
tide_formula_chart_get_result (TideFormulaChart *self,
                               size_t            layer)
{
  g_return_val_if_fail (TIDE_IS_FORMULA_CHART (self), NULL);
  g_return_val_if_fail (layer < self->layers->len, NULL);

  return tide_chart_feed_get_result (self->feed, get_layer (self, layer)->part);
}
