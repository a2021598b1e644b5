// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-ticks"

#include "config.h"

#include "tide-chart-ticks.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Values stay inside this, so that an axis extended by a step is finite. */
#define LARGEST 4e307
/* Differences below this part of the value are rounding, not movement. */
#define FINEST 1e-12
#define SMALLEST 1e-280
/* A quotient this close to an integer is one: 0.3 / 0.1 is below 3. */
#define NEARLY 1e-9
#define MAX_TIME_TICKS 2000
/* Parts of the range of the values. */
#define WASTE 0.12
#define MARGIN 0.04
#define LEAST_TICKS 4
#define STARK_WASTE 0.3
#define MOST_USUAL 6

static const char month_names[12][4] = {
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
};

/* Step = mantissa * 10^exponent. */
typedef struct
{
  int mantissa;
  int exponent;
} Step;

static double
get_step (Step step)
{
  return step.exponent < 0 ? step.mantissa / pow (10, -step.exponent)
                           : step.mantissa * pow (10, step.exponent);
}

/* Dividing by a power of ten rounds once, where multiplying by 0.1 would round
 * twice: 3 * 0.1 is not 0.3. */
static double
get_multiple (Step    step,
              int64_t index)
{
  double units = (double) index * step.mantissa;

  return step.exponent < 0 ? units / pow (10, -step.exponent) : units * pow (10, step.exponent);
}

static Step
next_step (Step step)
{
  switch (step.mantissa)
    {
    case 1:
      return (Step){ 2, step.exponent };
    case 2:
      return (Step){ 5, step.exponent };
    default:
      return (Step){ 1, step.exponent + 1 };
    }
}

static Step
previous_step (Step step)
{
  switch (step.mantissa)
    {
    case 5:
      return (Step){ 2, step.exponent };
    case 2:
      return (Step){ 1, step.exponent };
    default:
      return (Step){ 5, step.exponent - 1 };
    }
}

static int64_t
index_below (double value,
             Step   step)
{
  return (int64_t) floor (value / get_step (step) + NEARLY);
}

static int64_t
index_above (double value,
             Step   step)
{
  return (int64_t) ceil (value / get_step (step) - NEARLY);
}

static void
widen (double *low,
       double *high)
{
  double size;

  *low = CLAMP (*low, -LARGEST, LARGEST);
  *high = CLAMP (*high, -LARGEST, LARGEST);
  size = fmax (fabs (*low), fabs (*high));
  if (*high - *low > fmax (size * FINEST, SMALLEST))
    return;

  size = size > SMALLEST ? size * 0.04 : 1;
  *low -= size;
  *high += size;
}

static Step
find_step (double low,
           double high,
           size_t most)
{
  Step step = { 1, (int) floor (log10 ((high - low) / (double) most)) };

  while ((size_t) (index_above (high, step) - index_below (low, step)) >= most)
    step = next_step (step);

  return step;
}

static TideChartTicks
count_ticks (Step    step,
             int64_t first,
             int64_t last)
{
  TideChartTicks ticks = { .n = (size_t) (last - first) + 1 };

  for (size_t i = 0; i < ticks.n; i++)
    ticks.values[i] = get_multiple (step, first + (int64_t) i);
  ticks.low = ticks.values[0];
  ticks.high = ticks.values[ticks.n - 1];
  ticks.decimals = MAX (0, -step.exponent);

  return ticks;
}

/* An axis that ends at a tick far from the values wastes the picture: such an end
 * is moved back to the values, as long as four ticks remain. So are ends of
 * which there are too many. */
static void
trim (TideChartTicks *ticks,
      double          low,
      double          high,
      size_t          most)
{
  while (ticks->n > LEAST_TICKS)
    {
      double below = low - ticks->low;
      double above = ticks->high - high;
      double margin = fmin (MARGIN * (high - low), fmax (below, above) / 2);

      if (fmax (below, above) <= WASTE * (high - low) && ticks->n <= most)
        return;
      ticks->n--;
      if (below > above)
        {
          memmove (ticks->values, ticks->values + 1, ticks->n * sizeof (double));
          ticks->low = low - margin;
        }
      else
        {
          ticks->high = high + margin;
        }
    }
}

