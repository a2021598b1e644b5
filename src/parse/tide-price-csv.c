// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-price-csv"

#include "config.h"

#include "parse/tide-price-csv.h"

#include <math.h>
#include <string.h>

#include "model/tide-field.h"
#include "parse/tide-parse-error.h"
#include "parse/tide-price-days-private.h"
#include "parse/tide-price-foreign-private.h"
#include "parse/tide-price-sample-private.h"
#include "parse/tide-price-settings-private.h"

/* Rows above the header that may be titles. */
#define MAX_PREAMBLE 30
#define FIRST_BYTES 16
/* Bytes of numbers, days and lines that wait to become batches. Arrays that
 * grow may take twice as much. */
#define MAX_HELD ((size_t) 32 << 20)
/* So many rows in a row are a file grouped by instrument: its batch can go as
 * soon as the next one begins. Fewer may be a file grouped by day. */
#define GROUP_ROWS 64

typedef enum
{
  STATE_HEADER,
  STATE_SAMPLE,
  STATE_ROWS,
} State;

struct _TidePriceCsv
{
  TideBatchFunc func;
  gpointer      user_data;

  TideDecoder        *decoder;
  TideCsv            *csv;
  char                first_bytes[FIRST_BYTES];
  size_t              n_first_bytes;
  TidePriceSettings   settings;
  TidePriceComment    comment;
  TidePriceCsvReport *report;
  TidePriceHeader    *header;
  TidePriceContext    context;
  TidePriceSample    *sample;

  State               state;
  unsigned int        n_preamble;
  char               *preamble; /* (nullable): the first row, for a message */
  unsigned int        n_footers;
  TideNumberTextStyle style;

  TidePriceDays days;

  /* Instruments */
  GHashTable    *symbols; /* text in the file -> TidePriceRows, not owned */
  GHashTable    *rows;    /* symbol -> TidePriceRows, owned */
  GPtrArray     *ordered; /* TidePriceRows as they first appeared, not owned */
  TidePriceRows *current; /* of the last row */
  char          *current_text;
  size_t         n_held;
  double        *numbers; /* of the row being read */
};

static bool
hand_out (TidePriceCsv  *self,
          TidePriceRows *rows,
          GError       **error)
{
  g_autoptr (TideBatch) batch = tide_price_rows_take_batch (rows, &self->context);

  return batch == NULL || self->func (batch, self->user_data, error);
}

static size_t
measure_row (const TidePriceCsv *self)
{
  return 2 * sizeof (TideDay) + sizeof (uint64_t) + self->header->n_slots * sizeof (double);
}

static bool
hand_out_all (TidePriceCsv *self,
              GError      **error)
{
  if (!tide_price_days_refuse_doubt (&self->days, error))
    return false;

  for (unsigned int i = 0; i < self->ordered->len; i++)
    if (!hand_out (self, g_ptr_array_index (self->ordered, i), error))
      return false;

  self->n_held = 0;
  return true;
}

/* Part of the file goes before its last day is known. The splits it has been
 * adjusted for are then those known today. */
static bool
hand_out_early (TidePriceCsv *self,
                GError      **error)
{
  if (self->context.basis_day == TIDE_DAY_NONE)
    self->context.basis_day = self->context.today;

  return hand_out_all (self, error);
}

static TidePricePlace
get_place (const TidePriceCsv *self,
           const TideCsvRow   *row,
           size_t              column)
{
  TidePricePlace place = { .line = row->line, .day = TIDE_DAY_NONE };

  if (self->current != NULL)
    place.symbol = self->current->shown_symbol;
  if (column != TIDE_PRICE_NO_COLUMN)
    {
      place.column = column + 1;
      place.column_name = self->header->columns[column].name;
    }

  return place;
}

static void
reject_cell (TidePriceCsv        *self,
             TidePriceProblemKind kind,
             const TideCsvRow    *row,
             size_t               column,
             const char          *expected)
{
  TidePricePlace place = get_place (self, row, column);

  tide_price_report_reject (self->report, kind, &place, &row->fields[column], expected);
}

