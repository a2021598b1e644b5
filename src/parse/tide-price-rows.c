// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-price-rows"

#include "config.h"

#include "parse/tide-price-rows-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "model/tide-field.h"

/* A move of more than half within a day or a week is worth a look: it may be a
 * split that was not applied, or true. */
#define LARGE_JUMP 0.5
/* Adjusting a price in floating point moves it by less than this. */
#define RANGE_TOLERANCE 1e-9
/* 1970-01-01 with no other row within a year of it is a clock that was zero. */
#define EPOCH_DISTANCE 366

/* Rows as they will stand in the batch. */
typedef struct
{
  const TidePriceRows    *rows;
  const TidePriceContext *context;
  size_t                 *order;
} Sorted;

TidePriceRows *
tide_price_rows_new (TideInstrument *instrument,
                     bool            many,
                     size_t          n_slots)
{
  TidePriceRows *self = g_new0 (TidePriceRows, 1);

  self->instrument = tide_instrument_ref (instrument);
  self->shown_symbol = many ? instrument->symbol : NULL;
  self->n_slots = n_slots;

  return self;
}

static void
drop_rows (TidePriceRows *self)
{
  g_clear_pointer (&self->days, g_array_unref);
  g_clear_pointer (&self->readings, g_array_unref);
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
  self->run = 0;
}

void
tide_price_rows_free (TidePriceRows *self)
{
  drop_rows (self);
  tide_instrument_unref (self->instrument);
  g_free (self);
}

void
tide_price_rows_add (TidePriceRows *self,
                     uint64_t       line,
                     TideDay        day,
                     TideDay        reading,
                     const double  *numbers)
{
  if (self->days == NULL)
    {
      self->days = g_array_new (FALSE, FALSE, sizeof (TideDay));
      self->lines = g_array_new (FALSE, FALSE, sizeof (uint64_t));
      self->numbers = g_array_new (FALSE, FALSE, sizeof (double));
    }

  /* Only files that leave the order of day and month open pay for this. */
  if (reading != TIDE_DAY_NONE && self->readings == NULL)
    {
      TideDay none = TIDE_DAY_NONE;

      self->readings = g_array_new (FALSE, FALSE, sizeof (TideDay));
      for (unsigned int i = 0; i < self->days->len; i++)
        g_array_append_val (self->readings, none);
    }

  if (self->readings != NULL)
    g_array_append_val (self->readings, reading);
  g_array_append_val (self->days, day);
  g_array_append_val (self->lines, line);
  g_array_append_vals (self->numbers, numbers, (unsigned int) self->n_slots);
  self->run++;
}

void
tide_price_reject_future (const TidePriceContext *context,
                          const TidePricePlace   *place)
{
  char             day[TIDE_DAY_TEXT_SIZE];
  TideCsvField     found;
  g_autofree char *expected = NULL;

  tide_day_format (context->today, day);
  expected = g_strdup_printf ("a day not after %s", day);
  tide_day_format (place->day, day);
  found.text = day;
  found.length = strlen (day);

  tide_price_report_reject (context->report, TIDE_PRICE_PROBLEM_FUTURE_DAY, place, &found,
                            expected);
}

static TidePricePlace
get_place (const TidePriceRows    *self,
           const TidePriceContext *context,
           size_t                  row,
           size_t                  column)
{
  TidePricePlace place = { 0 };

  place.line = g_array_index (self->lines, uint64_t, row);
  place.day = g_array_index (self->days, TideDay, row);
  place.symbol = self->shown_symbol;
  if (column != TIDE_PRICE_NO_COLUMN)
    {
      place.column = column + 1;
      place.column_name = context->header->columns[column].name;
    }

  return place;
}

static void
move_row (TidePriceRows *self,
          size_t         from,
          size_t         to)
{
  double *numbers = &g_array_index (self->numbers, double, 0);

  if (from == to)
    return;

  g_array_index (self->days, TideDay, to) = g_array_index (self->days, TideDay, from);
  g_array_index (self->lines, uint64_t, to) = g_array_index (self->lines, uint64_t, from);
  memcpy (numbers + to * self->n_slots, numbers + from * self->n_slots,
          self->n_slots * sizeof *numbers);
}

/* Settles the days that had two readings, and rejects those that turn out to be
 * in the future. */
