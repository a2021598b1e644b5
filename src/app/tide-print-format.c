// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-print-format"

#include "config.h"

#include "app/tide-print-format.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "app/tide-command-line.h"

/* Reads --format, NULL for text; says what is wrong with it. What machines read
 * is never translated: from here on nothing is when that is wanted. */
bool
tide_print_format_read (const char      *text,
                        TidePrintFormat *out_format)
{
  static const char *const names[] = { "text", "csv", "json" };

  *out_format = TIDE_PRINT_TEXT;
  if (text == NULL)
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], text))
      {
        *out_format = (TidePrintFormat) i;
        if (*out_format != TIDE_PRINT_TEXT)
          setlocale (LC_MESSAGES, "C");
        return true;
      }

  tide_command_line_say (_ ("“%s” is not a format; it is text, csv or json."), text);
  return false;
}
