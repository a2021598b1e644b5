// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-source"

#include "config.h"

#include "tide-desk-source.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "desk/tide-series-memory.h"
#include "desk/tide-source-flow-private.h"
#include "desk/tide-source-shape-private.h"
#include "model/tide-adjust.h"
#include "model/tide-field.h"
#include "model/tide-flow.h"
#include "model/tide-venue.h"
#include "store/tide-workspace.h"

/* Two million rows are some 24 MB: a list of 500 with ten years of prices, and
 * the comparisons of a chart. */
#define MEMORY_ROWS 2000000

struct _TideDeskSource
{
  GObject parent_instance;

  TideCacheReader  *reader;      /* (owned) */
  TideSeriesMemory *memory;      /* (owned): prepared series */
  GPtrArray        *lists;       /* (owned) (nullable) (element-type TideList) */
  GHashTable       *instruments; /* (owned): symbol -> TideInstrument */
  GHashTable       *pins;        /* (nullable): symbol -> source that is preferred */
  TideCited        *cited;       /* (nullable): what the analyst read */
  int64_t           version;     /* of the data that memory and instruments show */
};

/* What one request asks for, with the day that ends it worked out. */
typedef struct
{
  const char       *symbol; /* canonical */
  const char       *field;
  const char       *source; /* (nullable) */
  const TideMoment *moment;
  TideDay           last_day; /* T for this instrument */
} Request;

static void tide_desk_source_iface_init (TideSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
  TideDeskSource,
  tide_desk_source,
  G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (TIDE_TYPE_SOURCE, tide_desk_source_iface_init))

static char *
make_key (const Request *request)
{
  return g_strdup_printf ("%s %s %s %d %" G_GINT64_FORMAT,
                          request->symbol, request->field,
                          request->source != NULL ? request->source : "",
                          (int) request->last_day, request->moment->known_at);
}

/* An instrument in the cache, the total of legs that are, or one that the analyst
 * read something of; NULL is no error. */
static bool
look_up_instrument (TideDeskSource  *self,
                    const char      *symbol,
                    TideInstrument **out_instrument,
                    GError         **error)
{
  TideInstrument *instrument = g_hash_table_lookup (self->instruments, symbol);
  g_auto (GStrv)  legs = NULL;

  *out_instrument = instrument;
  if (instrument != NULL)
    return true;

  if (!tide_cache_reader_look_up_instrument (self->reader, symbol, &instrument, error))
    return false;
  if (instrument == NULL)
    legs = tide_flow_dup_legs (symbol);
  for (size_t i = 0; instrument == NULL && legs != NULL && legs[i] != NULL; i++)
    {
      TideInstrument *leg;

      if (!look_up_instrument (self, legs[i], &leg, error))
        return false;
      if (leg != NULL)
        instrument = tide_instrument_new_assumed (symbol);
    }

  if (instrument == NULL && self->cited != NULL && tide_cited_holds (self->cited, symbol))
    instrument = tide_instrument_new_assumed (symbol);

  if (instrument != NULL)
    g_hash_table_insert (self->instruments, g_strdup (symbol), instrument);
  *out_instrument = instrument;
  return true;
}

static bool
holds_instrument (TideSource *source,
                  const char *symbol)
{
  TideInstrument *instrument = NULL;

  return look_up_instrument (TIDE_DESK_SOURCE (source), symbol, &instrument, NULL) &&
         instrument != NULL;
}

static TideInstrument *
find_instrument (TideDeskSource *self,
                 const char     *symbol,
                 GError        **error)
{
  TideInstrument  *instrument = NULL;
  g_autofree char *nearest = NULL;

  if (!look_up_instrument (self, symbol, &instrument, error) || instrument != NULL)
    return instrument;

  nearest = tide_cache_reader_find_nearest_symbol (self->reader, symbol);
  if (nearest != NULL)
    g_set_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_SYMBOL,
                 "Nothing is held of “%s”. The nearest symbol held is “%s”.",
                 symbol, nearest);
  else
    g_set_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_SYMBOL,
                 "Nothing is held of “%s”. Import its prices or fetch them first.", symbol);

  return NULL;
}

