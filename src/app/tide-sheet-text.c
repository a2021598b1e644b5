// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sheet-text"

#include "config.h"

#include "app/tide-sheet-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/tide-command-line.h"
#include "app/tide-result-json.h"
#include "app/tide-table-text.h"
#include "base/tide-decimal.h"
#include "base/tide-text.h"

/* More columns than a line holds. */
#define LONG_ROW 8

static unsigned int
count_columns (TideSheetPlan *plan)
{
  return tide_sheet_plan_get_columns (plan)->len;
}

/* A column of symbols says nothing where it repeats what the rows are called, or
 * is the same all the way. */
static bool
needs_symbols (TideSheetPlan *plan)
{
  const char *first = NULL;
  bool        differs = false;

  for (unsigned int row = 0; row < tide_sheet_plan_get_n_rows (plan); row++)
    {
      const char *symbol = tide_sheet_plan_get_symbol (plan, row);

      if (symbol == NULL)
        continue;
      differs |= first != NULL && !g_str_equal (first, symbol);
      first = symbol;
    }
  for (unsigned int row = 0; differs && row < tide_sheet_plan_get_n_rows (plan); row++)
    if (tide_sheet_plan_get_symbol (plan, row) != NULL &&
        !g_str_equal (tide_sheet_plan_get_symbol (plan, row),
                      tide_sheet_plan_get_label (plan, row)))
      return true;

  return false;
}

static const char *
get_reason (const TideSheet *sheet,
            unsigned int     row,
            unsigned int     column)
{
  TideResult *result = tide_sheet_get_result (sheet, row, column);
  const char *error = tide_sheet_get_error (sheet, row, column);

  if (error != NULL || result == NULL)
    return error;
  return tide_result_get_data (result)->reason;
}

static char *
dup_cell (const TideSheet *sheet,
          unsigned int     row,
          unsigned int     column)
{
  if (tide_sheet_plan_get_cell (tide_sheet_get_plan (sheet), row, column) == NULL)
    return g_strdup ("");
  if (get_reason (sheet, row, column) != NULL)
    return g_strdup ("–");
  return tide_sheet_print (sheet, row, column, TIDE_NUMBER_MACHINE);
}

/* A single row of many figures reads better from top to bottom. */
static bool
is_long_row (TideSheetPlan *plan)
{
  return tide_sheet_plan_get_n_rows (plan) == 1 && count_columns (plan) > LONG_ROW;
}

static void
print_long_row (const TideSheet *sheet)
{
  GPtrArray                *columns = tide_sheet_plan_get_columns (tide_sheet_get_plan (sheet));
  g_autoptr (TideTableText) table = tide_table_text_new ();

  tide_table_text_add_column (table, "", false);
  tide_table_text_add_column (table, tide_sheet_plan_get_label (tide_sheet_get_plan (sheet), 0),
                              true);
  for (unsigned int i = 0; i < columns->len; i++)
    {
      g_autofree char *cell = dup_cell (sheet, 0, i);

      tide_table_text_add_cell (table, ((TideListColumn *) columns->pdata[i])->title);
      tide_table_text_add_cell (table, cell);
    }
  tide_table_text_print (table);
}

static void
print_table (const TideSheet *sheet)
{
  TideSheetPlan            *plan = tide_sheet_get_plan (sheet);
  GPtrArray                *columns = tide_sheet_plan_get_columns (plan);
  bool                      symbols = needs_symbols (plan);
  g_autoptr (TideTableText) table = tide_table_text_new ();

  if (symbols)
    tide_table_text_add_column (table, _ ("Symbol"), false);
  tide_table_text_add_column (table, "", false);
  for (unsigned int i = 0; i < columns->len; i++)
    tide_table_text_add_column (table, ((TideListColumn *) columns->pdata[i])->title, true);

  for (unsigned int row = 0; row < tide_sheet_plan_get_n_rows (plan); row++)
    {
      if (symbols)
        tide_table_text_add_cell (table, tide_sheet_plan_get_symbol (plan, row));
      tide_table_text_add_cell (table, tide_sheet_plan_get_label (plan, row));
      for (unsigned int i = 0; i < columns->len; i++)
        {
          g_autofree char *cell = dup_cell (sheet, row, i);

          tide_table_text_add_cell (table, cell);
        }
    }
  tide_table_text_print (table);
}

/* A reason for which there is no value, the first cell it holds for, and in how
 * many rows it does. */
typedef struct
{
  const char  *reason;
  unsigned int row;
  unsigned int column;
  unsigned int n_rows;
  unsigned int last_row;
} Reason;

static void
count_reason (GArray      *reasons,
              const char  *text,
              unsigned int row,
              unsigned int column)
{
  const Reason first = { text, row, column, 1, row };

  for (unsigned int i = 0; i < reasons->len; i++)
    {
      Reason *reason = &g_array_index (reasons, Reason, i);

      if (!g_str_equal (reason->reason, text))
        continue;
      reason->n_rows += reason->last_row != row;
      reason->last_row = row;
      return;
    }
  g_array_append_val (reasons, first);
}

