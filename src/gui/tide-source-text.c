// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-source-text"

#include "config.h"

#include "gui/tide-source-text.h"

#include <glib/gi18n.h>

#include "gui/tide-moment-text.h"

static const char *
translate_name (const char *name)
{
  static const struct
  {
    const char *name;
    const char *title;
  } known[] = {
    { "csv", N_ ("imported CSV") },
    { "yahoo", "Yahoo" },
    { "hkex", "HKEX" },
    { "eastmoney", "Eastmoney" },
    { "alphavantage", "Alpha Vantage" },
    { "cited", N_ ("cited figures") },
    { "sample", N_ ("sample") },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (name, known[i].name))
      return _ (known[i].title);

  return name;
}

/* (nullable): NULL where nothing came from anywhere. */
char *
tide_source_text_dup_names (const char *origin)
{
  g_auto (GStrv) names = NULL;
  GString       *text;

  if (origin == NULL || *origin == '\0')
    return NULL;

  names = g_strsplit (origin, ", ", -1);
  text = g_string_new (NULL);
  for (size_t i = 0; names[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", translate_name (names[i]));

  return g_string_free (text, FALSE);
}

/* The line at the foot of an exhibit. @last_day: TIDE_DAY_NONE for none. */
char *
tide_source_text_dup_line (const char *origin,
                           TideDay     last_day,
                           bool        sample)
{
  g_autofree char *names = tide_source_text_dup_names (origin);
  g_autofree char *day = NULL;
  GString         *text = g_string_new (NULL);

  if (names != NULL)
    /* Translators: %s is where numbers come from. */
    g_string_append_printf (text, _ ("Source: %s; Tidemark calculations."), names);
  if (last_day != TIDE_DAY_NONE)
    {
      day = tide_day_dup_text (last_day);
      /* Translators: %s is the last day that is included. */
      g_string_append_printf (text, _ (" Data to %s."), day);
    }
  if (sample)
    g_string_append_printf (text, " %s", _ ("Sample, not market data."));

  return g_strstrip (g_string_free (text, FALSE));
}
