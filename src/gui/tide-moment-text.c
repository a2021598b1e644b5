// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "gui/tide-moment-text.h"

#include <glib/gi18n.h>

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
  if (seconds < 2 * 86400)
    /* Translators: hours. */
    return g_strdup_printf (_ ("%d h ago"), (int) (seconds / 3600));
  /* Translators: days. */
  return g_strdup_printf (_ ("%d d ago"), (int) (seconds / 86400));
}
