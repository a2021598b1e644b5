// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-danjuan"

#include "config.h"

#include "net/tide-danjuan-private.h"

#include <math.h>
#include <string.h>

#include "base/tide-text.h"
#include "parse/tide-json.h"

#define KEPT "Stored multiples are unchanged."
#define ZONE "Asia/Shanghai"
#define CODE_DIGITS 6

static const struct
{
  const char *symbol;
  const char *code;
} indices[] = {
  { "HSTECH.HK", "HKHSTECH" },
  { "^HSI", "HKHSI" },
  { "^HSCE", "HKHSCEI" },
  { "^NDX", "NDX" },
  { "^GSPC", "SP500" },
};

/* Indices of the mainland exchanges, whose codes begin so. */
static const struct
{
  const char *suffix;
  const char *prefix;
  const char *series;
} venues[] = {
  { ".SS", "SH", "000" },
  { ".SZ", "SZ", "399" },
};

enum
{
  MULTIPLE_PE,
  MULTIPLE_PB,
  MULTIPLE_YIELD,
  N_MULTIPLES,
};

static const struct
{
  const char *key;
  const char *field;
  const char *horizon; /* (nullable) */
} multiples[N_MULTIPLES] = {
  [MULTIPLE_PE] = { "pe", "pe", "trailing" },
  [MULTIPLE_PB] = { "pb", "pb", NULL },
  /* As the service spells it. */
  [MULTIPLE_YIELD] = { "yeild", "dividend_yield", "trailing" },
};

/* One index on one day; NaN where there is nothing. */
typedef struct
{
  char   *code;  /* (nullable): of a history, whose code is in the question */
  int64_t stamp; /* milliseconds */
  double  values[N_MULTIPLES];
} Row;

typedef struct
{
  GArray *rows; /* (element-type Row) */
  bool    has_table;
  bool    has_history;
} Answer;

static void
row_clear (void *data)
{
  g_free (((Row *) data)->code);
}

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static bool
is_index_code (const char *text,
               size_t      length,
               const char *series)
{
  for (size_t i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return false;

  return length == CODE_DIGITS && g_str_has_prefix (text, series);
}

char *
tide_danjuan_dup_code (const char *symbol)
{
  for (size_t i = 0; i < G_N_ELEMENTS (indices); i++)
    if (strcmp (indices[i].symbol, symbol) == 0)
      return g_strdup (indices[i].code);

  for (size_t i = 0; i < G_N_ELEMENTS (venues); i++)
    if (g_str_has_suffix (symbol, venues[i].suffix) &&
        is_index_code (symbol, strlen (symbol) - strlen (venues[i].suffix), venues[i].series))
      return g_strdup_printf ("%s%.*s", venues[i].prefix, CODE_DIGITS, symbol);

  return NULL;
}

char *
tide_danjuan_dup_symbol (const char *code)
{
  for (size_t i = 0; i < G_N_ELEMENTS (indices); i++)
    if (strcmp (indices[i].code, code) == 0)
      return g_strdup (indices[i].symbol);

  for (size_t i = 0; i < G_N_ELEMENTS (venues); i++)
    if (g_str_has_prefix (code, venues[i].prefix) &&
        is_index_code (code + strlen (venues[i].prefix),
                       strlen (code) - strlen (venues[i].prefix), venues[i].series))
      return g_strconcat (code + strlen (venues[i].prefix), venues[i].suffix, NULL);

  return NULL;
}

static void
read_row (Answer   *self,
          TideJson *json)
{
  Row row = { .stamp = INT64_MIN };

  for (size_t i = 0; i < N_MULTIPLES; i++)
    row.values[i] = (double) NAN;

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    {
      for (size_t i = 0; i < N_MULTIPLES; i++)
        if (tide_json_key_is (json, multiples[i].key))
          {
            tide_json_read_number_or_null (json, &row.values[i]);
            break;
          }
      if (tide_json_key_is (json, "index_code"))
        row.code = tide_json_dup_string (json);
      else if (tide_json_key_is (json, "ts"))
        tide_json_read_int64 (json, &row.stamp);
    }

  if (!tide_json_has_failed (json) && row.stamp == INT64_MIN)
    tide_json_fail (json, "expected a row with a time stamp.");
  g_array_append_val (self->rows, row);
}

static void
read_rows (Answer   *self,
           TideJson *json)
{
  for (tide_json_enter_array (json); tide_json_next_element (json);)
    read_row (self, json);
}

static void
read_data (Answer   *self,
           TideJson *json)
{
  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "items"))
      {
        self->has_table = true;
        read_rows (self, json);
      }
    else if (tide_json_key_is (json, "index_eva_pe_growths"))
      {
        self->has_history = true;
        read_rows (self, json);
      }
}

static bool
read_answer (Answer                  *self,
             const TideProviderReply *reply,
             GError                 **error)
{
  g_autoptr (TideJson) json = tide_json_new (reply->bytes, reply->length, TIDE_JSON_UNIQUE_KEYS);

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
  if (tide_json_find_key (json, "data") && tide_json_peek (json) == TIDE_JSON_OBJECT)
    read_data (self, json);

  return tide_json_finish (json, error);
}

