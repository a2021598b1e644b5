// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-appender"

#include "config.h"

#include <math.h>
#include <string.h>

#include "model/tide-adjust.h"
#include "store/tide-appender-private.h"
#include "store/tide-cache-reader.h"

/* Two sources' figures of one action are the same within this; relative. */
#define ACTION_TOLERANCE 1e-6

typedef struct
{
  char      *symbol;
  char      *source;
  GPtrArray *fields;
  TideDay    first_day;
  TideDay    last_day;
} ChangeDraft;

static void
free_revised (TideRevised *revised)
{
  g_free (revised->symbol);
  g_free (revised->field);
  g_free (revised);
}

static void
free_draft (ChangeDraft *draft)
{
  g_free (draft->symbol);
  g_free (draft->source);
  g_ptr_array_unref (draft->fields);
  g_free (draft);
}

static TideAppendReport *
make_report (void)
{
  TideAppendReport *report = g_new0 (TideAppendReport, 1);

  report->counts = g_array_new (FALSE, FALSE, sizeof (TideAppendCount));
  report->revised = g_ptr_array_new_with_free_func ((GDestroyNotify) free_revised);
  report->notes = g_ptr_array_new_with_free_func (g_free);
  return report;
}

TideAppender *
tide_appender_new (TideSqlConnection *connection)
{
  TideAppender *self = g_new0 (TideAppender, 1);

  self->connection = connection;
  self->fetches = tide_fetch_table_new (connection);
  self->report = make_report ();
  self->changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) free_draft);
  return self;
}

void
tide_appender_free (TideAppender *self)
{
  if (self == NULL)
    return;
  tide_fetch_table_free (self->fetches);
  g_clear_pointer (&self->last_batch, tide_batch_unref);
  tide_append_report_free (self->report);
  g_hash_table_unref (self->changes);
  g_free (self);
}

TideAppendReport *
tide_appender_steal_report (TideAppender *self)
{
  return g_steal_pointer (&self->report);
}

/* Each sentence once, whatever the number of batches that call for it. */
void
tide_appender_note (TideAppender *self,
                    char         *note_take)
{
  g_autofree char *note = note_take;

  if (!g_ptr_array_find_with_equal_func (self->report->notes, note, g_str_equal, NULL))
    g_ptr_array_add (self->report->notes, g_steal_pointer (&note));
}

/* `field` may be NULL: then only something about the symbol has changed. */
void
tide_appender_mark_changed (TideAppender *self,
                            const char   *symbol,
                            const char   *source,
                            const char   *field,
                            TideDay       first_day,
                            TideDay       last_day)
{
  g_autofree char *key = g_strconcat (symbol, "\n", source, NULL);
  ChangeDraft     *draft = g_hash_table_lookup (self->changes, key);

  if (draft == NULL)
    {
      draft = g_new0 (ChangeDraft, 1);
      draft->symbol = g_strdup (symbol);
      draft->source = g_strdup (source);
      draft->fields = g_ptr_array_new_with_free_func (g_free);
      draft->first_day = TIDE_DAY_NONE;
      draft->last_day = TIDE_DAY_NONE;
      g_hash_table_insert (self->changes, g_steal_pointer (&key), draft);
    }
  if (field == NULL)
    return;

  if (!g_ptr_array_find_with_equal_func (draft->fields, field, g_str_equal, NULL))
    g_ptr_array_add (draft->fields, g_strdup (field));
  draft->first_day = draft->first_day == TIDE_DAY_NONE ? first_day
                                                       : MIN (draft->first_day, first_day);
  draft->last_day = MAX (draft->last_day, last_day);
}

/* (element-type TideChange) */
GPtrArray *
tide_appender_dup_changes (TideAppender *self)
{
  g_autoptr (GPtrArray) changes = NULL;
  GHashTableIter        iter;
  gpointer              value;

  changes = g_ptr_array_new_full (g_hash_table_size (self->changes),
                                  (GDestroyNotify) tide_change_unref);
  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      ChangeDraft *draft = value;
      TideChange  *change = g_atomic_rc_box_new0 (TideChange);

      change->symbol = g_strdup (draft->symbol);
      change->source = g_strdup (draft->source);
      change->fields = g_new0 (char *, draft->fields->len + 1);
      for (unsigned int i = 0; i < draft->fields->len; i++)
        change->fields[i] = g_strdup (g_ptr_array_index (draft->fields, i));
      change->first_day = draft->first_day;
      change->last_day = draft->last_day;
      g_ptr_array_add (changes, change);
    }
  return g_steal_pointer (&changes);
}

