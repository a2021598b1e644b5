// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cited-csv"

#include "config.h"

#include "parse/tide-cited-csv.h"

#include <string.h>

#include "base/tide-text.h"
#include "model/tide-instrument.h"
#include "parse/tide-csv.h"
#include "parse/tide-date-text.h"
#include "parse/tide-encoding.h"
#include "parse/tide-figure-text.h"
#include "parse/tide-parse-error.h"

#define NO_COLUMN SIZE_MAX
/* Characters of a cell that are cited in a message. */
#define CITED_CHARACTERS 40

typedef enum
{
  COLUMN_SYMBOL,
  COLUMN_FIELD,
  COLUMN_DATE,
  COLUMN_VALUE,
  COLUMN_SOURCE,
  COLUMN_UNIT,
  COLUMN_WORDING,
  N_COLUMNS,
} Column;

/* The columns that a file must have come first. */
#define N_REQUIRED 5

static const char *const column_names[N_COLUMNS] = {
  [COLUMN_SYMBOL] = "symbol",
  [COLUMN_FIELD] = "field",
  [COLUMN_DATE] = "date",
  [COLUMN_VALUE] = "value",
  [COLUMN_SOURCE] = "source",
  [COLUMN_UNIT] = "unit",
  [COLUMN_WORDING] = "wording",
};

typedef struct
{
  TideCitedCsv *out;
  TideDay       today;
  bool          has_header;
  size_t        columns[N_COLUMNS]; /* or NO_COLUMN */
  size_t        n_columns;
} Reader;

/* The cells of a row as texts. */
typedef struct
{
  char *cells[N_COLUMNS];
} Row;

