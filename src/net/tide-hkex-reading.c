// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-hkex-reading"

#include "config.h"

#include "net/tide-hkex-reading-private.h"

#include <math.h>

#include "base/tide-unit.h"

#define KEPT "Nothing of it was stored."

/* Amounts are stated to a hundredth of a million, each rounded on its own: the
 * parts may be off their total by this; full units. */
#define ROUNDING 20000.0
/* Quota balances that are not told are written as so many millions. */
#define QUOTA_UNTOLD 999999999.0

/* One way: its legs, and the total, which the file need not state. */
typedef struct
{
  TideConnectFlow legs[2];
  TideConnectFlow total;
} Direction;

static const Direction directions[] = {
  { { TIDE_CONNECT_SOUTH_SH, TIDE_CONNECT_SOUTH_SZ }, TIDE_CONNECT_SOUTH },
  { { TIDE_CONNECT_NORTH_SH, TIDE_CONNECT_NORTH_SZ }, TIDE_CONNECT_NORTH },
};

typedef struct
{
  TideConnectField field;
  TideHkexFigure   figure;
} Amount;

static const Amount amounts[] = {
  { TIDE_CONNECT_TURNOVER, TIDE_HKEX_TURNOVER },
  { TIDE_CONNECT_BUY, TIDE_HKEX_BUY },
  { TIDE_CONNECT_SELL, TIDE_HKEX_SELL },
  { TIDE_CONNECT_ETF_TURNOVER, TIDE_HKEX_ETF_TURNOVER },
  { TIDE_CONNECT_QUOTA_BALANCE, TIDE_HKEX_QUOTA_BALANCE },
};

typedef struct
{
  const TideHkexDaily     *daily;
  const TideProviderReply *reply;
  TideReading             *reading;
  TideDay                  day;
  char                     day_text[TIDE_DAY_TEXT_SIZE];
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->reading, tide_reading_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static bool G_GNUC_PRINTF (3, 4)
  refuse (const Reader *self,
          GError      **error,
          const char   *format,
          ...)
{
  g_autofree char *reason = NULL;
  va_list          arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
               "HKEX's file of %s was refused: %s " KEPT, self->day_text, reason);
  return false;
}

static void G_GNUC_PRINTF (2, 3)
  add_note (Reader     *self,
            const char *format,
            ...)
{
  va_list arguments;

  va_start (arguments, format);
  tide_reading_add_problem_take (self->reading, TIDE_PROBLEM_NOTE, self->day,
                                 g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* The one day that all markets of the file are of. */
static bool
find_day (Reader  *self,
          GError **error)
{
  self->day = TIDE_DAY_NONE;
  for (size_t i = 0; i < TIDE_CONNECT_N_FLOWS; i++)
    {
      const TideHkexMarket *market = &self->daily->markets[i];
      char                  other[TIDE_DAY_TEXT_SIZE];

      if (!market->is_there || market->day == self->day)
        continue;

      if (self->day != TIDE_DAY_NONE)
        return refuse (self, error, "its markets are of different days, %s and %s.",
                       self->day_text, tide_day_format (market->day, other));

      self->day = market->day;
      tide_day_format (self->day, self->day_text);
    }

  if (self->day != TIDE_DAY_NONE)
    return true;

  g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
               "HKEX's file holds none of the markets of Stock Connect. " KEPT);
  return false;
}

static bool
check_day (const Reader *self,
           TideDay       asked,
           GError      **error)
{
  char text[TIDE_DAY_TEXT_SIZE];

  if (asked != TIDE_DAY_NONE && asked != self->day)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "HKEX was asked for %s and sent its file of %s: refused as a repeated "
                   "session. " KEPT,
                   tide_day_format (asked, text), self->day_text);
      return false;
    }

  if (tide_day_get_weekday (self->day) > 5)
    return refuse (self, error, "that day is no weekday.");

  if (self->day > tide_connect_get_last_ended_day (TIDE_CONNECT_SOUTH, self->reply->now))
    return refuse (self, error, "its session had not ended.");

  return true;
}

