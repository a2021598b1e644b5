// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-adjust"

#include "config.h"

#include "tide-adjust.h"

#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "model/tide-series-private.h"

/* What is done with the splits that lie between two bases. */
typedef enum
{
  SCALE_MULTIPLY,
  SCALE_DIVIDE,
} Scale;

/* One pass over a stored series. */
typedef struct
{
  TideSeries       *stored; /* (unowned) */
  const TideAction *actions;
  size_t            n_actions;
  /* The basis wanted; %TIDE_DAY_NONE for each row's own day. */
  TideDay as_of;
  Scale   earlier; /* what brings a value back to an earlier basis */
  double *values;  /* (owned) (nullable): the copy, once a value has changed */
} Pass;

static bool
is_split_between (const TideAction *action,
                  TideDay           after,
                  TideDay           upto)
{
  return action->kind == TIDE_ACTION_SPLIT && after < action->ex_day && action->ex_day <= upto;
}

/* The first ex-day of a split after `day`, from which on rows have another
 * factor; TIDE_DAY_MAX + 1 when there is none. */
static TideDay
find_next_split (const Pass *pass,
                 TideDay     day)
{
  TideDay next = TIDE_DAY_MAX + 1;

  for (size_t i = 0; i < pass->n_actions; i++)
    if (is_split_between (&pass->actions[i], day, next - 1))
      next = pass->actions[i].ex_day;

  return next;
}

/* Scales the rows from `begin` until `end` that lie before the next split, all
 * by one factor, and says where they end. */
static size_t
scale_segment (Pass   *pass,
               size_t  begin,
               size_t  end,
               TideDay basis_day)
{
  const TideDay *days = tide_series_get_days (pass->stored);
  const double  *values = tide_series_get_values (pass->stored);
  size_t         n_rows = tide_series_get_length (pass->stored);
  TideDay        from = MAX (days[begin], basis_day);
  TideDay        to = MAX (days[begin], pass->as_of);
  TideDay        next = find_next_split (pass, days[begin]);
  bool           later = to >= from;
  double         factor = tide_adjust_split_factor (pass->actions,
                                                    pass->n_actions,
                                                    MIN (from, to),
                                                    MAX (from, to));
  size_t         row = begin;

  if (factor == 1.0)
    {
      while (row < end && days[row] < next)
        row++;
      return row;
    }

  if (pass->values == NULL)
    pass->values = g_memdup2 (values, n_rows * sizeof (double));

  for (; row < end && days[row] < next; row++)
    if (later == (pass->earlier == SCALE_MULTIPLY))
      pass->values[row] = values[row] / factor;
    else
      pass->values[row] = values[row] * factor;

  return row;
}

static void
scale_rows (Pass   *pass,
            size_t  begin,
            size_t  end,
            TideDay basis_day)
{
  while (begin < end)
    begin = scale_segment (pass, begin, end, basis_day);
}

/* The day up to which splits were applied to a run; TIDE_DAY_NONE, which is
 * before every row, for rows on their own day's basis. */
static void
scale_runs (Pass *pass)
{
  size_t                n_rows = tide_series_get_length (pass->stored);
  size_t                n_origins = 0;
  const TideOrigin     *origins = tide_series_get_origins (pass->stored, &n_origins);
  const TideSeriesInfo *info = tide_series_get_info (pass->stored);

  if (info->basis == TIDE_BASIS_QUOTED)
    scale_rows (pass, 0, n_rows, TIDE_DAY_NONE);
  else if (n_origins == 0)
    scale_rows (pass, 0, n_rows, TIDE_DAY_MAX);
  else
    for (size_t i = 0; i < n_origins; i++)
      scale_rows (pass,
                  origins[i].first_row,
                  i + 1 < n_origins ? origins[i + 1].first_row : n_rows,
                  origins[i].basis_day);
}

static TideSeries *
bring_to_day (TideSeries       *stored,
              const TideAction *actions,
              size_t            n_actions,
              TideDay           as_of,
              Scale             earlier)
{
  Pass           pass = { stored, actions, n_actions, as_of, earlier, NULL };
  TideSeriesInfo info = *tide_series_get_info (stored);

  if (info.basis == TIDE_BASIS_ADJUSTED)
    return tide_series_ref (stored);

  scale_runs (&pass);
  if (pass.values == NULL)
    return tide_series_ref (stored);

  info.basis = TIDE_BASIS_SPLIT;
  return tide_series_new_rebased (stored, &info, pass.values, as_of);
}

