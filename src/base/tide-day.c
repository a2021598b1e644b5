// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-day"

#include "config.h"

#include "base/tide-day.h"

/* Days from 0000-03-01 to 1970-01-01. Counting years from March puts the leap
 * day last, so that every month but the last has a fixed place. */
#define DAYS_BEFORE_EPOCH 719468
#define DAYS_PER_400_YEARS 146097
/* 1970-01-01 was a Thursday, and TIDE_DAY_MIN a Monday: this much makes any
 * valid day positive and puts Monday at a multiple of seven. */
#define MONDAY_OFFSET 719162

#define YEAR_MIN 1
#define YEAR_MAX 9999
#define MONTH_MIN (12 * YEAR_MIN)
#define MONTH_MAX (12 * YEAR_MAX + 11)

static bool
is_valid_day (TideDay day)
{
  return day >= TIDE_DAY_MIN && day <= TIDE_DAY_MAX;
}

static bool
is_valid_month (TideMonth month)
{
  return month >= MONTH_MIN && month <= MONTH_MAX;
}

static bool
is_leap_year (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
get_month_length (int year,
                  int month)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return lengths[month - 1] + (month == 2 && is_leap_year (year) ? 1 : 0);
}

static TideDay
count_days (int year,
            int month,
            int day)
{
  int march_year = month > 2 ? year : year - 1;
  int march_month = month > 2 ? month - 3 : month + 9;
  int day_of_year = (153 * march_month + 2) / 5 + day - 1;

  return 365 * march_year + march_year / 4 - march_year / 100 + march_year / 400 +
         day_of_year - DAYS_BEFORE_EPOCH;
}

/**
 * tide_day_from_ymd:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: 1 to the length of the month
 *
 * Makes a day of the proleptic Gregorian calendar. May be called on any thread,
 * like all functions of this file.
 *
 * Returns: the day, or %TIDE_DAY_NONE when there is no such day
 */
TideDay
tide_day_from_ymd (int year,
                   int month,
                   int day)
{
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12)
    return TIDE_DAY_NONE;

  if (day < 1 || day > get_month_length (year, month))
    return TIDE_DAY_NONE;

  return count_days (year, month, day);
}

/**
 * tide_day_to_ymd:
 * @day: a day from %TIDE_DAY_MIN to %TIDE_DAY_MAX
 * @out_year: (out) (optional): 1 to 9999
 * @out_month: (out) (optional): 1 to 12
 * @out_day: (out) (optional): 1 to 31
 *
 * Splits a day into year, month and day of the month. %TIDE_DAY_NONE has none
 * of them and is the caller's mistake.
 *
 * Source: the count of years from March, as in E. G. Richards, "Mapping Time"
 * (1998), chapter 25.
 */
void
tide_day_to_ymd (TideDay day,
                 int    *out_year,
                 int    *out_month,
                 int    *out_day)
{
  int shifted, era, day_of_era, year_of_era, day_of_year, march_month, month;

  g_return_if_fail (is_valid_day (day));

  shifted = day + DAYS_BEFORE_EPOCH;
  era = shifted / DAYS_PER_400_YEARS;
  day_of_era = shifted % DAYS_PER_400_YEARS;
  year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  march_month = (5 * day_of_year + 2) / 153;
  month = march_month < 10 ? march_month + 3 : march_month - 9;

  if (out_year != NULL)
    *out_year = era * 400 + year_of_era + (month <= 2 ? 1 : 0);
  if (out_month != NULL)
    *out_month = month;
  if (out_day != NULL)
    *out_day = day_of_year - (153 * march_month + 2) / 5 + 1;
}

/* Reads exactly `count` ASCII digits; -1 when one of them is not a digit. */
static int
read_digits (const char *text,
             int         count)
{
  int value = 0;

  for (int i = 0; i < count; i++)
    {
      unsigned int digit = (unsigned int) (unsigned char) text[i] - '0';

      if (digit > 9)
        return -1;
      value = value * 10 + (int) digit;
    }

  return value;
}

static void
write_digits (char *text,
              int   count,
              int   value)
{
  for (int i = count - 1; i >= 0; i--)
    {
      text[i] = (char) ('0' + value % 10);
      value /= 10;
    }
}

