// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-series"

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "desk/tide-desk-private.h"
#include "model/tide-adjust.h"
#include "model/tide-field.h"

/* Revisions counted for a status; more are shown as that many. */
#define MAX_REVISIONS 100000

gpointer
tide_desk_read_instruments (TideDeskSource *source,
                            gpointer        data,
                            GCancellable   *cancellable,
                            GError        **error)
{
  g_auto (GStrv) symbols = NULL;
  GHashTable    *read;

  symbols = data != NULL ? g_strdupv (data) : tide_desk_source_list_symbols (source, error);
  if (symbols == NULL)
    return NULL;

  read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) tide_instrument_unref);
  for (size_t i = 0; symbols[i] != NULL; i++)
    {
      TideInstrument *found = tide_desk_source_look_up (source, symbols[i]);

      if (found != NULL)
        g_hash_table_insert (read, g_strdup (symbols[i]), found);
    }

  return read;
}

void
tide_desk_take_instruments (TideDesk   *self,
                            GHashTable *read)
{
  GHashTableIter iter;
  gpointer       symbol = NULL;
  gpointer       instrument = NULL;

  if (read == NULL)
    return;
  if (self->instruments == NULL)
    {
      self->instruments = g_hash_table_ref (read);
      return;
    }

  g_hash_table_iter_init (&iter, read);
  while (g_hash_table_iter_next (&iter, &symbol, &instrument))
    g_hash_table_insert (self->instruments, g_strdup (symbol), tide_instrument_ref (instrument));
}

/* A desk opened with tide_desk_open_async() has them already. */
static void
require_instruments (TideDesk *self)
{
  if (self->instruments == NULL && !self->closed)
    self->instruments = tide_desk_run (self, tide_desk_read_instruments, NULL, NULL);
}

static int
compare_symbols (gconstpointer a,
                 gconstpointer b)
{
  const TideInstrument *left = *(const TideInstrument *const *) a;
  const TideInstrument *right = *(const TideInstrument *const *) b;

  return strcmp (left->symbol, right->symbol);
}

/**
 * tide_desk_dup_instruments:
 * @self: a desk
 *
 * Lists every instrument held, by symbol; from memory.
 *
 * Returns: (transfer full) (element-type TideInstrument): the instruments
 */
GPtrArray *
tide_desk_dup_instruments (TideDesk *self)
{
  GPtrArray     *all = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_instrument_unref);
  GHashTableIter iter;
  gpointer       instrument = NULL;

  g_return_val_if_fail (TIDE_IS_DESK (self), all);

  require_instruments (self);
  if (self->instruments == NULL)
    return all;

  g_hash_table_iter_init (&iter, self->instruments);
  while (g_hash_table_iter_next (&iter, NULL, &instrument))
    g_ptr_array_add (all, tide_instrument_ref (instrument));
  g_ptr_array_sort (all, compare_symbols);

  return all;
}

/**
 * tide_desk_dup_instrument:
 * @self: a desk
 * @symbol: canonical symbol
 *
 * Finds an instrument; from memory.
 *
 * Returns: (transfer full) (nullable): the instrument; NULL if it is not held
 */
TideInstrument *
tide_desk_dup_instrument (TideDesk   *self,
                          const char *symbol)
{
  TideInstrument *found = NULL;

  g_return_val_if_fail (TIDE_IS_DESK (self) && symbol != NULL, NULL);

  require_instruments (self);
  if (self->instruments != NULL)
    found = g_hash_table_lookup (self->instruments, symbol);

  return found != NULL ? tide_instrument_ref (found) : NULL;
}

static int64_t
count_revisions (GPtrArray  *revisions,
                 const char *source)
{
  int64_t count = 0;

  for (guint i = 0; revisions != NULL && i < revisions->len; i++)
    count += g_str_equal (((TideStoredRevision *) g_ptr_array_index (revisions, i))->source,
                          source);

  return count;
}

/* Also of a total of legs, or of what was only cited. */
static bool
holds (TideDeskSource *source,
       const char     *symbol)
{
  g_autoptr (TideInstrument) found = tide_desk_source_look_up (source, symbol);

  return found != NULL;
}

/* Whether a formula without a source reads what was cited: where it is preferred,
 * or nothing else answers. */
static bool
reads_cited (TideDeskSource *source,
             const char     *symbol,
             const char     *field,
             GPtrArray      *held)
{
  if (g_strcmp0 (tide_desk_source_get_pin (source, symbol), TIDE_CITED) == 0)
    return true;
  for (guint i = 0; held != NULL && i < held->len; i++)
    if (g_strv_contains (
          (const char *const *) ((TideSeriesSummary *) g_ptr_array_index (held, i))->fields, field))
      return false;

  return true;
}

