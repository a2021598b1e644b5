// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-price-foreign"

#include "config.h"

#include "parse/tide-price-foreign-private.h"

#include <string.h>

#include "base/tide-text.h"
#include "parse/tide-parse-error.h"

#define CITED_CHARACTERS 60
#define JOINED_BYTES 400

static const struct
{
  const char *magic;
  size_t      length;
  const char *kind;
} binaries[] = {
  { "PK\003\004", 4, "an Excel workbook or another ZIP archive" },
  { "\xd0\xcf\x11\xe0", 4, "an old Excel workbook" },
  { "\x1f\x8b", 2, "a gzip archive" },
  { "%PDF", 4, "a PDF document" },
  { "\x89PNG", 4, "a PNG image" },
  { "\xff\xd8\xff", 3, "a JPEG image" },
  { "SQLite format 3", 15, "an SQLite database" },
  { "PAR1", 4, "a Parquet file" },
};

static const char *const markup[] = {
  "<!",
  "<?xml",
  "<html",
  "<head",
  "<body",
  "<script",
  "<meta",
  "<title",
  "<div",
  "<rss",
};

static bool
begins_like_markup (const char *text,
                    size_t      length)
{
  for (size_t i = 0; i < G_N_ELEMENTS (markup); i++)
    if (length >= strlen (markup[i]) &&
        g_ascii_strncasecmp (text, markup[i], strlen (markup[i])) == 0)
      return true;

  return false;
}

static bool
has_controls (const TideCsvRow *row)
{
  for (size_t i = 0; i < row->n_fields; i++)
    for (size_t j = 0; j < row->fields[i].length; j++)
      if (g_ascii_iscntrl (row->fields[i].text[j]) && !g_ascii_isspace (row->fields[i].text[j]))
        return true;

  return false;
}

bool
tide_price_refuse_foreign (const TideCsvRow *row,
                           GError          **error)
{
  const char *text = row->fields[0].text;
  size_t      length = row->fields[0].length;
  const char *kind = NULL;

  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }

  if (begins_like_markup (text, length))
    kind = "a web page (HTML or XML)";
  else if (length > 0 && (*text == '{' || *text == '['))
    kind = "a JSON document";
  else if (has_controls (row))
    kind = "not text (it holds control characters)";

  if (kind == NULL)
    return true;

  g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SHAPE,
               "This is %s, not a CSV file of market data; nothing was imported.", kind);
  return false;
}

void
tide_price_explain_binary (const char *bytes,
                           size_t      length,
                           GError    **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (binaries); i++)
    if (length >= binaries[i].length &&
        memcmp (bytes, binaries[i].magic, binaries[i].length) == 0)
      {
        g_clear_error (error);
        g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SHAPE,
                     "This is %s, not a CSV file; nothing was imported. Save the table as CSV "
                     "and import that.",
                     binaries[i].kind);
        return;
      }
}

bool
tide_price_refuse_headless (const char *first,
                            GError    **error)
{
  g_autofree char *cited = tide_text_quote (first, strlen (first), CITED_CHARACTERS);

  g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SHAPE,
               "No header was recognised; the file begins with “%s”. Expected a row of column "
               "names with one called Date, such as Date,Open,High,Low,Close,Volume.",
               cited);
  return false;
}

/* Whether there is nothing but blanks in any cell. */
bool
tide_price_row_is_blank (const TideCsvRow *row)
{
  for (size_t i = 0; i < row->n_fields; i++)
    for (size_t j = 0; j < row->fields[i].length; j++)
      if (!g_ascii_isspace (row->fields[i].text[j]))
        return false;

  return true;
}

/* Terminals close a table with a line on where it is from. */
bool
tide_price_row_is_footer (const TideCsvRow *row)
{
  static const char *const beginnings[] = { "数据来源", "Source", "Disclaimer" };
  const TideCsvRow         rest = { row->fields + 1, row->n_fields - 1, row->line };

  for (size_t i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (row->fields[0].length >= strlen (beginnings[i]) &&
        memcmp (row->fields[0].text, beginnings[i], strlen (beginnings[i])) == 0)
      return tide_price_row_is_blank (&rest);

  return false;
}

/* A row as text, shortened, to be cited. */
char *
tide_price_join_row (const TideCsvRow *row,
                     char              delimiter)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (size_t i = 0; i < row->n_fields && text->len < JOINED_BYTES; i++)
    {
      if (i > 0)
        g_string_append_c (text, delimiter);
      g_string_append_len (text, row->fields[i].text,
                           (gssize) MIN (row->fields[i].length, JOINED_BYTES));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
