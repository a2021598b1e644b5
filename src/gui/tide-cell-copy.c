// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cell-copy"

#include "config.h"

#include "gui/tide-cell-copy.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "base/tide-text.h"

TideCellRange
tide_cell_copy_get_all (TideCellTable *table)
{
  return (TideCellRange){
    .first_row = 0,
    .last_row = (int) g_list_model_get_n_items (tide_cell_table_get_rows (table)) - 1,
    .first_column = 0,
    .last_column = (int) tide_cell_sheet_get_n_columns (tide_cell_table_get_sheet (table)) - 1,
  };
}

/* (nullable): a drawn column has nothing that could be copied. */
static const TideCellColumn *
get_column (TideCellTable *table,
            int            index)
{
  const TideCellColumn *column =
    tide_cell_sheet_get_column (tide_cell_table_get_sheet (table), (unsigned int) index);

  return column->kind == TIDE_CELL_SPARKLINE ? NULL : column;
}

static bool
is_number (const TideCellColumn *column,
           TideListRow          *row)
{
  double number;

  return tide_cell_column_get_number (column, row, &number);
}

/* A number as a spreadsheet in English reads it: no separators of thousands. */
static char *
dup_plain_text (const TideCellColumn *column,
                TideListRow          *row)
{
  char *text = tide_cell_column_dup_text (column, row, TIDE_NUMBER_MACHINE);
  char *out = text;

  if (!is_number (column, row))
    return g_strdelimit (text, "\t\r\n", ' ');

  for (const char *in = text; *in != '\0'; in++)
    {
      if (*in != ',')
        *out++ = *in;
    }
  *out = '\0';
  return text;
}

typedef void (*AppendCell) (GString              *string,
                            const TideCellColumn *column,
                            TideListRow          *row,
                            bool                  first);

/* Calls @append for each cell of a row; the heading's row is NULL. */
static void
append_row (TideCellTable       *table,
            const TideCellRange *range,
            TideListRow         *row,
            AppendCell           append,
            GString             *string)
{
  bool first = true;

  for (int i = range->first_column; i <= range->last_column; i++)
    {
      const TideCellColumn *column = get_column (table, i);

      if (column == NULL)
        continue;
      append (string, column, row, first);
      first = false;
    }
}

static void
append_text_cell (GString              *string,
                  const TideCellColumn *column,
                  TideListRow          *row,
                  bool                  first)
{
  g_autofree char *text =
    row != NULL ? dup_plain_text (column, row) : g_strdup (column->title);

  if (!first)
    g_string_append_c (string, '\t');
  g_string_append (string, text);
}

/* Rows by line, cells by tab, numbers as they are shown. */
char *
tide_cell_copy_text (TideCellTable       *table,
                     const TideCellRange *range,
                     bool                 headings)
{
  GString *string = g_string_new (NULL);

  if (headings)
    {
      append_row (table, range, NULL, append_text_cell, string);
      g_string_append_c (string, '\n');
    }
  for (int i = range->first_row; i <= range->last_row; i++)
    {
      g_autoptr (TideListRow) row =
        g_list_model_get_item (tide_cell_table_get_rows (table), (unsigned int) i);

      append_row (table, range, row, append_text_cell, string);
      if (headings || i < range->last_row)
        g_string_append_c (string, '\n');
    }

  return g_string_free (string, FALSE);
}

/* The exact number goes along in the attributes that spreadsheets read, in
 * their own code for its form: US English is 1033. */
static void
append_number (GString              *string,
               const TideCellColumn *column,
               double                number,
               const char           *text)
{
  char exact[TIDE_DECIMAL_TEXT_SIZE];

  tide_decimal_format (number, exact);
  g_string_append_printf (string, "<td align=\"right\" sdval=\"%s\" sdnum=\"1033;", exact);
  if (tide_cell_column_is_percent (column))
    g_string_append_printf (string, "0;0%s%.*s%%", column->decimals > 0 ? "." : "",
                            column->decimals, "00000000");
  g_string_append_printf (string, "\">%s</td>", text);
}

