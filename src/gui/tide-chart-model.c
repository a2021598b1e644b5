// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-model"

#include "config.h"

#include "gui/tide-chart-model.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/tide-chart-feed.h"
#include "gui/tide-price-chart.h"

/* More lines than colours cannot be told apart. */
#define MOST_COMPARED (TIDE_THEME_N_SERIES - 1)
/* What is there sooner needs no word of waiting. */
#define PATIENCE_MS 200
#define FIRST_RANGE "1Y"

enum
{
  PART_CLOSE,
  PART_OPEN,
  PART_HIGH,
  PART_LOW,
  PART_VOLUME,
  N_OWN_PARTS
};

static const char *const part_formulas[] = {
  [PART_CLOSE] = "close",
  [PART_OPEN] = "open",
  [PART_HIGH] = "high",
  [PART_LOW] = "low",
  [PART_VOLUME] = "volume",
};

enum
{
  PROP_0,
  PROP_CANDLES,
  PROP_LOG,
  PROP_PERCENT,
  PROP_VOLUME,
  N_PROPS
};

struct _TideChartModel
{
  GObject parent_instance;

  TideViewContext *context;    /* (owned) */
  char            *name;       /* (owned): prefix of the settings */
  char            *symbol;     /* (owned) (nullable) */
  TideChartFeed   *feed;       /* (owned): own series, then those compared */
  char            *range;      /* (owned) (nullable): NULL for a window of its own */
  TideDay          from;       /* of a window of its own */
  TideDay          to;         /* likewise */
  TideDay          base;       /* chosen day that is 100, or none for the first shown */
  TideChartSpec   *spec;       /* (owned) (nullable) */
  char            *message;    /* (owned) (nullable) */
  guint            rebuild_id; /* answers arrive one by one, and are drawn together */
  guint            waiting_id;
  bool             flags[N_PROPS]; /* by property */
};

