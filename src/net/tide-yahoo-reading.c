// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "net/tide-yahoo-reading-private.h"

#include <math.h>
#include <string.h>

#include "base/tide-text.h"
#include "net/tide-bars-private.h"

#define KEPT "Stored prices are unchanged."

/* Prices of a few markets come 15 to 20 minutes late, and closing auctions end
 * after the session: unless a price of after its end is there, a session counts
 * as ended this many seconds later. */
#define SETTLE_DELAY 1800
/* Relative difference at which the provider's adjusted close and its actions
 * disagree (design, adjustment). */
#define ADJUSTMENT_TOLERANCE 1e-4
#define NAME_LENGTH 200

/* The chart's columns are the cells of a bar. */
G_STATIC_ASSERT ((int) TIDE_YAHOO_N_COLUMNS == TIDE_BAR_N_CELLS);
G_STATIC_ASSERT ((int) TIDE_YAHOO_CLOSE == TIDE_BAR_CLOSE);
G_STATIC_ASSERT ((int) TIDE_YAHOO_ADJCLOSE == TIDE_BAR_ADJUSTED);

typedef struct
{
  const TideYahooChart    *chart;
  const TideProviderReply *reply;
  GTimeZone               *zone;
  TideInstrument          *instrument;
  TideReading             *reading;
  TideUnit                 price_unit;
  TideDay                  today;
  TideDay                  session_day;
  GArray                  *actions;
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->instrument, tide_instrument_unref);
  g_clear_pointer (&self->reading, tide_reading_unref);
  g_clear_pointer (&self->actions, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void G_GNUC_PRINTF (4, 5)
  add_problem (Reader         *self,
               TideProblemKind kind,
               TideDay         day,
               const char     *format,
               ...)
{
  va_list arguments;

  va_start (arguments, format);
  tide_reading_add_problem_take (self->reading, kind, day, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* A zone is a file to GLib: a name that could lead out of its folder is none. */
static bool
is_zone_name (const char *name)
{
  if (name == NULL || *name == '\0' || *name == '/')
    return false;

  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("/_+-", *p) == NULL)
      return false;

  return true;
}

static GTimeZone *
open_zone (const TideYahooChart *chart)
{
  GTimeZone *zone = is_zone_name (chart->zone) ? g_time_zone_new_identifier (chart->zone) : NULL;

  if (zone != NULL)
    return zone;

  if (chart->has_gmtoffset && ABS (chart->gmtoffset) <= INT64_C (18) * 3600)
    return g_time_zone_new_offset ((gint32) chart->gmtoffset);

  return NULL;
}

static bool
check_identity (const TideYahooChart    *chart,
                const TideProviderReply *reply,
                GError                 **error)
{
  g_autofree char *symbol = NULL;
  g_autofree char *shown = NULL;

  if (chart->symbol != NULL)
    {
      symbol = tide_symbol_normalize (chart->symbol, strlen (chart->symbol));
      shown = tide_text_quote (chart->symbol, strlen (chart->symbol), 40);
    }

  if (g_strcmp0 (symbol, reply->ask->symbol) != 0)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Yahoo was asked for %s and answered about %s; the reply was refused. " KEPT,
                   reply->ask->symbol, shown != NULL ? shown : "nothing in particular");
      return false;
    }

  if (chart->granularity != NULL && strcmp (chart->granularity, "1d") != 0)
    {
      g_autofree char *interval = tide_text_quote (chart->granularity,
                                                   strlen (chart->granularity), 20);

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Yahoo was asked for daily prices of %s and sent an interval of %s; the reply "
                   "was refused. " KEPT,
                   reply->ask->symbol, interval);
      return false;
    }

  return true;
}

static bool
is_currency_code (const char *code)
{
  return strlen (code) == 3 && g_ascii_isalpha (code[0]) && g_ascii_isalpha (code[1]) &&
         g_ascii_isalpha (code[2]);
}

static bool
find_kind (const char         *type,
           TideInstrumentKind *out_kind)
{
  static const struct
  {
    const char        *type;
    TideInstrumentKind kind;
  } kinds[] = {
    { "EQUITY", TIDE_INSTRUMENT_STOCK },
    { "INDEX", TIDE_INSTRUMENT_INDEX },
    { "ETF", TIDE_INSTRUMENT_ETF },
    { "MUTUALFUND", TIDE_INSTRUMENT_FUND },
    { "CURRENCY", TIDE_INSTRUMENT_FX },
    { "CRYPTOCURRENCY", TIDE_INSTRUMENT_FX },
    /* A future can be worth less than nothing, which only a market may be. */
    { "FUTURE", TIDE_INSTRUMENT_MARKET },
  };

  for (size_t i = 0; type != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (type, kinds[i].type) == 0)
      {
        *out_kind = kinds[i].kind;
        return true;
      }

  return false;
}