static bool
insert_fetch (TideAppender    *self,
              const TideFetch *fetch,
              TideBatch       *batch,
              const char      *problem,
              int64_t         *out_id,
              GError         **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    self->connection,
    "INSERT INTO fetch (provider, request_redacted, at, status, etag, last_modified, sha256, "
    "bytes, parser_version, basis, basis_day, rows, error) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?12)",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, fetch->provider);
  tide_sql_bind_text (statement, 2, fetch->request != NULL ? fetch->request : "");
  tide_sql_bind_int (statement, 3, fetch->at);
  tide_sql_bind_int (statement, 4, fetch->status);
  tide_sql_bind_text (statement, 5, fetch->etag);
  tide_sql_bind_text (statement, 6, fetch->last_modified);
  tide_sql_bind_text (statement, 7, fetch->sha256);
  tide_sql_bind_int (statement, 8, fetch->bytes);
  tide_sql_bind_int (statement, 9, fetch->parser_version);
  if (batch != NULL)
    {
      tide_sql_bind_text (statement, 10, tide_basis_to_string (tide_batch_get_basis (batch)));
      tide_stored_bind_day (statement, 11, tide_batch_get_basis_day (batch));
    }
  tide_sql_bind_text (statement, 12, problem);
  if (!tide_sql_run (statement, error))
    return false;
  *out_id = tide_sql_connection_get_last_id (self->connection);
  return true;
}

/* A long file is many batches and one fetch. */
static bool
is_same_fetch (TideBatch *a,
               TideBatch *b)
{
  const TideFetch *x = tide_batch_get_fetch (a);
  const TideFetch *y = tide_batch_get_fetch (b);

  return x->at == y->at && x->bytes == y->bytes && x->status == y->status &&
         x->parser_version == y->parser_version &&
         g_strcmp0 (x->provider, y->provider) == 0 && g_strcmp0 (x->request, y->request) == 0 &&
         g_strcmp0 (x->etag, y->etag) == 0 &&
         g_strcmp0 (x->last_modified, y->last_modified) == 0 &&
         g_strcmp0 (x->sha256, y->sha256) == 0 &&
         tide_batch_get_basis (a) == tide_batch_get_basis (b) &&
         tide_batch_get_basis_day (a) == tide_batch_get_basis_day (b);
}

static bool
ensure_fetch (TideAppender *self,
              TideBatch    *batch,
              GError      **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  if (self->last_batch == NULL || !is_same_fetch (self->last_batch, batch))
    {
      if (!insert_fetch (self, tide_batch_get_fetch (batch), batch, NULL, &self->last_fetch,
                         error))
        return false;
      g_clear_pointer (&self->last_batch, tide_batch_unref);
      self->last_batch = tide_batch_ref (batch);
    }

  statement = tide_sql_connection_prepare (
    self->connection, "UPDATE fetch SET rows = rows + ?2 WHERE id = ?1", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, self->last_fetch);
  tide_sql_bind_int (statement, 2, (int64_t) tide_batch_get_n_rows (batch));
  return tide_sql_run (statement, error);
}

static bool
write_instrument (TideAppender         *self,
                  int64_t               id,
                  const TideInstrument *instrument,
                  GError              **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    self->connection,
    "INSERT INTO instrument (id, symbol, name, kind, currency, quote_unit, venue, timezone, "
    "sector, assumed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
    "ON CONFLICT (id) DO UPDATE SET name = ?3, kind = ?4, currency = ?5, quote_unit = ?6, "
    "venue = ?7, timezone = ?8, sector = ?9, assumed = ?10",
    error);
  if (statement == NULL)
    return false;
  if (id != 0)
    tide_sql_bind_int (statement, 1, id);
  tide_sql_bind_text (statement, 2, instrument->symbol);
  tide_sql_bind_text (statement, 3, instrument->name);
  tide_sql_bind_text (statement, 4, tide_instrument_kind_to_string (instrument->kind));
  tide_sql_bind_text (statement, 5, instrument->currency);
  tide_sql_bind_text (statement, 6, instrument->quote_unit);
  tide_sql_bind_text (statement, 7, instrument->venue);
  tide_sql_bind_text (statement, 8, instrument->timezone);
  tide_sql_bind_text (statement, 9, instrument->sector);
  tide_sql_bind_int (statement, 10, (int64_t) instrument->assumed);
  return tide_sql_run (statement, error);
}