/* A day above 12 has been met: what was open so far is settled. */
static void
resolve_days (TidePriceCsv *self)
{
  g_clear_pointer (&self->days.doubtful_text, g_free);

  for (unsigned int i = 0; i < self->ordered->len; i++)
    tide_price_rows_resolve (g_ptr_array_index (self->ordered, i), &self->context,
                             self->days.order);
}

static bool
read_day (TidePriceCsv     *self,
          const TideCsvRow *row,
          TideDateText     *date,
          TideDay          *out_reading)
{
  bool           doubtful = self->days.doubtful_text != NULL;
  TidePricePlace place;

  date->day = tide_price_days_read (&self->days, row, self->header->date, date, out_reading);

  if (doubtful && self->days.order != TIDE_DATE_ORDER_UNKNOWN)
    resolve_days (self);

  if (date->day == TIDE_DAY_NONE)
    {
      reject_cell (self, TIDE_PRICE_PROBLEM_DAY, row, self->header->date,
                   "a day of the calendar, such as 2025-02-20");
      return false;
    }

  if (*out_reading == TIDE_DAY_NONE && date->day > self->context.today)
    {
      place = get_place (self, row, self->header->date);
      place.day = date->day;
      tide_price_reject_future (&self->context, &place);
      return false;
    }

  return true;
}

static const char *
describe_expected (TideNumberTextStyle style)
{
  if (style & TIDE_NUMBER_TEXT_DECIMAL_COMMA)
    return "a number such as 1.234,5, or nothing";

  return "a number such as 1234.5, or nothing";
}

static bool
read_number (TidePriceCsv     *self,
             const TideCsvRow *row,
             size_t            i,
             bool              priced)
{
  const TidePriceColumn *column = &self->header->columns[i];
  const TideCsvField    *cell = &row->fields[i];
  TideNumberTextStyle    style = column->style | self->style;
  double                *number = &self->numbers[column->slot];

  *number = NAN;

  switch (tide_number_text_parse (cell->text, cell->length, style, number))
    {
    case TIDE_NUMBER_TEXT_VALUE:
      if (priced && column->positive && *number <= 0)
        {
          reject_cell (self, TIDE_PRICE_PROBLEM_NOT_POSITIVE, row, i, "a price above zero");
          return false;
        }
      if (column->sign && *number != -1 && *number != 0 && *number != 1)
        {
          reject_cell (self, TIDE_PRICE_PROBLEM_NUMBER, row, i, "-1, 0 or 1");
          return false;
        }
      return true;
    case TIDE_NUMBER_TEXT_MISSING:
      return true;
    case TIDE_NUMBER_TEXT_NOT_FINITE:
      reject_cell (self, TIDE_PRICE_PROBLEM_NOT_FINITE, row, i, "a finite number");
      return false;
    case TIDE_NUMBER_TEXT_INVALID:
      reject_cell (self, TIDE_PRICE_PROBLEM_NUMBER, row, i, describe_expected (style));
      return false;
    }

  g_assert_not_reached ();
}

static bool
read_numbers (TidePriceCsv     *self,
              const TideCsvRow *row)
{
  bool priced = tide_instrument_is_priced (self->current->instrument);

  for (size_t i = 0; i < self->header->n_columns; i++)
    {
      TidePriceRole role = self->header->columns[i].role;

      if ((role == TIDE_PRICE_ROLE_FIELD || role == TIDE_PRICE_ROLE_DIVIDEND ||
           role == TIDE_PRICE_ROLE_SPLIT) &&
          !read_number (self, row, i, priced))
        return false;
    }

  return true;
}