/* T as the market's own day: of an instant, the last day whose session had
 * ended by then. */
static TideDay
find_last_day (const char       *symbol,
               const TideMoment *moment)
{
  if (moment->as_of_instant == TIDE_INSTANT_NONE)
    return moment->as_of;

  return MIN (moment->as_of, tide_venue_get_last_ended_day (tide_venue_find_for_symbol (symbol),
                                                            moment->as_of_instant));
}

/* Splits as received; dividends as quoted on their ex-days. */
static GArray *
read_actions (TideDeskSource *self,
              const Request  *request,
              const char     *source,
              GError        **error)
{
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GError)    problem = NULL;
  GArray               *actions = NULL;

  stored = tide_cache_reader_read_actions (self->reader, request->symbol, source,
                                           request->moment->known_at, &problem);
  if (g_error_matches (problem, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND))
    return g_array_new (FALSE, FALSE, sizeof (TideAction));
  if (stored == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }

  actions = g_array_sized_new (FALSE, FALSE, sizeof (TideAction), stored->len);
  for (guint i = 0; i < stored->len; i++)
    {
      const TideStoredAction *from = g_ptr_array_index (stored, i);

      g_array_append_val (actions, from->action);
    }

  for (guint i = 0; i < stored->len; i++)
    {
      const TideStoredAction *from = g_ptr_array_index (stored, i);
      TideAction             *action = &g_array_index (actions, TideAction, i);

      if (action->kind == TIDE_ACTION_DIVIDEND)
        action->value = tide_adjust_dividend (&from->action, from->basis_day,
                                              &g_array_index (actions, TideAction, 0),
                                              actions->len, from->action.ex_day);
    }

  return actions;
}

/* Volume 0 on a day with a price says that the volume was not reported. */
static TideSeries *
open_gaps (TideDeskSource *self,
           const Request  *request,
           TideSeries     *volume,
           GCancellable   *cancellable)
{
  TideSeriesInfo         info = *tide_series_get_info (volume);
  const TideDay         *days = tide_series_get_days (volume);
  const double          *from = tide_series_get_values (volume);
  size_t                 n_rows = tide_series_get_length (volume);
  g_autoptr (TideSeries) close = NULL;
  double                *values = NULL;
  size_t                 row = 0;

  while (row < n_rows && from[row] != 0.0)
    row++;
  if (row == n_rows)
    return tide_series_ref (volume);

  close = tide_source_dup_series (TIDE_SOURCE (self), request->symbol, "close", info.source,
                                  request->moment, cancellable, NULL);
  if (close == NULL)
    return tide_series_ref (volume);

  values = g_memdup2 (from, n_rows * sizeof (double));
  for (; row < n_rows; row++)
    {
      size_t end = tide_series_count_until (close, days[row]);

      if (values[row] == 0.0 && end > 0 && tide_series_get_days (close)[end - 1] == days[row] &&
          tide_series_get_values (close)[end - 1] > 0.0)
        values[row] = NAN;
    }
  info.gap_reason = "not reported";

  return tide_series_new_like (volume, &info, values);
}

/* What was cited is read where it is asked for, or preferred and there. */
static TideSeries *
read_cited (TideDeskSource *self,
            const Request  *request,
            const char     *field)
{
  const char *source = request->source;

  if (source == NULL)
    source = tide_desk_source_get_pin (self, request->symbol);
  if (self->cited == NULL || g_strcmp0 (source, TIDE_CITED) != 0)
    return NULL;

  return tide_cited_make_series (self->cited, request->symbol, field, request->moment->known_at);
}

/* An instrument need not be in the cache: it may be the total of others, or what
 * the analyst read. */
static bool
read_stored (TideDeskSource *self,
             const Request  *request,
             const char     *field,
             TideSeries    **out_series,
             GError        **error)
{
  g_autoptr (GError) problem = NULL;

  if ((*out_series = read_cited (self, request, field)) != NULL)
    return true;
  if (tide_cache_reader_read_series (self->reader, request->symbol, field, request->source,
                                     request->moment->known_at, out_series, &problem) ||
      g_error_matches (problem, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND))
    return true;

  g_propagate_error (error, g_steal_pointer (&problem));
  return false;
}