/**
 * tide_day_parse:
 * @text: (array length=length): bytes, not necessarily terminated
 * @length: how many
 *
 * Reads a day written `YYYY-MM-DD`: exactly ten ASCII bytes, from 0001-01-01 to
 * 9999-12-31. Blanks, signs and days that do not exist are refused.
 *
 * Returns: the day, or %TIDE_DAY_NONE
 */
TideDay
tide_day_parse (const char *text,
                size_t      length)
{
  g_return_val_if_fail (text != NULL || length == 0, TIDE_DAY_NONE);

  if (length != TIDE_DAY_TEXT_SIZE - 1 || text[4] != '-' || text[7] != '-')
    return TIDE_DAY_NONE;

  return tide_day_from_ymd (read_digits (text, 4), read_digits (text + 5, 2),
                            read_digits (text + 8, 2));
}

/**
 * tide_day_format:
 * @day: a day, or %TIDE_DAY_NONE
 * @buffer: (out): %TIDE_DAY_TEXT_SIZE bytes
 *
 * Prints a day as `YYYY-MM-DD`, and %TIDE_DAY_NONE as the empty text.
 *
 * Returns: (transfer none): @buffer
 */
char *
tide_day_format (TideDay day,
                 char   *buffer)
{
  int year, month, day_of_month;

  g_return_val_if_fail (buffer != NULL, NULL);

  buffer[0] = '\0';
  if (day == TIDE_DAY_NONE)
    return buffer;

  g_return_val_if_fail (is_valid_day (day), buffer);

  tide_day_to_ymd (day, &year, &month, &day_of_month);
  write_digits (buffer, 4, year);
  buffer[4] = '-';
  write_digits (buffer + 5, 2, month);
  buffer[7] = '-';
  write_digits (buffer + 8, 2, day_of_month);
  buffer[10] = '\0';

  return buffer;
}

/**
 * tide_day_add_months:
 * @day: a day, or %TIDE_DAY_NONE
 * @months: how many months later; negative for earlier
 *
 * Moves a day by calendar months: to the same day of the month or, where the
 * month is shorter, to its last day. 31 March less one month is 28 or 29
 * February.
 *
 * Returns: the day, or %TIDE_DAY_NONE when it is before %TIDE_DAY_MIN, after
 *   %TIDE_DAY_MAX or @day is none
 */
TideDay
tide_day_add_months (TideDay day,
                     int     months)
{
  TideMonth month;
  TideDay   last;
  int       day_of_month;

  if (!is_valid_day (day))
    return TIDE_DAY_NONE;

  month = tide_month_from_day (day);
  if (months < MONTH_MIN - month || months > MONTH_MAX - month)
    return TIDE_DAY_NONE;

  tide_day_to_ymd (day, NULL, NULL, &day_of_month);
  last = tide_month_last_day (month + months);
  return MIN (tide_month_first_day (month + months) + day_of_month - 1, last);
}

/**
 * tide_day_get_weekday:
 * @day: a day from %TIDE_DAY_MIN to %TIDE_DAY_MAX
 *
 * Returns: 1 for Monday to 7 for Sunday, as ISO 8601 counts
 */
int
tide_day_get_weekday (TideDay day)
{
  g_return_val_if_fail (is_valid_day (day), 0);

  return (day + MONDAY_OFFSET) % 7 + 1;
}

/* Mondays to Fridays from TIDE_DAY_MIN up to and including `day`. */
static int
count_weekdays_until (TideDay day)
{
  int days = day + MONDAY_OFFSET;

  return days / 7 * 5 + MIN (days % 7 + 1, 5);
}

/**
 * tide_day_count_weekdays:
 * @after: the day before the first one counted
 * @upto: the last day counted
 *
 * Counts the Mondays to Fridays d with @after < d ≤ @upto. It knows no
 * holidays.
 *
 * Returns: how many; 0 when @upto is not after @after
 */
int
tide_day_count_weekdays (TideDay after,
                         TideDay upto)
{
  g_return_val_if_fail (is_valid_day (after), 0);
  g_return_val_if_fail (is_valid_day (upto), 0);

  if (upto <= after)
    return 0;

  return count_weekdays_until (upto) - count_weekdays_until (after);
}

/**
 * tide_day_start_of_month:
 * @day: a day, or %TIDE_DAY_NONE
 *
 * Returns: the first day of the month of @day; %TIDE_DAY_NONE for none
 */