G_DEFINE_FINAL_TYPE (TideChartModel, tide_chart_model, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec  *properties[N_PROPS];
static unsigned int signals[N_SIGNALS];

/* The name a reader knows an instrument by; its symbol where no name is held. */
char *
tide_chart_dup_instrument_name (TideDesk   *desk,
                                const char *symbol)
{
  g_autoptr (TideInstrument) instrument = tide_desk_dup_instrument (desk, symbol);

  if (instrument != NULL && instrument->name != NULL && *instrument->name != '\0')
    return g_strdup (instrument->name);
  return g_strdup (symbol);
}

static TideDesk *
get_desk (TideChartModel *self)
{
  return tide_view_context_get_desk (self->context);
}

static void
store (TideChartModel *self,
       const char     *what,
       const char     *value)
{
  g_autofree char *name = g_strconcat (self->name, ".", what, NULL);

  tide_desk_set_setting (get_desk (self), name, value);
}

static char *
dup_stored (TideChartModel *self,
            const char     *what)
{
  g_autofree char *name = g_strconcat (self->name, ".", what, NULL);

  return tide_desk_dup_setting (get_desk (self), name);
}

/* First day of a range: that of the value from which its change is counted, so
 * that the change in the title is the one in a list. */
static TideDay
find_range_start (const char *range,
                  TideSeries *close)
{
  TidePeriod     period;
  const TideDay *days = tide_series_get_days (close);
  size_t         last, count;
  TideDay        base;

  if (!tide_period_parse (range, strlen (range), &period) || period.kind == TIDE_PERIOD_MAX ||
      !tide_series_find_last (close, tide_series_get_length (close), &last))
    return TIDE_DAY_NONE;

  base = tide_period_get_base_day (period, days[last]);
  count = tide_series_count_until (close, base);
  return count > 0 ? days[count - 1] : TIDE_DAY_NONE;
}

static bool
is_comparing (TideChartModel *self)
{
  return tide_chart_feed_get_length (self->feed) > N_OWN_PARTS;
}

static TideChartSpec *
make_empty_spec (TideChartModel *self)
{
  TideChartData    data;
  g_autofree char *name = tide_chart_dup_instrument_name (get_desk (self), self->symbol);

  tide_chart_data_init (&data);
  data.medium = TIDE_CHART_SCREEN;
  data.title = name;
  data.subtitle = self->symbol;
  data.source = "";
  data.as_of = "";
  return tide_chart_spec_new (&data, NULL);
}

/* The lines that have values; names are of the caller's array. */
static size_t
collect_lines (TideChartModel *self,
               TidePriceLine  *lines,
               GPtrArray      *names)
{
  size_t n = 0;

  for (size_t i = 0; i < tide_chart_feed_get_length (self->feed); i++)
    {
      TideSeries *series = tide_chart_feed_get_series (self->feed, i);
      const char *symbol = tide_chart_feed_get_symbol (self->feed, i);

      if (series == NULL || (i != PART_CLOSE && i < N_OWN_PARTS))
        continue;
      g_ptr_array_add (names, tide_chart_dup_instrument_name (get_desk (self), symbol));
      lines[n++] = (TidePriceLine){ symbol, g_ptr_array_index (names, names->len - 1), series };
    }

  return n;
}

static TideChartSpec *
make_spec (TideChartModel *self,
           GError        **error)
{
  g_autofree TidePriceLine *lines = g_new0 (TidePriceLine, tide_chart_feed_get_length (self->feed));
  g_autoptr (GPtrArray)     names = g_ptr_array_new_with_free_func (g_free);
  TideSeries               *volume = tide_chart_feed_get_series (self->feed, PART_VOLUME);
  TidePriceChart            chart = {
               .lines = lines,
               .n_lines = collect_lines (self, lines, names),
               .open = tide_chart_feed_get_series (self->feed, PART_OPEN),
               .high = tide_chart_feed_get_series (self->feed, PART_HIGH),
               .low = tide_chart_feed_get_series (self->feed, PART_LOW),
               .from = self->from,
               .to = self->to,
               .base = TIDE_DAY_NONE,
               .candles = self->flags[PROP_CANDLES] && !is_comparing (self),
               .log = self->flags[PROP_LOG],
               .sample = tide_desk_is_sample (get_desk (self)),
  };

  if (self->range != NULL)
    {
      chart.from = find_range_start (self->range, lines[0].close);
      chart.to = TIDE_DAY_NONE;
    }
  if (self->flags[PROP_PERCENT])
    chart.base = self->base != TIDE_DAY_NONE
                   ? self->base
                   : tide_price_chart_find_base (lines, chart.n_lines, chart.from);
  if (self->flags[PROP_VOLUME] && !is_comparing (self) && tide_price_chart_has_volume (volume))
    chart.volume = volume;
  return tide_price_chart_new_spec (&chart, error);
}

static void
take_spec (TideChartModel *self,
           TideChartSpec  *spec_take,
           const char     *message)
{
  g_autofree char *copy = g_strdup (message);

  g_clear_pointer (&self->spec, tide_chart_spec_unref);
  self->spec = spec_take;
  g_free (self->message);
  self->message = g_steal_pointer (&copy);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
waited_cb (gpointer user_data)
{
  TideChartModel *self = user_data;

  self->waiting_id = 0;
  take_spec (self, make_empty_spec (self), _ ("Reading the values held here…"));
  return G_SOURCE_REMOVE;
}

static void
rebuild (TideChartModel *self)
{
  g_autoptr (GError) error = NULL;
  TideChartSpec     *spec;
  TideSeries        *close;
  const char        *reason;

  if (self->symbol == NULL)
    {
      take_spec (self, NULL, NULL);
      return;
    }

  close = tide_chart_feed_get_series (self->feed, PART_CLOSE);
  reason = tide_chart_feed_get_reason (self->feed, PART_CLOSE);
  if (close == NULL && reason == NULL)
    {
      /* What was shown stays for a moment: most answers are there before it is
       * missed. */
      if (self->waiting_id == 0)
        self->waiting_id = g_timeout_add (PATIENCE_MS, waited_cb, self);
      return;
    }

  g_clear_handle_id (&self->waiting_id, g_source_remove);
  if (close == NULL)
    {
      take_spec (self, make_empty_spec (self), reason);
      return;
    }
  spec = make_spec (self, &error);
  if (spec != NULL)
    take_spec (self, spec, NULL);
  else
    take_spec (self, make_empty_spec (self), error->message);
}

static gboolean
rebuild_cb (gpointer user_data)
{
  TideChartModel *self = user_data;

  self->rebuild_id = 0;
  rebuild (self);
  return G_SOURCE_REMOVE;
}

static void
queue_rebuild (TideChartModel *self)
{
  if (self->rebuild_id == 0)
    self->rebuild_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, rebuild_cb, self, NULL);
}

/* A rebased chart belongs to a comparison, and that is made anew each time. */
static bool
is_stored (unsigned int prop_id)
{
  return prop_id != PROP_PERCENT;
}

static void
set_flag (TideChartModel *self,
          unsigned int    prop_id,
          bool            value)
{
  if (self->flags[prop_id] == value)
    return;

  self->flags[prop_id] = value;
  if (is_stored (prop_id))
    store (self, properties[prop_id]->name, value ? "on" : "off");
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
  rebuild (self);
}

static void
tide_chart_model_dispose (GObject *object)
{
  TideChartModel *self = TIDE_CHART_MODEL (object);

  g_clear_handle_id (&self->rebuild_id, g_source_remove);
  g_clear_handle_id (&self->waiting_id, g_source_remove);
  g_clear_object (&self->feed);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_chart_model_parent_class)->dispose (object);
}