/* Below the table: what a dash stands for, each reason once. */
static void
print_reasons (const TideSheet *sheet)
{
  TideSheetPlan     *plan = tide_sheet_get_plan (sheet);
  GPtrArray         *columns = tide_sheet_plan_get_columns (plan);
  g_autoptr (GArray) reasons = g_array_new (FALSE, FALSE, sizeof (Reason));

  for (unsigned int row = 0; row < tide_sheet_plan_get_n_rows (plan); row++)
    for (unsigned int i = 0; i < columns->len; i++)
      if (get_reason (sheet, row, i) != NULL)
        count_reason (reasons, get_reason (sheet, row, i), row, i);

  for (unsigned int i = 0; i < reasons->len; i++)
    {
      const Reason *reason = &g_array_index (reasons, Reason, i);
      const char   *label = tide_sheet_plan_get_label (plan, reason->row);
      const char   *title = ((TideListColumn *) columns->pdata[reason->column])->title;

      if (reason->n_rows == 1)
        g_print ("– %s, %s: %s\n", label, title, reason->reason);
      else
        /* Translators: %1$s is a row, %2$u how many others, %3$s a column, %4$s
         * why there is no value. */
        g_print (ngettext ("– %1$s and %2$u other row, %3$s: %4$s\n",
                           "– %1$s and %2$u other rows, %3$s: %4$s\n", reason->n_rows - 1),
                 label, reason->n_rows - 1, title, reason->reason);
    }
}

static void
print_foot (const TideSheet *sheet)
{
  const char *note = tide_sheet_plan_get_note (tide_sheet_get_plan (sheet));
  const char *origin = tide_sheet_get_origin (sheet);
  TideDay     last = tide_sheet_get_last_day (sheet);
  char        day[TIDE_DAY_TEXT_SIZE];

  if (note != NULL)
    /* Translators: %s are whole sentences. */
    g_print (_ ("Note: %s\n"), note);
  if (origin != NULL && last != TIDE_DAY_NONE)
    /* Translators: names of sources, and the day of the newest observation. */
    g_print (_ ("Source: %s. Data to %s.\n"), origin, tide_day_format (last, day));
}

static void
print_text (GPtrArray *sheets)
{
  for (unsigned int i = 0; i < sheets->len; i++)
    {
      const TideSheet *sheet = g_ptr_array_index (sheets, i);
      TideSheetPlan   *plan = tide_sheet_get_plan (sheet);

      g_print ("%s%s\n", i > 0 ? "\n" : "", tide_sheet_plan_get_title (plan));
      if (tide_sheet_plan_get_subtitle (plan) != NULL)
        g_print ("%s\n", tide_sheet_plan_get_subtitle (plan));
      if (is_long_row (plan))
        print_long_row (sheet);
      else
        print_table (sheet);
      print_reasons (sheet);
      print_foot (sheet);
    }
}

/* Machines read the minus of a keyboard, in headings and labels as well. */
static char *
dup_plain (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "−", -1);

  return g_strjoinv ("-", parts);
}

static void
append_text_cell (GString    *line,
                  const char *as_shown)
{
  g_autofree char *text = dup_plain (as_shown);

  if (line->len > 0)
    g_string_append_c (line, ',');
  tide_text_append_csv (line, text);
}

static void
append_cell (GString         *line,
             const TideSheet *sheet,
             unsigned int     row,
             unsigned int     column)
{
  char             digits[TIDE_DECIMAL_TEXT_SIZE];
  double           number;
  g_autofree char *text = NULL;

  if (tide_sheet_get_number (sheet, row, column, &number))
    {
      /* In the scale that the heading tells of: billions, a change. */
      number = tide_list_column_scale (
        g_ptr_array_index (tide_sheet_plan_get_columns (tide_sheet_get_plan (sheet)), column),
        number);
      g_string_append_printf (line, ",%s", tide_decimal_format (number, digits));
      return;
    }

  text = get_reason (sheet, row, column) == NULL ? dup_cell (sheet, row, column) : g_strdup ("");
  if (*text != '\0')
    append_text_cell (line, text);
  else
    g_string_append_c (line, ',');
}