/**
 * tide_adjust_price:
 * @stored: prices as received; the origins say up to which day splits had been
 *   applied. Without origins, all of @actions have been on basis `split`
 * @actions: (array length=n_actions) (nullable): splits in any order; dividends
 *   do nothing
 * @n_actions: how many
 * @as_of: the day T whose splits are to be the last applied; %TIDE_DAY_MAX for
 *   all
 *
 * Brings prices to the share of day T. With b the basis day of a row, its own
 * day for quoted rows: for T ≥ b the stored value is divided by the splits with
 * max(day, b) < ex-day ≤ T; for T < b it is multiplied by those with
 * max(day, T) < ex-day ≤ b. Prices of basis `adjusted` stay as written.
 *
 * Source: `design`, section 3.2.
 *
 * Returns: (transfer full): @stored itself when no value changes; else a series
 *   on the same days of basis `split`, whose origins say T
 */
TideSeries *
tide_adjust_price (TideSeries       *stored,
                   const TideAction *actions,
                   size_t            n_actions,
                   TideDay           as_of)
{
  g_return_val_if_fail (stored != NULL && as_of != TIDE_DAY_NONE, NULL);
  g_return_val_if_fail (n_actions == 0 || actions != NULL, NULL);

  return bring_to_day (stored, actions, n_actions, as_of, SCALE_MULTIPLY);
}

/**
 * tide_adjust_quantity:
 * @stored: numbers of shares as received, as for tide_adjust_price()
 * @actions: (array length=n_actions) (nullable): splits in any order
 * @n_actions: how many
 * @as_of: the day T; %TIDE_DAY_MAX for all splits
 *
 * Brings numbers of shares to the share of day T: the inverse of
 * tide_adjust_price().
 *
 * Returns: (transfer full): @stored itself when no value changes
 */
TideSeries *
tide_adjust_quantity (TideSeries       *stored,
                      const TideAction *actions,
                      size_t            n_actions,
                      TideDay           as_of)
{
  g_return_val_if_fail (stored != NULL && as_of != TIDE_DAY_NONE, NULL);
  g_return_val_if_fail (n_actions == 0 || actions != NULL, NULL);

  return bring_to_day (stored, actions, n_actions, as_of, SCALE_DIVIDE);
}

/* Rounds in place, or in a copy made when the first value changes. */
static void
round_values (Pass *pass,
              int   decimals)
{
  const double *values = tide_series_get_values (pass->stored);
  size_t        n_rows = tide_series_get_length (pass->stored);

  for (size_t row = 0; row < n_rows; row++)
    {
      double value = pass->values != NULL ? pass->values[row] : values[row];
      double rounded = isnan (value) ? value : tide_decimal_round (value, decimals);

      if (rounded == value || isnan (value))
        continue;
      if (pass->values == NULL)
        pass->values = g_memdup2 (values, n_rows * sizeof (double));
      pass->values[row] = rounded;
    }
}

/* What a reader had to know before and must know now. */
static char *
join_notes (const char *old,
            const char *new)
{
  return old != NULL ? g_strconcat (old, "; ", new, NULL) : g_strdup (new);
}

/**
 * tide_adjust_raw:
 * @stored: prices as received, as for tide_adjust_price()
 * @actions: (array length=n_actions) (nullable): splits in any order
 * @n_actions: how many
 * @quoted_decimals: decimals with which the venue quotes; below 0 to leave the
 *   values unrounded
 *
 * Reconstructs the prices as they were quoted on their days: stored value times
 * the splits with day < ex-day ≤ b, rounded to the quoted decimals.
 *
 * Source: `design`, section 3.2.
 *
 * Returns: (transfer full) (nullable): @stored itself when no value changes;
 *   else a series of basis `quoted` with the note `reconstructed`. %NULL for
 *   prices of basis `adjusted`, out of which dividends cannot be taken
 */