/* What the analyst read of an instrument, a row for each field: each has a life
 * of its own. */
static void
add_cited (TideDeskSource *source,
           const char     *symbol,
           GPtrArray      *held,
           GPtrArray      *statuses)
{
  const TideCited *cited = tide_desk_source_get_cited (source);
  g_auto (GStrv)   fields = cited != NULL ? tide_cited_dup_fields (cited, symbol) : NULL;

  for (size_t i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      const GPtrArray       *all = tide_cited_get_citations (cited, symbol, fields[i]);
      const TideCitation    *newest = g_ptr_array_index (all, all->len - 1);
      g_autoptr (TideSeries) series = NULL;
      TideSeriesStatus      *status;
      size_t                 n_rows;

      series = tide_cited_make_series (cited, symbol, fields[i], TIDE_INSTANT_MAX);
      if (series == NULL)
        continue;
      n_rows = tide_series_get_length (series);
      status = g_new0 (TideSeriesStatus, 1);
      status->symbol = g_strdup (symbol);
      status->source = g_strdup (TIDE_CITED);
      status->fields = g_strdup (fields[i]);
      status->frequency = tide_series_get_info (series)->frequency;
      status->basis = TIDE_BASIS_QUOTED;
      status->first_day = tide_series_get_days (series)[0];
      status->last_day = tide_series_get_days (series)[n_rows - 1];
      status->learned = newest->entered;
      status->count = (int64_t) n_rows;
      status->n_revisions = (int64_t) (all->len - n_rows);
      status->primary = reads_cited (source, symbol, fields[i], held);
      g_ptr_array_add (statuses, status);
    }
}

static bool
add_statuses (TideDeskSource *source,
              const char     *symbol,
              GPtrArray      *statuses,
              GError        **error)
{
  TideCacheReader      *reader = tide_desk_source_get_reader (source);
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GPtrArray) revisions = NULL;
  g_autoptr (GError)    problem = NULL;

  held = tide_cache_reader_list_series (reader, symbol, &problem);
  if (held == NULL &&
      (!g_error_matches (problem, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND) ||
       !holds (source, symbol)))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return false;
    }

  if (held != NULL)
    revisions = tide_cache_reader_list_revisions (reader, symbol, MAX_REVISIONS, NULL);
  for (guint i = 0; held != NULL && i < held->len; i++)
    {
      const TideSeriesSummary *from = g_ptr_array_index (held, i);
      TideSeriesStatus        *status = g_new0 (TideSeriesStatus, 1);

      status->symbol = g_strdup (symbol);
      status->source = g_strdup (from->source);
      status->fields = g_strjoinv (",", from->fields);
      status->frequency = from->frequency;
      status->basis = from->basis;
      status->first_day = from->first_day;
      status->last_day = from->last_day;
      status->learned = from->last_learned;
      status->count = (int64_t) from->n_rows;
      status->n_revisions = count_revisions (revisions, from->source);
      status->primary = from->primary;
      g_ptr_array_add (statuses, status);
    }
  add_cited (source, symbol, held, statuses);

  return true;
}

static void
status_clear (gpointer data)
{
  tide_series_status_free (data);
}

static gpointer
read_statuses (TideDeskSource *source,
               gpointer        data,
               GCancellable   *cancellable,
               GError        **error)
{
  g_autoptr (GPtrArray) statuses = g_ptr_array_new_with_free_func (status_clear);
  g_auto (GStrv)        symbols = NULL;

  if (data != NULL)
    return add_statuses (source, data, statuses, error) ? g_steal_pointer (&statuses) : NULL;

  symbols = tide_desk_source_list_symbols (source, error);
  for (size_t i = 0; symbols != NULL && symbols[i] != NULL; i++)
    if (!add_statuses (source, symbols[i], statuses, error))
      return NULL;

  return symbols != NULL ? g_steal_pointer (&statuses) : NULL;
}

static char *
dup_canonical (const char *symbol)
{
  char *canonical = symbol != NULL ? tide_symbol_normalize (symbol, strlen (symbol)) : NULL;

  return canonical != NULL ? canonical : g_strdup (symbol);
}

/**
 * tide_desk_list_series:
 * @self: a desk
 * @symbol: (nullable): an instrument; NULL for all
 * @error: return location
 *
 * Tells what is held and where it came from, and waits for it.
 *
 * Returns: (transfer full) (nullable) (element-type TideSeriesStatus): by symbol,
 *   the series first filled first
 */