static void
clear_row (Row *row)
{
  for (size_t i = 0; i < N_COLUMNS; i++)
    g_free (row->cells[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, clear_row)

static char *
dup_cell (const TideCsvField *cell)
{
  return g_strstrip (g_strndup (cell->text, cell->length));
}

static size_t
find_column (const TideCsvRow *row,
             const char       *name)
{
  for (size_t i = 0; i < row->n_fields; i++)
    {
      g_autofree char *cell = dup_cell (&row->fields[i]);

      if (g_ascii_strcasecmp (cell, name) == 0)
        return i;
    }
  return NO_COLUMN;
}

static bool
read_header (Reader           *self,
             const TideCsvRow *row,
             GError          **error)
{
  for (size_t i = 0; i < N_COLUMNS; i++)
    {
      self->columns[i] = find_column (row, column_names[i]);
      if (self->columns[i] != NO_COLUMN || i >= N_REQUIRED)
        continue;
      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SHAPE,
                   "There is no column “%s”. A file of cited figures has symbol, field, date, "
                   "value, unit, source and wording in its first line; unit and wording may be "
                   "left out.",
                   column_names[i]);
      return false;
    }
  self->n_columns = row->n_fields;
  self->has_header = true;
  return true;
}

static void
reject (Reader           *self,
        const TideCsvRow *row,
        const char       *sentence)
{
  self->out->n_rejected++;
  if (self->out->problems->len < TIDE_CITED_CSV_KEPT_PROBLEMS)
    g_ptr_array_add (self->out->problems,
                     g_strdup_printf ("line %" G_GUINT64_FORMAT ": %s", row->line, sentence));
}

static bool
read_day (const char *text,
          TideDay    *out_day,
          GError    **error)
{
  TideDateText     date = { 0 };
  TideDateForm     form = tide_date_text_parse (text, strlen (text), &date);
  g_autofree char *shown = tide_text_quote (text, strlen (text), CITED_CHARACTERS);

  if (form == TIDE_DATE_FORM_DAY || form == TIDE_DATE_FORM_MONTH)
    {
      *out_day = date.day;
      return true;
    }
  if (form == TIDE_DATE_FORM_ORDERED)
    g_set_error (error, TIDE_CITATION_ERROR, TIDE_CITATION_ERROR_DAY,
                 "the order of day and month in %s is not known; write it as 2025-02-07.", shown);
  else
    g_set_error (error, TIDE_CITATION_ERROR, TIDE_CITATION_ERROR_DAY,
                 "%s is not a day; expected one such as 2025-02-07.", shown);
  return false;
}

/* The unit a field usually has for such an instrument. */
static TideUnit
find_usual_unit (const char *symbol,
                 const char *field)
{
  g_autoptr (TideInstrument) instrument = tide_instrument_new_assumed (symbol);

  return tide_instrument_get_field_unit (instrument, field);
}

static TideCitation *
make_citation (Reader    *self,
               const Row *row,
               GError   **error)
{
  g_autofree char         *symbol = tide_symbol_normalize (row->cells[COLUMN_SYMBOL],
                                                           strlen (row->cells[COLUMN_SYMBOL]));
  TideCitation             fields = { .symbol = symbol != NULL ? symbol : row->cells[COLUMN_SYMBOL],
                                      .field = row->cells[COLUMN_FIELD],
                                      .publication = row->cells[COLUMN_SOURCE],
                                      .wording = row->cells[COLUMN_WORDING] };
  g_autoptr (TideCitation) citation = NULL;

  if (!read_day (row->cells[COLUMN_DATE], &fields.day, error) ||
      !tide_figure_text_parse (row->cells[COLUMN_VALUE], row->cells[COLUMN_UNIT],
                               find_usual_unit (fields.symbol, fields.field), &fields.unit,
                               &fields.value, error))
    return NULL;

  citation = tide_citation_new (&fields);
  return tide_citation_check (citation, self->today, error) ? g_steal_pointer (&citation) : NULL;
}

static bool
is_blank (const TideCsvRow *row)
{
  for (size_t i = 0; i < row->n_fields; i++)
    if (row->fields[i].length > 0)
      return false;
  return true;
}

static bool
read_row (const TideCsvRow *csv_row,
          gpointer          user_data,
          GError          **error)
{
  Reader            *self = user_data;
  g_auto (Row)       row = { 0 };
  g_autoptr (GError) problem = NULL;
  TideCitation      *citation;

  if (is_blank (csv_row))
    return true;
  if (!self->has_header)
    return read_header (self, csv_row, error);

  self->out->n_rows++;
  if (csv_row->n_fields != self->n_columns)
    {
      g_autofree char *sentence =
        g_strdup_printf ("%zu columns, expected %zu as in the header; a text with a comma stands "
                         "in quotes.",
                         csv_row->n_fields, self->n_columns);

      reject (self, csv_row, sentence);
      return true;
    }

  for (size_t i = 0; i < N_COLUMNS; i++)
    row.cells[i] = self->columns[i] != NO_COLUMN ? dup_cell (&csv_row->fields[self->columns[i]])
                                                 : g_strdup ("");
  if ((citation = make_citation (self, &row, &problem)) != NULL)
    g_ptr_array_add (self->out->citations, citation);
  else
    reject (self, csv_row, problem->message);
  return true;
}

static bool
take_text (const char *text,
           size_t      length,
           gpointer    user_data,
           GError    **error)
{
  return tide_csv_feed (user_data, text, length, error);
}

/**
 * tide_cited_csv_read:
 * @bytes: a file
 * @length: its bytes
 * @today: last day that is not in the future
 * @error: %TIDE_PARSE_ERROR when it is no file of cited figures
 *
 * Reads a CSV file with the columns `symbol,field,date,value,unit,source,wording`
 * in any order; unit and wording may be absent. A row that cannot be is rejected
 * with a sentence, and the rest kept.
 *
 * Returns: (transfer full) (nullable): what it says
 */
TideCitedCsv *
tide_cited_csv_read (const char *bytes,
                     size_t      length,
                     TideDay     today,
                     GError    **error)
{
  g_autoptr (TideCitedCsv) out = g_new0 (TideCitedCsv, 1);
  Reader                   reader = { .out = out, .today = today };
  g_autoptr (TideCsv)      csv = tide_csv_new (TIDE_CSV_DETECT, read_row, &reader);
  g_autoptr (TideDecoder)  decoder = tide_decoder_new (take_text, csv);

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  out->citations = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_citation_unref);
  out->problems = g_ptr_array_new_with_free_func (g_free);
  if (!tide_decoder_feed (decoder, bytes, length, error) || !tide_decoder_finish (decoder, error) ||
      !tide_csv_finish (csv, error))
    return NULL;
  if (out->n_rows == 0)
    {
      g_set_error_literal (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_EMPTY,
                           "The file holds no cited figure.");
      return NULL;
    }
  return g_steal_pointer (&out);
}

/**
 * tide_cited_csv_free:
 * @self: (transfer full) (nullable): what a file says
 *
 * Frees it.
 */
void
tide_cited_csv_free (TideCitedCsv *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->citations, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}
