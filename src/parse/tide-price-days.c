// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-price-days"

#include "config.h"

#include "parse/tide-price-days-private.h"

#include "base/tide-text.h"
#include "parse/tide-parse-error.h"

#define CITED_CHARACTERS 40

/* A date with two readings; one of them may be no day, which decides. */
static TideDay
read_ordered_day (TidePriceDays      *self,
                  const TideDateText *date,
                  TideDay            *out_reading)
{
  if (self->order == TIDE_DATE_ORDER_UNKNOWN && date->day == TIDE_DAY_NONE)
    self->order = TIDE_DATE_ORDER_MDY;
  else if (self->order == TIDE_DATE_ORDER_UNKNOWN && date->month_first == TIDE_DAY_NONE)
    self->order = TIDE_DATE_ORDER_DMY;

  if (self->order == TIDE_DATE_ORDER_MDY)
    return date->month_first;

  if (self->order == TIDE_DATE_ORDER_UNKNOWN && date->day != date->month_first)
    *out_reading = date->month_first;

  return date->day;
}

/* Serial numbers are days only in a file that writes all days so, and not
 * before 1970: 20255 is a year with a digit too many, not a day of 1955. */
static TideDay
read_serial_day (TidePriceDays *self,
                 TideDay        day)
{
  if ((self->any_day && !self->serials) || day <= 0)
    return TIDE_DAY_NONE;

  self->serials = true;
  return day;
}

TideDay
tide_price_days_read (TidePriceDays    *self,
                      const TideCsvRow *row,
                      size_t            column,
                      TideDateText     *out_date,
                      TideDay          *out_reading)
{
  const TideCsvField *cell = &row->fields[column];
  TideDay             day = TIDE_DAY_NONE;

  *out_reading = TIDE_DAY_NONE;

  switch (tide_date_text_parse (cell->text, cell->length, out_date))
    {
    case TIDE_DATE_FORM_ORDERED:
      day = read_ordered_day (self, out_date, out_reading);
      break;
    case TIDE_DATE_FORM_SERIAL:
      day = read_serial_day (self, out_date->day);
      break;
    case TIDE_DATE_FORM_DAY:
    case TIDE_DATE_FORM_MONTH:
    case TIDE_DATE_FORM_INVALID:
      day = out_date->day;
      break;
    }

  self->any_day |= day != TIDE_DAY_NONE;
  if (*out_reading != TIDE_DAY_NONE && self->doubtful_text == NULL)
    {
      self->doubtful_text = tide_text_quote (cell->text, cell->length, CITED_CHARACTERS);
      self->doubtful_line = row->line;
    }

  return day;
}

bool
tide_price_days_refuse_doubt (const TidePriceDays *self,
                              GError             **error)
{
  if (self->doubtful_text == NULL)
    return true;

  g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_DATE_ORDER,
               "Day and month cannot be told apart: “%s” on line %" G_GUINT64_FORMAT
               " has two readings, and no day above 12 decides. Say which comes first with "
               "--date-order dmy or --date-order mdy.",
               self->doubtful_text, self->doubtful_line);
  return false;
}
