// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-period"

#include "config.h"

#include "base/tide-period.h"

#include <string.h>

#define COUNT_DIGITS_MAX 5

/* The kinds in the order of TidePeriodKind: a letter after a count, or a word
 * that stands alone. */
static const struct
{
  char        letter;
  const char *word;
} period_names[] = {
  [TIDE_PERIOD_OBSERVATIONS] = { 'D', NULL },
  [TIDE_PERIOD_WEEKS] = { 'W', NULL },
  [TIDE_PERIOD_MONTHS] = { 'M', NULL },
  [TIDE_PERIOD_QUARTERS] = { 'Q', NULL },
  [TIDE_PERIOD_YEARS] = { 'Y', NULL },
  [TIDE_PERIOD_YTD] = { 0, "YTD" },
  [TIDE_PERIOD_QTD] = { 0, "QTD" },
  [TIDE_PERIOD_MTD] = { 0, "MTD" },
  [TIDE_PERIOD_MAX] = { 0, "MAX" },
};

static const struct
{
  const char *letter;
  const char *word;
} frequency_names[] = {
  [TIDE_FREQUENCY_DAILY] = { "D", "daily" },
  [TIDE_FREQUENCY_WEEKLY] = { "W", "weekly" },
  [TIDE_FREQUENCY_MONTHLY] = { "M", "monthly" },
  [TIDE_FREQUENCY_QUARTERLY] = { "Q", "quarterly" },
  [TIDE_FREQUENCY_YEARLY] = { "Y", "yearly" },
};

static bool
parse_word (const char *text,
            size_t      length,
            TidePeriod *out_period)
{
  for (size_t i = 0; i < G_N_ELEMENTS (period_names); i++)
    {
      const char *word = period_names[i].word;

      if (word == NULL || strlen (word) != length || g_ascii_strncasecmp (text, word, length) != 0)
        continue;

      out_period->kind = (TidePeriodKind) i;
      out_period->count = 1;
      return true;
    }

  return false;
}

static bool
find_letter (char            letter,
             TidePeriodKind *out_kind)
{
  letter = g_ascii_toupper (letter);

  for (size_t i = 0; i < G_N_ELEMENTS (period_names); i++)
    if (period_names[i].word == NULL && period_names[i].letter == letter)
      {
        *out_kind = (TidePeriodKind) i;
        return true;
      }

  return false;
}

/**
 * tide_period_parse:
 * @text: (array length=length): bytes, not necessarily terminated
 * @length: how many
 * @out_period: (out): the period
 *
 * Reads a window as an analyst writes it: a count from 1 to 99999 and one of
 * `D W M Q Y`, or `YTD`, `QTD`, `MTD` or `MAX`. Case is ignored; blanks are
 * refused.
 *
 * Returns: %FALSE when it is no period; @out_period is then untouched
 */
bool
tide_period_parse (const char *text,
                   size_t      length,
                   TidePeriod *out_period)
{
  TidePeriodKind kind;
  int            count = 0;

  g_return_val_if_fail (text != NULL || length == 0, false);
  g_return_val_if_fail (out_period != NULL, false);

  if (length < 2 || length > COUNT_DIGITS_MAX + 1)
    return false;

  if (parse_word (text, length, out_period))
    return true;

  for (size_t i = 0; i < length - 1; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return false;
      count = count * 10 + (text[i] - '0');
    }

  if (count == 0 || !find_letter (text[length - 1], &kind))
    return false;

  *out_period = (TidePeriod){ kind, count };
  return true;
}

/**
 * tide_period_format:
 * @period: a period
 * @buffer: (out): %TIDE_PERIOD_TEXT_SIZE bytes
 *
 * Prints a period as tide_period_parse() reads it, in upper case.
 *
 * Returns: (transfer none): @buffer
 */
