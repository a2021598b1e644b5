// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cell-column"

#include "config.h"

#include "gui/tide-cell-column.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "gui/tide-moment-text.h"

/* Text is coloured from half a standard deviation up, and where a row does not
 * say how far that is, from half a per cent up. */
#define DIRECTION_SIGMA 0.5
#define DIRECTION_CHANGE 0.005

/* Bold type is wider by less than this part. */
#define BOLD_SHARE 7

static TideCellColumn *
new_column (TideCellKind kind,
            const char  *title,
            const char  *formula,
            size_t       result)
{
  TideCellColumn *self = g_new0 (TideCellColumn, 1);

  self->kind = kind;
  self->title = g_strdup (title);
  self->formula = g_strdup (formula);
  self->result = result;
  tide_cell_column_begin_scan (self);
  return self;
}

static void
free_column (gpointer data)
{
  TideCellColumn *self = data;

  g_clear_pointer (&self->about, tide_list_column_free);
  g_free (self->title);
  g_free (self->formula);
  g_free (self);
}

/* What sources say of their figures is kept in English, and the usual words are
 * shown in the reader's language. */
const char *
tide_cell_fact_translate (const char *text)
{
  static const char *const known[] = {
    /* Translators: earnings expected in the next twelve months. */
    NC_ ("fact", "forward"),
    /* Translators: earnings reported for the last twelve months. */
    NC_ ("fact", "trailing"),
    NC_ ("fact", "cap-weighted harmonic"),
    NC_ ("fact", "sample"),
    NULL,
  };

  return g_strv_contains (known, text) ? g_dpgettext2 (NULL, "fact", text) : text;
}

/* The headings that every list begins with are kept in English and shown in the
 * reader's language; others are shown as they were typed. */
const char *
tide_cell_heading_translate (const char *title)
{
  static const char *const known[] = {
    NC_ ("column heading", "Last"),
    NC_ ("column heading", "1D"),
    NC_ ("column heading", "1D σ"),
    NC_ ("column heading", "1W"),
    NC_ ("column heading", "1M"),
    NC_ ("column heading", "6M"),
    NC_ ("column heading", "YTD"),
    NC_ ("column heading", "vs 52W low"),
    NC_ ("column heading", "vs 52W high"),
    NULL,
  };

  return g_strv_contains (known, title) ? g_dpgettext2 (NULL, "column heading", title) : title;
}

/* The columns of a table: who, up to when, and the list's own. A column of
 * deviations tells of the change to its left. */
GPtrArray *
tide_cell_columns_new (GPtrArray *list_columns)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (free_column);

  g_ptr_array_add (columns, new_column (TIDE_CELL_SYMBOL, _ ("Symbol"), NULL, 0));
  g_ptr_array_add (columns, new_column (TIDE_CELL_NAME, _ ("Name"), NULL, 0));
  g_ptr_array_add (columns, new_column (TIDE_CELL_SESSION, _ ("Session"), NULL, 0));
  for (unsigned int i = 0; i < list_columns->len; i++)
    {
      const TideListColumn *from = g_ptr_array_index (list_columns, i);
      TideCellKind          kind =
        from->style == TIDE_COLUMN_SPARKLINE ? TIDE_CELL_SPARKLINE : TIDE_CELL_VALUE;
      const char     *title = tide_cell_heading_translate (from->title);
      TideCellColumn *column = new_column (kind, title, from->formula, i);
      TideCellColumn *left = g_ptr_array_index (columns, columns->len - 1);

      column->deviations = from->style == TIDE_COLUMN_DEVIATIONS;
      if (column->deviations && left->kind == TIDE_CELL_VALUE)
        left->deviation = column;
      g_ptr_array_add (columns, column);
    }

  return columns;
}