/* Who it is, as far as the reply says; what it does not say stays assumed from
 * the symbol. */
static bool
read_instrument (Reader  *self,
                 GError **error)
{
  const TideYahooChart      *chart = self->chart;
  g_autoptr (TideInstrument) assumed = tide_instrument_new_assumed (self->reply->ask->symbol);
  TideInstrument             known = *assumed;
  const char                *name = chart->long_name != NULL ? chart->long_name : chart->short_name;
  const char                *currency = NULL;
  g_autofree char           *shown = NULL;

  if (name != NULL)
    shown = tide_text_quote (name, strlen (name), NAME_LENGTH);
  known.name = shown;
  if (find_kind (chart->instrument_type, &known.kind))
    known.assumed &= ~(unsigned int) TIDE_ASSUMED_KIND;

  if (chart->currency != NULL && !is_currency_code (chart->currency))
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Yahoo names no currency for %s that can be understood; the reply was "
                   "refused. " KEPT,
                   self->reply->ask->symbol);
      return false;
    }

  if (chart->currency != NULL)
    {
      tide_currency_get_scale (chart->currency, &currency);
      known.currency = (char *) currency;
      known.quote_unit = chart->currency;
      known.assumed &= ~(unsigned int) TIDE_ASSUMED_CURRENCY;
      if (!tide_currency_is_known (chart->currency))
        add_problem (self, TIDE_PROBLEM_NOTE, TIDE_DAY_NONE,
                     "The currency %s is kept as Yahoo writes it; it is in no list of currencies.",
                     chart->currency);
    }

  if (known.kind == TIDE_INSTRUMENT_INDEX)
    known.currency = known.quote_unit = (char *) "";
  if (is_zone_name (chart->zone) && strcmp (chart->zone, known.timezone) == 0)
    known.assumed &= ~(unsigned int) TIDE_ASSUMED_VENUE;
  else if (is_zone_name (chart->zone))
    known.timezone = chart->zone;

  self->instrument = tide_instrument_new (&known);
  return true;
}

static double
get_cell (const TideYahooChart *chart,
          size_t                column,
          size_t                row)
{
  const GArray *cells = chart->columns[column];

  return row < cells->len ? g_array_index (cells, double, row) : (double) NAN;
}

static int
compare_bars_cb (const void *a,
                 const void *b)
{
  const TideBar *first = a;
  const TideBar *second = b;

  return first->at < second->at ? -1 : first->at > second->at;
}

/* Rows with a close, in order of time. Of two rows of one day the later stays:
 * the last one can be the running session, stamped at its last trade, beside a
 * row stamped at its open. */
static GArray *
collect_bars (Reader *self)
{
  const TideYahooChart *chart = self->chart;
  g_autoptr (GArray)    bars = g_array_new (FALSE, FALSE, sizeof (TideBar));
  size_t                kept = 0;

  for (size_t i = 0; i < chart->stamps->len; i++)
    {
      TideBar bar = { .at = g_array_index (chart->stamps, int64_t, i) };

      for (size_t j = 0; j < TIDE_YAHOO_N_COLUMNS; j++)
        bar.cells[j] = get_cell (chart, j, i);

      bar.day = tide_instant_to_day (bar.at, self->zone);
      if (bar.day == TIDE_DAY_NONE)
        add_problem (self, TIDE_PROBLEM_REJECTED, TIDE_DAY_NONE,
                     "A row of %s has a time stamp that is no day.", self->reply->ask->symbol);
      else if (!isnan (bar.cells[TIDE_BAR_CLOSE]))
        g_array_append_val (bars, bar);
    }

  g_array_sort (bars, compare_bars_cb);
  for (size_t i = 0; i < bars->len; i++)
    {
      TideBar *bar = &g_array_index (bars, TideBar, i);

      if (kept > 0 && g_array_index (bars, TideBar, kept - 1).day == bar->day)
        kept--;
      g_array_index (bars, TideBar, kept++) = *bar;
    }

  g_array_set_size (bars, (unsigned int) kept);
  return g_steal_pointer (&bars);
}