char *
tide_period_format (TidePeriod period,
                    char      *buffer)
{
  g_return_val_if_fail (buffer != NULL, NULL);

  buffer[0] = '\0';
  g_return_val_if_fail ((size_t) period.kind < G_N_ELEMENTS (period_names), buffer);

  if (period_names[period.kind].word != NULL)
    g_strlcpy (buffer, period_names[period.kind].word, TIDE_PERIOD_TEXT_SIZE);
  else
    g_snprintf (buffer, TIDE_PERIOD_TEXT_SIZE, "%d%c", period.count,
                period_names[period.kind].letter);

  return buffer;
}

/* A base before the calendar begins is before all history, which the first day
 * says as well; none would read as "no base day". */
static TideDay
clamp_to_calendar (TideDay day)
{
  return day < TIDE_DAY_MIN ? TIDE_DAY_MIN : day;
}

/**
 * tide_period_get_base_day:
 * @period: a period
 * @last: the day of the last visible observation
 *
 * Tells the day on or before which the base observation of a window lies. For
 * weeks, months, quarters and years that is @last less that much calendar time:
 * the same day of the month or, where that is shorter, its last day. For `YTD`,
 * `QTD` and `MTD` it is the last day before the year, quarter or month of @last.
 * A base before %TIDE_DAY_MIN is %TIDE_DAY_MIN.
 *
 * Returns: the base day, or %TIDE_DAY_NONE for the kinds that count
 *   observations (`5D`) or take all of them (`MAX`), and when @last is none
 */
TideDay
tide_period_get_base_day (TidePeriod period,
                          TideDay    last)
{
  if (last == TIDE_DAY_NONE)
    return TIDE_DAY_NONE;

  g_return_val_if_fail (last >= TIDE_DAY_MIN && last <= TIDE_DAY_MAX, TIDE_DAY_NONE);
  g_return_val_if_fail (period.count >= 1 && period.count <= 99999, TIDE_DAY_NONE);

  switch (period.kind)
    {
    case TIDE_PERIOD_WEEKS:
      return clamp_to_calendar (last - 7 * period.count);
    case TIDE_PERIOD_MONTHS:
      return clamp_to_calendar (tide_day_add_months (last, -period.count));
    case TIDE_PERIOD_QUARTERS:
      return clamp_to_calendar (tide_day_add_months (last, -3 * period.count));
    case TIDE_PERIOD_YEARS:
      return clamp_to_calendar (tide_day_add_months (last, -12 * period.count));
    case TIDE_PERIOD_YTD:
      return clamp_to_calendar (tide_day_start_of_year (last) - 1);
    case TIDE_PERIOD_QTD:
      return clamp_to_calendar (tide_day_start_of_quarter (last) - 1);
    case TIDE_PERIOD_MTD:
      return clamp_to_calendar (tide_day_start_of_month (last) - 1);
    case TIDE_PERIOD_OBSERVATIONS:
    case TIDE_PERIOD_MAX:
      break;
    }

  return TIDE_DAY_NONE;
}

/**
 * tide_frequency_to_string:
 * @frequency: a frequency
 *
 * Returns: (transfer none): `daily`, `weekly`, `monthly`, `quarterly` or
 *   `yearly`; a word for programs, not translated
 */
const char *
tide_frequency_to_string (TideFrequency frequency)
{
  g_return_val_if_fail ((size_t) frequency < G_N_ELEMENTS (frequency_names), "");

  return frequency_names[frequency].word;
}

/**
 * tide_frequency_to_letter:
 * @frequency: a frequency
 *
 * Returns: (transfer none): `D`, `W`, `M`, `Q` or `Y`, as formulas write it
 */
const char *
tide_frequency_to_letter (TideFrequency frequency)
{
  g_return_val_if_fail ((size_t) frequency < G_N_ELEMENTS (frequency_names), "");

  return frequency_names[frequency].letter;
}

/**
 * tide_frequency_parse:
 * @text: the word of tide_frequency_to_string() or the letter of
 *   tide_frequency_to_letter()
 * @out_frequency: (out): the frequency
 *
 * Reads a frequency; case is ignored.
 *
 * Returns: %FALSE when it is none; @out_frequency is then untouched
 */