/* The rows of an instrument, begun where it is new. Takes the symbol. */
static TidePriceRows *
find_rows (TidePriceCsv *self,
           char         *symbol_take)
{
  g_autofree char           *symbol = symbol_take;
  g_autoptr (TideInstrument) instrument = NULL;
  TidePriceRows             *rows = g_hash_table_lookup (self->rows, symbol);
  bool                       many = self->header->symbol != TIDE_PRICE_NO_COLUMN;

  if (rows != NULL)
    return rows;

  instrument = tide_price_settings_make_instrument (&self->settings, &self->comment, symbol);
  rows = tide_price_rows_new (instrument, many, self->header->n_slots);
  g_hash_table_insert (self->rows, g_steal_pointer (&symbol), rows);
  g_ptr_array_add (self->ordered, rows);
  self->report->n_instruments++;

  return rows;
}

/* Goes over to the instrument of the row; NULL in `current` if its cell is no
 * symbol. */
static bool
switch_instrument (TidePriceCsv       *self,
                   const TideCsvField *cell,
                   GError            **error)
{
  TidePriceRows *before = self->current;
  char          *symbol;

  g_clear_pointer (&self->current_text, g_free);
  self->current = NULL;

  if (memchr (cell->text, '\0', cell->length) == NULL)
    {
      self->current_text = g_strndup (cell->text, cell->length);
      self->current = g_hash_table_lookup (self->symbols, self->current_text);
    }

  if (self->current == NULL && self->current_text != NULL)
    {
      symbol = tide_symbol_normalize (cell->text, cell->length);
      if (symbol != NULL)
        {
          self->current = find_rows (self, symbol);
          g_hash_table_insert (self->symbols, g_strdup (self->current_text), self->current);
        }
    }

  if (before == NULL || before == self->current)
    return true;

  if (before->run >= GROUP_ROWS && before->days != NULL &&
      self->days.doubtful_text == NULL)
    {
      self->n_held -= MIN (self->n_held, before->days->len * measure_row (self));
      return hand_out (self, before, error);
    }

  before->run = 0;
  return true;
}

/* Finds whose row it is. With --symbol a second instrument is one too many. */
static bool
choose_instrument (TidePriceCsv     *self,
                   const TideCsvRow *row,
                   GError          **error)
{
  const TideCsvField *cell = &row->fields[self->header->symbol];

  if (self->current_text != NULL && strlen (self->current_text) == cell->length &&
      memcmp (self->current_text, cell->text, cell->length) == 0)
    return true;

  if (self->settings.given.symbol == NULL)
    return switch_instrument (self, cell, error);

  if (self->current_text == NULL)
    {
      self->current_text = g_strndup (cell->text, cell->length);
      return true;
    }

  g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_OPTION,
               "The file holds several instruments (“%s”, another on line %" G_GUINT64_FORMAT
               "); import it without --symbol.",
               self->current_text, row->line);
  return false;
}

static bool
has_right_width (TidePriceCsv     *self,
                 const TideCsvRow *row)
{
  TidePricePlace   place = { .line = row->line, .day = TIDE_DAY_NONE };
  g_autofree char *found = NULL;
  g_autofree char *expected = NULL;
  size_t           n_fields = row->n_fields;
  TideCsvField     cell;

  while (n_fields > self->header->n_columns && row->fields[n_fields - 1].length == 0)
    n_fields--;
  if (n_fields == self->header->n_columns)
    return true;

  found = tide_price_join_row (row, tide_csv_get_delimiter (self->csv));
  expected = g_strdup_printf ("%zu columns, as in the header", self->header->n_columns);
  cell = (TideCsvField){ found, strlen (found) };
  tide_price_report_reject (self->report, TIDE_PRICE_PROBLEM_FIELDS, &place, &cell, expected);

  return false;
}

/* Two times of day on one day are bars within it, of which the day's last would
 * be taken for the whole day. */
static bool
refuse_intraday (const TidePriceCsv *self,
                 const TideDateText *date,
                 const TideCsvRow   *row,
                 GError            **error)
{
  const GArray *days = self->current->days;

  if (!date->intraday || days == NULL || days->len == 0 ||
      g_array_index (days, TideDay, days->len - 1) != date->day)
    return true;

  g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SHAPE,
               "Line %" G_GUINT64_FORMAT " is a second time of the same day; bars within a day "
               "are not read, expected one row for each day.",
               row->line);
  return false;
}