static void
append_html_cell (GString              *string,
                  const TideCellColumn *column,
                  TideListRow          *row,
                  bool                  first)
{
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  double           number;

  if (row == NULL)
    {
      escaped = g_markup_escape_text (column->title, -1);
      g_string_append_printf (string, "<th align=\"%s\">%s</th>",
                              tide_cell_column_is_numeric (column) ? "right" : "left", escaped);
      return;
    }

  text = tide_cell_column_dup_text (column, row, TIDE_NUMBER_SCREEN);
  escaped = g_markup_escape_text (text, -1);
  if (tide_cell_column_get_exact (column, row, &number))
    append_number (string, column, number, escaped);
  else
    g_string_append_printf (string, "<td>%s</td>", escaped);
}

char *
tide_cell_copy_html (TideCellTable       *table,
                     const TideCellRange *range,
                     bool                 headings)
{
  GString *string = g_string_new ("<meta charset=\"utf-8\"><table>\n");

  if (headings)
    {
      g_string_append (string, "<tr>");
      append_row (table, range, NULL, append_html_cell, string);
      g_string_append (string, "</tr>\n");
    }
  for (int i = range->first_row; i <= range->last_row; i++)
    {
      g_autoptr (TideListRow) row =
        g_list_model_get_item (tide_cell_table_get_rows (table), (unsigned int) i);

      g_string_append (string, "<tr>");
      append_row (table, range, row, append_html_cell, string);
      g_string_append (string, "</tr>\n");
    }

  g_string_append (string, "</table>");
  return g_string_free (string, FALSE);
}

static void
append_csv_value (GString              *string,
                  const TideCellColumn *column,
                  TideListRow          *row)
{
  TideResult           *result = tide_list_row_get_result (row, column->result);
  const TideResultData *data = result != NULL ? tide_result_get_data (result) : NULL;
  char                  day[TIDE_DAY_TEXT_SIZE];
  char                  exact[TIDE_DECIMAL_TEXT_SIZE];
  double                number;

  if (tide_cell_column_get_exact (column, row, &number))
    g_string_append (string, tide_decimal_format (number, exact));
  else if (data != NULL && data->kind == TIDE_VALUE_DAY && data->day != TIDE_DAY_NONE)
    g_string_append (string, tide_day_format (data->day, day));
  else if (data != NULL && data->kind == TIDE_VALUE_TRUTH)
    g_string_append (string, data->truth ? "true" : "false");
  else if (data != NULL && data->kind != TIDE_VALUE_MISSING && data->text != NULL)
    tide_text_append_csv (string, data->text);
}

/* Money is followed by its currency: rows of one list need not share it. The
 * heading of a sheet may have it already. */
static bool
has_currency (const TideCellColumn *column)
{
  if (column->about != NULL && column->about->style != TIDE_COLUMN_VALUE)
    return false;

  return column->kind == TIDE_CELL_VALUE && column->has_unit &&
         (column->mixed || column->unit.kind == TIDE_UNIT_CURRENCY);
}

static void
append_csv_heading (GString              *string,
                    const TideCellColumn *column)
{
  tide_text_append_csv (string, column->title);
  if (has_currency (column))
    {
      g_autofree char *unit = g_strconcat (column->title, " unit", NULL);

      g_string_append_c (string, ',');
      tide_text_append_csv (string, unit);
    }
}

static void
append_csv_cell (GString              *string,
                 const TideCellColumn *column,
                 TideListRow          *row,
                 bool                  first)
{
  char day[TIDE_DAY_TEXT_SIZE];

  if (!first)
    g_string_append_c (string, ',');
  if (row == NULL)
    {
      append_csv_heading (string, column);
      return;
    }

  if (column->kind == TIDE_CELL_VALUE)
    {
      append_csv_value (string, column, row);
    }
  else if (column->kind == TIDE_CELL_SESSION)
    {
      if (tide_list_row_get_session (row) != TIDE_DAY_NONE)
        g_string_append (string, tide_day_format (tide_list_row_get_session (row), day));
    }
  else
    {
      g_autofree char *text = tide_cell_column_dup_text (column, row, TIDE_NUMBER_MACHINE);

      tide_text_append_csv (string, text);
    }

  if (has_currency (column))
    {
      TideResult      *result = tide_list_row_get_result (row, column->result);
      g_autofree char *unit = NULL;

      if (result != NULL && is_number (column, row))
        unit = tide_unit_to_string (tide_result_get_data (result)->unit);
      g_string_append_printf (string, ",%s", unit != NULL ? unit : "");
    }
}