GPtrArray *
tide_desk_list_series (TideDesk   *self,
                       const char *symbol,
                       GError    **error)
{
  g_autofree char *canonical = NULL;

  g_return_val_if_fail (TIDE_IS_DESK (self), NULL);

  canonical = dup_canonical (symbol);

  return tide_desk_run (self, read_statuses, canonical, error);
}

/**
 * tide_desk_list_series_async:
 * @self: a desk
 * @symbol: (nullable): an instrument; NULL for all
 * @cancellable: (nullable): drops the answer
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * As tide_desk_list_series(), without waiting.
 */
void
tide_desk_list_series_async (TideDesk           *self,
                             const char         *symbol,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_return_if_fail (TIDE_IS_DESK (self));

  tide_desk_run_async (self, read_statuses, dup_canonical (symbol), g_free,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * tide_desk_list_series_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type TideSeriesStatus): what is held
 */
GPtrArray *
tide_desk_list_series_finish (TideDesk     *self,
                              GAsyncResult *result,
                              GError      **error)
{
  return tide_desk_run_finish (self, result, error);
}

/* A cited figure is known from when it was first entered. */
static void
count_cited (const TideCited *cited,
             const char      *symbol,
             TideInstant      known_at,
             TideHeldCount   *held)
{
  g_auto (GStrv) fields = tide_cited_dup_fields (cited, symbol);

  for (size_t i = 0; fields[i] != NULL; i++)
    {
      const GPtrArray    *all = tide_cited_get_citations (cited, symbol, fields[i]);
      const TideCitation *first = g_ptr_array_index (all, 0);

      held->n_held++;
      held->n_known += first->entered <= known_at ? 1 : 0;
      if (held->first == TIDE_INSTANT_NONE || first->entered < held->first)
        held->first = first->entered;
    }
}

static gpointer
count_held (TideDeskSource *source,
            gpointer        data,
            GCancellable   *cancellable,
            GError        **error)
{
  const TideInstant        *known_at = data;
  g_autofree TideHeldCount *held = g_new0 (TideHeldCount, 1);
  const TideCited          *cited = tide_desk_source_get_cited (source);
  g_auto (GStrv)            symbols = NULL;

  if (!tide_cache_reader_count_series (tide_desk_source_get_reader (source), *known_at,
                                       &held->n_held, &held->n_known, &held->first, error))
    return NULL;

  if (cited != NULL)
    symbols = tide_cited_dup_symbols (cited);
  for (size_t i = 0; symbols != NULL && symbols[i] != NULL; i++)
    count_cited (cited, symbols[i], *known_at, held);

  return g_steal_pointer (&held);
}

/**
 * tide_desk_count_held_async:
 * @self: a desk
 * @known_at: the moment; UTC seconds, inclusive
 * @cancellable: (nullable): drops the answer
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Counts the series held, and those that were known here at a moment: what a
 * window would have left if it showed only these.
 */
void
tide_desk_count_held_async (TideDesk           *self,
                            TideInstant         known_at,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_return_if_fail (TIDE_IS_DESK (self));

  tide_desk_run_async (self, count_held, g_memdup2 (&known_at, sizeof known_at), g_free, g_free,
                       cancellable, callback, user_data);
}

/**
 * tide_desk_count_held_finish:
 * @self: a desk
 * @result: as given to the callback
 * @out_count: (out): the counts
 * @error: return location
 *
 * Returns: whether they were counted
 */
bool
tide_desk_count_held_finish (TideDesk      *self,
                             GAsyncResult  *result,
                             TideHeldCount *out_count,
                             GError       **error)
{
  g_autofree TideHeldCount *held = tide_desk_run_finish (self, result, error);

  if (held != NULL)
    *out_count = *held;

  return held != NULL;
}

/* What tide_desk_export_series() writes: the columns of one stored series. */
typedef struct
{
  const char *symbol;
  const char *field; /* (nullable) */
} Export;

/* The series of the first column asked for: the primary one, or the one that
 * answers for the field. */
static const TideSeriesSummary *
choose_series (GPtrArray  *held,
               const char *field)
{
  const TideSeriesSummary *chosen = NULL;

  for (guint i = 0; i < held->len; i++)
    {
      const TideSeriesSummary *series = g_ptr_array_index (held, i);

      if (field != NULL && !g_strv_contains ((const char *const *) series->fields, field))
        continue;
      if (chosen == NULL || (series->primary && !chosen->primary))
        chosen = series;
    }

  return chosen;
}

static TideDay
find_basis_day (TideSeries *series)
{
  size_t            n_origins = 0;
  const TideOrigin *origins = tide_series_get_origins (series, &n_origins);
  TideDay           latest = TIDE_DAY_NONE;

  for (size_t i = 0; i < n_origins; i++)
    latest = MAX (latest, origins[i].basis_day);

  return latest;
}

/* A file has one basis day. Rows of an older one are brought to it, which is
 * what comparing them on import does as well. */
static TideSeries *
unify_basis (TideCacheReader *reader,
             const char      *symbol,
             TideSeries      *series,
             TideDay          basis_day)
{
  const TideSeriesInfo *info = tide_series_get_info (series);
  const TideField      *field = tide_field_find (info->field);
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GArray)    actions = g_array_new (FALSE, FALSE, sizeof (TideAction));
  const TideAction     *first;

  if (info->basis != TIDE_BASIS_SPLIT || basis_day == TIDE_DAY_NONE || field == NULL)
    return tide_series_ref (series);

  stored = tide_cache_reader_read_actions (reader, symbol, info->source, TIDE_INSTANT_MAX, NULL);
  for (guint i = 0; stored != NULL && i < stored->len; i++)
    g_array_append_val (actions, ((TideStoredAction *) g_ptr_array_index (stored, i))->action);

  first = actions->len > 0 ? &g_array_index (actions, TideAction, 0) : NULL;
  if (field->measure == TIDE_FIELD_PRICE)
    return tide_adjust_price (series, first, actions->len, basis_day);
  if (field->measure == TIDE_FIELD_QUANTITY)
    return tide_adjust_quantity (series, first, actions->len, basis_day);

  return tide_series_ref (series);
}