TideSeries *
tide_adjust_raw (TideSeries       *stored,
                 const TideAction *actions,
                 size_t            n_actions,
                 int               quoted_decimals)
{
  Pass             pass = { stored, actions, n_actions, TIDE_DAY_NONE, SCALE_MULTIPLY, NULL };
  TideSeriesInfo   info;
  g_autofree char *note = NULL;

  g_return_val_if_fail (stored != NULL, NULL);
  g_return_val_if_fail (n_actions == 0 || actions != NULL, NULL);

  info = *tide_series_get_info (stored);
  if (info.basis == TIDE_BASIS_ADJUSTED)
    return NULL;
  if (info.basis == TIDE_BASIS_QUOTED)
    return tide_series_ref (stored);

  scale_runs (&pass);
  if (quoted_decimals >= 0)
    round_values (&pass, quoted_decimals);
  if (pass.values == NULL)
    return tide_series_ref (stored);

  info.basis = TIDE_BASIS_QUOTED;
  note = join_notes (info.note, "reconstructed");
  info.note = note;
  return tide_series_new_rebased (stored, &info, pass.values, TIDE_DAY_NONE);
}

/* How many units of the price one unit of the dividend is; NaN between two
 * currencies. A dividend that names none is in that of the price. */
static double
get_unit_ratio (const TideAction *dividend,
                TideUnit          unit)
{
  const char *major = NULL;
  const char *dividend_major = NULL;
  double      scale;
  double      dividend_scale;

  if (dividend->currency[0] == '\0' || unit.kind != TIDE_UNIT_CURRENCY ||
      strcmp (dividend->currency, unit.currency) == 0)
    return 1.0;

  scale = tide_currency_get_scale (unit.currency, &major);
  dividend_scale = tide_currency_get_scale (dividend->currency, &dividend_major);
  return g_strcmp0 (major, dividend_major) == 0 ? dividend_scale / scale : NAN;
}

/* The sum of the dividends with after < ex-day <= upto on the basis of T, in
 * the unit of the price. */
static double
sum_dividends (const Pass *pass,
               TideDay     after,
               TideDay     upto,
               bool       *out_left_out)
{
  TideUnit unit = tide_series_get_info (pass->stored)->unit;
  double   sum = 0.0;

  for (size_t i = 0; i < pass->n_actions; i++)
    {
      const TideAction *action = &pass->actions[i];
      double            ratio;

      if (action->kind != TIDE_ACTION_DIVIDEND || action->ex_day <= after || action->ex_day > upto)
        continue;

      ratio = get_unit_ratio (action, unit);
      if (isnan (ratio))
        *out_left_out = true;
      else
        sum += ratio * tide_adjust_dividend (action,
                                             TIDE_DAY_NONE,
                                             pass->actions,
                                             pass->n_actions,
                                             pass->as_of);
    }

  return sum;
}

/* The first ex-day of a dividend after `day`; TIDE_DAY_MAX + 1 without one. */
static TideDay
find_next_dividend (const Pass *pass,
                    TideDay     day)
{
  TideDay next = TIDE_DAY_MAX + 1;

  for (size_t i = 0; i < pass->n_actions; i++)
    if (pass->actions[i].kind == TIDE_ACTION_DIVIDEND && pass->actions[i].ex_day > day)
      next = MIN (next, pass->actions[i].ex_day);

  return next;
}

/* The product over t of (P_t + D_t) / P_(t-1) from P_0 on is P_t times the
 * product of (1 + D / P) on the ex-days alone, which rounds only there. */
static void
reinvest (Pass *pass,
          bool *out_left_out)
{
  const TideDay *days = tide_series_get_days (pass->stored);
  const double  *values = tide_series_get_values (pass->stored);
  size_t         n_rows = tide_series_get_length (pass->stored);
  size_t         first = 0;
  double         shares = 1.0;
  TideDay        last_day;
  TideDay        next;

  if (!tide_series_find_first (pass->stored, 0, &first))
    return;

  last_day = days[first];
  next = find_next_dividend (pass, last_day);
  for (size_t row = first; row < n_rows; row++)
    {
      if (!(values[row] > 0.0))
        continue;
      if (days[row] >= next)
        {
          shares *= 1.0 + sum_dividends (pass, last_day, days[row], out_left_out) / values[row];
          next = find_next_dividend (pass, days[row]);
        }
      last_day = days[row];
      if (shares == 1.0)
        continue;
      if (pass->values == NULL)
        pass->values = g_memdup2 (values, n_rows * sizeof (double));
      pass->values[row] = values[row] * shares;
    }
}