static void
read_actions (Reader *self)
{
  for (size_t i = 0; i < self->chart->events->len; i++)
    {
      const TideYahooEvent *event = &g_array_index (self->chart->events, TideYahooEvent, i);
      TideAction            action = { .kind = event->kind, .value = event->value };

      action.ex_day = tide_instant_to_day (event->at, self->zone);
      if (action.ex_day == TIDE_DAY_NONE || action.ex_day > self->today ||
          !isfinite (event->value) || event->value <= 0.0)
        {
          add_problem (self, TIDE_PROBLEM_REJECTED, action.ex_day,
                       "A %s without a usable day and amount was left out.",
                       event->kind == TIDE_ACTION_SPLIT ? "split" : "dividend");
          continue;
        }

      if (event->kind == TIDE_ACTION_DIVIDEND)
        g_strlcpy (action.currency, self->instrument->quote_unit, sizeof action.currency);
      g_array_append_val (self->actions, action);
    }
}

/* Whether a day's session had ended as it was fetched. Without the provider's
 * trading hours only an earlier day has. */
static bool
is_settled (const Reader *self,
            TideDay       day)
{
  const TideYahooChart *chart = self->chart;
  TideInstant           now = self->reply->now;

  if (self->session_day == TIDE_DAY_NONE || day > self->session_day)
    return day < self->today;
  if (day < self->session_day)
    return true;

  return now >= chart->session_end &&
         (chart->price_at >= chart->session_end || now - chart->session_end >= SETTLE_DELAY);
}

static void
read_quote (Reader        *self,
            const TideBar *bar)
{
  const TideYahooChart *chart = self->chart;
  bool                  fresh = isfinite (chart->price) && chart->price > 0.0 &&
               tide_instant_to_day (chart->price_at, self->zone) == bar->day;

  self->reading->has_quote = true;
  self->reading->quote = (TideQuote){
    .at = fresh ? chart->price_at : bar->at,
    .day = bar->day,
    .unit = self->price_unit,
    .price = fresh ? chart->price : bar->cells[TIDE_BAR_CLOSE],
    .open = bar->cells[TIDE_BAR_OPEN],
    .high = bar->cells[TIDE_BAR_HIGH],
    .low = bar->cells[TIDE_BAR_LOW],
    .volume = bar->cells[TIDE_BAR_VOLUME],
  };
}

/* Leaves in `bars` what may be stored. */
static void
sift_bars (Reader *self,
           GArray *bars)
{
  TideBarSieve sieve = { self->reading, self->instrument, self->today, self->actions };
  size_t       kept = 0;

  for (size_t i = 0; i < bars->len; i++)
    {
      TideBar *bar = &g_array_index (bars, TideBar, i);
      TideBar *previous = kept > 0 ? &g_array_index (bars, TideBar, kept - 1) : NULL;

      if (!tide_bar_sieve_admits (&sieve, bar, previous))
        continue;

      if (!is_settled (self, bar->day))
        {
          read_quote (self, bar);
          continue;
        }

      tide_bar_sieve_flag (&sieve, bar);
      g_array_index (bars, TideBar, kept++) = *bar;
    }

  g_array_set_size (bars, (unsigned int) kept);
}

/* What dividends between two days do to an adjusted close (the usual factor
 * 1 - dividend / close before). Closes and dividends are on one basis. */
static double
get_dividend_factor (const Reader  *self,
                     const TideBar *before,
                     const TideBar *after)
{
  double factor = 1.0;

  for (size_t i = 0; i < self->actions->len; i++)
    {
      const TideAction *action = &g_array_index (self->actions, TideAction, i);

      if (action->kind == TIDE_ACTION_DIVIDEND && action->ex_day > before->day &&
          action->ex_day <= after->day)
        factor *= 1.0 - action->value / before->cells[TIDE_BAR_CLOSE];
    }

  return factor;
}

/* The adjusted close is not stored; it tells whether an action is missing. Only
 * its steps count: its level depends on days that were not asked for. */