/**
 * tide_chart_ticks_linear:
 * @low: smallest value to be shown; finite
 * @high: largest value to be shown; finite, at least @low
 * @most: at most so many ticks, from 2 to %TIDE_CHART_TICKS_MAX
 *
 * Places ticks at whole multiples of the smallest step among 1, 2 and 5 times a
 * power of ten that needs no more than @most of them, and extends the axis to
 * the ticks around the values; where those lie far off and four ticks remain,
 * only a little beyond the values. With @most 6 there are from four to six. Ticks
 * are counted in integers, so that the one at zero is zero. Equal ends are
 * moved apart.
 *
 * Returns: the ticks
 */
TideChartTicks
tide_chart_ticks_linear (double low,
                         double high,
                         size_t most)
{
  TideChartTicks ticks;
  Step           step;

  g_return_val_if_fail (isfinite (low) && isfinite (high) && low <= high, (TideChartTicks){ 0 });

  most = CLAMP (most, 2, TIDE_CHART_TICKS_MAX);
  widen (&low, &high);
  step = find_step (low, high, most);
  /* Too many at one step can be too few at the next. */
  if (most >= MOST_USUAL && index_above (high, step) - index_below (low, step) + 1 < LEAST_TICKS)
    step = previous_step (step);
  ticks = count_ticks (step, index_below (low, step), index_above (high, step));
  /* A third of the picture empty: a finer step, though its outer ticks fall away. */
  if (most >= MOST_USUAL && ticks.n <= LEAST_TICKS &&
      fmax (low - ticks.low, ticks.high - high) > STARK_WASTE * (high - low))
    {
      step = previous_step (step);
      ticks = count_ticks (step, index_below (low, step), index_above (high, step));
    }
  trim (&ticks, low, high, most);

  return ticks;
}

/**
 * tide_chart_ticks_matching:
 * @low: smallest value to be shown; finite
 * @high: largest value to be shown; finite, at least @low
 * @first: ticks of another axis, two or more
 *
 * Places as many ticks as the other axis has and at the same heights, for a
 * second axis that shares the grid of the first. The values lie between the
 * outer ticks; where these are too many, above and below them.
 *
 * Returns: the ticks
 */
TideChartTicks
tide_chart_ticks_matching (double                low,
                           double                high,
                           const TideChartTicks *first)
{
  TideChartTicks ticks;
  Step           step;
  int64_t        begin, spare;
  double         ratio;

  g_return_val_if_fail (isfinite (low) && isfinite (high) && low <= high, (TideChartTicks){ 0 });
  g_return_val_if_fail (first->n >= 2, (TideChartTicks){ 0 });

  widen (&low, &high);
  step = find_step (low, high, first->n);
  begin = index_below (low, step);
  spare = (int64_t) first->n - 1 - (index_above (high, step) - begin);
  /* An axis that begins at zero stays there. */
  if (begin != 0)
    begin -= spare / 2;

  ticks = count_ticks (step, begin, begin + (int64_t) first->n - 1);
  ratio = get_step (step) / (first->values[1] - first->values[0]);
  ticks.low -= (first->values[0] - first->low) * ratio;
  ticks.high += (first->high - first->values[first->n - 1]) * ratio;

  return ticks;
}

/**
 * tide_chart_ticks_around_zero:
 * @low: smallest value to be shown; finite, at most 0
 * @high: largest value to be shown; finite, at least 0
 * @n_below: how many ticks below zero; 1 or more if @low is below zero
 * @n_above: how many ticks above zero; 1 or more if @high is above zero
 *
 * Places a given number of ticks on either side of zero, so that two axes have
 * their zeros on one line.
 *
 * Returns: the ticks
 */
