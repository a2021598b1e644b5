// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/tide-day.h"

G_BEGIN_DECLS

/**
 * TideDateOrder:
 * @TIDE_DATE_ORDER_UNKNOWN: to be decided by a value above 12
 * @TIDE_DATE_ORDER_DMY: day before month
 * @TIDE_DATE_ORDER_MDY: month before day
 */
typedef enum
{
  TIDE_DATE_ORDER_UNKNOWN,
  TIDE_DATE_ORDER_DMY,
  TIDE_DATE_ORDER_MDY,
} TideDateOrder;

/**
 * TideDateForm:
 * @TIDE_DATE_FORM_INVALID: not a day of the calendar
 * @TIDE_DATE_FORM_DAY: a day with one reading
 * @TIDE_DATE_FORM_MONTH: a month; the day is its last
 * @TIDE_DATE_FORM_ORDERED: day and month before the year; the reading depends
 *   on the order
 * @TIDE_DATE_FORM_SERIAL: a spreadsheet's serial number
 */
typedef enum
{
  TIDE_DATE_FORM_INVALID,
  TIDE_DATE_FORM_DAY,
  TIDE_DATE_FORM_MONTH,
  TIDE_DATE_FORM_ORDERED,
  TIDE_DATE_FORM_SERIAL,
} TideDateForm;

/**
 * TideDateText:
 * @form: how the day is written
 * @day: the day; of an ordered date, the reading with the day first
 * @month_first: of an ordered date, the reading with the month first; either
 *   reading may be %TIDE_DAY_NONE, not both
 * @intraday: a time of day other than midnight follows the day
 */
typedef struct
{
  TideDateForm form;
  TideDay      day;
  TideDay      month_first;
  bool         intraday;
} TideDateText;

TideDateForm tide_date_text_parse (const char   *text,
                                   size_t        length,
                                   TideDateText *out_date);

G_END_DECLS