/* One particular of a stored instrument against the received one: missing ones
 * are filled in, assumed ones confirmed, a conflict is told and nothing else. */
static const char *
settle_text (TideAppender *self,
             const char   *what,
             const char   *symbol,
             const char   *stored,
             const char   *received,
             bool          is_assertion)
{
  if (stored == NULL)
    return received;
  if (is_assertion && received != NULL && strcmp (stored, received) != 0)
    tide_appender_note (self, g_strdup_printf ("the %s of %s is held as %s and now said to be "
                                               "%s; %s is kept",
                                               what, symbol, *stored != '\0' ? stored : "none",
                                               *received != '\0' ? received : "none",
                                               *stored != '\0' ? stored : "none"));
  return stored;
}

static bool
merge_instrument (TideAppender         *self,
                  int64_t               id,
                  const TideInstrument *stored,
                  const TideInstrument *received,
                  GError              **error)
{
  TideInstrument merged = *stored;
  const char    *symbol = stored->symbol;
  bool           currency = (received->assumed & TIDE_ASSUMED_CURRENCY) == 0;
  bool           venue = (received->assumed & TIDE_ASSUMED_VENUE) == 0;
  bool           kind = (received->assumed & TIDE_ASSUMED_KIND) == 0;

  settle_text (self, "currency", symbol, stored->currency, received->currency, currency);
  settle_text (self, "quote unit", symbol, stored->quote_unit, received->quote_unit, currency);
  settle_text (self, "kind", symbol, tide_instrument_kind_to_string (stored->kind),
               tide_instrument_kind_to_string (received->kind), kind);
  settle_text (self, "time zone", symbol, stored->timezone, received->timezone, venue);
  merged.name = (char *) settle_text (self, "name", symbol, stored->name, received->name, false);
  merged.venue = (char *) settle_text (self, "venue", symbol, stored->venue, received->venue,
                                       venue);
  merged.sector = (char *) settle_text (self, "sector", symbol, stored->sector, received->sector,
                                        false);

  /* Confirmed is what somebody who knows has said the same of. */
  if (currency && strcmp (stored->currency, received->currency) == 0 &&
      strcmp (stored->quote_unit, received->quote_unit) == 0)
    merged.assumed &= ~(unsigned int) TIDE_ASSUMED_CURRENCY;
  if (venue && g_strcmp0 (merged.venue, received->venue) == 0)
    merged.assumed &= ~(unsigned int) TIDE_ASSUMED_VENUE;
  if (kind && stored->kind == received->kind)
    merged.assumed &= ~(unsigned int) TIDE_ASSUMED_KIND;

  if (merged.name == stored->name && merged.venue == stored->venue &&
      merged.sector == stored->sector && merged.assumed == stored->assumed)
    return true;
  tide_appender_mark_changed (self, symbol, "", NULL, TIDE_DAY_NONE, TIDE_DAY_NONE);
  return write_instrument (self, id, &merged, error);
}

static bool
ensure_instrument (TideAppender *self,
                   TideBatch    *batch,
                   int64_t      *out_id,
                   GError      **error)
{
  const TideInstrument      *received = tide_batch_get_instrument (batch);
  g_autoptr (TideInstrument) stored = NULL;

  if (!tide_stored_find_instrument (self->connection, received->symbol, out_id, &stored, error))
    return false;
  if (stored != NULL)
    return merge_instrument (self, *out_id, stored, received, error);
  if (!write_instrument (self, 0, received, error))
    return false;
  *out_id = tide_sql_connection_get_last_id (self->connection);
  return true;
}

static bool
is_same_amount (double a,
                double b)
{
  return a == b || fabs (a - b) <= ACTION_TOLERANCE * fabs (a);
}

/* Whether a stored action says what a received one says, each on the basis of
 * its own fetch. */