TideChartTicks
tide_chart_ticks_around_zero (double low,
                              double high,
                              size_t n_below,
                              size_t n_above)
{
  double least = 0;
  Step   step = { 1, 0 };

  g_return_val_if_fail (n_below + n_above > 0 && n_below + n_above < TIDE_CHART_TICKS_MAX,
                        (TideChartTicks){ 0 });

  if (n_below > 0)
    least = fmax (least, -low / (double) n_below);
  if (n_above > 0)
    least = fmax (least, high / (double) n_above);
  if (least > SMALLEST)
    {
      step.exponent = (int) floor (log10 (least));
      while (get_step (step) < least * (1 - NEARLY))
        step = next_step (step);
    }

  return count_ticks (step, -(int64_t) n_below, (int64_t) n_above);
}

/* Marks of a logarithmic axis: these tenths in every `every`th decade. */
typedef struct
{
  int n;
  int tenths[6];
  int every;
} Marks;

static Marks
get_marks (int coarseness)
{
  switch (coarseness)
    {
    case 0:
      return (Marks){ 6, { 10, 15, 20, 30, 50, 70 }, 1 };
    case 1:
      return (Marks){ 3, { 10, 20, 50 }, 1 };
    case 2:
      return (Marks){ 2, { 10, 30 }, 1 };
    default:
      return (Marks){ 1, { 10 }, coarseness - 2 };
    }
}

static bool
place_marks (TideChartTicks *ticks,
             Marks           marks,
             size_t          most)
{
  int first = (int) floor (log10 (ticks->low));
  int last = (int) floor (log10 (ticks->high));

  ticks->n = 0;
  ticks->decimals = 0;
  for (int decade = first; decade <= last; decade++)
    {
      for (int i = 0; decade % marks.every == 0 && i < marks.n; i++)
        {
          double value = get_multiple ((Step){ marks.tenths[i], decade - 1 }, 1);
          int    decimals = marks.tenths[i] % 10 == 0 ? -decade : 1 - decade;

          if (value < ticks->low || value > ticks->high)
            continue;
          if (ticks->n == most)
            return false;
          ticks->values[ticks->n++] = value;
          ticks->decimals = MAX (ticks->decimals, decimals);
        }
    }

  return true;
}

/**
 * tide_chart_ticks_log:
 * @low: smallest value to be shown; finite, above 0
 * @high: largest value to be shown; finite, at least @low
 * @most: at most so many ticks, from 2 to %TIDE_CHART_TICKS_MAX
 *
 * Places ticks for a logarithmic axis: at 1, 1.5, 2, 3, 5 and 7 of each decade,
 * or fewer; below a ratio of three at the steps of a linear axis.
 *
 * Returns: the ticks
 */
TideChartTicks
tide_chart_ticks_log (double low,
                      double high,
                      size_t most)
{
  TideChartTicks ticks = { 0 };
  double         margin;

  g_return_val_if_fail (low > 0 && isfinite (high) && low <= high, ticks);

  most = CLAMP (most, 2, TIDE_CHART_TICKS_MAX);
  if (high / low < 3)
    {
      ticks = tide_chart_ticks_linear (low, high, most);
      if (ticks.values[0] > 0 && ticks.low > 0)
        return ticks;
      /* Zero is infinitely far away: begin where the values do. */
      memmove (ticks.values, ticks.values + 1, (ticks.n - 1) * sizeof (double));
      ticks.n--;
      ticks.low = low * 0.97;
      return ticks;
    }

  margin = pow (high / low, 0.03);
  ticks.low = fmax (low / margin, DBL_MIN);
  ticks.high = fmin (high * margin, DBL_MAX);
  for (int coarseness = 0; !place_marks (&ticks, get_marks (coarseness), most);)
    coarseness++;

  return ticks;
}

static int
get_months (TideChartStep step)
{
  static const int months[] = { 1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000 };

  return months[step - TIDE_CHART_STEP_MONTH];
}

static int
floor_divide (int dividend,
              int divisor)
{
  return dividend / divisor - (dividend % divisor < 0);
}

static TideDay
start_of_step (TideDay       day,
               TideChartStep step)
{
  /* 1970-01-01 was a Thursday; weeks begin on Mondays. */
  if (step == TIDE_CHART_STEP_DAY)
    return day;
  if (step == TIDE_CHART_STEP_WEEK)
    return floor_divide (day + 3, 7) * 7 - 3;
  if (step == TIDE_CHART_STEP_2_WEEKS)
    return floor_divide (day + 3, 14) * 14 - 3;

  return tide_month_first_day (tide_month_from_day (day) / get_months (step) * get_months (step));
}

