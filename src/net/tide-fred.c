// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-fred"

#include "config.h"

#include "net/tide-fred-private.h"

#include <math.h>
#include <string.h>

#include "base/tide-text.h"
#include "net/tide-reply-table-private.h"
#include "parse/tide-json.h"
#include "parse/tide-number-text.h"

#define PREFIX "FRED/"
#define EXCERPT 40
#define ZONE "America/New_York"
#define MAX_SERIES 64

/* Series that are about an instrument of our own; all others keep their name. */
static const struct
{
  const char *series;
  const char *symbol;
} known[] = {
  { "DEXHKUS", "HKD=X" },
  { "DEXCHUS", "CNY=X" },
  { "VIXCLS", "^VIX" },
  { "NASDAQ100", "^NDX" },
  { "SP500", "^GSPC" },
};

typedef struct
{
  GPtrArray *symbols; /* of the columns, but for the first */
  GPtrArray *bars;    /* (element-type GArray of TideBar) of each */
} Table;

static void
table_clear (Table *self)
{
  g_clear_pointer (&self->symbols, g_ptr_array_unref);
  g_clear_pointer (&self->bars, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static bool
is_name (const char *text,
         size_t      length)
{
  for (size_t i = 0; i < length; i++)
    if (!g_ascii_isupper (text[i]) && !g_ascii_isdigit (text[i]) && text[i] != '_')
      return false;

  return length > 0 && length + strlen (PREFIX) <= TIDE_SYMBOL_LENGTH_MAX;
}

char *
tide_fred_dup_series (const char *symbol)
{
  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].symbol, symbol) == 0)
      return g_strdup (known[i].series);

  if (!g_str_has_prefix (symbol, PREFIX) ||
      !is_name (symbol + strlen (PREFIX), strlen (symbol) - strlen (PREFIX)))
    return NULL;

  return g_strdup (symbol + strlen (PREFIX));
}

char *
tide_fred_dup_symbol (const char *series,
                      size_t      length)
{
  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    if (strlen (known[i].series) == length && memcmp (known[i].series, series, length) == 0)
      return g_strdup (known[i].symbol);

  return is_name (series, length) ? g_strdup_printf (PREFIX "%.*s", (int) length, series) : NULL;
}

/* False for what is neither a number nor one of the marks of a gap. */
static bool
read_value (const char *text,
            size_t      length,
            TideBar    *bar)
{
  TideNumberText kind = tide_number_text_parse (text, length, TIDE_NUMBER_TEXT_PLAIN,
                                                &bar->cells[TIDE_BAR_CLOSE]);

  return kind == TIDE_NUMBER_TEXT_VALUE || kind == TIDE_NUMBER_TEXT_MISSING;
}

/* A yield is no price: it may jump. */
static void
add_series (const TideProviderReply *reply,
            const char              *symbol,
            GArray                  *bars,
            TideReading             *reading)
{
  tide_bar_add_closes (reading, reply, symbol, ZONE, g_str_has_prefix (symbol, PREFIX), bars);
}

static bool
read_header (Table            *self,
             const TideCsvRow *row,
             GError          **error)
{
  if (!tide_csv_field_is (&row->fields[0], "observation_date") &&
      !tide_csv_field_is (&row->fields[0], "DATE"))
    return tide_reply_table_fail (row, error, "expected a column observation_date first");
  if (row->n_fields < 2 || row->n_fields > MAX_SERIES)
    return tide_reply_table_fail (row, error, "expected one series or more, at most %d",
                                  MAX_SERIES - 1);

  self->symbols = g_ptr_array_new_with_free_func (g_free);
  self->bars = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (size_t i = 1; i < row->n_fields; i++)
    {
      const TideCsvField *field = &row->fields[i];
      char               *symbol = tide_fred_dup_symbol (field->text, field->length);
      g_autofree char    *shown = tide_text_quote (field->text, field->length, EXCERPT);

      if (symbol == NULL)
        return tide_reply_table_fail (row, error, "expected a series, found “%s”", shown);
      if (g_ptr_array_find_with_equal_func (self->symbols, symbol, g_str_equal, NULL))
        {
          g_free (symbol);
          return tide_reply_table_fail (row, error, "expected each series once");
        }

      g_ptr_array_add (self->symbols, symbol);
      g_ptr_array_add (self->bars, g_array_new (FALSE, FALSE, sizeof (TideBar)));
    }

  return true;
}

