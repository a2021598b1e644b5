// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-tencent-quote"

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/tide-text.h"
#include "model/tide-venue.h"
#include "net/tide-tencent-private.h"
#include "parse/tide-encoding.h"
#include "parse/tide-number-text.h"

#define KEPT "Stored figures are unchanged."
#define EXCERPT 40
#define NO_MATCH "pv_none_match"
/* Market values are in hundreds of millions, yields in percent. */
#define HUNDRED_MILLION 1e8
/* How far price times shares may be off the market value stated; relative. */
#define VALUE_TOLERANCE 0.005

/* Places of a Hong Kong line; the others have other ones. */
enum
{
  PLACE_CODE = 2,
  PLACE_CLOSE = 3,
  PLACE_OPEN = 5,
  PLACE_VOLUME = 6,
  PLACE_TIME = 30,
  PLACE_HIGH = 33,
  PLACE_LOW = 34,
  PLACE_PE = 39,
  PLACE_MARKET_CAP = 45,
  PLACE_NAME = 46,
  PLACE_YIELD = 47,
  PLACE_PB = 58,
  PLACE_SHARES = 69,
  PLACE_CURRENCY = 75,
};

enum
{
  FIGURE_PE,
  FIGURE_PB,
  FIGURE_YIELD,
  FIGURE_MARKET_CAP,
  FIGURE_SHARES,
  N_FIGURES,
};

static const struct
{
  const char *field;
  size_t      place;
  double      scale;
  const char *horizon; /* (nullable) */
} figures[N_FIGURES] = {
  [FIGURE_PE] = { "pe", PLACE_PE, 1.0, "trailing" },
  [FIGURE_PB] = { "pb", PLACE_PB, 1.0, NULL },
  [FIGURE_YIELD] = { "dividend_yield", PLACE_YIELD, 0.01, "trailing" },
  [FIGURE_MARKET_CAP] = { "market_cap", PLACE_MARKET_CAP, HUNDRED_MILLION, NULL },
  [FIGURE_SHARES] = { "shares", PLACE_SHARES, 1.0, NULL },
};

typedef struct
{
  const TideProviderReply *reply;
  TideReading             *reading;
  char                    *symbol; /* of the line */
  char                   **cells;
  size_t                   n_cells;
} Line;

static bool
append_text (const char *text,
             size_t      length,
             gpointer    user_data,
             GError    **error)
{
  g_string_append_len (user_data, text, (gssize) length);
  return true;
}

/* GBK, in which a byte of a character can be a quote's or a tilde's: it is
 * decoded before anything is looked for. */
static GString *
decode (const TideProviderReply *reply,
        GError                 **error)
{
  g_autoptr (GString)     text = g_string_new (NULL);
  g_autoptr (TideDecoder) decoder = tide_decoder_new (append_text, text);

  if (!tide_decoder_feed (decoder, reply->bytes, reply->length, error) ||
      !tide_decoder_finish (decoder, error))
    return NULL;

  return g_steal_pointer (&text);
}

/* NaN for a gap; false for what is no number. */
static bool
read_cell (const Line *self,
           size_t      place,
           double     *out_value)
{
  const char    *text = self->cells[place];
  TideNumberText kind;

  *out_value = (double) NAN;
  kind = tide_number_text_parse (text, strlen (text), TIDE_NUMBER_TEXT_PLAIN, out_value);
  return kind == TIDE_NUMBER_TEXT_VALUE || kind == TIDE_NUMBER_TEXT_MISSING;
}

static void
add_note (const Line *self,
          TideDay     day,
          const char *sentence)
{
  tide_reading_add_problem_take (self->reading, TIDE_PROBLEM_NOTE, day,
                                 g_strdup_printf ("%s: %s", self->symbol, sentence));
}

/* `2026/08/07 16:08:23`, Hong Kong time: the day of the last trade. */
static TideDay
read_day (const Line *self)
{
  g_autofree char *text = g_strdelimit (g_strdup (self->cells[PLACE_TIME]), "/", '-');

  return tide_day_parse (text, strcspn (text, " "));
}