static TideDay
next_start (TideDay       day,
            TideChartStep step)
{
  TideDay start = start_of_step (day, step);

  if (step == TIDE_CHART_STEP_DAY)
    return start + 1;
  if (step == TIDE_CHART_STEP_WEEK)
    return start + 7;
  if (step == TIDE_CHART_STEP_2_WEEKS)
    return start + 14;

  return tide_month_first_day (tide_month_from_day (start) + get_months (step));
}

static void
add_tick (GArray              *ticks,
          const TideChartTime *time,
          size_t               slot)
{
  TideChartDayTick tick = { .slot = slot, .day = tide_chart_time_get_day (time, slot) };

  g_array_append_val (ticks, tick);
}

static const char *
get_month_name (TideDay day,
                int    *out_year,
                int    *out_day)
{
  int month;

  /* Ten million rows reach beyond the last day of the calendar. */
  tide_day_to_ymd (CLAMP (day, TIDE_DAY_MIN, TIDE_DAY_MAX), out_year, &month, out_day);
  return month_names[month - 1];
}

/**
 * tide_chart_ticks_finest:
 * @frequency: what a slot of the time axis is
 *
 * Returns: the finest distance of ticks that says no more than is known
 */
TideChartStep
tide_chart_ticks_finest (TideFrequency frequency)
{
  switch (frequency)
    {
    case TIDE_FREQUENCY_DAILY:
    case TIDE_FREQUENCY_WEEKLY:
      return TIDE_CHART_STEP_DAY;
    case TIDE_FREQUENCY_MONTHLY:
      return TIDE_CHART_STEP_MONTH;
    case TIDE_FREQUENCY_QUARTERLY:
      return TIDE_CHART_STEP_QUARTER;
    case TIDE_FREQUENCY_YEARLY:
      return TIDE_CHART_STEP_YEAR;
    }

  return TIDE_CHART_STEP_DAY;
}

/* The first slot stands for the period that has just begun: one of days in its
 * first days, one of months on any of its days. */
static bool
begins_step (const TideChartTime *time,
             TideChartStep        step)
{
  TideChartStep finest = tide_chart_ticks_finest (time->frequency);
  TideDay       start = start_of_step (time->first, step);
  int           grace = time->frequency == TIDE_FREQUENCY_WEEKLY ? 6 : 4;

  if (step < TIDE_CHART_STEP_MONTH)
    return start == time->first;

  return time->first - start <= grace ||
         (finest >= TIDE_CHART_STEP_MONTH && start_of_step (time->first, finest) == start);
}

static int
get_quarter (TideDay day)
{
  int month;

  tide_day_to_ymd (CLAMP (day, TIDE_DAY_MIN, TIDE_DAY_MAX), NULL, &month, NULL);
  return (month + 2) / 3;
}

/**
 * tide_chart_ticks_time:
 * @time: a time axis
 * @step: distance of the ticks
 *
 * Places ticks at the first slot of each week, month or year; on the first slot
 * of the axis only if its period has just begun, or if the slot is a month and
 * opens it. The caller chooses @step so
 * that there is room; no more than 2,000 ticks are made.
 *
 * Returns: (transfer full) (element-type TideChartDayTick): the ticks, labelled
 */
GArray *
tide_chart_ticks_time (const TideChartTime *time,
                       TideChartStep        step)
{
  GArray *ticks = g_array_new (FALSE, TRUE, sizeof (TideChartDayTick));
  TideDay last = MIN (time->last, TIDE_DAY_MAX);
  TideDay start;

  if (time->n_slots == 0 || time->first < TIDE_DAY_MIN || time->first > TIDE_DAY_MAX)
    return ticks;

  if (begins_step (time, step))
    add_tick (ticks, time, 0);
  start = next_start (time->first, step);
  while (start <= last && ticks->len < MAX_TIME_TICKS)
    {
      size_t slot = tide_chart_time_find_slot (time, start);

      if (slot >= time->n_slots)
        break;
      add_tick (ticks, time, slot);
      start = next_start (tide_chart_time_get_day (time, slot), step);
    }

  tide_chart_ticks_label (ticks, time->frequency, step);
  return ticks;
}