static bool
read_row (const TideCsvRow *row,
          gpointer          user_data,
          GError          **error)
{
  Table  *self = user_data;
  TideDay day;

  if (self->symbols == NULL)
    return read_header (self, row, error);
  if (row->n_fields == 1 && row->fields[0].length == 0)
    return true;
  if (row->n_fields != self->symbols->len + 1)
    return tide_reply_table_fail (row, error, "expected %u cells", self->symbols->len + 1);

  day = tide_day_parse (row->fields[0].text, row->fields[0].length);
  if (day == TIDE_DAY_NONE)
    return tide_reply_table_fail (row, error, "expected a day such as 2025-02-14");

  for (size_t i = 1; i < row->n_fields; i++)
    {
      const TideCsvField *field = &row->fields[i];
      TideBar             bar = tide_bar_make (day);
      g_autofree char    *shown = tide_text_quote (field->text, field->length, EXCERPT);

      if (!read_value (field->text, field->length, &bar))
        return tide_reply_table_fail (row, error, "expected a number, found “%s”", shown);
      g_array_append_val ((GArray *) g_ptr_array_index (self->bars, i - 1), bar);
    }

  return true;
}

bool
tide_fred_read_table (const TideProviderReply *reply,
                      TideReading             *reading,
                      GError                 **error)
{
  g_auto (Table) table = { 0 };

  if (!tide_reply_table_read (reply->bytes, reply->length, read_row, &table, error))
    return false;

  for (unsigned int i = 0; i < table.symbols->len; i++)
    add_series (reply, g_ptr_array_index (table.symbols, i), g_ptr_array_index (table.bars, i),
                reading);
  return true;
}

static void
read_day (TideJson *json,
          TideBar  *bar)
{
  g_autofree char *text = tide_json_dup_string (json);

  if (text == NULL)
    return;

  bar->day = tide_day_parse (text, strlen (text));
  if (bar->day == TIDE_DAY_NONE)
    tide_json_fail (json, "expected a day such as 2025-02-14 as date.");
}

static void
read_text_value (TideJson *json,
                 TideBar  *bar)
{
  g_autofree char *text = tide_json_dup_string (json);
  g_autofree char *shown = NULL;

  if (text == NULL || read_value (text, strlen (text), bar))
    return;

  shown = tide_text_quote (text, strlen (text), EXCERPT);
  tide_json_fail (json, "expected a number as value, found “%s”.", shown);
}

static void
read_observation (TideJson *json,
                  GArray   *bars)
{
  TideBar bar = tide_bar_make (TIDE_DAY_NONE);

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "date"))
      read_day (json, &bar);
    else if (tide_json_key_is (json, "value"))
      read_text_value (json, &bar);

  if (tide_json_has_failed (json))
    return;
  if (bar.day == TIDE_DAY_NONE)
    tide_json_fail (json, "expected an observation with a date.");
  else
    g_array_append_val (bars, bar);
}

bool
tide_fred_read_observations (const TideProviderReply *reply,
                             const char              *symbol,
                             TideReading             *reading,
                             GError                 **error)
{
  g_autoptr (TideJson) json = tide_json_new (reply->bytes, reply->length, TIDE_JSON_UNIQUE_KEYS);
  g_autoptr (GArray)   bars = g_array_new (FALSE, FALSE, sizeof (TideBar));

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "observations"))
      for (tide_json_enter_array (json); tide_json_next_element (json);)
        read_observation (json, bars);

  if (!tide_json_finish (json, error))
    return false;

  add_series (reply, symbol, bars, reading);
  return true;
}