static void
tide_chart_model_finalize (GObject *object)
{
  TideChartModel *self = TIDE_CHART_MODEL (object);

  g_clear_pointer (&self->spec, tide_chart_spec_unref);
  g_free (self->message);
  g_free (self->name);
  g_free (self->symbol);
  g_free (self->range);

  G_OBJECT_CLASS (tide_chart_model_parent_class)->finalize (object);
}

static void
tide_chart_model_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (prop_id < N_PROPS)
    g_value_set_boolean (value, TIDE_CHART_MODEL (object)->flags[prop_id]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tide_chart_model_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  if (prop_id < N_PROPS)
    set_flag (TIDE_CHART_MODEL (object), prop_id, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tide_chart_model_class_init (TideChartModelClass *klass)
{
  GObjectClass            *object_class = G_OBJECT_CLASS (klass);
  static const char *const names[] = {
    [PROP_CANDLES] = "candles",
    [PROP_LOG] = "log",
    [PROP_PERCENT] = "percent",
    [PROP_VOLUME] = "volume",
  };

  object_class->dispose = tide_chart_model_dispose;
  object_class->finalize = tide_chart_model_finalize;
  object_class->get_property = tide_chart_model_get_property;
  object_class->set_property = tide_chart_model_set_property;

  for (int i = PROP_CANDLES; i < N_PROPS; i++)
    properties[i] =
      g_param_spec_boolean (names[i], NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_chart_model_init (TideChartModel *self)
{
  self->from = TIDE_DAY_NONE;
  self->to = TIDE_DAY_NONE;
  self->base = TIDE_DAY_NONE;
}

/* What was chosen last time; a period that no longer parses is forgotten. */
static void
restore (TideChartModel *self)
{
  g_autofree char *range = dup_stored (self, "range");
  TidePeriod       period;

  for (unsigned int i = PROP_CANDLES; i < N_PROPS; i++)
    {
      g_autofree char *value = is_stored (i) ? dup_stored (self, properties[i]->name) : NULL;

      self->flags[i] = value != NULL ? g_str_equal (value, "on") : i == PROP_VOLUME;
    }
  if (range != NULL && tide_period_parse (range, strlen (range), &period))
    self->range = g_steal_pointer (&range);
  else
    self->range = g_strdup (FIRST_RANGE);
}

TideChartModel *
tide_chart_model_new (TideViewContext *context,
                      const char      *name)
{
  TideChartModel *self = g_object_new (TIDE_TYPE_CHART_MODEL, NULL);

  self->context = g_object_ref (context);
  self->name = g_strdup (name);
  restore (self);
  self->feed = tide_chart_feed_new (context);
  g_signal_connect_object (self->feed, "changed", G_CALLBACK (queue_rebuild), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
show_in_view_cb (TideChartModel *self,
                 TideChartView  *view)
{
  tide_chart_view_set_message (view, self->message);
  tide_chart_view_set_dimmed (view, self->message == NULL &&
                                      tide_chart_feed_is_stale (self->feed, PART_CLOSE));
  tide_chart_view_set_spec (view, self->spec);
}

static void
window_wanted_cb (TideChartModel *self,
                  int             from,
                  int             to)
{
  tide_chart_model_set_window (self, from, to);
}

static void
log_wanted_cb (TideChartModel *self)
{
  set_flag (self, PROP_LOG, !self->flags[PROP_LOG]);
}

static void
percent_wanted_cb (TideChartModel *self)
{
  set_flag (self, PROP_PERCENT, !self->flags[PROP_PERCENT]);
}

/* The last range that was chosen is kept by its name. */
static void
reset_wanted_cb (TideChartModel *self)
{
  g_autofree char *range = dup_stored (self, "range");

  tide_chart_model_set_range (self, range != NULL ? range : FIRST_RANGE);
}

/* Shows the spec in a view, and does what the view asks for. */
void
tide_chart_model_attach (TideChartModel *self,
                         TideChartView  *view)
{
  g_return_if_fail (TIDE_IS_CHART_MODEL (self));
  g_return_if_fail (TIDE_IS_CHART_VIEW (view));

  g_signal_connect_object (self, "changed", G_CALLBACK (show_in_view_cb), view, 0);
  g_signal_connect_object (view, "window-wanted", G_CALLBACK (window_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "log-wanted", G_CALLBACK (log_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "percent-wanted", G_CALLBACK (percent_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "reset-wanted", G_CALLBACK (reset_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  show_in_view_cb (self, view);
}

TideChartSpec *
tide_chart_model_get_spec (TideChartModel *self)
{
  g_return_val_if_fail (TIDE_IS_CHART_MODEL (self), NULL);

  return self->spec;
}

const char *
tide_chart_model_get_symbol (TideChartModel *self)
{
  g_return_val_if_fail (TIDE_IS_CHART_MODEL (self), NULL);

  return self->symbol;
}

/* What is compared stays for the next instrument; a window of its own does not. */
void
tide_chart_model_set_symbol (TideChartModel *self,
                             const char     *symbol)
{
  g_auto (GStrv) compared = NULL;

  g_return_if_fail (TIDE_IS_CHART_MODEL (self));

  if (g_strcmp0 (self->symbol, symbol) == 0)
    return;

  compared = tide_chart_model_dup_compared (self);
  tide_chart_feed_clear (self->feed);
  g_clear_handle_id (&self->waiting_id, g_source_remove);
  g_free (self->symbol);
  self->symbol = g_strdup (symbol);
  for (size_t i = 0; symbol != NULL && i < N_OWN_PARTS; i++)
    tide_chart_feed_add (self->feed, symbol, part_formulas[i]);
  for (size_t i = 0; symbol != NULL && compared[i] != NULL; i++)
    {
      if (!g_str_equal (compared[i], symbol))
        tide_chart_feed_add (self->feed, compared[i], part_formulas[PART_CLOSE]);
    }
  if (self->range == NULL)
    reset_wanted_cb (self);
  queue_rebuild (self);
}

const char *
tide_chart_model_get_range (TideChartModel *self)
{
  g_return_val_if_fail (TIDE_IS_CHART_MODEL (self), NULL);

  return self->range;
}

void
tide_chart_model_set_range (TideChartModel *self,
                            const char     *period)
{
  char *range;

  g_return_if_fail (TIDE_IS_CHART_MODEL (self));

  if (g_strcmp0 (self->range, period) == 0)
    return;

  range = g_strdup (period);
  g_free (self->range);
  self->range = range;
  self->from = self->to = TIDE_DAY_NONE;
  store (self, "range", range);
  rebuild (self);
}

/* A window that no button stands for. */
void
tide_chart_model_set_window (TideChartModel *self,
                             TideDay         from,
                             TideDay         to)
{
  g_return_if_fail (TIDE_IS_CHART_MODEL (self));

  if (self->range == NULL && self->from == from && self->to == to)
    return;

  g_clear_pointer (&self->range, g_free);
  self->from = from;
  self->to = to;
  rebuild (self);
}

char **
tide_chart_model_dup_compared (TideChartModel *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (size_t i = N_OWN_PARTS; i < tide_chart_feed_get_length (self->feed); i++)
    g_strv_builder_add (builder, tide_chart_feed_get_symbol (self->feed, i));
  return g_strv_builder_end (builder);
}

/* Different prices have no common scale: the first comparison rebases. False
 * when there is nothing to compare with, or the colours are used up. */
bool
tide_chart_model_compare (TideChartModel *self,
                          const char     *symbol)
{
  g_auto (GStrv) compared = NULL;

  g_return_val_if_fail (TIDE_IS_CHART_MODEL (self), false);

  compared = tide_chart_model_dup_compared (self);
  if (self->symbol == NULL || g_str_equal (self->symbol, symbol) ||
      g_strv_contains ((const char *const *) compared, symbol) ||
      g_strv_length (compared) >= MOST_COMPARED)
    return false;

  tide_chart_feed_add (self->feed, symbol, part_formulas[PART_CLOSE]);
  set_flag (self, PROP_PERCENT, true);
  queue_rebuild (self);
  return true;
}

void
tide_chart_model_drop_compared (TideChartModel *self,
                                const char     *symbol)
{
  g_return_if_fail (TIDE_IS_CHART_MODEL (self));

  for (size_t i = N_OWN_PARTS; i < tide_chart_feed_get_length (self->feed); i++)
    {
      if (g_str_equal (tide_chart_feed_get_symbol (self->feed, i), symbol))
        {
          tide_chart_feed_remove (self->feed, i);
          break;
        }
    }
  if (!is_comparing (self))
    set_flag (self, PROP_PERCENT, false);
  rebuild (self);
}

TideDay
tide_chart_model_get_base (TideChartModel *self)
{
  g_return_val_if_fail (TIDE_IS_CHART_MODEL (self), TIDE_DAY_NONE);

  return self->base;
}

/* Which day is 100; none for the first one shown. */
void
tide_chart_model_set_base (TideChartModel *self,
                           TideDay         day)
{
  g_return_if_fail (TIDE_IS_CHART_MODEL (self));

  if (self->base == day)
    return;

  self->base = day;
  if (day != TIDE_DAY_NONE)
    set_flag (self, PROP_PERCENT, true);
  rebuild (self);
}

bool
tide_chart_model_has_volume (TideChartModel *self)
{
  g_return_val_if_fail (TIDE_IS_CHART_MODEL (self), false);

  return tide_price_chart_has_volume (tide_chart_feed_get_series (self->feed, PART_VOLUME));
}
