// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-tencent-kline"

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/tide-text.h"
#include "model/tide-venue.h"
#include "net/tide-tencent-private.h"
#include "parse/tide-json.h"
#include "parse/tide-number-text.h"

#define KEPT "Stored prices are unchanged."
#define EXCERPT 40
/* Mainland volumes are in lots. */
#define LOT 100.0

/* The bars of one code. */
typedef struct
{
  char   *symbol;
  bool    is_adjusted; /* for splits and dividends */
  bool    in_lots;
  GArray *bars; /* (element-type TideBar) */
} Chart;

/* A reply while it is read. */
typedef struct
{
  int64_t    code;
  char      *message; /* (nullable) */
  GPtrArray *charts;  /* (element-type Chart) */
} Kline;

static void
chart_free (void *data)
{
  Chart *self = data;

  g_free (self->symbol);
  g_array_unref (self->bars);
  g_free (self);
}

static void
kline_clear (Kline *self)
{
  g_free (self->message);
  g_clear_pointer (&self->charts, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Kline, kline_clear)

static void
read_day (TideJson *json,
          TideBar  *bar)
{
  g_autofree char *text = tide_json_dup_string (json);
  g_autofree char *shown = NULL;

  if (text == NULL)
    return;

  bar->day = tide_day_parse (text, strlen (text));
  shown = tide_text_quote (text, strlen (text), EXCERPT);
  if (bar->day == TIDE_DAY_NONE)
    tide_json_fail (json, "expected a day such as 2026-08-03, found “%s”.", shown);
}

/* A number that stands as text, or as itself. */
static void
read_cell (TideJson *json,
           double   *cell)
{
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  TideNumberText   kind;

  if (tide_json_peek (json) != TIDE_JSON_STRING)
    {
      tide_json_read_number_or_null (json, cell);
      return;
    }

  if ((text = tide_json_dup_string (json)) == NULL)
    return;

  kind = tide_number_text_parse (text, strlen (text), TIDE_NUMBER_TEXT_PLAIN, cell);
  shown = tide_text_quote (text, strlen (text), EXCERPT);
  if (kind != TIDE_NUMBER_TEXT_VALUE && kind != TIDE_NUMBER_TEXT_MISSING)
    tide_json_fail (json, "expected a price or a volume, found “%s”.", shown);
}

/* Day, open, close, high, low, volume; what follows is told in no order. */
static void
read_bar (TideJson *json,
          Chart    *chart)
{
  static const TideBarCell order[] = { TIDE_BAR_OPEN, TIDE_BAR_CLOSE, TIDE_BAR_HIGH, TIDE_BAR_LOW,
                                       TIDE_BAR_VOLUME };
  TideBar                  bar = tide_bar_make (TIDE_DAY_NONE);
  size_t                   count = 0;

  for (tide_json_enter_array (json); tide_json_next_element (json); count++)
    if (count == 0)
      read_day (json, &bar);
    else if (count <= G_N_ELEMENTS (order))
      read_cell (json, &bar.cells[order[count - 1]]);

  if (tide_json_has_failed (json))
    return;

  if (count <= G_N_ELEMENTS (order))
    tide_json_fail (json, "expected a row of a day and five numbers, found fewer.");
  if (chart->in_lots)
    bar.cells[TIDE_BAR_VOLUME] *= LOT;
  g_array_append_val (chart->bars, bar);
}

static void
read_bars (TideJson *json,
           Chart    *chart)
{
  if (chart->bars->len > 0)
    tide_json_fail (json, "expected one table of days for a code, found two.");

  for (tide_json_enter_array (json); tide_json_next_element (json);)
    read_bar (json, chart);
}

static void
read_chart (Kline    *self,
            TideJson *json,
            char     *symbol_take,
            bool      in_lots)
{
  Chart *chart = g_new0 (Chart, 1);

  chart->symbol = symbol_take;
  chart->in_lots = in_lots;
  chart->bars = g_array_new (FALSE, FALSE, sizeof (TideBar));
  g_ptr_array_add (self->charts, chart);
  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "day"))
      read_bars (json, chart);
    else if (tide_json_key_is (json, "qfqday"))
      {
        chart->is_adjusted = true;
        read_bars (json, chart);
      }
}

/* An object of codes; an empty array where nothing is known. */
static void
read_data (Kline    *self,
           TideJson *json)
{
  const char *code;
  size_t      length;

  if (tide_json_peek (json) != TIDE_JSON_OBJECT)
    {
      tide_json_skip (json, NULL, NULL);
      return;
    }

  for (tide_json_enter_object (json); tide_json_next_key (json, &code, &length);)
    {
      char *symbol = tide_tencent_dup_symbol (code, length);
      bool  in_lots = length > 0 && code[0] == 's';

      if (symbol == NULL)
        tide_json_fail (json, "expected a code such as hk00700.");
      else
        read_chart (self, json, symbol, in_lots);
    }
}

