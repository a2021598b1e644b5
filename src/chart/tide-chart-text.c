// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-text"

#include "config.h"

#include "tide-chart-text-private.h"

#include <string.h>

/* Pictures hold one line of any length the source may have had: control
 * characters become spaces, and the rest is cut at a bound that no title needs. */
char *
tide_chart_text_clean (const char *text,
                       long        limit)
{
  g_autofree char *valid = NULL;
  GString         *clean;
  long             length = 0;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, (gssize) strnlen (text, 16 * (size_t) limit));
  clean = g_string_new (NULL);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (length++ == limit)
        {
          g_string_append (clean, "…");
          break;
        }
      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        c = ' ';
      g_string_append_unichar (clean, c);
    }

  return g_string_free (clean, FALSE);
}

/* "HKD bn", "percent", "shares" */
char *
tide_chart_text_describe_unit (TideUnit    unit,
                               const char *magnitude)
{
  const char *space = *magnitude != '\0' ? " " : "";

  switch (unit.kind)
    {
    case TIDE_UNIT_PLAIN:
      return g_strdup (magnitude);
    case TIDE_UNIT_CHANGE:
    case TIDE_UNIT_SHARE:
      return g_strdup ("percent");
    case TIDE_UNIT_POINTS:
      return g_strdup ("percentage points");
    case TIDE_UNIT_TIMES:
    case TIDE_UNIT_MULTIPLE:
      return g_strdup ("times");
    case TIDE_UNIT_CURRENCY:
      return g_strconcat (unit.currency, space, magnitude, NULL);
    case TIDE_UNIT_SHARES:
      return g_strconcat (magnitude, space, "shares", NULL);
    case TIDE_UNIT_DAYS:
      return g_strdup ("days");
    case TIDE_UNIT_INDEX:
      return g_strconcat (magnitude, space, "index points", NULL);
    }

  return g_strdup ("");
}

/* As spreadsheets take cells from a clipboard. */
void
tide_chart_text_append_tsv (GString    *tsv,
                            const char *cell)
{
  /* A tab or a line end in a name would be another cell. */
  for (const char *at = cell; *at != '\0'; at++)
    g_string_append_c (tsv, *at == '\t' || *at == '\n' || *at == '\r' ? ' ' : *at);
}