/**
 * tide_adjust_total_return:
 * @close: closes on the basis of T, from tide_adjust_price(), rows after T absent
 * @actions: (array length=n_actions) (nullable): splits and dividends in any
 *   order, dividends as quoted on their ex-days
 * @n_actions: how many
 * @as_of: the day T; %TIDE_DAY_MAX for all
 *
 * Gives the value of one share with gross dividends reinvested at the close of
 * the ex-day: it starts at the first close and grows by (P_t + D_t) / P_(t-1).
 * A dividend whose ex-day has no close counts on the next day with one. Closes of
 * basis `adjusted` already are it.
 *
 * Source: `design`, section 3.2, and `formulas`, section 4.
 *
 * Returns: (transfer full): @close itself when no value changes. Dividends in a
 *   currency other than that of @close are left out, and the note says so
 */
TideSeries *
tide_adjust_total_return (TideSeries       *close,
                          const TideAction *actions,
                          size_t            n_actions,
                          TideDay           as_of)
{
  Pass             pass = { close, actions, n_actions, as_of, SCALE_MULTIPLY, NULL };
  TideSeriesInfo   info;
  g_autofree char *note = NULL;
  bool             left_out = false;

  g_return_val_if_fail (close != NULL && as_of != TIDE_DAY_NONE, NULL);
  g_return_val_if_fail (n_actions == 0 || actions != NULL, NULL);

  info = *tide_series_get_info (close);
  if (info.basis == TIDE_BASIS_ADJUSTED)
    return tide_series_ref (close);

  reinvest (&pass, &left_out);
  if (left_out)
    {
      note = join_notes (info.note, "dividends in another currency are left out");
      info.note = note;
    }
  if (pass.values != NULL)
    return tide_series_new_like (close, &info, pass.values);

  return left_out ? tide_series_new_described (close, &info) : tide_series_ref (close);
}

/**
 * tide_adjust_dividend:
 * @dividend: an action of kind %TIDE_ACTION_DIVIDEND
 * @basis_day: day up to which splits have been applied to its amount;
 *   %TIDE_DAY_NONE if it is as quoted on its ex-day
 * @actions: (array length=n_actions) (nullable): splits in any order
 * @n_actions: how many
 * @as_of: the day T; %TIDE_DAY_MAX for all splits; the dividend's own ex-day
 *   gives it as quoted
 *
 * Brings a dividend to the share of day T, as tide_adjust_price() does a price
 * of its ex-day.
 *
 * Returns: amount per share in the dividend's own currency
 */
double
tide_adjust_dividend (const TideAction *dividend,
                      TideDay           basis_day,
                      const TideAction *actions,
                      size_t            n_actions,
                      TideDay           as_of)
{
  TideDay from;
  TideDay to;

  g_return_val_if_fail (dividend != NULL && dividend->kind == TIDE_ACTION_DIVIDEND, NAN);
  g_return_val_if_fail (n_actions == 0 || actions != NULL, NAN);

  from = MAX (dividend->ex_day, basis_day);
  to = MAX (dividend->ex_day, as_of);
  if (to >= from)
    return dividend->value / tide_adjust_split_factor (actions, n_actions, from, to);

  return dividend->value * tide_adjust_split_factor (actions, n_actions, to, from);
}

/**
 * tide_adjust_split_factor:
 * @actions: (array length=n_actions) (nullable): splits in any order; dividends
 *   are left out
 * @n_actions: how many
 * @after: day before the first that counts
 * @upto: last day that counts
 *
 * Multiplies the splits with @after < ex-day ≤ @upto.
 *
 * Returns: shares on @upto for one share on @after; 1 without a split
 */
double
tide_adjust_split_factor (const TideAction *actions,
                          size_t            n_actions,
                          TideDay           after,
                          TideDay           upto)
{
  double factor = 1.0;

  g_return_val_if_fail (n_actions == 0 || actions != NULL, NAN);

  for (size_t i = 0; i < n_actions; i++)
    if (is_split_between (&actions[i], after, upto))
      factor *= actions[i].value;

  return factor;
}