static bool
read_kline (Kline                   *self,
            const TideProviderReply *reply,
            GError                 **error)
{
  g_autoptr (TideJson) json = tide_json_new_script (reply->bytes, reply->length,
                                                    TIDE_JSON_UNIQUE_KEYS);

  self->charts = g_ptr_array_new_with_free_func (chart_free);
  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "code"))
      tide_json_read_int64 (json, &self->code);
    else if (tide_json_key_is (json, "msg") && tide_json_peek (json) == TIDE_JSON_STRING)
      self->message = tide_json_dup_string (json);
    else if (tide_json_key_is (json, "data"))
      read_data (self, json);

  return tide_json_finish (json, error);
}

static void
set_quote (TideReading    *reading,
           const TideBar  *bar,
           TideInstrument *instrument,
           TideInstant     now)
{
  reading->has_quote = true;
  reading->quote = (TideQuote){ .at = now,
                                .day = bar->day,
                                .unit = tide_bar_get_price_unit (instrument),
                                .price = bar->cells[TIDE_BAR_CLOSE],
                                .open = bar->cells[TIDE_BAR_OPEN],
                                .high = bar->cells[TIDE_BAR_HIGH],
                                .low = bar->cells[TIDE_BAR_LOW],
                                .volume = bar->cells[TIDE_BAR_VOLUME] };
}

/* Leaves the bars that may be stored: let in, and of sessions that had ended. */
static void
sift (Chart                   *chart,
      TideInstrument          *instrument,
      const TideProviderReply *reply,
      TideReading             *reading)
{
  const TideVenue *venue = tide_venue_find_for_symbol (chart->symbol);
  TideDay          ended = tide_venue_get_last_ended_day (venue, reply->now);
  TideBarSieve     sieve = { reading, instrument, ended + 1, NULL };

  tide_bar_sieve_sift (&sieve, chart->bars);
  while (chart->bars->len > 0)
    {
      const TideBar *last = &g_array_index (chart->bars, TideBar, chart->bars->len - 1);

      if (last->day <= ended)
        return;

      set_quote (reading, last, instrument, reply->now);
      g_array_set_size (chart->bars, chart->bars->len - 1);
    }
}

static void
add_batch (TideReading             *reading,
           Chart                   *chart,
           const TideProviderReply *reply)
{
  g_autoptr (TideInstrument) instrument = tide_instrument_new_assumed (chart->symbol);
  const TideVenue           *venue = tide_venue_find_for_symbol (chart->symbol);
  TideBatch                 *batch;

  sift (chart, instrument, reply, reading);
  if (chart->bars->len == 0)
    return;

  batch = tide_bar_make_batch (
    instrument, reply->fetch, chart->is_adjusted ? TIDE_BASIS_ADJUSTED : TIDE_BASIS_QUOTED,
    chart->is_adjusted ? tide_venue_get_last_ended_day (venue, reply->now) : TIDE_DAY_NONE,
    chart->bars);
  tide_batch_seal (batch);
  tide_reading_add_batch_take (reading, batch);
}

static bool
check_answer (const Kline             *self,
              const TideProviderReply *reply,
              GError                 **error)
{
  const char      *words = self->message != NULL ? self->message : "";
  g_autofree char *shown = tide_text_quote (words, strlen (words), 80);

  if (self->code != 0)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                   "Tencent could not answer (code %" G_GINT64_FORMAT ": %s). " KEPT
                   " Check the symbol.",
                   self->code, shown);
      return false;
    }

  for (unsigned int i = 0; reply->ask != NULL && i < self->charts->len; i++)
    {
      const Chart *chart = g_ptr_array_index (self->charts, i);

      if (strcmp (chart->symbol, reply->ask->symbol) == 0)
        continue;

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Tencent was asked for %s and answered about %s; the reply was refused. " KEPT,
                   reply->ask->symbol, chart->symbol);
      return false;
    }

  return true;
}

TideReading *
tide_tencent_read_kline (const TideProviderReply *reply,
                         GError                 **error)
{
  g_auto (Kline)          kline = { 0 };
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      parse_error = NULL;

  if (!read_kline (&kline, reply, &parse_error))
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Tencent's reply is cut short or not as expected (%s). " KEPT
                   " Try again later.",
                   parse_error->message);
      return NULL;
    }

  if (!check_answer (&kline, reply, error))
    return NULL;

  reading = tide_reading_new ();
  for (unsigned int i = 0; i < kline.charts->len; i++)
    add_batch (reading, g_ptr_array_index (kline.charts, i), reply);
  return g_steal_pointer (&reading);
}