/* The columns of a sheet: what the rows are, and the plan's own. */
GPtrArray *
tide_cell_columns_new_for_sheet (TideSheetPlan *plan)
{
  GPtrArray  *columns = g_ptr_array_new_with_free_func (free_column);
  GPtrArray  *from = tide_sheet_plan_get_columns (plan);
  const char *heading = tide_sheet_plan_get_heading (plan);

  g_ptr_array_add (columns,
                   new_column (TIDE_CELL_NAME, heading != NULL ? heading : "", NULL, 0));
  for (unsigned int i = 0; i < from->len; i++)
    {
      const TideListColumn *about = g_ptr_array_index (from, i);
      TideCellKind          kind =
        about->style == TIDE_COLUMN_SPARKLINE ? TIDE_CELL_SPARKLINE : TIDE_CELL_VALUE;
      TideCellColumn *column = new_column (kind, about->title, NULL, i);

      column->about = tide_list_column_copy (about);
      g_ptr_array_add (columns, column);
    }

  return columns;
}

/* Right-aligned, heading included. */
bool
tide_cell_column_is_numeric (const TideCellColumn *self)
{
  return self->kind == TIDE_CELL_VALUE;
}

/* Whether an adjusted price would be marked as one. */
bool
tide_cell_column_is_price (const TideCellColumn *self)
{
  static const char *const fields[] = { "close", "open", "high", "low", NULL };

  return self->kind == TIDE_CELL_VALUE && self->formula != NULL &&
         g_strv_contains (fields, self->formula);
}

/* Direction colours belong to changes and flows; a distance from a low or a high
 * is a place in history and stays in ink, and so does a discount. */
bool
tide_cell_column_is_change (const TideCellColumn *self)
{
  if (self->deviations)
    return true;
  if (self->about != NULL)
    return self->about->style == TIDE_COLUMN_SIGNED_BILLIONS ||
           self->about->style == TIDE_COLUMN_DIRECTION;
  if (!self->has_unit || self->kind != TIDE_CELL_VALUE ||
      g_str_has_prefix (self->formula, "rise") || g_str_has_prefix (self->formula, "fall"))
    return false;

  return self->unit.kind == TIDE_UNIT_CHANGE || self->unit.kind == TIDE_UNIT_POINTS;
}

static const TideResultData *
get_data (const TideCellColumn *self,
          TideListRow          *row)
{
  TideResult *result = tide_list_row_get_result (row, self->result);

  return result != NULL ? tide_result_get_data (result) : NULL;
}

static bool
get_number (const TideCellColumn *self,
            TideListRow          *row,
            double               *out_number,
            TideUnit             *out_unit)
{
  const TideResultData *data;

  if (self->kind != TIDE_CELL_VALUE)
    return false;

  data = get_data (self, row);
  if (data == NULL || data->kind != TIDE_VALUE_NUMBER || !isfinite (data->number))
    return false;

  *out_number = data->number;
  *out_unit = data->unit;
  return true;
}

bool
tide_cell_column_get_number (const TideCellColumn *self,
                             TideListRow          *row,
                             double               *out_number)
{
  TideUnit unit;

  return get_number (self, row, out_number, &unit);
}

/* The number to the last digit, in the scale that the heading tells of. */
bool
tide_cell_column_get_exact (const TideCellColumn *self,
                            TideListRow          *row,
                            double               *out_number)
{
  if (!tide_cell_column_get_number (self, row, out_number))
    return false;

  if (self->about != NULL)
    *out_number = tide_list_column_scale (self->about, *out_number);
  return true;
}

/* Whether numbers are fractions that are shown in per cent. */
bool
tide_cell_column_is_percent (const TideCellColumn *self)
{
  if (self->about != NULL && self->about->style == TIDE_COLUMN_CHANGE)
    return true;

  return self->has_unit && !self->mixed &&
         (self->unit.kind == TIDE_UNIT_CHANGE || self->unit.kind == TIDE_UNIT_SHARE);
}

/* The day that a cell shows, or TIDE_DAY_NONE. */
static TideDay
get_day (const TideCellColumn *self,
         TideListRow          *row)
{
  const TideResultData *data;

  if (self->kind == TIDE_CELL_SESSION)
    return tide_list_row_get_session (row);
  if (self->kind != TIDE_CELL_VALUE)
    return TIDE_DAY_NONE;

  data = get_data (self, row);
  return data != NULL && data->kind == TIDE_VALUE_DAY ? data->day : TIDE_DAY_NONE;
}

void
tide_cell_column_begin_scan (TideCellColumn *self)
{
  self->has_unit = false;
  self->mixed = false;
  self->whole = true;
  self->highest = self->lowest = NAN;
  self->newest = TIDE_DAY_NONE;
  self->text_width = 0;
}

