// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-feed"

#include "config.h"

#include "gui/tide-chart-feed.h"

/* One formula on its way; the last series it gave is kept while it is asked
 * anew. */
typedef struct
{
  char       *symbol;
  char       *formula;
  TideLoad   *load;   /* (owned) */
  TideSeries *series; /* (owned) (nullable) */
  char       *reason; /* (owned) (nullable): why there is none */
  bool        stale;  /* the last answer was an error */
} Part;

struct _TideChartFeed
{
  GObject parent_instance;

  TideViewContext *context; /* (owned) */
  GPtrArray       *parts;   /* (owned) (element-type Part) */
};

G_DEFINE_FINAL_TYPE (TideChartFeed, tide_chart_feed, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static void
free_part (gpointer data)
{
  Part *part = data;

  g_clear_object (&part->load);
  g_clear_pointer (&part->series, tide_series_unref);
  g_free (part->symbol);
  g_free (part->formula);
  g_free (part->reason);
  g_free (part);
}

static Part *
get_part (TideChartFeed *self,
          size_t         index)
{
  return g_ptr_array_index (self->parts, index);
}

static char *
describe_missing (const TideResultData *data)
{
  return g_strdup (data->reason != NULL ? data->reason : tide_missing_to_sentence (data->missing));
}

/* A failure keeps the values there were. */
static void
take_answer (Part *part)
{
  TideResult           *result = tide_load_get_value (part->load);
  const GError         *error = tide_load_get_error (part->load);
  const TideResultData *data;

  part->stale = error != NULL;
  if (result != NULL)
    {
      data = tide_result_get_data (result);
      g_clear_pointer (&part->series, tide_series_unref);
      g_clear_pointer (&part->reason, g_free);
      if (data->series != NULL)
        part->series = tide_series_ref (data->series);
      else
        part->reason = describe_missing (data);
    }
  else if (error != NULL && part->series == NULL)
    {
      g_free (part->reason);
      part->reason = g_strdup (error->message);
    }
}

static void
answered_cb (TideLoad      *load,
             GParamSpec    *pspec,
             TideChartFeed *self)
{
  for (unsigned int i = 0; i < self->parts->len; i++)
    {
      Part *part = get_part (self, i);

      if (part->load != load)
        continue;
      take_answer (part);
      g_signal_emit (self, signals[CHANGED], 0);
      return;
    }
}

static void
start_load (TideChartFeed *self,
            Part          *part)
{
  if (part->load != NULL)
    g_signal_handlers_disconnect_by_func (part->load, answered_cb, self);
  g_clear_object (&part->load);
  part->load = tide_desk_watch (tide_view_context_get_desk (self->context), part->formula,
                                part->symbol, tide_view_context_get_moment (self->context));
  g_signal_connect_object (part->load, "notify::value", G_CALLBACK (answered_cb), self, 0);
  g_signal_connect_object (part->load, "notify::error", G_CALLBACK (answered_cb), self, 0);
}

/* Another moment asks the same questions; what is on screen stays until they
 * are answered. */
static void
moment_changed_cb (TideChartFeed *self)
{
  for (unsigned int i = 0; i < self->parts->len; i++)
    start_load (self, get_part (self, i));
}

static void
tide_chart_feed_dispose (GObject *object)
{
  TideChartFeed *self = TIDE_CHART_FEED (object);

  g_ptr_array_set_size (self->parts, 0);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_chart_feed_parent_class)->dispose (object);
}

static void
tide_chart_feed_finalize (GObject *object)
{
  g_ptr_array_unref (TIDE_CHART_FEED (object)->parts);

  G_OBJECT_CLASS (tide_chart_feed_parent_class)->finalize (object);
}

static void
tide_chart_feed_class_init (TideChartFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tide_chart_feed_dispose;
  object_class->finalize = tide_chart_feed_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_chart_feed_init (TideChartFeed *self)
{
  self->parts = g_ptr_array_new_with_free_func (free_part);
}

TideChartFeed *
tide_chart_feed_new (TideViewContext *context)
{
  TideChartFeed *self = g_object_new (TIDE_TYPE_CHART_FEED, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "moment-changed", G_CALLBACK (moment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
tide_chart_feed_clear (TideChartFeed *self)
{
  g_ptr_array_set_size (self->parts, 0);
}

void
tide_chart_feed_add (TideChartFeed *self,
                     const char    *symbol,
                     const char    *formula)
{
  Part *part = g_new0 (Part, 1);

  part->symbol = g_strdup (symbol);
  part->formula = g_strdup (formula);
  g_ptr_array_add (self->parts, part);
  start_load (self, part);
}

void
tide_chart_feed_remove (TideChartFeed *self,
                        size_t         index)
{
  g_ptr_array_remove_index (self->parts, (unsigned int) index);
}

size_t
tide_chart_feed_get_length (TideChartFeed *self)
{
  return self->parts->len;
}

const char *
tide_chart_feed_get_symbol (TideChartFeed *self,
                            size_t         index)
{
  return get_part (self, index)->symbol;
}

/* NULL before the first answer, and where there is no series. */
TideSeries *
tide_chart_feed_get_series (TideChartFeed *self,
                            size_t         index)
{
  return index < self->parts->len ? get_part (self, index)->series : NULL;
}

/* Why there is no series; NULL while one may come. */
const char *
tide_chart_feed_get_reason (TideChartFeed *self,
                            size_t         index)
{
  return get_part (self, index)->reason;
}

/* (nullable): the latest answer, whatever it is. */
TideResult *
tide_chart_feed_get_result (TideChartFeed *self,
                            size_t         index)
{
  return index < self->parts->len ? tide_load_get_value (get_part (self, index)->load) : NULL;
}

/* (nullable): names of the sources of the latest answer. */
const char *
tide_chart_feed_get_origin (TideChartFeed *self,
                            size_t         index)
{
  return tide_load_get_origin (get_part (self, index)->load);
}

/* Whether there was an answer, or a reason why there is none. */
bool
tide_chart_feed_is_answered (TideChartFeed *self,
                             size_t         index)
{
  TideLoad *load = get_part (self, index)->load;

  return tide_load_get_value (load) != NULL || tide_load_get_error (load) != NULL;
}

/* Whether what is given is older than what was asked for. */
bool
tide_chart_feed_is_stale (TideChartFeed *self,
                          size_t         index)
{
  return index < self->parts->len && get_part (self, index)->stale;
}