void
tide_price_rows_resolve (TidePriceRows          *self,
                         const TidePriceContext *context,
                         TideDateOrder           order)
{
  size_t n_kept = 0;

  if (self->readings == NULL)
    return;

  for (size_t i = 0; i < self->days->len; i++)
    {
      TideDay *day = &g_array_index (self->days, TideDay, i);
      TideDay  reading = g_array_index (self->readings, TideDay, i);

      if (reading != TIDE_DAY_NONE && order == TIDE_DATE_ORDER_MDY)
        *day = reading;

      if (reading != TIDE_DAY_NONE && *day > context->today)
        {
          TidePricePlace place = get_place (self, context, i, context->header->date);

          tide_price_reject_future (context, &place);
          continue;
        }
      move_row (self, i, n_kept++);
    }

  g_clear_pointer (&self->readings, g_array_unref);
  g_array_set_size (self->days, (unsigned int) n_kept);
  g_array_set_size (self->lines, (unsigned int) n_kept);
  g_array_set_size (self->numbers, (unsigned int) (n_kept * self->n_slots));
}

static int
compare_rows_cb (const void *a,
                 const void *b,
                 void       *user_data)
{
  const TideDay *days = user_data;
  size_t         row_a = *(const size_t *) a;
  size_t         row_b = *(const size_t *) b;

  if (days[row_a] != days[row_b])
    return days[row_a] < days[row_b] ? -1 : 1;

  return row_a < row_b ? -1 : row_a > row_b;
}

/* Rows by day, and by their order in the file within a day. */
static size_t *
sort_rows (const TidePriceRows *self)
{
  TideDay *days = &g_array_index (self->days, TideDay, 0);
  size_t   n_rows = self->days->len;
  size_t  *order = g_new (size_t, n_rows);
  bool     sorted = true;

  for (size_t i = 0; i < n_rows; i++)
    {
      order[i] = i;
      sorted = sorted && (i == 0 || days[i - 1] <= days[i]);
    }

  if (!sorted)
    qsort_r (order, n_rows, sizeof *order, compare_rows_cb, days);

  return order;
}

/* Where the days are too few to tell, it counts that they were written as months. */
static TideFrequency
measure_frequency (const TidePriceRows *self,
                   const size_t        *order)
{
  g_autofree TideDay *days = g_new (TideDay, self->days->len);

  for (size_t i = 0; i < self->days->len; i++)
    days[i] = g_array_index (self->days, TideDay, order[i]);

  return tide_frequency_measure (days, self->days->len,
                                 self->months ? TIDE_FREQUENCY_MONTHLY : TIDE_FREQUENCY_DAILY);
}

static double
get_number (const Sorted *self,
            size_t        row,
            size_t        column)
{
  if (column == TIDE_PRICE_NO_COLUMN)
    return NAN;

  return g_array_index (self->rows->numbers, double,
                        row * self->rows->n_slots + self->context->header->columns[column].slot);
}

static void
flag_number (const Sorted        *self,
             TidePriceProblemKind kind,
             size_t               row,
             size_t               column,
             const char          *expected)
{
  char           text[TIDE_DECIMAL_TEXT_SIZE];
  TidePricePlace place = get_place (self->rows, self->context, row, column);

  tide_decimal_format (get_number (self, row, column), text);
  tide_price_report_flag (self->context->report, kind, &place, g_strdup (text), expected);
}

static bool
flag_range (const Sorted *self,
            size_t        row)
{
  const TidePriceHeader *header = self->context->header;
  const size_t           inner[] = { header->open, header->close };
  double                 low = get_number (self, row, header->low);
  double                 high = get_number (self, row, header->high);
  bool                   flagged = false;

  if (low > high)
    {
      flag_number (self, TIDE_PRICE_PROBLEM_LOW_ABOVE_HIGH, row, header->low,
                   "a low not above the high");
      return true;
    }

  for (size_t i = 0; i < G_N_ELEMENTS (inner); i++)
    {
      double value = get_number (self, row, inner[i]);
      double tolerance = RANGE_TOLERANCE * fabs (value);

      if (value < low - tolerance || value > high + tolerance)
        {
          flag_number (self, TIDE_PRICE_PROBLEM_OUTSIDE_RANGE, row, inner[i],
                       "a price from the low to the high");
          flagged = true;
        }
    }

  return flagged;
}