static bool
add_row (TidePriceCsv     *self,
         const TideCsvRow *row,
         GError          **error)
{
  TideDateText date;
  TideDay      reading;

  self->report->n_rows++;
  if (!has_right_width (self, row))
    return true;

  if (self->header->symbol != TIDE_PRICE_NO_COLUMN && !choose_instrument (self, row, error))
    return false;

  if (self->current == NULL)
    {
      reject_cell (self, TIDE_PRICE_PROBLEM_SYMBOL, row, self->header->symbol,
                   "a symbol such as 9988.HK");
      return true;
    }

  if (!read_day (self, row, &date, &reading) || !read_numbers (self, row))
    return true;
  if (!refuse_intraday (self, &date, row, error))
    return false;

  self->current->months |= date.form == TIDE_DATE_FORM_MONTH;
  tide_price_rows_add (self->current, row->line, date.day, reading, self->numbers);
  self->n_held += measure_row (self);

  return self->n_held < MAX_HELD || hand_out_early (self, error);
}

static bool
settle_sample (TidePriceCsv *self,
               GError      **error)
{
  g_autoptr (TidePriceSample) sample = g_steal_pointer (&self->sample);

  self->state = STATE_ROWS;
  self->style = tide_price_sample_decide (sample, tide_csv_get_delimiter (self->csv));

  for (size_t i = 0; i < sample->rows->len; i++)
    if (!add_row (self, tide_price_sample_get_row (sample, i), error))
      return false;

  return true;
}

/* The number styles that a unit allows. */
static void
allow_marks (TidePriceCsv *self)
{
  for (size_t i = 0; i < self->header->n_columns; i++)
    {
      TidePriceColumn *column = &self->header->columns[i];
      const TideField *field = tide_field_find (column->field);
      TideUnitKind     unit = field != NULL ? field->unit : TIDE_UNIT_PLAIN;

      if (column->role != TIDE_PRICE_ROLE_FIELD)
        continue;

      if (self->context.unit != NULL)
        unit = self->context.unit->kind;
      if (unit == TIDE_UNIT_SHARE || unit == TIDE_UNIT_CHANGE || unit == TIDE_UNIT_POINTS)
        column->style = TIDE_NUMBER_TEXT_PERCENT;
      else if (unit == TIDE_UNIT_MULTIPLE || unit == TIDE_UNIT_TIMES)
        column->style = TIDE_NUMBER_TEXT_MULTIPLE;
    }
}

static void
note_assumptions (TidePriceCsv *self)
{
  if (self->n_preamble > 0)
    tide_price_report_note (self->report, "%u %s above the header left out", self->n_preamble,
                            self->n_preamble == 1 ? "row" : "rows");

  if (self->settings.given.basis == NULL && !self->comment.present &&
      self->context.basis != TIDE_BASIS_QUOTED)
    tide_price_report_note (self->report, "prices taken as %s",
                            self->context.basis == TIDE_BASIS_SPLIT
                              ? "adjusted for splits"
                              : "adjusted for splits and dividends");
}

static bool
begin_rows (TidePriceCsv *self,
            GError      **error)
{
  bool  many = self->header->symbol != TIDE_PRICE_NO_COLUMN;
  char *symbol;

  if (!tide_price_settings_apply (&self->settings, &self->comment, self->header, &self->context,
                                  error))
    return false;

  self->context.report = self->report;
  self->numbers = g_new (double, self->header->n_slots);
  self->sample = tide_price_sample_new ();
  self->state = STATE_SAMPLE;
  allow_marks (self);
  note_assumptions (self);

  if (many && self->settings.given.symbol == NULL)
    return true;

  symbol = tide_price_settings_dup_symbol (&self->settings, &self->comment, error);
  if (symbol == NULL)
    return false;

  self->current = find_rows (self, symbol);
  return true;
}