/* The columns to write, on shared days. */
static GPtrArray *
read_columns (TideCacheReader *reader,
              const Export *export,
              const TideSeriesSummary *summary,
              GError                 **error)
{
  g_autoptr (GPtrArray) columns = NULL;
  TideDay               basis_day = TIDE_DAY_NONE;

  columns = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_series_unref);
  for (size_t i = 0; i < summary->n_fields; i++)
    {
      g_autoptr (TideSeries) series = NULL;

      if (export->field != NULL && !g_str_equal (summary->fields[i], export->field))
        continue;
      if (!tide_cache_reader_read_series (reader, export->symbol, summary->fields[i],
                                          summary->source, TIDE_INSTANT_MAX, &series, error))
        return NULL;
      if (series == NULL)
        continue;

      if (columns->len == 0)
        basis_day = find_basis_day (series);
      g_ptr_array_add (columns, unify_basis (reader, export->symbol, series, basis_day));
    }

  return g_steal_pointer (&columns);
}

/* Whether a field is held in another unit than its name tells. Of prices the
 * currency of the first line tells it. */
static bool
needs_unit (TideInstrument *instrument,
            TideSeries     *series)
{
  const TideSeriesInfo *info = tide_series_get_info (series);
  const TideField      *field = tide_field_find (info->field);

  return (field == NULL || field->measure != TIDE_FIELD_PRICE) &&
         !tide_unit_equal (info->unit, tide_instrument_get_field_unit (instrument, info->field));
}

/* A line about one column, if something is known of it. */
static void
write_facts (GString              *text,
             const TideSeriesInfo *info)
{
  if (tide_facts_are_empty (&info->facts))
    return;

  g_string_append_printf (text, "# tidemark-column %s", info->field);
  for (size_t i = 0; i < TIDE_N_FACTS; i++)
    {
      char             day[TIDE_DAY_TEXT_SIZE];
      const char      *fact = tide_facts_get_text (&info->facts, i, day);
      g_autofree char *escaped = NULL;

      if (fact == NULL)
        continue;
      escaped = g_uri_escape_string (fact, NULL, FALSE);
      g_string_append_printf (text, " %s=%s", tide_facts_get_name (i), escaped);
    }
  g_string_append_c (text, '\n');
}