/* Shenzhen joined on 5 December 2016. */
static bool
is_leg (TideConnectFlow leg,
        TideDay         day)
{
  return leg == TIDE_CONNECT_SOUTH_SH || leg == TIDE_CONNECT_NORTH_SH ||
         day >= tide_day_from_ymd (2016, 12, 5);
}

static bool
check_legs (const Reader    *self,
            const Direction *direction,
            GError         **error)
{
  for (size_t i = 0; i < 2; i++)
    {
      TideConnectFlow missing = direction->legs[i];
      TideConnectFlow there = direction->legs[1 - i];

      if (is_leg (missing, self->day) && !self->daily->markets[missing].is_there &&
          (self->daily->markets[there].is_there ||
           self->daily->markets[direction->total].is_there))
        return refuse (self, error, "it lacks %s.", tide_hkex_get_market_name (missing));
    }

  return true;
}

/* What a market was told to have: amounts in full units where they are
 * published, else NaN. */
static bool
read_amounts (const Reader   *self,
              TideConnectFlow flow,
              TideConnectRow *row,
              GError        **error)
{
  const TideHkexMarket *market = &self->daily->markets[flow];

  tide_connect_row_init (row, self->day);
  for (size_t i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      double stated = market->figures[amounts[i].figure];

      if (!tide_connect_is_published (flow, amounts[i].field, self->day) ||
          (amounts[i].figure == TIDE_HKEX_QUOTA_BALANCE && stated == QUOTA_UNTOLD))
        continue;

      if (!tide_connect_scale_millions (stated, &row->values[amounts[i].field]))
        return refuse (self, error, "%s has a figure that cannot be an amount.",
                       tide_hkex_get_market_name (flow));
    }

  row->values[TIDE_CONNECT_NET_BUY] = row->values[TIDE_CONNECT_BUY] -
                                      row->values[TIDE_CONNECT_SELL];
  return true;
}

static bool
differs (double sum,
         double total,
         double tolerance)
{
  return !isnan (sum) && !isnan (total) && fabs (sum - total) > tolerance;
}

/* Buying and selling against their total: turnovers in millions, or trades. */
static bool
refuse_sum (const Reader   *self,
            TideConnectFlow flow,
            bool            trades,
            GError        **error)
{
  static const TideHkexFigure figures[2][3] = {
    { TIDE_HKEX_BUY, TIDE_HKEX_SELL, TIDE_HKEX_TURNOVER },
    { TIDE_HKEX_BUY_TRADES, TIDE_HKEX_SELL_TRADES, TIDE_HKEX_TRADES },
  };
  g_auto (GStrv) texts = g_new0 (char *, G_N_ELEMENTS (figures[0]) + 1);

  for (size_t i = 0; i < G_N_ELEMENTS (figures[0]); i++)
    texts[i] = tide_number_format (self->daily->markets[flow].figures[figures[trades][i]],
                                   trades ? 0 : 2, TIDE_NUMBER_MACHINE);

  return refuse (self, error,
                 "%s bought and sold through %s do not add up to the total it states (%s + %s is "
                 "not %s).",
                 trades ? "trades" : "millions", tide_hkex_get_market_name (flow), texts[0],
                 texts[1], texts[2]);
}