static TideInstrument *
make_instrument (const Line *self)
{
  g_autoptr (TideInstrument) assumed = tide_instrument_new_assumed (self->symbol);
  TideInstrument             known = *assumed;
  const char                *english = self->cells[PLACE_NAME];
  const char                *currency = self->cells[PLACE_CURRENCY];
  g_autofree char           *name = tide_text_quote (english, strlen (english), EXCERPT);

  known.name = *name != '\0' ? name : NULL;
  if (tide_currency_is_known (currency))
    {
      known.currency = known.quote_unit = (char *) currency;
      known.assumed &= ~(unsigned int) TIDE_ASSUMED_CURRENCY;
    }

  return tide_instrument_new (&known);
}

static bool
read_bar (const Line *self,
          TideBar    *bar)
{
  static const size_t places[TIDE_BAR_N_FIELDS] = { PLACE_OPEN, PLACE_HIGH, PLACE_LOW, PLACE_CLOSE,
                                                    PLACE_VOLUME };

  for (size_t i = 0; i < TIDE_BAR_N_FIELDS; i++)
    if (!read_cell (self, places[i], &bar->cells[i]))
      return false;

  bar->cells[TIDE_BAR_ADJUSTED] = (double) NAN;
  return true;
}

/* The multiples and what goes with them; zero stands for what is not there. */
static bool
read_figures (const Line    *self,
              const TideBar *bar,
              double         values[N_FIGURES])
{
  double value;
  double stated;

  for (size_t i = 0; i < N_FIGURES; i++)
    {
      if (!read_cell (self, figures[i].place, &values[i]))
        return false;
      values[i] = values[i] > 0.0 ? values[i] * figures[i].scale : (double) NAN;
    }

  stated = values[FIGURE_MARKET_CAP];
  value = bar->cells[TIDE_BAR_CLOSE] * values[FIGURE_SHARES];
  if (fabs (value - stated) > VALUE_TOLERANCE * stated)
    {
      add_note (self, bar->day,
                "the market value is not price times shares; neither of them was taken.");
      values[FIGURE_MARKET_CAP] = values[FIGURE_SHARES] = (double) NAN;
    }

  return true;
}

/* A row of prices, where they are wanted, and of figures. */
static TideBatch *
make_batch (const Line     *self,
            TideInstrument *instrument,
            const TideBar  *bar,
            const double    figure_values[N_FIGURES])
{
  TideBatch *batch = tide_batch_new (instrument, self->reply->fetch, TIDE_FREQUENCY_DAILY,
                                     TIDE_BASIS_QUOTED, TIDE_DAY_NONE);
  double     values[TIDE_BAR_N_FIELDS + N_FIGURES];
  size_t     n_columns = 0;

  for (size_t i = 0; self->reply->ask == NULL && i < TIDE_BAR_N_FIELDS; i++)
    if (!isnan (bar->cells[i]))
      {
        tide_batch_add_column (
          batch, tide_bar_fields[i],
          i == TIDE_BAR_VOLUME ? tide_instrument_get_field_unit (instrument, tide_bar_fields[i])
                               : tide_bar_get_price_unit (instrument));
        values[n_columns++] = bar->cells[i];
      }

  for (size_t i = 0; i < N_FIGURES; i++)
    {
      TideFacts facts = TIDE_FACTS_NONE;
      size_t    column;

      if (isnan (figure_values[i]))
        continue;

      column = tide_batch_add_column (
        batch, figures[i].field, tide_instrument_get_field_unit (instrument, figures[i].field));
      facts.horizon = figures[i].horizon;
      tide_batch_set_facts (batch, column, &facts);
      values[n_columns++] = figure_values[i];
    }

  if (n_columns > 0)
    tide_batch_add_row (batch, bar->day, TIDE_DAY_NONE, values);
  tide_batch_seal (batch);
  return batch;
}

