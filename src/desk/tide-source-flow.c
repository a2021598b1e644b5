// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-source-flow"

#include "config.h"

#include "desk/tide-source-flow-private.h"

#include <math.h>
#include <string.h>

#include "model/tide-field.h"
#include "model/tide-flow.h"

#define MAX_PARTS 8
/* Figures are published in steps of at most this power of ten. */
#define MAX_STEP 1e12
/* What the sum of a few doubles may be off by; relative. */
#define SUM_TOLERANCE 1e-12
/* In words that compare money. */
#define DECIMALS 2

/* Series that are added up or taken off, walked through day by day. */
typedef struct
{
  size_t      n;
  TideSeries *series[MAX_PARTS]; /* (owned) (nullable): NULL is not held */
  double      factors[MAX_PARTS];
  size_t      rows[MAX_PARTS];
} Parts;

typedef struct
{
  const char *whole;
  const char *first;
  const char *second;
  double      factor; /* of the second */
  const char *words;
} Identity;

static const Identity identities[] = {
  { "turnover", "buy", "sell", 1, "buy + sell" },
  { "net_buy", "buy", "sell", -1, "buy - sell" },
};

static void
clear_parts (Parts *parts)
{
  for (size_t i = 0; i < parts->n; i++)
    g_clear_pointer (&parts->series[i], tide_series_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, clear_parts)

/* A part that is not held is NULL and no error. */
static bool
add_part (Parts               *parts,
          const TideSourceAsk *ask,
          double               factor,
          GError             **error)
{
  g_autoptr (GError) problem = NULL;
  TideSeries        *series = NULL;

  g_assert (parts->n < MAX_PARTS);
  if (ask->holds (ask->source, ask->symbol))
    series = tide_source_dup_series (ask->source, ask->symbol, ask->field, ask->name,
                                     ask->moment, ask->cancellable, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return false;
    }

  parts->series[parts->n] = series;
  parts->factors[parts->n++] = factor;
  return true;
}

/* All legs are read from one source: that of the first one held. */
static bool
load_legs (const TideSourceAsk *ask,
           char               **legs,
           Parts               *parts,
           GError             **error)
{
  const char *name = ask->name;

  for (size_t i = 0; i < MAX_PARTS && legs[i] != NULL; i++)
    {
      TideSourceAsk leg = *ask;

      leg.symbol = legs[i];
      leg.name = name;
      if (!add_part (parts, &leg, 1, error))
        return false;
      if (name == NULL && parts->series[i] != NULL)
        name = tide_series_get_info (parts->series[i])->source;
    }
  return true;
}

static TideSeries *
find_held (const Parts *parts)
{
  for (size_t i = 0; i < parts->n; i++)
    if (parts->series[i] != NULL)
      return parts->series[i];

  return NULL;
}

/* The first day at or after where the parts stand; %TIDE_DAY_NONE at the end. */
static TideDay
find_next_day (const Parts *parts)
{
  TideDay next = TIDE_DAY_NONE;

  for (size_t i = 0; i < parts->n; i++)
    {
      TideSeries *series = parts->series[i];
      TideDay     day;

      if (series == NULL || parts->rows[i] == tide_series_get_length (series))
        continue;
      day = tide_series_get_days (series)[parts->rows[i]];
      if (next == TIDE_DAY_NONE || day < next)
        next = day;
    }
  return next;
}

/* What one day adds up to, and where the youngest of its figures came from. */
typedef struct
{
  double            sum; /* NaN where a part has no value */
  bool              lacks[MAX_PARTS];
  const TideOrigin *origin; /* (nullable) */
} Day;

static void
take_part (Parts  *parts,
           size_t  i,
           TideDay day,
           Day    *out)
{
  TideSeries       *series = parts->series[i];
  size_t            row = parts->rows[i];
  const TideOrigin *origin;
  double            value;

  out->lacks[i] = true;
  if (series == NULL || row == tide_series_get_length (series) ||
      tide_series_get_days (series)[row] != day)
    return;

  parts->rows[i]++;
  value = tide_series_get_values (series)[row];
  out->lacks[i] = isnan (value);
  out->sum += parts->factors[i] * value;
  origin = tide_series_get_origin (series, row);
  if (origin != NULL && (out->origin == NULL || origin->learned > out->origin->learned))
    out->origin = origin;
}

static Day
take_day (Parts  *parts,
          TideDay day)
{
  Day result = { 0 };

  for (size_t i = 0; i < parts->n; i++)
    take_part (parts, i, day, &result);
  for (size_t i = 0; i < parts->n; i++)
    if (result.lacks[i])
      result.sum = NAN;
  return result;
}

typedef struct
{
  GArray *days;
  GArray *values;
  GArray *origins;
  bool    lacks[MAX_PARTS]; /* on any day */
} Sum;

static void
clear_sum (Sum *sum)
{
  g_array_unref (sum->days);
  g_array_unref (sum->values);
  g_array_unref (sum->origins);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sum, clear_sum)

static void
add_origin (Sum              *sum,
            const TideOrigin *origin)
{
  TideOrigin run = { .first_row = sum->days->len,
                     .learned = TIDE_INSTANT_NONE,
                     .basis_day = TIDE_DAY_NONE };
  guint      last = sum->origins->len;

  if (origin != NULL)
    {
      run.fetch = origin->fetch;
      run.learned = origin->learned;
    }
  if (last == 0 || g_array_index (sum->origins, TideOrigin, last - 1).fetch != run.fetch)
    g_array_append_val (sum->origins, run);
}

static void
add_up (Parts *parts,
        Sum   *sum)
{
  TideDay day;

  while ((day = find_next_day (parts)) != TIDE_DAY_NONE)
    {
      Day found = take_day (parts, day);

      add_origin (sum, found.origin);
      g_array_append_val (sum->days, day);
      g_array_append_val (sum->values, found.sum);
      for (size_t i = 0; i < parts->n; i++)
        sum->lacks[i] = sum->lacks[i] || found.lacks[i];
    }
}

/* `lacks the leg A`, or `lacks one of the legs A, B`, or NULL. */
static char *
describe_gaps (const Sum *sum,
               char     **legs)
{
  g_autoptr (GString) names = g_string_new (NULL);
  size_t              n = 0;

  for (size_t i = 0; i < MAX_PARTS && legs[i] != NULL; i++)
    if (sum->lacks[i])
      g_string_append_printf (names, "%s%s", n++ > 0 ? ", " : "", legs[i]);

  if (n == 0)
    return NULL;
  return g_strdup_printf (n == 1 ? "lacks the leg %s" : "lacks one of the legs %s", names->str);
}

/* Money of two currencies has no sum. */
static char *
describe_currencies (const Parts *parts)
{
  TideUnit unit = tide_series_get_info (find_held (parts))->unit;

  for (size_t i = 0; i < parts->n; i++)
    {
      TideUnit         other;
      g_autofree char *one = NULL;
      g_autofree char *two = NULL;

      if (parts->series[i] == NULL)
        continue;
      other = tide_series_get_info (parts->series[i])->unit;
      if (tide_unit_equal (unit, other))
        continue;
      one = tide_unit_to_string (unit);
      two = tide_unit_to_string (other);
      return g_strdup_printf ("has legs in different units, %s and %s", one, two);
    }
  return NULL;
}

static TideSeries *
make_sum (const TideSourceAsk *ask,
          char               **legs,
          Parts               *parts)
{
  TideSeriesInfo   info = *tide_series_get_info (find_held (parts));
  g_autofree char *reason = describe_currencies (parts);
  g_autofree char *names = g_strjoinv (" + ", legs);
  g_autofree char *note = g_strdup_printf ("sum of %s", names);
  g_auto (Sum)     sum = { .days = g_array_new (FALSE, FALSE, sizeof (TideDay)),
                           .values = g_array_new (FALSE, FALSE, sizeof (double)),
                           .origins = g_array_new (FALSE, FALSE, sizeof (TideOrigin)) };

  add_up (parts, &sum);
  for (guint i = 0; reason != NULL && i < sum.values->len; i++)
    g_array_index (sum.values, double, i) = NAN;
  if (reason == NULL)
    reason = describe_gaps (&sum, legs);

  info.symbol = ask->symbol;
  info.gap_reason = reason;
  info.note = note;
  return tide_series_new_full (&info, (const TideDay *) (void *) sum.days->data,
                               (const double *) (void *) sum.values->data, sum.days->len, NULL,
                               (const TideOrigin *) (void *) sum.origins->data, sum.origins->len);
}

static bool
is_summable (const char *field)
{
  const TideField *row = tide_field_find (field);

  return row != NULL && row->measure == TIDE_FIELD_FLOW;
}

TideSeries *
tide_source_sum_legs (const TideSourceAsk *ask,
                      GError             **error)
{
  g_auto (GStrv) legs = tide_flow_dup_legs (ask->symbol);
  g_auto (Parts) parts = { 0 };

  if (legs == NULL || !is_summable (ask->field) || !load_legs (ask, legs, &parts, error) ||
      find_held (&parts) == NULL)
    return NULL;

  return make_sum (ask, legs, &parts);
}

/* The power of ten in whose multiples a series is published: a stated figure
 * stands for all that round to it. */
static double
find_step (TideSeries *series)
{
  const double *values = tide_series_get_values (series);
  double        step = MAX_STEP;

  for (size_t i = 0; i < tide_series_get_length (series) && step > 1; i++)
    while (step > 1 && !isnan (values[i]) && fmod (values[i], step) != 0)
      step /= 10;

  return step;
}

static TideSeries *
report_difference (TideSeries *whole,
                   const char *words,
                   size_t      n,
                   size_t      last,
                   double      sum)
{
  const TideSeriesInfo *info = tide_series_get_info (whole);
  char                  day[TIDE_DAY_TEXT_SIZE];
  g_autofree char      *stated = NULL;
  g_autofree char      *added = NULL;
  g_autofree char      *note = NULL;

  stated = tide_unit_format (info->unit, tide_series_get_values (whole)[last], DECIMALS,
                             TIDE_NUMBER_MACHINE);
  added = tide_unit_format (info->unit, sum, DECIMALS, TIDE_NUMBER_MACHINE);
  note = g_strdup_printf ("%s differs from %s on %zu %s, last %s: %s against %s", info->field,
                          words, n, n == 1 ? "day" : "days",
                          tide_day_format (tide_series_get_days (whole)[last], day), stated, added);
  return tide_source_add_note (whole, note);
}

/* Compares on the days on which all have a value. */
static TideSeries *
compare (TideSeries *whole,
         Parts      *parts,
         const char *words)
{
  const TideDay *days = tide_series_get_days (whole);
  const double  *values = tide_series_get_values (whole);
  size_t         n_rows = tide_series_get_length (whole);
  double         tolerance = find_step (whole) / 2;
  double         last_sum = 0;
  size_t         last = 0;
  size_t         n = 0;
  size_t         row = 0;
  TideDay        day;

  for (size_t i = 0; i < parts->n; i++)
    {
      if (parts->series[i] == NULL)
        return tide_series_ref (whole);
      tolerance += find_step (parts->series[i]) / 2;
    }

  while ((day = find_next_day (parts)) != TIDE_DAY_NONE)
    {
      double sum = take_day (parts, day).sum;

      while (row < n_rows && days[row] < day)
        row++;
      if (row == n_rows || days[row] != day || isnan (sum) || isnan (values[row]) ||
          fabs (values[row] - sum) <= tolerance + fabs (sum) * SUM_TOLERANCE)
        continue;
      n++;
      last = row;
      last_sum = sum;
    }
  return n > 0 ? report_difference (whole, words, n, last, last_sum) : tide_series_ref (whole);
}

/* An ask for a part of `whole` from its own source. */
static TideSourceAsk
ask_for_part (const TideSourceAsk *ask,
              TideSeries          *whole)
{
  TideSourceAsk part = *ask;

  part.name = tide_series_get_info (whole)->source;
  return part;
}

static TideSeries *
check_identity (const TideSourceAsk *ask,
                TideSeries          *whole,
                const Identity      *identity)
{
  TideSourceAsk  first = ask_for_part (ask, whole);
  TideSourceAsk  second = first;
  g_auto (Parts) parts = { 0 };

  first.field = identity->first;
  second.field = identity->second;
  if (!add_part (&parts, &first, 1, NULL) ||
      !add_part (&parts, &second, identity->factor, NULL))
    return tide_series_ref (whole);

  return compare (whole, &parts, identity->words);
}

static TideSeries *
check_legs (const TideSourceAsk *ask,
            TideSeries          *whole)
{
  TideSourceAsk  leg = ask_for_part (ask, whole);
  g_auto (GStrv) legs = tide_flow_dup_legs (ask->symbol);
  g_auto (Parts) parts = { 0 };

  if (legs == NULL || !is_summable (ask->field) || !load_legs (&leg, legs, &parts, NULL))
    return tide_series_ref (whole);

  return compare (whole, &parts, "the sum of its legs");
}

TideSeries *
tide_source_check_parts (const TideSourceAsk *ask,
                         TideSeries          *whole)
{
  g_autoptr (TideSeries) checked = NULL;

  if (tide_flow_find (ask->symbol) == NULL)
    return tide_series_ref (whole);

  checked = check_legs (ask, whole);
  for (size_t i = 0; i < G_N_ELEMENTS (identities); i++)
    if (strcmp (identities[i].whole, ask->field) == 0)
      {
        g_autoptr (TideSeries) before = g_steal_pointer (&checked);

        checked = check_identity (ask, before, &identities[i]);
      }
  return g_steal_pointer (&checked);
}

TideSeries *
tide_source_add_note (TideSeries *series,
                      const char *note)
{
  TideSeriesInfo   info = *tide_series_get_info (series);
  g_autofree char *both = NULL;

  if (info.note != NULL)
    both = g_strconcat (info.note, "; ", note, NULL);
  info.note = both != NULL ? both : note;
  return tide_series_new_described (series, &info);
}

/* A name says that a series has ended; figures after that day say that it has
 * not. Zeros and gaps are none: some sources go on writing them. */
static bool
goes_on (TideSeries *series,
         TideDay     ended_day)
{
  const double *values = tide_series_get_values (series);
  size_t        n_rows = tide_series_get_length (series);

  for (size_t row = tide_series_count_until (series, ended_day); row < n_rows; row++)
    if (!isnan (values[row]) && values[row] != 0)
      return true;

  return false;
}

TideSeries *
tide_source_describe (TideSeries *series,
                      TideDay     last_day)
{
  TideSeriesInfo         info = *tide_series_get_info (series);
  size_t                 n_rows = tide_series_get_length (series);
  g_autoptr (TideSeries) cut = NULL;
  TideFacts              named;

  tide_flow_describe (info.symbol, info.field, &named);
  tide_facts_complete (&info.facts, &named);
  /* What ends tomorrow has not ended yet. */
  if (info.facts.ended_day != TIDE_DAY_NONE &&
      (info.facts.ended_day >= last_day || goes_on (series, info.facts.ended_day)))
    {
      info.facts.ended_day = TIDE_DAY_NONE;
      info.facts.ended_reason = NULL;
      info.facts.successor = NULL;
    }
  if (info.facts.ended_day != TIDE_DAY_NONE)
    n_rows = tide_series_count_until (series, info.facts.ended_day);
  cut = tide_series_slice (series, 0, n_rows);
  if (tide_facts_equal (&info.facts, &tide_series_get_info (series)->facts))
    return g_steal_pointer (&cut);

  return tide_series_new_described (cut, &info);
}