/* The symbol a row is about, or NULL where it is none of ours. */
static char *
dup_row_symbol (const Answer            *self,
                const Row               *row,
                const TideProviderReply *reply)
{
  if (row->code != NULL)
    return tide_danjuan_dup_symbol (row->code);
  if (!self->has_history)
    return NULL;

  return g_strdup (reply->ask != NULL ? reply->ask->symbol : reply->about);
}

static TideBatch *
make_batch (const char              *symbol,
            const TideProviderReply *reply)
{
  g_autoptr (TideInstrument) assumed = tide_instrument_new_assumed (symbol);
  TideInstrument             known = *assumed;
  g_autoptr (TideInstrument) instrument = NULL;
  TideBatch                 *batch;

  /* The service has indices only. */
  known.kind = TIDE_INSTRUMENT_INDEX;
  known.currency = known.quote_unit = (char *) "";
  instrument = tide_instrument_new (&known);
  batch = tide_batch_new (instrument, reply->fetch, TIDE_FREQUENCY_DAILY, TIDE_BASIS_QUOTED,
                          TIDE_DAY_NONE);
  for (size_t i = 0; i < N_MULTIPLES; i++)
    {
      const char *field = multiples[i].field;
      TideUnit    unit = tide_instrument_get_field_unit (instrument, field);
      TideFacts   facts = TIDE_FACTS_NONE;
      size_t      column = tide_batch_add_column (batch, field, unit);

      facts.horizon = multiples[i].horizon;
      tide_batch_set_facts (batch, column, &facts);
    }

  return batch;
}

/* The service writes 0 for what is not there. */
static bool
keep_positive (Row *row)
{
  bool has_values = false;

  for (size_t i = 0; i < N_MULTIPLES; i++)
    {
      if (!(row->values[i] > 0.0) || isinf (row->values[i]))
        row->values[i] = (double) NAN;
      has_values = has_values || !isnan (row->values[i]);
    }

  return has_values;
}

static void
add_rows (TideReading             *reading,
          const Answer            *answer,
          const char              *symbol,
          const TideProviderReply *reply)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GTimeZone            *local = zone != NULL ? zone : utc;
  TideDay               today = tide_instant_to_day (reply->now, local);
  TideBatch            *batch = make_batch (symbol, reply);

  for (size_t i = 0; i < answer->rows->len; i++)
    {
      Row              row = g_array_index (answer->rows, Row, i);
      g_autofree char *about = dup_row_symbol (answer, &row, reply);
      TideDay          day = tide_instant_to_day (row.stamp / 1000, local);

      if (g_strcmp0 (about, symbol) != 0)
        continue;

      if (day == TIDE_DAY_NONE || day > today)
        tide_reading_add_problem_take (reading, TIDE_PROBLEM_REJECTED, TIDE_DAY_NONE,
                                       g_strdup_printf ("A row of %s has a time stamp that is no "
                                                        "day, or one to come.",
                                                        symbol));
      else if (keep_positive (&row))
        tide_batch_add_row (batch, day, TIDE_DAY_NONE, row.values);
    }

  tide_batch_seal (batch);
  if (tide_batch_get_n_rows (batch) > 0)
    tide_reading_add_batch_take (reading, batch);
  else
    tide_batch_unref (batch);
}

/* Every index of ours that the rows are about; in an answer only the one that
 * was asked for. */
static void
add_all (TideReading             *reading,
         const Answer            *answer,
         const TideProviderReply *reply)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (size_t i = 0; i < answer->rows->len; i++)
    {
      const Row *row = &g_array_index (answer->rows, Row, i);
      char      *symbol = dup_row_symbol (answer, row, reply);

      if (symbol == NULL || (reply->ask != NULL && strcmp (reply->ask->symbol, symbol) != 0))
        g_free (symbol);
      else if (g_hash_table_add (seen, symbol))
        add_rows (reading, answer, symbol, reply);
    }
}

TideReading *
tide_danjuan_read (const TideProviderReply *reply,
                   GError                 **error)
{
  g_auto (Answer)         answer = { 0 };
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      parse_error = NULL;

  if (!read_answer (&answer, reply, &parse_error))
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "Danjuan's reply is cut short or not as expected (%s). " KEPT
                 " Try again later.",
                 parse_error->message);
  else if (!answer.has_table && !answer.has_history)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "Danjuan's reply holds no multiples. " KEPT " Try again later.");
  else if (answer.has_history && reply->ask == NULL && reply->about == NULL)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "Danjuan's history does not say which index it is of. " KEPT
                 " Import it with --symbol, such as --symbol HSTECH.HK.");
  else
    {
      reading = tide_reading_new ();
      add_all (reading, &answer, reply);
    }

  return g_steal_pointer (&reading);
}