static void
scan_number (TideCellColumn *self,
             TideUnit        unit,
             double          number)
{
  if (!self->has_unit)
    self->unit = unit;
  else if (!tide_unit_equal (self->unit, unit))
    self->mixed = true;
  self->has_unit = true;
  self->whole = self->whole && number == floor (number);
  self->highest = fmax (self->highest, number);
  self->lowest = fmin (self->lowest, number);
}

/* Sessions of the newest year go without it: nearly all of them. */
static char *
dup_day_text (const TideCellColumn *self,
              TideDay               day)
{
  g_autoptr (GDateTime) date = NULL;
  int                   year, month, of_month, newest;

  if (self->kind != TIDE_CELL_SESSION || day == TIDE_DAY_NONE || self->newest == TIDE_DAY_NONE)
    return tide_day_dup_text (day);

  tide_day_to_ymd (self->newest, &newest, NULL, NULL);
  tide_day_to_ymd (day, &year, &month, &of_month);
  if (year != newest)
    return tide_day_dup_text (day);

  date = g_date_time_new_utc (year, month, of_month, 0, 0, 0);
  /* Translators: a day without its year; see g_date_time_format(). */
  return g_date_time_format (date, _ ("%-d %b"));
}

/* Numbers are compared only: the widest is one of the extremes. Days and texts
 * are measured. */
void
tide_cell_column_scan_row (TideCellColumn  *self,
                           TideListRow     *row,
                           TideCellMeasure *measure)
{
  g_autofree char *text = NULL;
  TideUnit         unit;
  double           number;
  int              width;

  if (self->kind == TIDE_CELL_SPARKLINE)
    return;
  if (get_number (self, row, &number, &unit))
    {
      scan_number (self, unit, number);
      if (self->about == NULL)
        return;
    }
  self->newest = MAX (self->newest, get_day (self, row));

  text = tide_cell_column_dup_text (self, row, TIDE_NUMBER_SCREEN);
  width = tide_cell_measure_text (measure, text);
  /* Room for the bold type of what sums up other rows. */
  if (tide_list_row_is_fixed (row))
    width += width / BOLD_SHARE + 1;
  self->text_width = MAX (self->text_width, width);
}

static int
choose_plain_decimals (const TideCellColumn *self)
{
  double magnitude = fmax (fabs (self->highest), fabs (self->lowest));

  if (self->whole || magnitude >= 1000.0)
    return 0;
  if (magnitude >= 100.0)
    return 1;
  return magnitude >= 1.0 ? 2 : 4;
}

static int
choose_decimals (const TideCellColumn *self)
{
  if (self->about != NULL && self->about->decimals >= 0)
    return self->about->decimals;
  if (!self->has_unit || (self->about != NULL && self->about->style == TIDE_COLUMN_CHANGE))
    return 0;
  if (self->deviations)
    return 1;
  if (self->unit.kind == TIDE_UNIT_PLAIN)
    return choose_plain_decimals (self);
  if (self->unit.kind == TIDE_UNIT_CURRENCY && fabs (self->lowest) >= 1e6)
    return 0;

  return MIN (4, MAX (tide_unit_get_decimals (self->unit, self->lowest),
                      tide_unit_get_decimals (self->unit, self->highest)));
}

static void
widen_for (TideCellColumn  *self,
           double           number,
           TideCellMeasure *measure)
{
  g_autofree char *text = tide_cell_column_format (self, number, TIDE_NUMBER_SCREEN);

  self->text_width = MAX (self->text_width, tide_cell_measure_text (measure, text));
}

/* The widest day of the newest year; days of other years were measured. */
static void
widen_for_days (TideCellColumn  *self,
                TideCellMeasure *measure)
{
  int year;

  tide_day_to_ymd (self->newest, &year, NULL, NULL);
  for (int month = 1; month <= 12; month++)
    {
      g_autofree char *text = dup_day_text (self, tide_day_from_ymd (year, month, 28));

      self->text_width = MAX (self->text_width, tide_cell_measure_text (measure, text));
    }
}

