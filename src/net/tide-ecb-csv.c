// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-ecb-csv"

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/tide-text.h"
#include "net/tide-ecb-csv-private.h"
#include "net/tide-reply-table-private.h"
#include "parse/tide-number-text.h"

#define EXCERPT 40
#define ABSENT SIZE_MAX

/* Columns by name; files have some thirty more. */
enum
{
  COLUMN_CURRENCY,
  COLUMN_DAY,
  COLUMN_VALUE,
  COLUMN_FREQUENCY,
  COLUMN_DENOMINATOR,
  N_COLUMNS,
};

static const struct
{
  const char *name;
  const char *only; /* (nullable): what alone may stand there */
  bool        is_needed;
} columns[N_COLUMNS] = {
  [COLUMN_CURRENCY] = { "CURRENCY", NULL, true },
  [COLUMN_DAY] = { "TIME_PERIOD", NULL, true },
  [COLUMN_VALUE] = { "OBS_VALUE", NULL, true },
  [COLUMN_FREQUENCY] = { "FREQ", "D", false },
  [COLUMN_DENOMINATOR] = { "CURRENCY_DENOM", "EUR", false },
};

typedef struct
{
  GArray *rates;
  size_t  places[N_COLUMNS];
  bool    has_header;
} Reader;

static bool
read_header (Reader           *self,
             const TideCsvRow *row,
             GError          **error)
{
  self->has_header = true;
  for (size_t i = 0; i < N_COLUMNS; i++)
    {
      self->places[i] = ABSENT;
      for (size_t j = 0; j < row->n_fields; j++)
        if (tide_csv_field_is (&row->fields[j], columns[i].name))
          self->places[i] = j;
      if (self->places[i] == ABSENT && columns[i].is_needed)
        return tide_reply_table_fail (row, error, "expected a column %s", columns[i].name);
    }

  return true;
}

static bool
read_rate (const Reader     *self,
           const TideCsvRow *row,
           TideFxRate       *rate,
           GError          **error)
{
  const TideCsvField *currency = &row->fields[self->places[COLUMN_CURRENCY]];
  const TideCsvField *day = &row->fields[self->places[COLUMN_DAY]];
  const TideCsvField *value = &row->fields[self->places[COLUMN_VALUE]];
  TideNumberText      kind;
  g_autofree char    *shown = NULL;

  rate->value = (double) NAN;
  rate->day = tide_day_parse (day->text, day->length);
  kind = tide_number_text_parse (value->text, value->length, TIDE_NUMBER_TEXT_PLAIN, &rate->value);
  if (rate->day == TIDE_DAY_NONE)
    {
      shown = tide_text_quote (day->text, day->length, EXCERPT);
      return tide_reply_table_fail (row, error, "expected a day, found “%s”", shown);
    }
  if (!tide_fx_read_code (currency->text, currency->length, rate->currency))
    {
      shown = tide_text_quote (currency->text, currency->length, EXCERPT);
      return tide_reply_table_fail (row, error, "expected a currency, found “%s”", shown);
    }
  if (kind != TIDE_NUMBER_TEXT_VALUE && kind != TIDE_NUMBER_TEXT_MISSING)
    {
      shown = tide_text_quote (value->text, value->length, EXCERPT);
      return tide_reply_table_fail (row, error, "expected a rate, found “%s”", shown);
    }

  return true;
}

static bool
read_row (const TideCsvRow *row,
          gpointer          user_data,
          GError          **error)
{
  Reader    *self = user_data;
  TideFxRate rate;

  if (!self->has_header)
    return read_header (self, row, error);
  if (row->n_fields == 1 && row->fields[0].length == 0)
    return true;

  for (size_t i = 0; i < N_COLUMNS; i++)
    {
      size_t place = self->places[i];

      if (place == ABSENT)
        continue;
      if (place >= row->n_fields)
        return tide_reply_table_fail (row, error, "expected more columns");
      if (columns[i].only != NULL && !tide_csv_field_is (&row->fields[place], columns[i].only))
        return tide_reply_table_fail (row, error, "expected %s as %s", columns[i].only,
                                      columns[i].name);
    }

  if (!read_rate (self, row, &rate, error))
    return false;
  if (!isnan (rate.value))
    g_array_append_val (self->rates, rate);
  return true;
}

GArray *
tide_ecb_read_csv (const char *bytes,
                   size_t      length,
                   GError    **error)
{
  g_autoptr (GArray) rates = g_array_new (FALSE, FALSE, sizeof (TideFxRate));
  Reader             self = { .rates = rates };

  if (!tide_reply_table_read (bytes, length, read_row, &self, error))
    return NULL;

  return g_steal_pointer (&rates);
}