static bool
action_matches (TideBatch              *batch,
                const TideStoredAction *stored,
                const TideAction       *received)
{
  size_t            n_actions;
  const TideAction *actions = tide_batch_get_actions (batch, &n_actions);
  double            value = stored->action.value;

  if (stored->action.kind != received->kind || stored->action.ex_day != received->ex_day)
    return false;
  if (received->kind == TIDE_ACTION_DIVIDEND && stored->basis == TIDE_BASIS_SPLIT &&
      tide_batch_get_basis (batch) == TIDE_BASIS_SPLIT)
    value = tide_adjust_dividend (&stored->action, stored->basis_day, actions, n_actions,
                                  tide_batch_get_basis_day (batch));
  return is_same_amount (value, received->value) &&
         strcmp (stored->action.currency, received->currency) == 0;
}

static bool
insert_action (TideAppender     *self,
               int64_t           instrument,
               const char       *source,
               const TideAction *action,
               GError          **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    self->connection,
    "INSERT INTO action (instrument, ex_day, kind, value, currency, source, fetch) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, instrument);
  tide_sql_bind_int (statement, 2, action->ex_day);
  tide_sql_bind_text (statement, 3, tide_stored_action_kind_to_string (action->kind));
  tide_sql_bind_double (statement, 4, action->value);
  tide_sql_bind_text (statement, 5, action->currency);
  tide_sql_bind_text (statement, 6, source);
  tide_sql_bind_int (statement, 7, self->last_fetch);
  self->report->n_actions++;
  return tide_sql_run (statement, error);
}

/* Whether what is held of the ex-day of `action` is, one for one, what the batch
 * says of it. */
static bool
occasion_matches (TideBatch        *batch,
                  GPtrArray        *stored,
                  const char       *source,
                  const TideAction *action)
{
  size_t            n_actions;
  const TideAction *actions = tide_batch_get_actions (batch, &n_actions);
  size_t            n_received = 0;
  size_t            n_stored = 0;
  size_t            n_matching = 0;

  for (size_t i = 0; i < n_actions; i++)
    n_received += actions[i].kind == action->kind && actions[i].ex_day == action->ex_day;
  for (unsigned int i = 0; i < stored->len; i++)
    {
      const TideStoredAction *held = g_ptr_array_index (stored, i);
      bool                    matches = false;

      if (held->action.kind != action->kind || held->action.ex_day != action->ex_day ||
          strcmp (held->source, source) != 0)
        continue;
      for (size_t j = 0; j < n_actions && !matches; j++)
        matches = action_matches (batch, held, &actions[j]);
      n_stored++;
      n_matching += matches;
    }
  return n_stored == n_received && n_matching == n_stored;
}

/* The newest fetch that says something about an ex-day speaks for it, so all of
 * its actions on that day are stored if one of them is new. */
static bool
append_actions (TideAppender *self,
                TideBatch    *batch,
                int64_t       instrument,
                GError      **error)
{
  const char           *source = tide_batch_get_fetch (batch)->provider;
  size_t                n_actions;
  const TideAction     *actions = tide_batch_get_actions (batch, &n_actions);
  g_autoptr (GPtrArray) stored = NULL;

  if (n_actions == 0)
    return true;
  stored = tide_stored_load_actions (self->connection, instrument, source, TIDE_INSTANT_MAX,
                                     error);
  if (stored == NULL)
    return false;

  for (size_t i = 0; i < n_actions; i++)
    {
      if (occasion_matches (batch, stored, source, &actions[i]))
        continue;
      if (!insert_action (self, instrument, source, &actions[i], error))
        return false;
      tide_appender_mark_changed (self, tide_batch_get_instrument (batch)->symbol, source, NULL,
                                  TIDE_DAY_NONE, TIDE_DAY_NONE);
    }
  return true;
}

/* Actions are appended before, so the splits of this very batch are among them. */
static bool
load_splits (TideAppender *self,
             TideBatch    *batch,
             int64_t       instrument,
             GArray       *splits,
             GError      **error)
{
  g_autoptr (GPtrArray) stored = NULL;

  stored = tide_stored_load_actions (self->connection, instrument,
                                     tide_batch_get_fetch (batch)->provider, TIDE_INSTANT_MAX,
                                     error);
  if (stored == NULL)
    return false;
  for (unsigned int i = 0; i < stored->len; i++)
    {
      TideStoredAction *held = g_ptr_array_index (stored, i);

      if (held->action.kind == TIDE_ACTION_SPLIT)
        g_array_append_val (splits, held->action);
    }
  return true;
}

