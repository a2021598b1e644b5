// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "gui/tide-moment-text.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* A day as the reader's language writes it: “14 Feb 2025”. */
char *
tide_day_dup_text (TideDay day)
{
  g_autoptr (GDateTime) date = NULL;
  int                   year, month, of_month;

  if (day == TIDE_DAY_NONE)
    return g_strdup ("–");

  tide_day_to_ymd (day, &year, &month, &of_month);
  date = g_date_time_new_utc (year, month, of_month, 0, 0, 0);
  /* Translators: a day with its year; see g_date_time_format(). */
  return g_date_time_format (date, _ ("%-d %b %Y"));
}

/* What a value of a column stands for: a day, or “Feb 2025”, “Q1 2025”, “2025”. */
char *
tide_period_dup_text (TideDay       day,
                      TideFrequency frequency)
{
  g_autoptr (GDateTime) date = NULL;
  int                   year, month, of_month;

  if (day == TIDE_DAY_NONE || frequency <= TIDE_FREQUENCY_WEEKLY)
    return tide_day_dup_text (day);

  tide_day_to_ymd (day, &year, &month, &of_month);
  if (frequency == TIDE_FREQUENCY_YEARLY)
    return g_strdup_printf ("%d", year);
  if (frequency == TIDE_FREQUENCY_QUARTERLY)
    /* Translators: a quarter and its year. */
    return g_strdup_printf (_ ("Q%1$d %2$d"), (month + 2) / 3, year);

  date = g_date_time_new_utc (year, month, of_month, 0, 0, 0);
  /* Translators: a month with its year; see g_date_time_format(). */
  return g_date_time_format (date, _ ("%b %Y"));
}

/* The as-of moment in words. */
char *
tide_moment_dup_text (const TideMoment *moment)
{
  g_autofree char *day = NULL;

  if (moment->as_of == TIDE_DAY_MAX)
    return g_strdup (_ ("Latest"));

  day = tide_day_dup_text (moment->as_of);
  if (moment->known_at == TIDE_INSTANT_MAX)
    return g_steal_pointer (&day);

  /* Translators: %s is a day; only what had arrived here by then counts. */
  return g_strdup_printf (_ ("%s, as known then"), day);
}

/* How long ago something arrived: “just now”, “3 h ago”, “12 d ago”. */
char *
tide_age_dup_text (TideInstant since,
                   TideInstant now)
{
  int64_t seconds = now - since;

  if (seconds < 90)
    return g_strdup (_ ("just now"));
  if (seconds < 5400)
    /* Translators: minutes. */
    return g_strdup_printf (_ ("%d min ago"), (int) (seconds / 60));
  if (seconds < INT64_C (172800))
    /* Translators: hours. */
    return g_strdup_printf (_ ("%d h ago"), (int) (seconds / 3600));
  /* Translators: days. */
  return g_strdup_printf (_ ("%d d ago"), (int) (seconds / 86400));
}

/* The month names that a typed day may use; the first three letters count. */
static const char month_letters[] = "janfebmaraprmayjunjulaugsepoctnovdec";

static int
read_month (const char *word)
{
  for (int month = 1; month <= 12; month++)
    {
      if (g_ascii_strncasecmp (word, &month_letters[3 * (size_t) (month - 1)], 3) == 0)
        return month;
    }

  return 0;
}

/* `2025年2月14日`. */
static TideDay
read_chinese (const char *text)
{
  int year, month, day_of_month;

  if (sscanf (text, "%4d年%2d月%2d日", &year, &month, &day_of_month) != 3)
    return TIDE_DAY_NONE;

  return tide_day_from_ymd (year, month, day_of_month);
}

/* Reads `2025-02-14`, `2025年2月14日`, `14 feb 2025` or `14 feb`, which is this
 * year's. */
TideDay
tide_day_read_text (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  char             word[16] = "";
  int              day_of_month, year = 0;
  TideDay          day = tide_day_parse (trimmed, strlen (trimmed));

  if (day != TIDE_DAY_NONE)
    return day;
  if ((day = read_chinese (trimmed)) != TIDE_DAY_NONE)
    return day;
  if (sscanf (trimmed, "%2d %15[A-Za-z] %4d", &day_of_month, word, &year) < 2)
    return TIDE_DAY_NONE;
  if (year == 0)
    tide_day_to_ymd (tide_clock_today (), &year, NULL, NULL);

  return tide_day_from_ymd (year, read_month (word), day_of_month);
}