static bool
prepare_series (TideDeskSource *self,
                const Request  *request,
                GCancellable   *cancellable,
                TideSeries    **out_series,
                GError        **error)
{
  bool derived = g_str_equal (request->field, "close_raw") ||
                 g_str_equal (request->field, "total_return");
  g_autoptr (TideSeries) stored = NULL;
  g_autoptr (TideSeries) adjusted = NULL;
  g_autoptr (TideSeries) scaled = NULL;
  g_autoptr (TideSeries) cut = NULL;
  g_autoptr (TideSeries) named = NULL;
  g_autoptr (TideSeries) marked = NULL;
  g_autoptr (GArray)     actions = NULL;

  if (!read_stored (self, request, derived ? "close" : request->field, &stored, error))
    return false;
  if (stored == NULL)
    return true;

  actions = read_actions (self, request, tide_series_get_info (stored)->source, error);
  if (actions == NULL)
    return false;

  adjusted = tide_source_adjust (stored, request->field, request->last_day, actions);
  if (adjusted == NULL)
    return true;

  scaled = tide_source_scale (adjusted);
  cut = tide_source_cut (scaled, request->last_day);
  named = tide_source_name (cut, request->field);
  g_clear_pointer (&adjusted, tide_series_unref);
  adjusted = tide_source_refuse_losses (named);
  marked = tide_source_mark_backfill (adjusted);

  *out_series = g_str_equal (request->field, "volume")
                  ? open_gaps (self, request, marked, cancellable)
                  : g_steal_pointer (&marked);

  return true;
}

/* The stored series, else the sum of its legs, else what was cited; with all that
 * is known of it. */
static bool
find_series (TideDeskSource *self,
             const Request  *request,
             GCancellable   *cancellable,
             TideSeries    **out_series,
             GError        **error)
{
  TideSourceAsk          ask = { .source = TIDE_SOURCE (self),
                                 .symbol = request->symbol,
                                 .field = request->field,
                                 .name = request->source,
                                 .moment = request->moment,
                                 .cancellable = cancellable,
                                 .holds = holds_instrument };
  Request                cited = *request;
  g_autoptr (TideSeries) held = NULL;
  g_autoptr (TideSeries) described = NULL;
  g_autoptr (GError)     problem = NULL;

  if (!prepare_series (self, request, cancellable, &held, error))
    return false;
  if (held == NULL && (*out_series = tide_source_sum_legs (&ask, &problem)) != NULL)
    return true;
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return false;
    }

  cited.source = TIDE_CITED;
  if (held == NULL && request->source == NULL &&
      !prepare_series (self, &cited, cancellable, &held, error))
    return false;
  if (held != NULL)
    {
      described = tide_source_describe (held, request->last_day);
      *out_series = tide_source_check_parts (&ask, described);
    }
  return true;
}

static TideSeries *
tide_desk_source_dup_series (TideSource       *source,
                             const char       *symbol,
                             const char       *field,
                             const char       *name,
                             const TideMoment *moment,
                             GCancellable     *cancellable,
                             GError          **error)
{
  TideDeskSource  *self = TIDE_DESK_SOURCE (source);
  Request          request = { symbol, field, name, moment, TIDE_DAY_MAX };
  g_autofree char *key = NULL;
  TideSeries      *series = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  request.last_day = find_last_day (symbol, moment);
  key = make_key (&request);
  if (tide_series_memory_find (self->memory, key, &series))
    return series;

  if (find_instrument (self, symbol, error) == NULL ||
      !find_series (self, &request, cancellable, &series, error))
    return NULL;

  tide_series_memory_add (self->memory, key, series);
  return series;
}

