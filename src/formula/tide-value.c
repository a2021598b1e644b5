// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-value"

#include "config.h"

#include "tide-evaluator-private.h"

TideValue
tide_value_missing (TideMissing code,
                    const char *reason)
{
  return (TideValue){ .kind = TIDE_VALUE_MISSING,
                      .missing = code,
                      .reason = reason,
                      .day = TIDE_DAY_NONE };
}

TideValue
tide_value_number (double      number,
                   TideMeasure measure)
{
  return (TideValue){ .kind = TIDE_VALUE_NUMBER,
                      .number = number,
                      .measure = measure,
                      .day = TIDE_DAY_NONE };
}

TideValue
tide_value_day (TideDay day)
{
  return (TideValue){ .kind = TIDE_VALUE_DAY, .day = day };
}

TideValue
tide_value_text (const char *text)
{
  return (TideValue){ .kind = TIDE_VALUE_TEXT, .text = text, .day = TIDE_DAY_NONE };
}

TideValue
tide_value_truth (bool truth)
{
  return (TideValue){ .kind = TIDE_VALUE_TRUTH, .truth = truth, .day = TIDE_DAY_NONE };
}

TideValue
tide_value_series (TideView *view)
{
  return (TideValue){ .kind = TIDE_VALUE_SERIES,
                      .view = view,
                      .measure = view->measure,
                      .day = TIDE_DAY_NONE };
}

static char *
print_number (double   number,
              TideUnit unit)
{
  return tide_unit_format (unit, number, tide_unit_get_decimals (unit, number),
                           TIDE_NUMBER_MACHINE);
}

static char *
print_series (TideView *view)
{
  g_autofree char *last = NULL;
  char             day[TIDE_DAY_TEXT_SIZE];
  size_t           row;

  if (!tide_view_find_last (view, view->n, &row))
    return g_strdup ("a series without an observation");

  last = print_number (view->values[row], view->measure.unit);
  return g_strdup_printf ("%s on %s", last, tide_day_format (view->days[row], day));
}

/* Says a value in words, for the trace. */
char *
tide_value_to_text (const TideValue *value)
{
  char buffer[MAX (TIDE_DAY_TEXT_SIZE, TIDE_PERIOD_TEXT_SIZE)];

  switch (value->kind)
    {
    case TIDE_VALUE_MISSING:
      return g_strdup_printf ("missing: %s", value->reason);
    case TIDE_VALUE_NUMBER:
      return print_number (value->number, value->measure.unit);
    case TIDE_VALUE_DAY:
      return g_strdup (tide_day_format (value->day, buffer));
    case TIDE_VALUE_MONTH:
      return g_strdup (tide_month_format (value->month, buffer));
    case TIDE_VALUE_PERIOD:
      return g_strdup (tide_period_format (value->period, buffer));
    case TIDE_VALUE_TEXT:
      return g_strdup (value->text);
    case TIDE_VALUE_TRUTH:
      return g_strdup (value->truth ? "true" : "false");
    case TIDE_VALUE_SERIES:
      return print_series (value->view);
    }
  g_return_val_if_reached (NULL);
}