bool
tide_frequency_parse (const char    *text,
                      TideFrequency *out_frequency)
{
  g_return_val_if_fail (text != NULL, false);
  g_return_val_if_fail (out_frequency != NULL, false);

  for (size_t i = 0; i < G_N_ELEMENTS (frequency_names); i++)
    if (g_ascii_strcasecmp (text, frequency_names[i].word) == 0 ||
        g_ascii_strcasecmp (text, frequency_names[i].letter) == 0)
      {
        *out_frequency = (TideFrequency) i;
        return true;
      }

  return false;
}

/**
 * tide_frequency_get_first_day:
 * @frequency: a frequency
 * @day: a day from %TIDE_DAY_MIN to %TIDE_DAY_MAX
 *
 * Gives the first day of the week, month, quarter or year that holds a day.
 * Weeks begin on Monday. Two days lie in one period when this is the same.
 *
 * Returns: the day; @day itself of %TIDE_FREQUENCY_DAILY
 */
TideDay
tide_frequency_get_first_day (TideFrequency frequency,
                              TideDay       day)
{
  switch (frequency)
    {
    case TIDE_FREQUENCY_DAILY:
      return day;
    case TIDE_FREQUENCY_WEEKLY:
      return day - (tide_day_get_weekday (day) - 1);
    case TIDE_FREQUENCY_MONTHLY:
      return tide_day_start_of_month (day);
    case TIDE_FREQUENCY_QUARTERLY:
      return tide_day_start_of_quarter (day);
    case TIDE_FREQUENCY_YEARLY:
      return tide_day_start_of_year (day);
    }
  g_return_val_if_reached (day);
}

/**
 * tide_frequency_get_last_day:
 * @frequency: a frequency
 * @day: a day from %TIDE_DAY_MIN to %TIDE_DAY_MAX
 *
 * Gives the last day of the week, month, quarter or year that holds a day.
 * Weeks end on Sunday.
 *
 * Returns: the day; @day itself of %TIDE_FREQUENCY_DAILY
 */
TideDay
tide_frequency_get_last_day (TideFrequency frequency,
                             TideDay       day)
{
  static const int months_of[] = { [TIDE_FREQUENCY_MONTHLY] = 1,
                                   [TIDE_FREQUENCY_QUARTERLY] = 3,
                                   [TIDE_FREQUENCY_YEARLY] = 12 };
  TideDay          first = tide_frequency_get_first_day (frequency, day);

  if (frequency == TIDE_FREQUENCY_DAILY)
    return day;
  if (frequency == TIDE_FREQUENCY_WEEKLY)
    return first + 6;
  return tide_day_add_months (first, months_of[frequency]) - 1;
}

/**
 * tide_frequency_measure:
 * @days: (array length=n_days) (nullable): ascending; repeated ones count once
 * @n_days: how many
 * @fallback: what to say of fewer than three different days
 *
 * Tells how often something is observed by the median distance of neighbours:
 * the first class of distances, from short to long, that half of them do not
 * exceed.
 *
 * Returns: the frequency
 */
TideFrequency
tide_frequency_measure (const TideDay *days,
                        size_t         n_days,
                        TideFrequency  fallback)
{
  static const TideDay longest[] = { 4, 14, 45, 135, INT32_MAX };
  size_t               counts[G_N_ELEMENTS (longest)] = { 0 };
  size_t               n_distances = 0;
  size_t               n_within = 0;

  g_return_val_if_fail (days != NULL || n_days == 0, fallback);

  for (size_t i = 1; i < n_days; i++)
    {
      TideDay distance = days[i] - days[i - 1];
      size_t class = 0;

      if (distance == 0)
        continue;
      while (distance > longest[class])
        class ++;
      counts[class]++;
      n_distances++;
    }

  if (n_distances < 2)
    return fallback;

  for (size_t class = 0; class < G_N_ELEMENTS (longest); class ++)
    {
      n_within += counts[class];
      if (2 * n_within >= n_distances)
        return (TideFrequency) (TIDE_FREQUENCY_DAILY + class);
    }

  g_assert_not_reached ();
}