/**
 * tide_chart_ticks_label:
 * @ticks: (element-type TideChartDayTick): ticks in ascending order
 * @frequency: what a slot of the time axis is
 * @step: their distance
 *
 * Writes the labels: "13 Jan" for days and weeks, "Jan" for months, "Q1" for
 * quarters, "2025" for years; the first tick of each year names the year.
 */
void
tide_chart_ticks_label (GArray       *ticks,
                        TideFrequency frequency,
                        TideChartStep step)
{
  int  last_year = INT_MIN;
  bool quarters = frequency == TIDE_FREQUENCY_QUARTERLY && step < TIDE_CHART_STEP_YEAR;

  for (size_t i = 0; i < ticks->len; i++)
    {
      TideChartDayTick *tick = &g_array_index (ticks, TideChartDayTick, i);
      int               year, day;
      const char       *month = get_month_name (tick->day, &year, &day);
      bool              named = year == last_year;

      last_year = year;
      if (step >= TIDE_CHART_STEP_YEAR)
        g_snprintf (tick->label, sizeof tick->label, "%d", year);
      else if (quarters)
        g_snprintf (tick->label, sizeof tick->label, named ? "Q%d" : "Q%d %d",
                    get_quarter (tick->day), year);
      else if (step >= TIDE_CHART_STEP_MONTH && named)
        g_snprintf (tick->label, sizeof tick->label, "%s", month);
      else if (step >= TIDE_CHART_STEP_MONTH)
        g_snprintf (tick->label, sizeof tick->label, "%s %d", month, year);
      else if (named)
        g_snprintf (tick->label, sizeof tick->label, "%d %s", day, month);
      else
        g_snprintf (tick->label, sizeof tick->label, "%d %s %d", day, month, year);
    }
}

/**
 * tide_chart_period_format:
 * @day: a day that parses
 * @frequency: what the day stands for
 * @buffer: (out): at least %TIDE_CHART_DAY_LABEL_SIZE bytes
 *
 * Prints the period that a value of a column stands for: "14 Feb 2025", also for
 * the day a week ends on; "Feb 2025", "Q1 2025", "2025".
 *
 * Returns: @buffer
 */
char *
tide_chart_period_format (TideDay       day,
                          TideFrequency frequency,
                          char         *buffer)
{
  int         year, day_of_month;
  const char *month = get_month_name (day, &year, &day_of_month);

  switch (frequency)
    {
    case TIDE_FREQUENCY_DAILY:
    case TIDE_FREQUENCY_WEEKLY:
      return tide_chart_day_format (day, buffer);
    case TIDE_FREQUENCY_MONTHLY:
      g_snprintf (buffer, TIDE_CHART_DAY_LABEL_SIZE, "%s %d", month, year);
      break;
    case TIDE_FREQUENCY_QUARTERLY:
      g_snprintf (buffer, TIDE_CHART_DAY_LABEL_SIZE, "Q%d %d", get_quarter (day), year);
      break;
    case TIDE_FREQUENCY_YEARLY:
      g_snprintf (buffer, TIDE_CHART_DAY_LABEL_SIZE, "%d", year);
      break;
    }

  return buffer;
}

/**
 * tide_chart_day_format:
 * @day: a day that parses
 * @buffer: (out): at least %TIDE_CHART_DAY_LABEL_SIZE bytes
 *
 * Prints a day as source lines and summaries spell it: "14 Feb 2025".
 *
 * Returns: @buffer
 */
char *
tide_chart_day_format (TideDay day,
                       char   *buffer)
{
  int         year, day_of_month;
  const char *month = get_month_name (day, &year, &day_of_month);

  g_snprintf (buffer, TIDE_CHART_DAY_LABEL_SIZE, "%d %s %d", day_of_month, month, year);
  return buffer;
}