static bool
flag_negative (const Sorted *self,
               size_t        row)
{
  const TidePriceHeader *header = self->context->header;
  bool                   flagged = false;

  for (size_t i = 0; i < header->n_columns; i++)
    if (header->columns[i].quantity && get_number (self, row, i) < 0)
      {
        flag_number (self, TIDE_PRICE_PROBLEM_NEGATIVE, row, i, "a quantity not below zero");
        flagged = true;
      }

  return flagged;
}

/* Against the last close before: `*before` is it, and becomes this one. */
static bool
flag_jump (const Sorted *self,
           size_t        row,
           TideFrequency frequency,
           double       *before)
{
  double         close = get_number (self, row, self->context->header->close);
  double         change = close / *before - 1;
  bool           flagged = frequency <= TIDE_FREQUENCY_WEEKLY && fabs (change) > LARGE_JUMP;
  TidePricePlace place;

  if (flagged)
    {
      place = get_place (self->rows, self->context, row, self->context->header->close);
      tide_price_report_flag (self->context->report, TIDE_PRICE_PROBLEM_JUMP, &place,
                              g_strdup_printf ("a move of %+.1f %%", 100 * change),
                              "at most 50 % from one row to the next");
    }
  if (!isnan (close))
    *before = close;

  return flagged;
}

static bool
flag_epoch (const Sorted *self,
            size_t        i)
{
  const TideDay *days = &g_array_index (self->rows->days, TideDay, 0);
  size_t         n_rows = self->rows->days->len;
  TidePricePlace place;

  if (days[self->order[i]] != 0 ||
      (i > 0 && days[self->order[i - 1]] >= -EPOCH_DISTANCE) ||
      (i + 1 < n_rows && days[self->order[i + 1]] <= EPOCH_DISTANCE))
    return false;

  place = get_place (self->rows, self->context, self->order[i], self->context->header->date);
  tide_price_report_flag (self->context->report, TIDE_PRICE_PROBLEM_EPOCH, &place,
                          g_strdup ("1970-01-01, where computers' clocks begin"),
                          "a day near the other rows");
  return true;
}

/* Whether a column says the same in two rows, gaps included. */
static bool
agree (const Sorted *self,
       size_t        one,
       size_t        other,
       size_t        column)
{
  double a, b;

  if (self->context->header->columns[column].role != TIDE_PRICE_ROLE_FIELD)
    return true;

  a = get_number (self, one, column);
  b = get_number (self, other, column);
  return a == b || (isnan (a) && isnan (b));
}

static const char *
print_number (double number,
              char  *buffer)
{
  return isnan (number) ? "nothing" : tide_decimal_format (number, buffer);
}

/* Rows of one day stand in the order of the file: the last one counts. */
static bool
flag_conflict (const Sorted *self,
               size_t        i)
{
  const TideDay         *days = &g_array_index (self->rows->days, TideDay, 0);
  const TidePriceHeader *header = self->context->header;
  size_t                 column = 0;
  char                   now[TIDE_DECIMAL_TEXT_SIZE];
  char                   before[TIDE_DECIMAL_TEXT_SIZE];
  TidePricePlace         place;

  if (i == 0 || days[self->order[i]] != days[self->order[i - 1]])
    return false;
  while (column < header->n_columns && agree (self, self->order[i - 1], self->order[i], column))
    column++;
  if (column == header->n_columns)
    return false;

  place = get_place (self->rows, self->context, self->order[i], column);
  tide_price_report_flag (self->context->report, TIDE_PRICE_PROBLEM_CONFLICT, &place,
                          g_strdup_printf (
                            "%s where an earlier row of that day has %s",
                            print_number (get_number (self, self->order[i], column), now),
                            print_number (get_number (self, self->order[i - 1], column), before)),
                          "one row for a day; the later one was kept");
  return true;
}

static void
flag_rows (const Sorted *self,
           TideFrequency frequency)
{
  double before = NAN;

  for (size_t i = 0; i < self->rows->days->len; i++)
    {
      size_t row = self->order[i];
      bool   range = flag_range (self, row);
      bool   negative = flag_negative (self, row);
      bool   jump = flag_jump (self, row, frequency, &before);
      bool   epoch = flag_epoch (self, i);
      bool   conflict = flag_conflict (self, i);

      self->context->report->n_flagged += range || negative || jump || epoch || conflict;
    }
}

