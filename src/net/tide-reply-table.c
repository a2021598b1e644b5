// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-reply-table"

#include "config.h"

#include "net/tide-reply-table-private.h"

#include <string.h>

#include "parse/tide-encoding.h"
#include "parse/tide-parse-error.h"

/* The caller's function, and whether it was called. */
typedef struct
{
  TideCsvRowFunc func;
  gpointer       user_data;
  bool           has_rows;
} Listener;

static bool
take_row (const TideCsvRow *row,
          gpointer          user_data,
          GError          **error)
{
  Listener *self = user_data;

  self->has_rows = true;
  return self->func (row, self->user_data, error);
}

bool
tide_reply_table_read (const char    *bytes,
                       size_t         length,
                       TideCsvRowFunc func,
                       gpointer       user_data,
                       GError       **error)
{
  Listener            listener = { func, user_data, false };
  g_autoptr (TideCsv) csv = tide_csv_new (',', take_row, &listener);

  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      bytes += 3;
      length -= 3;
    }
  if (tide_utf8_count_valid (bytes, length, NULL) < length)
    {
      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_ENCODING, "the text is not UTF-8");
      return false;
    }

  while (length > 0 && bytes[length - 1] != '\n')
    length--;
  if (!tide_csv_feed (csv, bytes, length, error) || !tide_csv_finish (csv, error))
    return false;

  if (!listener.has_rows)
    g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_EMPTY, "there is no whole line in it");
  return listener.has_rows;
}

bool
tide_reply_table_fail (const TideCsvRow *row,
                       GError          **error,
                       const char       *format,
                       ...)
{
  g_autofree char *reason = NULL;
  va_list          arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SHAPE, "line %" G_GUINT64_FORMAT ": %s",
               row->line, reason);
  return false;
}

bool
tide_csv_field_is (const TideCsvField *field,
                   const char         *text)
{
  return strlen (text) == field->length && memcmp (text, field->text, field->length) == 0;
}