/* Also a fetch that brought nothing new says that the series is up to date. */
static bool
touch_series (TideAppender *self,
              int64_t       series,
              GError      **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    self->connection, "UPDATE series SET last_fetch = ?2 WHERE id = ?1", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, series);
  tide_sql_bind_int (statement, 2, self->last_fetch);
  return tide_sql_run (statement, error);
}

static void
count_rows (TideAppendReport    *report,
            const unsigned char *states,
            size_t               n_rows)
{
  TideAppendCount count = { 0 };

  for (size_t i = 0; i < n_rows; i++)
    {
      count.n_new += states[i] == TIDE_ROW_NEW;
      count.n_revised += states[i] == TIDE_ROW_REVISED;
      count.n_unchanged += states[i] == TIDE_ROW_UNCHANGED;
    }

  g_array_append_val (report->counts, count);
  report->n_batches++;
  report->n_new += count.n_new;
  report->n_revised += count.n_revised;
  report->n_unchanged += count.n_unchanged;
}

static bool
append_rows (TideAppender *self,
             TideBatch    *batch,
             int64_t       instrument,
             GError      **error)
{
  size_t                n_rows = tide_batch_get_n_rows (batch);
  g_autoptr (GArray)    states = g_array_new (FALSE, TRUE, sizeof (unsigned char));
  g_autoptr (GArray)    splits = g_array_new (FALSE, FALSE, sizeof (TideAction));
  g_autoptr (GPtrArray) routes = NULL;

  /* Cleared, which is %TIDE_ROW_UNCHANGED. */
  g_array_set_size (states, (unsigned int) n_rows);
  if (!load_splits (self, batch, instrument, splits, error) ||
      (routes = tide_series_route (self, batch, instrument, error)) == NULL)
    return false;

  for (unsigned int i = 0; i < routes->len; i++)
    {
      const TideSeriesRoute *route = g_ptr_array_index (routes, i);
      TideSeriesPart         part = { .appender = self,
                                      .batch = batch,
                                      .fetch = self->last_fetch,
                                      .route = route,
                                      .splits = (const TideAction *) (void *) splits->data,
                                      .n_splits = splits->len,
                                      .states = (unsigned char *) states->data };

      if (!tide_series_part_write (&part, error) || !touch_series (self, route->series, error))
        return false;
    }
  count_rows (self->report, (const unsigned char *) states->data, n_rows);
  return true;
}

/* Appends a sealed batch inside the transaction that the caller has begun and
 * rolls back if this fails. */
bool
tide_appender_append (TideAppender *self,
                      TideBatch    *batch,
                      GError      **error)
{
  int64_t instrument;

  if (!ensure_fetch (self, batch, error) || !ensure_instrument (self, batch, &instrument, error) ||
      !append_actions (self, batch, instrument, error) ||
      !append_rows (self, batch, instrument, error))
    return false;
  tide_appender_mark_changed (self, tide_batch_get_instrument (batch)->symbol,
                              tide_batch_get_fetch (batch)->provider, NULL, TIDE_DAY_NONE,
                              TIDE_DAY_NONE);
  return true;
}

/* Records a fetch that brought no rows: it failed, or nothing had changed since
 * the last one, which then counts as the last. */
bool
tide_appender_record_fetch (TideAppender    *self,
                            const char      *symbol,
                            const TideFetch *fetch,
                            const char      *problem,
                            GError         **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  int64_t                      id;

  if (!insert_fetch (self, fetch, NULL, problem, &id, error))
    return false;
  if (symbol == NULL || problem != NULL)
    return true;

  statement = tide_sql_connection_prepare (
    self->connection,
    "UPDATE series SET last_fetch = ?3 "
    "WHERE source = ?2 AND instrument = (SELECT id FROM instrument WHERE symbol = ?1)",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, symbol);
  tide_sql_bind_text (statement, 2, fetch->provider);
  tide_sql_bind_int (statement, 3, id);
  tide_appender_mark_changed (self, symbol, fetch->provider, NULL, TIDE_DAY_NONE, TIDE_DAY_NONE);
  return tide_sql_run (statement, error);
}