static TideInstrument *
tide_desk_source_dup_instrument (TideSource *source,
                                 const char *symbol,
                                 GError    **error)
{
  TideInstrument *instrument = find_instrument (TIDE_DESK_SOURCE (source), symbol, error);

  return instrument != NULL ? tide_instrument_ref (instrument) : NULL;
}

static char **
tide_desk_source_dup_members (TideSource *source,
                              const char *list,
                              GError    **error)
{
  TideDeskSource *self = TIDE_DESK_SOURCE (source);

  for (guint i = 0; self->lists != NULL && i < self->lists->len; i++)
    {
      const TideList *one = g_ptr_array_index (self->lists, i);

      if (g_str_equal (one->name, list))
        return g_strdupv (one->symbols);
    }

  g_set_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_NAME,
               "There is no list named “%s”. “tidemark list” shows the lists there are.", list);
  return NULL;
}

static void
tide_desk_source_iface_init (TideSourceInterface *iface)
{
  iface->dup_members = tide_desk_source_dup_members;
  iface->dup_series = tide_desk_source_dup_series;
  iface->dup_instrument = tide_desk_source_dup_instrument;
}

static void
tide_desk_source_finalize (GObject *object)
{
  TideDeskSource *self = TIDE_DESK_SOURCE (object);

  g_clear_pointer (&self->reader, tide_cache_reader_free);
  g_clear_pointer (&self->memory, tide_series_memory_free);
  g_clear_pointer (&self->instruments, g_hash_table_unref);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_clear_pointer (&self->pins, g_hash_table_unref);
  g_clear_pointer (&self->cited, tide_cited_unref);

  G_OBJECT_CLASS (tide_desk_source_parent_class)->finalize (object);
}

static void
tide_desk_source_class_init (TideDeskSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_desk_source_finalize;
}

static void
tide_desk_source_init (TideDeskSource *self)
{
  self->memory = tide_series_memory_new (MEMORY_ROWS);
  self->instruments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) tide_instrument_unref);
  self->version = -1;
}

/**
 * tide_desk_source_new:
 * @reader_take: (transfer full): a reader that nobody else uses
 *
 * Makes a source of series over the cache.
 *
 * Returns: (transfer full): the source, for one thread
 */
TideDeskSource *
tide_desk_source_new (TideCacheReader *reader_take)
{
  TideDeskSource *self = g_object_new (TIDE_TYPE_DESK_SOURCE, NULL);

  self->reader = reader_take;

  return self;
}

/**
 * tide_desk_source_get_reader:
 * @self: a source
 *
 * Returns: (transfer none): the reader, for questions that are not formulas
 */
TideCacheReader *
tide_desk_source_get_reader (TideDeskSource *self)
{
  return self->reader;
}

static void
add_symbol (GHashTable *set,
            const char *symbol)
{
  const TideFlow *flow = tide_flow_find (symbol);

  g_hash_table_add (set, g_strdup (symbol));
  /* A leg makes its total an instrument too. */
  if (flow != NULL && flow->legs != NULL)
    g_hash_table_add (set, g_strdup (flow->prefix));
}