void
tide_cell_column_end_scan (TideCellColumn  *self,
                           TideCellMeasure *measure)
{
  self->decimals = choose_decimals (self);
  if (self->has_unit && self->about == NULL)
    {
      widen_for (self, self->highest, measure);
      widen_for (self, self->lowest, measure);
    }
  if (self->newest != TIDE_DAY_NONE)
    widen_for_days (self, measure);
}

/* A number as its column prints it. The currency stands in the table's
 * subtitle, not in each cell; deviations carry their sign as changes do. */
char *
tide_cell_column_format (const TideCellColumn *self,
                         double                number,
                         TideNumberStyle       style)
{
  g_autofree char *text = NULL;

  if (self->has_unit && !self->deviations &&
      self->unit.kind != TIDE_UNIT_CURRENCY && self->unit.kind != TIDE_UNIT_PLAIN)
    return tide_unit_format (self->unit, number, self->decimals, style);

  text = tide_number_format (number, self->decimals, style);
  if (self->deviations && number > 0.0 && strpbrk (text, "123456789") != NULL)
    return g_strconcat ("+", text, NULL);

  return g_steal_pointer (&text);
}

static char *
dup_value_text (const TideCellColumn *self,
                TideListRow          *row,
                TideNumberStyle       style)
{
  const TideResultData *data;
  double                number;

  if (tide_list_row_get_n_results (row) == 0)
    return g_strdup ("");
  if (tide_list_row_get_error (row, self->result) != NULL)
    return g_strdup ("!");
  data = get_data (self, row);
  if (tide_cell_column_get_number (self, row, &number))
    return self->about != NULL
             ? tide_list_column_print_number (self->about, data->unit, number, style)
             : tide_cell_column_format (self, number, style);
  if (data == NULL)
    /* A cell of a sheet may have no formula. */
    return g_strdup (self->about != NULL ? "" : "–");
  if (data->kind == TIDE_VALUE_TRUTH)
    return g_strdup (data->truth ? _ ("yes") : _ ("no"));
  if (data->kind == TIDE_VALUE_DAY && data->day != TIDE_DAY_NONE)
    return tide_day_dup_text (data->day);
  if (data->text != NULL && data->kind != TIDE_VALUE_MISSING)
    return g_strdup (style == TIDE_NUMBER_SCREEN ? tide_cell_fact_translate (data->text)
                                                 : data->text);

  return g_strdup ("–");
}

/* What a cell says; a sparkline says nothing. */
char *
tide_cell_column_dup_text (const TideCellColumn *self,
                           TideListRow          *row,
                           TideNumberStyle       style)
{
  const char *name;

  switch (self->kind)
    {
    case TIDE_CELL_SYMBOL:
      return g_strdup (tide_list_row_get_symbol (row));
    case TIDE_CELL_NAME:
      name = tide_list_row_get_name (row);
      return g_strdup (name != NULL ? name : "");
    case TIDE_CELL_SESSION:
      if (tide_list_row_get_n_results (row) == 0)
        return g_strdup ("");
      return dup_day_text (self, tide_list_row_get_session (row));
    case TIDE_CELL_VALUE:
      return dup_value_text (self, row, style);
    case TIDE_CELL_SPARKLINE:
      return g_strdup ("");
    }
  g_return_val_if_reached (g_strdup (""));
}

static char *
dup_missing_reason (const TideResultData *data)
{
  if (data == NULL)
    return NULL;

  return g_strdup (data->reason != NULL ? data->reason : tide_missing_to_sentence (data->missing));
}

/* Why there is no number, how old one is, or what must be known of it. */
char *
tide_cell_column_dup_tooltip (const TideCellColumn *self,
                              TideListRow          *row)
{
  const TideResultData *data;
  g_autofree char      *day = NULL;

  if (self->kind == TIDE_CELL_NAME)
    return g_strdup (tide_list_row_get_name (row));
  if (self->kind != TIDE_CELL_VALUE && self->kind != TIDE_CELL_SPARKLINE)
    return NULL;
  if (tide_list_row_get_error (row, self->result) != NULL)
    return g_strdup (tide_list_row_get_error (row, self->result));

  data = get_data (self, row);
  if (data == NULL || data->kind == TIDE_VALUE_MISSING || !isfinite (data->number))
    return dup_missing_reason (data);
  if (data->stale_days > 0)
    {
      day = tide_day_dup_text (data->day);
      /* Translators: age of a number in days, and the day it is of. */
      return g_strdup_printf (_ ("%d d old: the last observation is of %s"),
                              data->stale_days, day);
    }

  return g_strdup (data->note);
}