static bool
read_header (TidePriceCsv     *self,
             const TideCsvRow *row,
             GError          **error)
{
  g_autoptr (GError) header_error = NULL;

  if (tide_price_comment_read (&self->comment, row))
    return true;
  if (!tide_price_refuse_foreign (row, error) ||
      !tide_price_settings_check (&self->settings, error))
    return false;

  self->header = tide_price_header_new (row, &self->comment, &self->settings.given, self->report,
                                        &header_error);
  if (header_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&header_error));
      return false;
    }

  if (self->header != NULL)
    return begin_rows (self, error);

  if (self->preamble == NULL)
    self->preamble = tide_price_join_row (row, tide_csv_get_delimiter (self->csv));
  if (++self->n_preamble > MAX_PREAMBLE)
    return tide_price_refuse_headless (self->preamble, error);

  return true;
}

static bool
read_row_cb (const TideCsvRow *row,
             gpointer          user_data,
             GError          **error)
{
  TidePriceCsv *self = user_data;

  if (tide_price_row_is_blank (row))
    return true;

  if (self->state == STATE_HEADER)
    return read_header (self, row, error);

  if (tide_price_row_is_footer (row))
    {
      self->n_footers++;
      return true;
    }

  if (self->state == STATE_ROWS)
    return add_row (self, row, error);

  tide_price_sample_add (self->sample, self->header, row);
  return !tide_price_sample_is_full (self->sample) || settle_sample (self, error);
}

static bool
read_text_cb (const char *text,
              size_t      length,
              gpointer    user_data,
              GError    **error)
{
  TidePriceCsv *self = user_data;

  return tide_csv_feed (self->csv, text, length, error);
}

static void
free_rows (gpointer data)
{
  tide_price_rows_free (data);
}

/**
 * tide_price_csv_new:
 * @options: what is known about the file; copied
 * @func: takes the batches; called within feed and finish only
 * @user_data: passed to @func
 *
 * Makes a reader. It knows, by their headers in any order and case: the files of
 * yfinance, the downloads of Yahoo's web pages and of Stooq, a date and one
 * value, columns named by fields, the long shape of many instruments with a
 * symbol column, and Tidemark's own export. Encoding, delimiter, decimal comma,
 * order of day and month and frequency are found out.
 *
 * A row with an unreadable day or number, a number that is not finite, a day in
 * the future, or a price not above zero of an instrument that has prices is
 * rejected, named in the report, and the rest kept. A row that contradicts
 * itself or jumps is kept and flagged. Values are the file's, bit for bit. Of
 * the rows of one day the last one in the file counts.
 *
 * Memory is bounded: an instrument's rows are handed out when the next one's
 * begin, or when much has gathered; an instrument can so have several batches.
 * To be used from one thread at a time.
 *
 * Returns: (transfer full): a reader, freed with tide_price_csv_free()
 */
TidePriceCsv *
tide_price_csv_new (const TidePriceCsvOptions *options,
                    TideBatchFunc              func,
                    gpointer                   user_data)
{
  TidePriceCsv *self;

  g_return_val_if_fail (options != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (TidePriceCsv, 1);
  self->func = func;
  self->user_data = user_data;
  self->csv = tide_csv_new (TIDE_CSV_DETECT, read_row_cb, self);
  self->decoder = tide_decoder_new (read_text_cb, self);
  self->report = tide_price_report_new ();
  self->comment.basis_day = TIDE_DAY_NONE;
  self->days.order = options->date_order;
  self->symbols = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_rows);
  self->ordered = g_ptr_array_new ();
  tide_price_settings_init (&self->settings, options);

  return self;
}

/**
 * tide_price_csv_free:
 * @self: (nullable) (transfer full): a reader
 *
 * Frees a reader and its report.
 */