/* All rows as shown, with exact numbers and ISO days; changes are fractions. */
char *
tide_cell_copy_csv (TideCellTable *table)
{
  TideCellRange range = tide_cell_copy_get_all (table);
  GString      *string = g_string_new (NULL);

  append_row (table, &range, NULL, append_csv_cell, string);
  g_string_append (string, "\r\n");
  for (int i = range.first_row; i <= range.last_row; i++)
    {
      g_autoptr (TideListRow) row =
        g_list_model_get_item (tide_cell_table_get_rows (table), (unsigned int) i);

      append_row (table, &range, row, append_csv_cell, string);
      g_string_append (string, "\r\n");
    }

  return g_string_free (string, FALSE);
}

void
tide_cell_copy_to_clipboard (GdkClipboard *clipboard,
                             const char   *text,
                             const char   *html)
{
  g_autoptr (GBytes)  html_bytes = g_bytes_new (html, strlen (html));
  GdkContentProvider *forms[] = {
    gdk_content_provider_new_for_bytes ("text/html", html_bytes),
    gdk_content_provider_new_typed (G_TYPE_STRING, text),
  };
  g_autoptr (GdkContentProvider) both =
    gdk_content_provider_new_union (forms, G_N_ELEMENTS (forms));

  gdk_clipboard_set_content (clipboard, both);
}

static void
append_text_line (GString    *text,
                  GString    *html,
                  const char *element,
                  const char *line)
{
  g_autofree char *escaped = NULL;

  if (line == NULL || *line == '\0')
    return;

  escaped = g_markup_escape_text (line, -1);
  g_string_append_printf (text, "%s\n", line);
  g_string_append_printf (html, "<p><%1$s>%2$s</%1$s></p>\n", element, escaped);
}

/* Title and source go along: a pasted table says what it is. */
void
tide_cell_copy_table (TideCellTable           *table,
                      const TideCellCopyWords *words,
                      GdkClipboard            *clipboard)
{
  TideCellRange    range = tide_cell_copy_get_all (table);
  g_autofree char *cells = tide_cell_copy_text (table, &range, true);
  g_autofree char *rows = tide_cell_copy_html (table, &range, true);
  const char      *above[] = { words->title, words->subtitle };
  const char      *below[] = { words->note, words->source };
  GString         *text = g_string_new (NULL);
  GString         *html = g_string_new (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (above); i++)
    append_text_line (text, html, i == 0 ? "b" : "span", above[i]);
  g_string_append (text, cells);
  g_string_append_printf (html, "%s\n", rows);
  for (size_t i = 0; i < G_N_ELEMENTS (below); i++)
    append_text_line (text, html, "small", below[i]);

  tide_cell_copy_to_clipboard (clipboard, text->str, html->str);
  g_string_free (text, TRUE);
  g_string_free (html, TRUE);
}

/* False if nothing is marked. */
bool
tide_cell_copy_marked (TideCellTable *table,
                       GdkClipboard  *clipboard)
{
  TideCellRange    range = tide_cell_sheet_get_range (tide_cell_table_get_sheet (table));
  g_autofree char *text = NULL;
  g_autofree char *html = NULL;

  if (range.first_row < 0)
    return false;

  text = tide_cell_copy_text (table, &range, false);
  html = tide_cell_copy_html (table, &range, false);
  tide_cell_copy_to_clipboard (clipboard, text, html);
  return true;
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Writes a table that was printed; finished with g_task_propagate_boolean(). */
void
tide_cell_copy_write_async (TideExhibit             *exhibit,
                            char                    *csv_take,
                            GFile                   *file,
                            const TideExportOptions *options,
                            GCancellable            *cancellable,
                            GAsyncReadyCallback      callback,
                            gpointer                 user_data)
{
  g_autoptr (GTask)  task = g_task_new (exhibit, cancellable, callback, user_data);
  g_autoptr (GBytes) bytes = g_bytes_new_take (csv_take, strlen (csv_take));

  g_task_set_source_tag (task, tide_cell_copy_write_async);
  if (options->format != TIDE_EXPORT_CSV)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _ ("A table is written as CSV only."));
      return;
    }

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, cancellable,
                                       written_cb, g_steal_pointer (&task));
}

void
tide_cell_copy_export_async (TideExhibit             *exhibit,
                             TideCellTable           *table,
                             GFile                   *file,
                             const TideExportOptions *options,
                             GCancellable            *cancellable,
                             GAsyncReadyCallback      callback,
                             gpointer                 user_data)
{
  tide_cell_copy_write_async (exhibit, tide_cell_copy_csv (table), file, options, cancellable,
                              callback, user_data);
}
