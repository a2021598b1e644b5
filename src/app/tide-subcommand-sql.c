// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-sql"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/tide-print-format.h"
#include "app/tide-result-json.h"
#include "app/tide-subcommands.h"
#include "app/tide-table-text.h"
#include "base/tide-decimal.h"
#include "base/tide-text.h"
#include "store/tide-sql-query.h"

static const TideOption options[] = {
  { "format", "text|csv|json", N_ ("how to print the answer") },
  { NULL },
};

/* What is printed of a row, and where it goes. */
typedef struct
{
  TidePrintFormat format;
  TideTableText  *table; /* of text: columns are as wide as their widest cell */
  int64_t         n_rows;
} Printer;

/* A cell as text that reads back: numbers by their shortest digits. */
static char *
dup_cell (const TideSqlQuery *query,
          int                 column)
{
  char digits[TIDE_DECIMAL_TEXT_SIZE];

  switch (tide_sql_query_get_type (query, column))
    {
    case TIDE_SQL_NULL:
      return NULL;
    case TIDE_SQL_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, tide_sql_query_get_int (query, column));
    case TIDE_SQL_REAL:
      return isfinite (tide_sql_query_get_double (query, column))
               ? g_strdup (tide_decimal_format (tide_sql_query_get_double (query, column), digits))
               : NULL;
    case TIDE_SQL_TEXT:
      return g_utf8_make_valid (tide_sql_query_get_text (query, column), -1);
    case TIDE_SQL_BLOB:
      return g_strdup (_ ("(bytes)"));
    }
  g_return_val_if_reached (NULL);
}

static bool
is_number (const TideSqlQuery *query,
           int                 column)
{
  TideSqlType type = tide_sql_query_get_type (query, column);

  return type == TIDE_SQL_INTEGER || type == TIDE_SQL_REAL;
}

static void
add_table_row (TideTableText      *table,
               const TideSqlQuery *query)
{
  for (int i = 0; i < tide_sql_query_get_n_columns (query); i++)
    {
      g_autofree char *cell = dup_cell (query, i);

      tide_table_text_add_cell (table, cell);
    }
}

static void
print_csv_row (const TideSqlQuery *query)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (int i = 0; i < tide_sql_query_get_n_columns (query); i++)
    {
      g_autofree char *cell = dup_cell (query, i);

      if (i > 0)
        g_string_append_c (line, ',');
      if (is_number (query, i))
        g_string_append (line, cell != NULL ? cell : "");
      else
        tide_text_append_csv (line, cell);
    }
  g_print ("%s\n", line->str);
}

static void
print_json_row (const TideSqlQuery *query,
                bool                first)
{
  g_autoptr (GString) line = g_string_new (first ? "[{" : ",\n {");

  for (int i = 0; i < tide_sql_query_get_n_columns (query); i++)
    {
      g_autofree char *cell = dup_cell (query, i);

      if (i > 0)
        g_string_append (line, ", ");
      tide_json_append_string (line, tide_sql_query_get_name (query, i));
      g_string_append (line, ": ");
      if (is_number (query, i) && cell != NULL)
        g_string_append (line, cell);
      else
        tide_json_append_string (line, cell);
    }
  g_print ("%s}", line->str);
}

static void
print_head (Printer            *printer,
            const TideSqlQuery *query)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (int i = 0; i < tide_sql_query_get_n_columns (query); i++)
    {
      if (printer->format == TIDE_PRINT_TEXT)
        tide_table_text_add_column (printer->table, tide_sql_query_get_name (query, i),
                                    is_number (query, i));
      if (i > 0)
        g_string_append_c (line, ',');
      tide_text_append_csv (line, tide_sql_query_get_name (query, i));
    }
  if (printer->format == TIDE_PRINT_CSV)
    g_print ("%s\n", line->str);
}

/* The head waits for the first row, which says what columns hold. */
static void
print_row (Printer            *printer,
           const TideSqlQuery *query)
{
  if (printer->n_rows == 0)
    print_head (printer, query);

  switch (printer->format)
    {
    case TIDE_PRINT_TEXT:
      add_table_row (printer->table, query);
      break;
    case TIDE_PRINT_CSV:
      print_csv_row (query);
      break;
    case TIDE_PRINT_JSON:
      print_json_row (query, printer->n_rows == 0);
      break;
    }
  printer->n_rows++;
}

static void
print_end (Printer            *printer,
           const TideSqlQuery *query)
{
  if (printer->n_rows == 0 && printer->format != TIDE_PRINT_JSON)
    print_head (printer, query);
  if (printer->format == TIDE_PRINT_TEXT)
    tide_table_text_print (printer->table);
  if (printer->format == TIDE_PRINT_JSON)
    g_print ("%s", printer->n_rows == 0 ? "[]\n" : "]\n");
}

/* Rows are printed as they come, and an answer that breaks off says so. */
static int
answer (const char     *folder,
        const char     *sql,
        TidePrintFormat format)
{
  g_autoptr (GError)        error = NULL;
  g_autoptr (TideSqlQuery)  query = tide_sql_query_new (folder, sql, &error);
  g_autoptr (TideTableText) table = tide_table_text_new ();
  Printer                   printer = { .format = format, .table = table };
  TideSqlStep               step = TIDE_SQL_ERROR;

  while (query != NULL && (step = tide_sql_query_step (query, NULL, &error)) == TIDE_SQL_ROW)
    print_row (&printer, query);
  if (step == TIDE_SQL_ERROR)
    {
      tide_command_line_say ("%s", error->message);
      return TIDE_EXIT_FAILED;
    }

  print_end (&printer, query);
  return TIDE_EXIT_DONE;
}

static int
run_sql (TideCommandLine *line)
{
  char           **words = tide_command_line_get_words (line);
  g_autofree char *folder = tide_command_line_dup_folder (line);
  TidePrintFormat  format;

  if (words[0] == NULL || words[1] != NULL)
    return tide_command_line_fail_usage (line, _ ("Give one query, in quotation marks."));
  if (!tide_print_format_read (tide_command_line_get (line, "format"), &format))
    return TIDE_EXIT_USAGE;

  return answer (folder, words[0], format);
}

const TideSubcommand tide_subcommand_sql = {
  "sql",
  N_ ("QUERY [--format text|csv|json]"),
  N_ ("Ask the stored data in SQL; tables: bars and observations."),
  options,
  run_sql,
};