static TideCellTone
get_direction (double number,
               double threshold)
{
  if (number >= threshold)
    return TIDE_TONE_UP;
  return number <= -threshold ? TIDE_TONE_DOWN : TIDE_TONE_PLAIN;
}

/* A flow has the colour of the sign that it is printed with. */
static TideCellTone
get_printed_direction (const TideCellColumn *self,
                       TideListRow          *row)
{
  g_autofree char *text = tide_cell_column_dup_text (self, row, TIDE_NUMBER_MACHINE);

  if (*text == '+' || g_str_equal (text, "▲"))
    return TIDE_TONE_UP;
  return *text == '-' || g_str_equal (text, "▼") ? TIDE_TONE_DOWN : TIDE_TONE_PLAIN;
}

TideCellTone
tide_cell_column_get_tone (const TideCellColumn *self,
                           TideListRow          *row)
{
  const TideResultData *data;
  double                number, sigma;

  if (self->kind != TIDE_CELL_VALUE || tide_list_row_get_n_results (row) == 0)
    return TIDE_TONE_PLAIN;
  if (tide_list_row_get_error (row, self->result) != NULL)
    return TIDE_TONE_PROBLEM;

  data = get_data (self, row);
  if (data == NULL || data->kind == TIDE_VALUE_MISSING)
    return TIDE_TONE_MISSING;
  if (data->stale_days > 0)
    return TIDE_TONE_STALE;
  if (self->about != NULL && tide_cell_column_is_change (self))
    return get_printed_direction (self, row);
  if (!tide_cell_column_is_change (self) || !tide_cell_column_get_number (self, row, &number))
    return TIDE_TONE_PLAIN;
  if (self->deviations)
    return get_direction (number, DIRECTION_SIGMA);
  if (self->deviation != NULL && tide_cell_column_get_number (self->deviation, row, &sigma))
    return fabs (sigma) >= DIRECTION_SIGMA ? get_direction (number, 0.0) : TIDE_TONE_PLAIN;

  return get_direction (number, DIRECTION_CHANGE);
}

static int
compare_texts (const TideCellColumn *self,
               TideListRow          *a,
               TideListRow          *b,
               bool                  descending)
{
  g_autofree char *text_a = tide_cell_column_dup_text (self, a, TIDE_NUMBER_MACHINE);
  g_autofree char *text_b = tide_cell_column_dup_text (self, b, TIDE_NUMBER_MACHINE);
  bool             none_a = *text_a == '\0' || g_str_equal (text_a, "–");
  bool             none_b = *text_b == '\0' || g_str_equal (text_b, "–");
  int              order = g_ascii_strcasecmp (text_a, text_b);

  if (none_a || none_b)
    return none_a - none_b;

  return descending ? -order : order;
}

/* What a cell is ordered by, NaN where it says nothing. */
static double
get_key (const TideCellColumn *self,
         TideListRow          *row)
{
  double  number;
  TideDay day;

  if (tide_cell_column_get_number (self, row, &number))
    return number;

  day = get_day (self, row);
  return day != TIDE_DAY_NONE ? (double) day : NAN;
}

/* Order of two rows by the exact values, not by what is printed. What is
 * missing comes last in both directions. */
int
tide_cell_column_compare (const TideCellColumn *self,
                          TideListRow          *a,
                          TideListRow          *b,
                          bool                  descending)
{
  double key_a = get_key (self, a);
  double key_b = get_key (self, b);

  if (tide_list_row_is_fixed (a) || tide_list_row_is_fixed (b))
    return tide_list_row_is_fixed (a) - tide_list_row_is_fixed (b);
  if (isnan (key_a) && isnan (key_b) && self->kind != TIDE_CELL_SESSION)
    return compare_texts (self, a, b, descending);
  if (isnan (key_a) || isnan (key_b))
    return (int) isnan (key_a) - (int) isnan (key_b);

  return descending ? (key_a < key_b) - (key_a > key_b) : (key_a > key_b) - (key_a < key_b);
}