static void
add_action (const Sorted  *self,
            TideBatch     *batch,
            size_t         row,
            size_t         column,
            TideActionKind kind)
{
  double     value = get_number (self, row, column);
  TideAction action = { .kind = kind, .value = value };

  /* A day without an action is written 0. */
  if (!(value > 0))
    return;

  action.ex_day = g_array_index (self->rows->days, TideDay, row);
  if (kind == TIDE_ACTION_DIVIDEND)
    g_strlcpy (action.currency, self->rows->instrument->quote_unit, sizeof action.currency);

  tide_batch_add_action (batch, &action);
}

static TideUnit
get_unit (const TidePriceContext *context,
          const TideInstrument   *instrument,
          const char             *name)
{
  const TideField *field = tide_field_find (name);
  TideUnit         unit = tide_instrument_get_field_unit (instrument, name);

  if (context->unit != NULL)
    return *context->unit;

  /* Prices stay in the unit they are quoted in: pence remain pence. */
  if (unit.kind == TIDE_UNIT_CURRENCY && field != NULL && field->measure == TIDE_FIELD_PRICE &&
      instrument->quote_unit != NULL && instrument->quote_unit[0] != '\0')
    return tide_unit_of_currency (instrument->quote_unit);

  return unit;
}

static void
add_column (const Sorted *self,
            TideBatch    *batch,
            const char   *field)
{
  const TideFacts *exported = tide_price_comment_find_facts (self->context->comment, field);
  TideFacts        facts = *self->context->facts;
  size_t           column;

  column = tide_batch_add_column (batch, field,
                                  get_unit (self->context, self->rows->instrument, field));
  if (exported != NULL)
    tide_facts_complete (&facts, exported);
  tide_batch_set_facts (batch, column, &facts);
}

static void
fill_batch (const Sorted *self,
            TideBatch    *batch)
{
  const TidePriceHeader *header = self->context->header;
  const double          *numbers = &g_array_index (self->rows->numbers, double, 0);

  for (size_t i = 0; i < header->n_columns; i++)
    if (header->columns[i].role == TIDE_PRICE_ROLE_FIELD)
      add_column (self, batch, header->columns[i].field);

  for (size_t i = 0; i < self->rows->days->len; i++)
    {
      size_t row = self->order[i];

      tide_batch_add_row (batch, g_array_index (self->rows->days, TideDay, row), TIDE_DAY_NONE,
                          numbers + row * self->rows->n_slots);
      if (header->dividend != TIDE_PRICE_NO_COLUMN)
        add_action (self, batch, row, header->dividend, TIDE_ACTION_DIVIDEND);
      if (header->split != TIDE_PRICE_NO_COLUMN)
        add_action (self, batch, row, header->split, TIDE_ACTION_SPLIT);
    }

  tide_batch_set_lag (batch, self->context->lag);
  tide_batch_seal (batch);
}

/* Part of a series does not tell its frequency anew: what was found first, on
 * enough rows, holds. */
static TideFrequency
choose_frequency (TidePriceRows          *self,
                  const TidePriceContext *context,
                  const size_t           *order)
{
  if (context->frequency != NULL)
    return *context->frequency;

  if (!self->has_frequency)
    {
      self->frequency = measure_frequency (self, order);
      self->has_frequency = self->days->len > 2;
    }

  return self->frequency;
}

/* Makes a sealed batch of the rows and forgets them; NULL if there are none. */
TideBatch *
tide_price_rows_take_batch (TidePriceRows          *self,
                            const TidePriceContext *context)
{
  size_t       *order;
  TideDay       basis_day = context->basis_day;
  Sorted        sorted = { self, context, NULL };
  TideFrequency frequency;
  TideBatch    *batch;

  if (self->days == NULL || self->days->len == 0)
    return NULL;

  order = sort_rows (self);
  sorted.order = order;
  frequency = choose_frequency (self, context, order);
  flag_rows (&sorted, frequency);

  if (context->basis == TIDE_BASIS_QUOTED)
    basis_day = TIDE_DAY_NONE;
  else if (basis_day == TIDE_DAY_NONE)
    basis_day = g_array_index (self->days, TideDay, order[self->days->len - 1]);

  batch = tide_batch_new (self->instrument, context->fetch, frequency, context->basis, basis_day);
  fill_batch (&sorted, batch);

  context->report->n_kept += self->days->len;
  context->report->n_duplicates += tide_batch_get_n_duplicates (batch);
  context->report->n_batches++;
  drop_rows (self);
  g_free (order);

  return batch;
}