/* One Hong Kong line. Its values are stored once the session has ended. */
static bool
read_line (Line    *self,
           GError **error)
{
  g_autoptr (TideInstrument) instrument = NULL;
  const TideVenue           *venue = tide_venue_find_for_symbol (self->symbol);
  TideDay                    ended = tide_venue_get_last_ended_day (venue, self->reply->now);
  TideBar                    bar = { .day = TIDE_DAY_NONE };
  double                     values[N_FIGURES];
  TideBarSieve               sieve;

  if (self->n_cells > PLACE_CURRENCY)
    bar.day = read_day (self);
  if (bar.day == TIDE_DAY_NONE || !read_bar (self, &bar) || !read_figures (self, &bar, values))
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Tencent's line about %s is not as expected. " KEPT, self->symbol);
      return false;
    }

  instrument = make_instrument (self);
  sieve = (TideBarSieve){ self->reading, instrument, ended + 1, NULL };
  if (isnan (bar.cells[TIDE_BAR_CLOSE]) || !tide_bar_sieve_admits (&sieve, &bar, NULL))
    return true;
  if (bar.day > ended)
    {
      add_note (self, bar.day, "the session had not ended; its figures are not stored.");
      return true;
    }

  tide_bar_sieve_flag (&sieve, &bar);
  tide_reading_add_batch_take (self->reading, make_batch (self, instrument, &bar, values));
  return true;
}

static bool
check_symbol (const Line *self,
              const char *code,
              GError    **error)
{
  const TideProviderAsk *ask = self->reply->ask;

  if (self->symbol == NULL)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "Tencent's reply is about “%s”, which is no code. " KEPT, code);
  else if (ask != NULL && strcmp (ask->symbol, self->symbol) != 0)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "Tencent was asked for %s and answered about %s; the reply was refused. " KEPT,
                 ask->symbol, self->symbol);
  else
    return true;

  return false;
}

/* `v_hk00700="100~…~…"`, without its semicolon. */
static bool
read_statement (const TideProviderReply *reply,
                TideReading             *reading,
                const char              *statement,
                GError                 **error)
{
  const char      *open = strstr (statement, "=\"");
  size_t           length = strlen (statement);
  g_autofree char *code = NULL;
  g_autofree char *shown = tide_text_quote (statement, length, EXCERPT);
  g_autofree char *symbol = NULL;
  g_autofree char *content = NULL;
  g_auto (GStrv)   cells = NULL;
  Line             line = { .reply = reply, .reading = reading };

  if (!g_str_has_prefix (statement, "v_") || open == NULL || statement[length - 1] != '"' ||
      statement + length - 1 < open + 2)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Tencent's reply is cut short or not as expected (at “%s”). " KEPT, shown);
      return false;
    }

  code = g_strndup (statement + 2, (size_t) (open - statement - 2));
  if (strcmp (code, NO_MATCH) == 0)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                   "Tencent does not know the symbol. " KEPT " Check it.");
      return false;
    }

  line.symbol = symbol = tide_tencent_dup_symbol (code, strlen (code));
  if (!check_symbol (&line, code, error))
    return false;

  content = g_strndup (open + 2, (size_t) (statement + length - 1 - (open + 2)));
  line.cells = cells = g_strsplit (content, "~", -1);
  line.n_cells = g_strv_length (cells);
  if (g_str_has_prefix (code, "hk"))
    return read_line (&line, error);

  add_note (&line, TIDE_DAY_NONE, "quotes of this market are not read.");
  return true;
}

TideReading *
tide_tencent_read_quote (const TideProviderReply *reply,
                         GError                 **error)
{
  g_autoptr (GError)      decode_error = NULL;
  g_autoptr (GString)     text = decode (reply, &decode_error);
  g_autoptr (TideReading) reading = tide_reading_new ();
  g_auto (GStrv)          statements = NULL;
  size_t                  count = 0;
  bool                    is_whole;

  if (text == NULL)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Tencent's reply is no text (%s). " KEPT, decode_error->message);
      return NULL;
    }

  g_strchomp (text->str);
  is_whole = g_str_has_suffix (text->str, ";");
  statements = g_strsplit (text->str, ";", -1);
  for (size_t i = 0; statements[i] != NULL; i++)
    {
      g_strstrip (statements[i]);
      if (*statements[i] == '\0')
        continue;
      if (!read_statement (reply, reading, statements[i], error))
        return NULL;
      count++;
    }

  if (count == 0 || !is_whole)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Tencent's reply is cut short. " KEPT " Try again later.");
      return NULL;
    }

  return g_steal_pointer (&reading);
}
