// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-fx"

#include "config.h"

#include "net/tide-fx-private.h"

#include <math.h>
#include <string.h>

#define SUFFIX "=X"
#define CODE_LENGTH (TIDE_FX_CODE_SIZE - 1)
#define DOLLAR "USD"

bool
tide_fx_read_code (const char *text,
                   size_t      length,
                   char        code[TIDE_FX_CODE_SIZE])
{
  if (length != CODE_LENGTH)
    return false;

  memcpy (code, text, CODE_LENGTH);
  code[CODE_LENGTH] = '\0';
  return tide_currency_is_known (code);
}

bool
tide_fx_pair_parse (const char *symbol,
                    TideFxPair *out_pair)
{
  size_t length = strlen (symbol);

  if (!g_str_has_suffix (symbol, SUFFIX))
    return false;

  length -= strlen (SUFFIX);
  if (length == CODE_LENGTH)
    {
      memcpy (out_pair->base, DOLLAR, sizeof DOLLAR);
      return tide_fx_read_code (symbol, CODE_LENGTH, out_pair->quote);
    }

  return length == (size_t) 2 * CODE_LENGTH &&
         tide_fx_read_code (symbol, CODE_LENGTH, out_pair->base) &&
         tide_fx_read_code (symbol + CODE_LENGTH, CODE_LENGTH, out_pair->quote);
}

char *
tide_fx_dup_symbol (const char *base,
                    const char *quote)
{
  return g_strconcat (base, quote, SUFFIX, NULL);
}

static double
find_rate (const GArray *rates,
           const char   *currency,
           TideDay       day)
{
  for (size_t i = 0; i < rates->len; i++)
    {
      const TideFxRate *rate = &g_array_index (rates, TideFxRate, i);

      if (rate->day == day && strcmp (rate->currency, currency) == 0)
        return rate->value;
    }

  return (double) NAN;
}

/* The days and rates of one currency. */
static GArray *
collect (const GArray *rates,
         const char   *currency)
{
  GArray *bars = g_array_new (FALSE, FALSE, sizeof (TideBar));

  for (size_t i = 0; i < rates->len; i++)
    {
      const TideFxRate *rate = &g_array_index (rates, TideFxRate, i);
      TideBar           bar = tide_bar_make (rate->day);

      if (strcmp (rate->currency, currency) != 0)
        continue;

      bar.cells[TIDE_BAR_CLOSE] = rate->value;
      g_array_append_val (bars, bar);
    }

  return bars;
}

/* Divides by the base's own rate; a day without it stays without. */
static void
cross (GArray       *bars,
       const GArray *rates,
       const char   *base)
{
  for (size_t i = 0; i < bars->len; i++)
    {
      TideBar *bar = &g_array_index (bars, TideBar, i);

      bar->cells[TIDE_BAR_CLOSE] /= find_rate (rates, base, bar->day);
    }
}

void
tide_fx_add_pair (TideReading             *reading,
                  const TideProviderReply *reply,
                  const GArray            *rates,
                  const char              *base,
                  const char              *symbol)
{
  g_autoptr (GArray) bars = NULL;
  TideFxPair         pair;

  if (!tide_fx_pair_parse (symbol, &pair))
    return;

  bars = collect (rates, pair.quote);
  if (strcmp (pair.base, base) != 0)
    cross (bars, rates, pair.base);
  tide_bar_add_closes (reading, reply, symbol, "Europe/Berlin", false, bars);
}

void
tide_fx_add_all (TideReading             *reading,
                 const TideProviderReply *reply,
                 const GArray            *rates,
                 const char              *base)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (seen, (char *) base);
  for (size_t i = 0; i < rates->len; i++)
    {
      const TideFxRate *rate = &g_array_index (rates, TideFxRate, i);
      g_autofree char  *symbol = NULL;

      if (!g_hash_table_add (seen, (char *) rate->currency))
        continue;

      symbol = tide_fx_dup_symbol (base, rate->currency);
      tide_fx_add_pair (reading, reply, rates, base, symbol);
    }
}