TideDay
tide_day_start_of_month (TideDay day)
{
  int day_of_month;

  if (!is_valid_day (day))
    return TIDE_DAY_NONE;

  tide_day_to_ymd (day, NULL, NULL, &day_of_month);
  return day - (day_of_month - 1);
}

/**
 * tide_day_start_of_quarter:
 * @day: a day, or %TIDE_DAY_NONE
 *
 * Returns: the first day of the calendar quarter of @day; %TIDE_DAY_NONE for
 *   none
 */
TideDay
tide_day_start_of_quarter (TideDay day)
{
  int year, month;

  if (!is_valid_day (day))
    return TIDE_DAY_NONE;

  tide_day_to_ymd (day, &year, &month, NULL);
  return count_days (year, (month - 1) / 3 * 3 + 1, 1);
}

/**
 * tide_day_start_of_year:
 * @day: a day, or %TIDE_DAY_NONE
 *
 * Returns: 1 January of the year of @day; %TIDE_DAY_NONE for none
 */
TideDay
tide_day_start_of_year (TideDay day)
{
  int year;

  if (!is_valid_day (day))
    return TIDE_DAY_NONE;

  tide_day_to_ymd (day, &year, NULL, NULL);
  return count_days (year, 1, 1);
}

/**
 * tide_month_from_day:
 * @day: a day, or %TIDE_DAY_NONE
 *
 * Returns: the month of @day; %TIDE_MONTH_NONE for none
 */
TideMonth
tide_month_from_day (TideDay day)
{
  int year, month;

  if (!is_valid_day (day))
    return TIDE_MONTH_NONE;

  tide_day_to_ymd (day, &year, &month, NULL);
  return 12 * year + (month - 1);
}

/**
 * tide_month_parse:
 * @text: (array length=length): bytes, not necessarily terminated
 * @length: how many
 *
 * Reads a month written `YYYY-MM`: exactly seven ASCII bytes.
 *
 * Returns: the month, or %TIDE_MONTH_NONE
 */
TideMonth
tide_month_parse (const char *text,
                  size_t      length)
{
  int year, month;

  g_return_val_if_fail (text != NULL || length == 0, TIDE_MONTH_NONE);

  if (length != TIDE_MONTH_TEXT_SIZE - 1 || text[4] != '-')
    return TIDE_MONTH_NONE;

  year = read_digits (text, 4);
  month = read_digits (text + 5, 2);
  if (year < YEAR_MIN || month < 1 || month > 12)
    return TIDE_MONTH_NONE;

  return 12 * year + (month - 1);
}

/**
 * tide_month_format:
 * @month: a month, or %TIDE_MONTH_NONE
 * @buffer: (out): %TIDE_MONTH_TEXT_SIZE bytes
 *
 * Prints a month as `YYYY-MM`, and %TIDE_MONTH_NONE as the empty text.
 *
 * Returns: (transfer none): @buffer
 */
char *
tide_month_format (TideMonth month,
                   char     *buffer)
{
  g_return_val_if_fail (buffer != NULL, NULL);

  buffer[0] = '\0';
  if (month == TIDE_MONTH_NONE)
    return buffer;

  g_return_val_if_fail (is_valid_month (month), buffer);

  write_digits (buffer, 4, month / 12);
  buffer[4] = '-';
  write_digits (buffer + 5, 2, month % 12 + 1);
  buffer[7] = '\0';

  return buffer;
}

/**
 * tide_month_first_day:
 * @month: a month, or %TIDE_MONTH_NONE
 *
 * Returns: its first day; %TIDE_DAY_NONE for none
 */
TideDay
tide_month_first_day (TideMonth month)
{
  if (!is_valid_month (month))
    return TIDE_DAY_NONE;

  return count_days (month / 12, month % 12 + 1, 1);
}

/**
 * tide_month_last_day:
 * @month: a month, or %TIDE_MONTH_NONE
 *
 * Returns: its last day; %TIDE_DAY_NONE for none
 */
TideDay
tide_month_last_day (TideMonth month)
{
  int year, month_of_year;

  if (!is_valid_month (month))
    return TIDE_DAY_NONE;

  year = month / 12;
  month_of_year = month % 12 + 1;
  return count_days (year, month_of_year, get_month_length (year, month_of_year));
}