static int
compare_strings (const void *a,
                 const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * tide_desk_source_list_symbols:
 * @self: a source
 * @error: return location
 *
 * Lists of whom anything is held: in the cache, as a total of legs in the cache,
 * or in the analyst's own words.
 *
 * Returns: (transfer full) (nullable): the symbols, in order
 */
char **
tide_desk_source_list_symbols (TideDeskSource *self,
                               GError        **error)
{
  g_auto (GStrv)         stored = tide_cache_reader_list_symbols (self->reader, error);
  g_auto (GStrv)         cited = NULL;
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char      **keys = NULL;
  guint                  n = 0;

  if (stored == NULL)
    return NULL;
  if (self->cited != NULL)
    cited = tide_cited_dup_symbols (self->cited);

  for (size_t i = 0; stored[i] != NULL; i++)
    add_symbol (set, stored[i]);
  for (size_t i = 0; cited != NULL && cited[i] != NULL; i++)
    g_hash_table_add (set, g_strdup (cited[i]));
  keys = (char **) g_hash_table_get_keys_as_array (set, &n);
  qsort (keys, n, sizeof *keys, compare_strings);

  return g_strdupv (keys);
}

/**
 * tide_desk_source_look_up:
 * @self: a source
 * @symbol: canonical symbol
 *
 * Returns: (transfer full) (nullable): who it is; %NULL when nothing is held of it
 */
TideInstrument *
tide_desk_source_look_up (TideDeskSource *self,
                          const char     *symbol)
{
  TideInstrument *instrument = NULL;

  if (!look_up_instrument (self, symbol, &instrument, NULL) || instrument == NULL)
    return NULL;

  return tide_instrument_ref (instrument);
}

/* Forgets what was read before the cache changed. */
static void
forget (TideDeskSource *self)
{
  tide_series_memory_clear (self->memory);
  g_hash_table_remove_all (self->instruments);
}

/**
 * tide_desk_source_set_lists:
 * @self: a source
 * @lists: (nullable) (element-type TideList): the watchlists; never changed again
 *
 * Says who is on which list.
 */
void
tide_desk_source_set_lists (TideDeskSource *self,
                            GPtrArray      *lists)
{
  if (self->lists == lists)
    return;

  g_clear_pointer (&self->lists, g_ptr_array_unref);
  self->lists = lists != NULL ? g_ptr_array_ref (lists) : NULL;
}

/**
 * tide_desk_source_set_pins:
 * @self: a source
 * @pins: (nullable): symbol to the name of the source it reads
 *
 * Says which source answers for a symbol when the formula names none.
 */
void
tide_desk_source_set_pins (TideDeskSource *self,
                           GHashTable     *pins)
{
  tide_cache_reader_set_pins (self->reader, pins);
  if (pins != NULL)
    g_hash_table_ref (pins);
  g_clear_pointer (&self->pins, g_hash_table_unref);
  self->pins = pins;
  forget (self);
}

/**
 * tide_desk_source_get_pin:
 * @self: a source
 * @symbol: canonical symbol
 *
 * Returns: (transfer none) (nullable): the source that the user prefers for it
 */
const char *
tide_desk_source_get_pin (TideDeskSource *self,
                          const char     *symbol)
{
  return self->pins != NULL ? g_hash_table_lookup (self->pins, symbol) : NULL;
}

/**
 * tide_desk_source_set_cited:
 * @self: a source
 * @cited: (nullable): what the analyst read
 *
 * Says what is read as the source `cited`.
 */
void
tide_desk_source_set_cited (TideDeskSource *self,
                            TideCited      *cited)
{
  if (self->cited == cited)
    return;
  if (cited != NULL)
    tide_cited_ref (cited);
  g_clear_pointer (&self->cited, tide_cited_unref);
  self->cited = cited;
  forget (self);
}

/**
 * tide_desk_source_get_cited:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): what the analyst read
 */
const TideCited *
tide_desk_source_get_cited (TideDeskSource *self)
{
  return self->cited;
}

/**
 * tide_desk_source_begin:
 * @self: a source
 * @cancellable: (nullable): ends long reads
 * @error: return location
 *
 * Starts a piece of work that sees one state of the cache.
 *
 * Returns: %FALSE with @error set if the cache cannot be read
 */
bool
tide_desk_source_begin (TideDeskSource *self,
                        GCancellable   *cancellable,
                        GError        **error)
{
  int64_t version = 0;

  /* The number moves only outside the span. A commit in between is seen with
   * the next piece of work. */
  if (!tide_cache_reader_get_data_version (self->reader, &version, error) ||
      !tide_cache_reader_begin (self->reader, error))
    return false;

  tide_cache_reader_set_cancellable (self->reader, cancellable);
  if (version != self->version)
    forget (self);
  self->version = version;

  return true;
}

/**
 * tide_desk_source_end:
 * @self: a source
 *
 * Ends what tide_desk_source_begin() started.
 */
void
tide_desk_source_end (TideDeskSource *self)
{
  tide_cache_reader_set_cancellable (self->reader, NULL);
  tide_cache_reader_end (self->reader);
}