static bool
check_sums (const Reader         *self,
            TideConnectFlow       flow,
            const TideConnectRow *row,
            GError              **error)
{
  const double *figures = self->daily->markets[flow].figures;
  const double *values = row->values;
  const char   *name = tide_hkex_get_market_name (flow);

  if (isnan (values[TIDE_CONNECT_TURNOVER]))
    return refuse (self, error, "%s has no total turnover.", name);
  if (differs (values[TIDE_CONNECT_BUY] + values[TIDE_CONNECT_SELL],
               values[TIDE_CONNECT_TURNOVER], ROUNDING))
    return refuse_sum (self, flow, false, error);
  if (differs (figures[TIDE_HKEX_BUY_TRADES] + figures[TIDE_HKEX_SELL_TRADES],
               figures[TIDE_HKEX_TRADES], 0.0))
    return refuse_sum (self, flow, true, error);
  if (values[TIDE_CONNECT_ETF_TURNOVER] > values[TIDE_CONNECT_TURNOVER] + ROUNDING)
    return refuse (self, error, "the ETF turnover of %s is above its turnover.", name);

  return true;
}

/* On a holiday of the mainland alone the south is called open and all of its
 * figures are zero: nothing was traded, which is no session. */
static bool
has_traded (Reader               *self,
            TideConnectFlow       flow,
            const TideConnectRow *row)
{
  if (!self->daily->markets[flow].is_closed && row->values[TIDE_CONNECT_TURNOVER] != 0.0)
    return true;

  add_note (self, "%s did not trade on %s.", tide_hkex_get_market_name (flow), self->day_text);
  return false;
}

static void
add_batch (Reader               *self,
           TideConnectFlow       flow,
           const TideConnectRow *row)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (TideConnectRow));

  g_array_append_vals (rows, row, 1);
  tide_reading_add_batch_take (self->reading,
                               tide_connect_make_batch (flow, self->reply->fetch, rows));
}

/* What a total that the file states must agree with. */
static bool
check_total (const Reader         *self,
             const Direction      *direction,
             const TideConnectRow *sum,
             GError              **error)
{
  TideConnectRow stated;

  if (!self->daily->markets[direction->total].is_there)
    return true;
  if (!read_amounts (self, direction->total, &stated, error) ||
      !check_sums (self, direction->total, &stated, error))
    return false;

  for (size_t i = 0; i < TIDE_CONNECT_N_FIELDS; i++)
    if (differs (sum->values[i], stated.values[i], ROUNDING))
      return refuse (self, error, "its legs do not add up to the total it states for %s.",
                     tide_hkex_get_market_name (direction->total));

  return true;
}

/* The legs of one way, and their sum where all of them traded: the total is
 * what its legs are, and never a leg alone. */
static bool
read_direction (Reader          *self,
                const Direction *direction,
                GError         **error)
{
  TideConnectRow total;
  size_t         n_legs = 0;
  size_t         n_traded = 0;

  tide_connect_row_init (&total, self->day);
  for (size_t i = 0; i < 2; i++)
    {
      TideConnectFlow leg = direction->legs[i];
      TideConnectRow  row;

      if (!self->daily->markets[leg].is_there)
        continue;

      n_legs++;
      if (!read_amounts (self, leg, &row, error))
        return false;
      if (!has_traded (self, leg, &row))
        continue;
      if (!check_sums (self, leg, &row, error))
        return false;

      add_batch (self, leg, &row);
      for (size_t j = 0; j < TIDE_CONNECT_N_FIELDS; j++)
        total.values[j] = n_traded > 0 ? total.values[j] + row.values[j] : row.values[j];
      n_traded++;
    }

  if (n_traded == 0 || n_traded < n_legs)
    return true;
  if (!check_total (self, direction, &total, error))
    return false;

  add_batch (self, direction->total, &total);
  return true;
}

TideReading *
tide_hkex_read (const TideHkexDaily     *daily,
                const TideProviderReply *reply,
                TideDay                  asked,
                GError                 **error)
{
  g_auto (Reader) self = { .daily = daily, .reply = reply, .day = TIDE_DAY_NONE };

  if (!find_day (&self, error) || !check_day (&self, asked, error))
    return NULL;

  self.reading = tide_reading_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (directions); i++)
    if (!check_legs (&self, &directions[i], error) ||
        !read_direction (&self, &directions[i], error))
      return NULL;

  return g_steal_pointer (&self.reading);
}