static void
write_head (GString                 *text,
            TideInstrument          *instrument,
            const TideSeriesSummary *summary,
            GPtrArray               *columns)
{
  TideSeries   *first = g_ptr_array_index (columns, 0);
  TideDay       basis_day = find_basis_day (first);
  TideFrequency frequency = tide_series_get_info (first)->frequency;
  char          day[TIDE_DAY_TEXT_SIZE];

  g_string_append_printf (text, "# tidemark basis=%s", tide_basis_to_string (summary->basis));
  if (basis_day != TIDE_DAY_NONE)
    g_string_append_printf (text, " basis_day=%s", tide_day_format (basis_day, day));
  g_string_append_printf (text, " source=%s", summary->source);
  if (instrument->quote_unit != NULL && instrument->quote_unit[0] != '\0')
    g_string_append_printf (text, " currency=%s", instrument->quote_unit);
  if (frequency != TIDE_FREQUENCY_DAILY)
    g_string_append_printf (text, " frequency=%s", tide_frequency_to_string (frequency));
  if (columns->len == 1 && needs_unit (instrument, first))
    {
      g_autofree char *unit = tide_unit_to_string (tide_series_get_info (first)->unit);

      g_string_append_printf (text, " unit=%s", unit);
    }
  g_string_append_printf (text, " symbol=%s\n", instrument->symbol);
  for (guint i = 0; i < columns->len; i++)
    write_facts (text, tide_series_get_info (g_ptr_array_index (columns, i)));

  g_string_append (text, "date");
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (text, ",%s",
                            tide_series_get_info (g_ptr_array_index (columns, i))->field);
  g_string_append_c (text, '\n');
}

/* Days on which any of the columns has a row. */
static void
write_rows (GString   *text,
            GPtrArray *columns)
{
  g_autoptr (GArray) next = g_array_new (FALSE, TRUE, sizeof (size_t));
  size_t            *rows;

  g_array_set_size (next, columns->len);
  rows = (size_t *) (void *) next->data;

  for (;;)
    {
      TideDay day = TIDE_DAY_MAX + 1;
      char    buffer[TIDE_DECIMAL_TEXT_SIZE];

      for (guint i = 0; i < columns->len; i++)
        if (rows[i] < tide_series_get_length (columns->pdata[i]))
          day = MIN (day, tide_series_get_days (columns->pdata[i])[rows[i]]);
      if (day > TIDE_DAY_MAX)
        return;

      g_string_append (text, tide_day_format (day, buffer));
      for (guint i = 0; i < columns->len; i++)
        {
          TideSeries *series = g_ptr_array_index (columns, i);
          double      value = NAN;

          if (rows[i] < tide_series_get_length (series) &&
              tide_series_get_days (series)[rows[i]] == day)
            value = tide_series_get_values (series)[rows[i]++];
          g_string_append_c (text, ',');
          if (!isnan (value))
            g_string_append (text, tide_decimal_format (value, buffer));
        }
      g_string_append_c (text, '\n');
    }
}

static gpointer
export_series (TideDeskSource *source,
               gpointer        data,
               GCancellable   *cancellable,
               GError        **error)
{
  const Export *export = data;
  TideCacheReader           *reader = tide_desk_source_get_reader (source);
  const TideCited           *cited = tide_desk_source_get_cited (source);
  g_autoptr (TideInstrument) instrument = NULL;
  g_autoptr (GPtrArray)      held = NULL;
  g_autoptr (GPtrArray)      columns = NULL;
  g_autoptr (GError)         problem = NULL;
  const TideSeriesSummary   *summary;
  char                      *words;
  GString                   *text;

  instrument = tide_source_dup_instrument (TIDE_SOURCE (source), export->symbol, error);
  if (instrument == NULL)
    return NULL;
  held = tide_cache_reader_list_series (reader, export->symbol, &problem);
  if (held == NULL && !g_error_matches (problem, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  summary = held != NULL ? choose_series (held, export->field) : NULL;
  if (summary == NULL && cited != NULL &&
      (words = tide_cited_write (cited, export->symbol, export->field)) != NULL)
    return words;
  columns = summary != NULL ? read_columns (reader, export, summary, error) : NULL;
  if (summary != NULL && columns == NULL)
    return NULL;
  if (columns == NULL || columns->len == 0)
    {
      g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SYMBOL,
                   "Nothing named “%s” is held of “%s”.",
                   export->field != NULL ? export->field : "close", export->symbol);
      return NULL;
    }

  text = g_string_new (NULL);
  write_head (text, instrument, summary, columns);
  write_rows (text, columns);

  return g_string_free (text, FALSE);
}

/**
 * tide_desk_export_series:
 * @self: a desk
 * @symbol: an instrument
 * @field: (nullable): a field; NULL for all columns of the primary series
 * @error: return location
 *
 * Writes a stored series as CSV, values as they are stored, under a line that
 * says what they have been adjusted for; where nothing is stored, what was cited,
 * as a file of cited figures. Importing it changes nothing.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
tide_desk_export_series (TideDesk   *self,
                         const char *symbol,
                         const char *field,
                         GError    **error)
{
  g_autofree char *canonical = NULL;
  Export export;

  g_return_val_if_fail (TIDE_IS_DESK (self) && symbol != NULL, NULL);

  canonical = dup_canonical (symbol);
  export = (Export){ canonical, field };

  return tide_desk_run (self, export_series, &export, error);
}