static void
check_adjustment (Reader       *self,
                  const GArray *bars)
{
  size_t  mismatches = 0;
  TideDay first = TIDE_DAY_NONE;
  char    text[TIDE_DAY_TEXT_SIZE];

  for (size_t i = 1; i < bars->len; i++)
    {
      const TideBar *before = &g_array_index (bars, TideBar, i - 1);
      const TideBar *after = &g_array_index (bars, TideBar, i);
      double         step = before->cells[TIDE_BAR_ADJUSTED] / before->cells[TIDE_BAR_CLOSE] /
                    (after->cells[TIDE_BAR_ADJUSTED] / after->cells[TIDE_BAR_CLOSE]);

      if (!(fabs (step - get_dividend_factor (self, before, after)) > ADJUSTMENT_TOLERANCE))
        continue;

      if (mismatches++ == 0)
        first = after->day;
    }

  if (mismatches > 0)
    add_problem (self, TIDE_PROBLEM_NOTE, first,
                 "Yahoo's adjusted close and its dividends disagree on %" G_GSIZE_FORMAT
                 " day%s, first on %s: total returns across it may be wrong.",
                 mismatches, mismatches == 1 ? "" : "s", tide_day_format (first, text));
}

static bool
has_column (const Reader *self,
            const GArray *bars,
            size_t        column)
{
  if (self->chart->columns[column]->len == 0)
    return false;

  /* Exchange rates have no volume, which comes as nothing but zeros. */
  if (column != TIDE_YAHOO_VOLUME || self->instrument->kind != TIDE_INSTRUMENT_FX)
    return true;

  for (size_t i = 0; i < bars->len; i++)
    if (g_array_index (bars, TideBar, i).cells[column] > 0.0)
      return true;

  return false;
}

static TideBatch *
make_batch (Reader       *self,
            const GArray *bars)
{
  TideBatch *batch = tide_batch_new (self->instrument, self->reply->fetch, TIDE_FREQUENCY_DAILY,
                                     TIDE_BASIS_SPLIT, self->today);
  size_t     columns[TIDE_BAR_N_FIELDS];
  size_t     n_columns = 0;

  for (size_t i = 0; i < TIDE_BAR_N_FIELDS; i++)
    {
      const char *field = tide_bar_fields[i];
      TideUnit    unit = self->price_unit;

      if (!has_column (self, bars, i))
        continue;

      if (i == TIDE_BAR_VOLUME)
        unit = tide_instrument_get_field_unit (self->instrument, field);
      tide_batch_add_column (batch, field, unit);
      columns[n_columns++] = i;
    }

  for (size_t i = 0; i < bars->len; i++)
    {
      const TideBar *bar = &g_array_index (bars, TideBar, i);
      double         values[TIDE_BAR_N_FIELDS];

      for (size_t j = 0; j < n_columns; j++)
        values[j] = bar->cells[columns[j]];
      tide_batch_add_row (batch, bar->day, TIDE_DAY_NONE, values);
    }

  for (size_t i = 0; i < self->actions->len; i++)
    tide_batch_add_action (batch, &g_array_index (self->actions, TideAction, i));
  tide_batch_seal (batch);
  return batch;
}

TideReading *
tide_yahoo_read (const TideYahooChart    *chart,
                 const TideProviderReply *reply,
                 GError                 **error)
{
  g_auto (Reader)    self = { .chart = chart, .reply = reply, .session_day = TIDE_DAY_NONE };
  g_autoptr (GArray) bars = NULL;

  if (!check_identity (chart, reply, error))
    return NULL;

  if ((self.zone = open_zone (chart)) == NULL)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Yahoo does not say in which time zone %s trades; the reply was refused. " KEPT,
                   reply->ask->symbol);
      return NULL;
    }

  self.reading = tide_reading_new ();
  self.actions = g_array_new (FALSE, FALSE, sizeof (TideAction));
  if (!read_instrument (&self, error))
    return NULL;

  self.price_unit = tide_bar_get_price_unit (self.instrument);
  self.today = tide_instant_to_day (reply->now, self.zone);
  if (chart->session_start != TIDE_INSTANT_NONE && chart->session_end > chart->session_start)
    self.session_day = tide_instant_to_day (chart->session_start, self.zone);
  if (chart->price_hint >= 0 && chart->price_hint <= 10)
    self.reading->decimals = (int) chart->price_hint;

  read_actions (&self);
  bars = collect_bars (&self);
  sift_bars (&self, bars);
  check_adjustment (&self, bars);
  tide_reading_add_batch_take (self.reading, make_batch (&self, bars));
  return g_steal_pointer (&self.reading);
}