/* Numbers as they were calculated; what is missing is empty. */
static void
print_csv (const TideSheet *sheet)
{
  TideSheetPlan      *plan = tide_sheet_get_plan (sheet);
  GPtrArray          *columns = tide_sheet_plan_get_columns (plan);
  g_autoptr (GString) line = g_string_new ("sheet,row,symbol");

  for (unsigned int i = 0; i < columns->len; i++)
    append_text_cell (line, ((TideListColumn *) columns->pdata[i])->title);
  g_print ("%s\n", line->str);

  for (unsigned int row = 0; row < tide_sheet_plan_get_n_rows (plan); row++)
    {
      const char *symbol = tide_sheet_plan_get_symbol (plan, row);

      g_string_assign (line, "");
      append_text_cell (line, tide_sheet_plan_get_id (plan));
      append_text_cell (line, tide_sheet_plan_get_label (plan, row));
      append_text_cell (line, symbol != NULL ? symbol : "");
      for (unsigned int i = 0; i < columns->len; i++)
        append_cell (line, sheet, row, i);
      g_print ("%s\n", line->str);
    }
}

static void
append_member (GString    *json,
               const char *name,
               const char *text)
{
  g_autofree char *plain = text != NULL ? dup_plain (text) : NULL;

  g_string_append_printf (json, "\"%s\": ", name);
  tide_json_append_string (json, plain);
  g_string_append (json, ", ");
}

static void
append_json_row (GString         *json,
                 const TideSheet *sheet,
                 unsigned int     row)
{
  TideSheetPlan *plan = tide_sheet_get_plan (sheet);

  g_string_append_c (json, '{');
  append_member (json, "label", tide_sheet_plan_get_label (plan, row));
  append_member (json, "symbol", tide_sheet_plan_get_symbol (plan, row));
  g_string_append (json, "\"cells\": [");
  for (unsigned int i = 0; i < count_columns (plan); i++)
    {
      TideResult *result = tide_sheet_get_result (sheet, row, i);
      const char *error = tide_sheet_get_error (sheet, row, i);

      g_string_append (json, i > 0 ? ",\n    " : "\n    ");
      if (result != NULL)
        tide_result_append_json (json, result, TIDE_RESULT_VALUE);
      else if (error != NULL)
        {
          g_string_append (json, "{\"value\": null, \"missing\": ");
          tide_json_append_string (json, error);
          g_string_append (json, ", \"missing_code\": \"error\"}");
        }
      else
        g_string_append (json, "null");
    }
  g_string_append (json, "]}");
}

static void
append_json (GString         *json,
             const TideSheet *sheet)
{
  TideSheetPlan *plan = tide_sheet_get_plan (sheet);
  GPtrArray     *columns = tide_sheet_plan_get_columns (plan);

  g_string_append_c (json, '{');
  append_member (json, "id", tide_sheet_plan_get_id (plan));
  append_member (json, "title", tide_sheet_plan_get_title (plan));
  append_member (json, "subtitle", tide_sheet_plan_get_subtitle (plan));
  append_member (json, "note", tide_sheet_plan_get_note (plan));
  g_string_append (json, "\"columns\": [");
  for (unsigned int i = 0; i < columns->len; i++)
    {
      g_autofree char *title = dup_plain (((TideListColumn *) columns->pdata[i])->title);

      g_string_append (json, i > 0 ? ", " : "");
      tide_json_append_string (json, title);
    }
  g_string_append (json, "],\n \"rows\": [");
  for (unsigned int row = 0; row < tide_sheet_plan_get_n_rows (plan); row++)
    {
      g_string_append (json, row > 0 ? ",\n  " : "\n  ");
      append_json_row (json, sheet, row);
    }
  g_string_append (json, "]}");
}

static void
print_json (GPtrArray *sheets)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (unsigned int i = 0; i < sheets->len; i++)
    {
      g_string_append (json, i > 0 ? ",\n" : "");
      append_json (json, g_ptr_array_index (sheets, i));
    }
  g_print ("%s]\n", json->str);
}

/* Prints sheets on standard output: tables for people, one table after another
 * with a heading each as CSV, or one array. */
void
tide_sheets_print (GPtrArray      *sheets,
                   TidePrintFormat format)
{
  switch (format)
    {
    case TIDE_PRINT_TEXT:
      print_text (sheets);
      break;
    case TIDE_PRINT_CSV:
      for (unsigned int i = 0; i < sheets->len; i++)
        {
          g_print ("%s", i > 0 ? "\n" : "");
          print_csv (g_ptr_array_index (sheets, i));
        }
      break;
    case TIDE_PRINT_JSON:
      print_json (sheets);
      break;
    }
}

/* Whether a cell failed; one that is missing with a reason has not. */
bool
tide_sheets_have_errors (GPtrArray *sheets)
{
  for (unsigned int i = 0; i < sheets->len; i++)
    {
      const TideSheet *sheet = g_ptr_array_index (sheets, i);
      TideSheetPlan   *plan = tide_sheet_get_plan (sheet);

      for (unsigned int row = 0; row < tide_sheet_plan_get_n_rows (plan); row++)
        for (unsigned int column = 0; column < count_columns (plan); column++)
          if (tide_sheet_get_error (sheet, row, column) != NULL)
            return true;
    }

  return false;
}
