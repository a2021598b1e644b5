// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/**
 * TideDay:
 *
 * A calendar day of the proleptic Gregorian calendar, counted in days since
 * 1970-01-01. Observations are dated with the exchange-local trading day; a
 * #TideDay has no time zone and is never derived from a UTC instant without one.
 */
typedef int32_t TideDay;

/** TIDE_DAY_NONE: the absence of a day. */
#define TIDE_DAY_NONE INT32_MIN
/** TIDE_DAY_MIN: 0001-01-01, the first day that parses. */
#define TIDE_DAY_MIN (-719162)
/** TIDE_DAY_MAX: 9999-12-31, the last day that parses. */
#define TIDE_DAY_MAX 2932896
/** TIDE_DAY_TEXT_SIZE: bytes that hold any ISO day and its terminator. */
#define TIDE_DAY_TEXT_SIZE 11

/**
 * TideMonth:
 *
 * A calendar month, counted as 12 * year + (month - 1).
 */
typedef int32_t TideMonth;

/** TIDE_MONTH_NONE: the absence of a month. */
#define TIDE_MONTH_NONE INT32_MIN
/** TIDE_MONTH_TEXT_SIZE: bytes that hold any ISO month and its terminator. */
#define TIDE_MONTH_TEXT_SIZE 8

TideDay tide_day_from_ymd (int year,
                           int month,
                           int day);
void    tide_day_to_ymd (TideDay day,
                         int    *out_year,
                         int    *out_month,
                         int    *out_day);
TideDay tide_day_parse (const char *text,
                        size_t      length);
char   *tide_day_format (TideDay day,
                         char   *buffer);
TideDay tide_day_add_months (TideDay day,
                             int     months);
int     tide_day_get_weekday (TideDay day);
int     tide_day_count_weekdays (TideDay after,
                                 TideDay upto);
TideDay tide_day_start_of_month (TideDay day);
TideDay tide_day_start_of_quarter (TideDay day);
TideDay tide_day_start_of_year (TideDay day);

TideMonth tide_month_from_day (TideDay day);
TideMonth tide_month_parse (const char *text,
                            size_t      length);
char     *tide_month_format (TideMonth month,
                             char     *buffer);
TideDay   tide_month_first_day (TideMonth month);
TideDay   tide_month_last_day (TideMonth month);

G_END_DECLS
