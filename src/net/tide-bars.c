// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-bars"

#include "config.h"

#include "net/tide-bars-private.h"

#include <math.h>

#include "model/tide-adjust.h"
#include "net/tide-gate.h"

/* Relative excess of open or close over the range that is still rounding. */
#define RANGE_TOLERANCE 1e-9

const char *const tide_bar_fields[TIDE_BAR_N_FIELDS] = {
  [TIDE_BAR_OPEN] = "open",
  [TIDE_BAR_HIGH] = "high",
  [TIDE_BAR_LOW] = "low",
  [TIDE_BAR_CLOSE] = "close",
  [TIDE_BAR_VOLUME] = "volume",
};

TideUnit
tide_bar_get_price_unit (const TideInstrument *instrument)
{
  if (instrument->kind == TIDE_INSTRUMENT_INDEX)
    return tide_unit_of_kind (TIDE_UNIT_INDEX);
  if (instrument->kind == TIDE_INSTRUMENT_FX || *instrument->quote_unit == '\0')
    return tide_unit_plain ();
  return tide_unit_of_currency (instrument->quote_unit);
}

static void
add_problem (const TideBarSieve *self,
             TideProblemKind     kind,
             TideDay             day,
             const char         *sentence)
{
  tide_reading_add_problem_take (self->reading, kind, day, g_strdup (sentence));
}

static bool
is_repeated (const TideBar *bar,
             const TideBar *previous)
{
  /* A day without trading does repeat the price before it. */
  if (!(bar->cells[TIDE_BAR_VOLUME] > 0.0))
    return false;

  for (size_t i = 0; i < TIDE_BAR_N_FIELDS; i++)
    if (bar->cells[i] != previous->cells[i])
      return false;

  return true;
}

static bool
is_positive (const TideBar *bar)
{
  for (size_t i = TIDE_BAR_OPEN; i <= TIDE_BAR_CLOSE; i++)
    if (bar->cells[i] <= 0.0)
      return false;

  return true;
}

/* The rows that are no prices. */
static bool
is_rejected (const TideBarSieve *self,
             const TideBar      *bar,
             const TideBar      *previous)
{
  bool can_be_negative = self->instrument->kind == TIDE_INSTRUMENT_MARKET ||
                         self->instrument->kind == TIDE_INSTRUMENT_BASKET;

  if (bar->day > self->today)
    add_problem (self, TIDE_PROBLEM_REJECTED, bar->day, "The day lies in the future.");
  else if (!can_be_negative && !is_positive (bar))
    add_problem (self, TIDE_PROBLEM_REJECTED, bar->day, "A price is zero or negative.");
  else if (previous != NULL && is_repeated (bar, previous))
    add_problem (self, TIDE_PROBLEM_REPEATED, bar->day,
                 "The row repeats the session before in every figure.");
  else
    return false;

  return true;
}

static double
find_split_factor (const TideBarSieve *self,
                   TideDay             after,
                   TideDay             upto)
{
  if (self->actions == NULL)
    return 1.0;

  return tide_adjust_split_factor ((const TideAction *) (const void *) self->actions->data,
                                   self->actions->len, after, upto);
}

/* The rows that wait for somebody to accept them: against the last close that
 * was let in, and within the row against its own close. */
static bool
is_held (const TideBarSieve *self,
         const TideBar      *bar,
         const TideBar      *previous)
{
  double          close = bar->cells[TIDE_BAR_CLOSE];
  TideGateVerdict verdict = TIDE_GATE_PASS;
  double          from = close;
  double          to = close;

  if (previous != NULL)
    {
      double split = find_split_factor (self, previous->day, bar->day);

      from = previous->cells[TIDE_BAR_CLOSE];
      verdict = tide_gate_judge (from, close, split);
    }

  for (size_t i = TIDE_BAR_OPEN; verdict == TIDE_GATE_PASS && i < TIDE_BAR_CLOSE; i++)
    {
      from = close;
      to = bar->cells[i];
      verdict = tide_gate_judge (from, to, 1.0);
    }

  if (verdict == TIDE_GATE_PASS)
    return false;

  tide_reading_add_problem_take (self->reading, TIDE_PROBLEM_HELD, bar->day,
                                 tide_gate_describe (verdict, from, to));
  return true;
}

bool
tide_bar_sieve_admits (const TideBarSieve *self,
                       const TideBar      *bar,
                       const TideBar      *previous)
{
  return !is_rejected (self, bar, previous) &&
         (self->can_jump || !is_held (self, bar, previous));
}