void
tide_price_csv_free (TidePriceCsv *self)
{
  if (self == NULL)
    return;

  tide_decoder_free (self->decoder);
  tide_csv_free (self->csv);
  tide_price_sample_free (self->sample);
  tide_price_header_free (self->header);
  tide_price_report_free (self->report);
  tide_price_comment_clear (&self->comment);
  tide_price_settings_clear (&self->settings);
  g_hash_table_unref (self->symbols);
  g_ptr_array_unref (self->ordered);
  g_hash_table_unref (self->rows);
  g_free (self->preamble);
  g_free (self->days.doubtful_text);
  g_free (self->current_text);
  g_free (self->numbers);
  g_free (self);
}

/**
 * tide_price_csv_feed:
 * @self: a reader
 * @bytes: (array length=length): the next bytes of the file
 * @length: how many, may be 0
 * @error: return location: a #TideParseError, a sentence on what was found, or
 *   what the batch function set
 *
 * Reads the next piece of the file. How it is cut makes no difference. After an
 * error the reader can only be freed, and the batches handed out so far are to
 * be given up.
 *
 * Returns: %FALSE on error
 */
bool
tide_price_csv_feed (TidePriceCsv *self,
                     const char   *bytes,
                     size_t        length,
                     GError      **error)
{
  g_autoptr (GError) reason = NULL;
  size_t             n_taken;

  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (bytes != NULL || length == 0, false);

  n_taken = MIN (length, FIRST_BYTES - self->n_first_bytes);
  if (n_taken > 0)
    memcpy (self->first_bytes + self->n_first_bytes, bytes, n_taken);
  self->n_first_bytes += n_taken;

  if (tide_decoder_feed (self->decoder, bytes, length, &reason))
    return true;

  if (self->state == STATE_HEADER)
    tide_price_explain_binary (self->first_bytes, self->n_first_bytes, &reason);
  g_propagate_error (error, g_steal_pointer (&reason));
  return false;
}

static bool
finish_rows (TidePriceCsv *self,
             GError      **error)
{
  if (!tide_decoder_finish (self->decoder, error) || !tide_csv_finish (self->csv, error))
    return false;

  if (self->sample != NULL && !settle_sample (self, error))
    return false;

  if (self->state == STATE_HEADER && self->preamble != NULL)
    return tide_price_refuse_headless (self->preamble, error);

  if (self->report->n_rows == 0)
    {
      g_set_error_literal (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_EMPTY,
                           self->state == STATE_HEADER
                             ? "The file is empty; nothing was imported."
                             : "The file has a header, but no row of data below it.");
      return false;
    }

  return hand_out_all (self, error);
}

/**
 * tide_price_csv_finish:
 * @self: a reader
 * @error: return location, as of tide_price_csv_feed(); also
 *   %TIDE_PARSE_ERROR_EMPTY for a file without rows, and
 *   %TIDE_PARSE_ERROR_DATE_ORDER if no day above 12 has decided how days are
 *   written
 *
 * Says that the file has ended, and hands out the remaining batches. A file all
 * of whose rows are rejected gives no batch and no error: the report says why.
 *
 * Returns: %FALSE on error
 */
bool
tide_price_csv_finish (TidePriceCsv *self,
                       GError      **error)
{
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (self != NULL, false);

  if (!finish_rows (self, &reason))
    {
      if (self->state == STATE_HEADER && self->n_first_bytes > 0)
        tide_price_explain_binary (self->first_bytes, self->n_first_bytes, &reason);
      g_propagate_error (error, g_steal_pointer (&reason));
      return false;
    }

  if (self->n_footers > 0)
    tide_price_report_note (self->report, "%u closing %s left out", self->n_footers,
                            self->n_footers == 1 ? "line" : "lines");

  return true;
}

/**
 * tide_price_csv_get_report:
 * @self: a reader
 *
 * Gives what reading has brought to light so far; complete after
 * tide_price_csv_finish().
 *
 * Returns: (transfer none): the report, which lives as long as @self
 */
const TidePriceCsvReport *
tide_price_csv_get_report (const TidePriceCsv *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  self->report->encoding = tide_decoder_get_encoding (self->decoder);
  self->report->delimiter = tide_csv_get_delimiter (self->csv);

  return self->report;
}