static bool
is_outside (double value,
            double low,
            double high)
{
  return value > high + fabs (high) * RANGE_TOLERANCE || value < low - fabs (low) * RANGE_TOLERANCE;
}

/* What looks odd and is let in. Comparisons with a missing value are false. */
void
tide_bar_sieve_flag (const TideBarSieve *self,
                     const TideBar      *bar)
{
  double low = bar->cells[TIDE_BAR_LOW];
  double high = bar->cells[TIDE_BAR_HIGH];

  if (low > high)
    add_problem (self, TIDE_PROBLEM_FLAGGED, bar->day, "The low is above the high.");
  else if (is_outside (bar->cells[TIDE_BAR_OPEN], low, high) ||
           is_outside (bar->cells[TIDE_BAR_CLOSE], low, high))
    add_problem (self, TIDE_PROBLEM_FLAGGED, bar->day,
                 "The open or the close lies outside the range of the day.");
  if (bar->cells[TIDE_BAR_VOLUME] < 0.0)
    add_problem (self, TIDE_PROBLEM_FLAGGED, bar->day, "The volume is negative.");
}

static int
compare_bars_cb (const void *a,
                 const void *b)
{
  TideDay first = ((const TideBar *) a)->day;
  TideDay second = ((const TideBar *) b)->day;

  return first < second ? -1 : first > second;
}

void
tide_bar_sieve_sift (const TideBarSieve *self,
                     GArray             *bars)
{
  size_t kept = 0;

  g_array_sort (bars, compare_bars_cb);
  for (size_t i = 0; i < bars->len; i++)
    {
      TideBar        bar = g_array_index (bars, TideBar, i);
      const TideBar *before = NULL;

      if (kept > 0)
        before = &g_array_index (bars, TideBar, kept - 1);
      if (isnan (bar.cells[TIDE_BAR_CLOSE]) || (before != NULL && before->day == bar.day) ||
          !tide_bar_sieve_admits (self, &bar, before))
        continue;

      tide_bar_sieve_flag (self, &bar);
      g_array_index (bars, TideBar, kept++) = bar;
    }

  g_array_set_size (bars, (unsigned int) kept);
}

static bool
has_values (const GArray *bars,
            size_t        cell)
{
  for (size_t i = 0; i < bars->len; i++)
    if (!isnan (g_array_index (bars, TideBar, i).cells[cell]))
      return true;

  return false;
}

TideBatch *
tide_bar_make_batch (TideInstrument  *instrument,
                     const TideFetch *fetch,
                     TideBasis        basis,
                     TideDay          basis_day,
                     const GArray    *bars)
{
  TideBatch *batch = tide_batch_new (instrument, fetch, TIDE_FREQUENCY_DAILY, basis, basis_day);
  size_t     columns[TIDE_BAR_N_FIELDS];
  size_t     n_columns = 0;

  for (size_t i = 0; i < TIDE_BAR_N_FIELDS; i++)
    {
      TideUnit unit = tide_bar_get_price_unit (instrument);

      if (!has_values (bars, i))
        continue;

      if (i == TIDE_BAR_VOLUME)
        unit = tide_instrument_get_field_unit (instrument, tide_bar_fields[i]);
      tide_batch_add_column (batch, tide_bar_fields[i], unit);
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

  return batch;
}

TideBar
tide_bar_make (TideDay day)
{
  TideBar bar = { .day = day };

  for (size_t i = 0; i < TIDE_BAR_N_CELLS; i++)
    bar.cells[i] = (double) NAN;
  return bar;
}

void
tide_bar_add_closes (TideReading             *reading,
                     const TideProviderReply *reply,
                     const char              *symbol,
                     const char              *zone,
                     bool                     can_jump,
                     GArray                  *bars)
{
  g_autoptr (TideInstrument) instrument = tide_instrument_new_assumed (symbol);
  g_autoptr (GTimeZone)      local = g_time_zone_new_identifier (zone);
  g_autoptr (GTimeZone)      utc = g_time_zone_new_utc ();
  TideDay                    today = tide_instant_to_day (reply->now, local != NULL ? local : utc);
  TideBarSieve               sieve = { reading, instrument, today, NULL, can_jump };
  TideBatch                 *batch;

  tide_bar_sieve_sift (&sieve, bars);
  if (bars->len == 0)
    return;

  batch = tide_bar_make_batch (instrument, reply->fetch, TIDE_BASIS_QUOTED, TIDE_DAY_NONE, bars);
  tide_batch_seal (batch);
  tide_reading_add_batch_take (reading, batch);
}
