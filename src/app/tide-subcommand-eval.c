// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-eval"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/tide-print-format.h"
#include "app/tide-result-json.h"
#include "app/tide-subcommands.h"
#include "base/tide-decimal.h"
#include "base/tide-text.h"
#include "model/tide-citation.h"

static const TideOption options[] = {
  { "on", "SYMBOL", N_ ("instrument that a bare “close” means") },
  { "list", "NAME", N_ ("evaluate for every instrument of a list") },
  { "as-of", "DAY|INSTANT", N_ ("count nothing dated later") },
  { "known-at", "INSTANT", N_ ("count nothing that arrived here later") },
  { "format", "text|csv|json", N_ ("how to print the answer") },
  { "series", NULL, N_ ("print every observation of a series") },
  { "trace", NULL, N_ ("print where the answer comes from") },
  { NULL },
};

/* One evaluation as it was asked for. */
typedef struct
{
  const char       *formula;
  TidePrintFormat   format;
  bool              series;
  TideMoment        moment;
  TideEvaluateFlags flags;
} Request;

/* Where a figure was read, and in which words. */
static void
print_citation (const TideCitation *citation,
                int                 indent)
{
  g_autofree char *wording = NULL;

  if (citation == NULL)
    return;

  wording = g_strdelimit (g_strdup (citation->wording), "\n\t", ' ');
  g_print ("%*s", indent, "");
  if (*wording != '\0')
    /* Translators: a publication, and the words a figure was read in there. */
    g_print (_ ("%s: “%s”"), citation->publication, wording);
  else
    g_print ("%s", citation->publication);
  g_print ("\n");
}

static void
print_observation (const TideInput *input,
                   size_t           row,
                   int              indent)
{
  const TideSeriesInfo *info = tide_series_get_info (input->series);
  const TideOrigin     *origin = tide_series_get_origin (input->series, row);
  double                value = tide_series_get_values (input->series)[row];
  char                  day[TIDE_DAY_TEXT_SIZE], number[TIDE_DECIMAL_TEXT_SIZE];
  char                  learned[TIDE_INSTANT_TEXT_SIZE];
  const char           *shown;

  if (isnan (value))
    shown = info->gap_reason != NULL ? info->gap_reason : _ ("no value");
  else
    shown = tide_decimal_format (value, number);
  g_print ("%*s%s  %s  %s %s", indent, "",
           tide_day_format (tide_series_get_days (input->series)[row], day), shown,
           info->symbol, info->field);
  if (info->source != NULL)
    g_print ("  %s", info->source);
  if (origin != NULL)
    g_print (_ (", learned %s"), tide_instant_format (origin->learned, learned));
  g_print ("\n");
  print_citation (tide_series_get_citation (input->series, row), indent + 2);
}

/* Depth is bounded by the depth of a formula. */
static void
print_trace (const TideTrace *node,
             int              depth)
{
  const TideInput *input = node->input;

  g_print ("%*s%s = %s", 2 * depth, "", node->formula, node->text);
  if (node->note != NULL)
    g_print ("  (%s)", node->note);
  g_print ("\n");

  for (size_t row = 0; input != NULL && input->count > 0 && row <= input->last_row; row++)
    {
      if (row == input->first_row || row == input->last_row ||
          (row > input->first_row && !input->single))
        print_observation (input, row, 2 * depth + 2);
    }
  for (unsigned int i = 0; node->children != NULL && i < node->children->len; i++)
    print_trace (g_ptr_array_index (node->children, i), depth + 1);
}

static void
print_points (TideSeries *series)
{
  const TideDay *days = tide_series_get_days (series);
  const double  *values = tide_series_get_values (series);

  for (size_t row = 0; row < tide_series_get_length (series); row++)
    {
      char day[TIDE_DAY_TEXT_SIZE], number[TIDE_DECIMAL_TEXT_SIZE];

      g_print ("%s,%s\n", tide_day_format (days[row], day),
               isnan (values[row]) ? "" : tide_decimal_format (values[row], number));
    }
}

static void
print_text (const Request    *request,
            const TideResult *result,
            bool              named)
{
  const TideResultData *data = tide_result_get_data (result);
  g_autofree char      *text = tide_result_to_text (result, TIDE_NUMBER_MACHINE);
  GString              *line = g_string_new (NULL);

  if (named)
    g_string_append_printf (line, "%s\t", tide_result_get_symbol (result));
  if (data->kind == TIDE_VALUE_MISSING)
    g_string_append_printf (line, _ ("missing: %s"), data->reason);
  else
    g_string_append (line, text);
  if (data->stale_days > 0)
    g_string_append_printf (line, _ (" (%d days old)"), data->stale_days);
  if (data->note != NULL)
    g_string_append_printf (line, " (%s)", data->note);
  g_print ("%s\n", line->str);
  g_string_free (line, TRUE);

  if (request->series && data->series != NULL)
    print_points (data->series);
  if (tide_result_get_trace (result) != NULL)
    print_trace (tide_result_get_trace (result), 0);
}

static void
print_csv_row (const TideResult *result)
{
  const TideResultData *data = tide_result_get_data (result);
  g_autofree char      *unit = tide_unit_to_string (data->unit);
  g_autofree char      *text = tide_result_to_text (result, TIDE_NUMBER_MACHINE);
  g_autoptr (GString)   line = g_string_new (NULL);
  bool                  number = data->kind == TIDE_VALUE_NUMBER || data->kind == TIDE_VALUE_SERIES;
  char                  digits[TIDE_DECIMAL_TEXT_SIZE], day[TIDE_DAY_TEXT_SIZE];

  tide_text_append_csv (line, tide_result_get_symbol (result));
  g_string_append_c (line, ',');
  if (number)
    g_string_append (line, tide_decimal_format (data->number, digits));
  else if (data->kind != TIDE_VALUE_MISSING)
    tide_text_append_csv (line, text);
  g_string_append_printf (line, ",%s,%s,", number ? unit : "",
                          data->day != TIDE_DAY_NONE ? tide_day_format (data->day, day) : "");
  tide_text_append_csv (line, data->reason);
  g_print ("%s\n", line->str);
}

static void
print_csv (const Request *request,
           GPtrArray     *results)
{
  const TideResultData *first = tide_result_get_data (g_ptr_array_index (results, 0));

  if (request->series && results->len == 1 && first->series != NULL)
    {
      g_print ("date,value\n");
      print_points (first->series);
      return;
    }

  g_print ("symbol,value,unit,day,missing\n");
  for (unsigned int i = 0; i < results->len; i++)
    print_csv_row (g_ptr_array_index (results, i));
}

static void
print_json (const Request *request,
            GPtrArray     *results,
            bool           array)
{
  g_autoptr (GString) json = g_string_new (array ? "[" : NULL);
  TideResultParts     parts = TIDE_RESULT_VALUE;

  if (request->series)
    parts |= TIDE_RESULT_POINTS;
  if (request->flags & TIDE_EVALUATE_TRACE)
    parts |= TIDE_RESULT_TRACE;
  for (unsigned int i = 0; i < results->len; i++)
    {
      if (i > 0)
        g_string_append (json, ",\n ");
      tide_result_append_json (json, g_ptr_array_index (results, i), parts);
    }
  fputs (json->str, stdout);
  puts (array ? "]" : "");
}

static void
print_results (const Request *request,
               GPtrArray     *results,
               bool           listed)
{
  switch (request->format)
    {
    case TIDE_PRINT_TEXT:
      for (unsigned int i = 0; i < results->len; i++)
        print_text (request, g_ptr_array_index (results, i), listed);
      break;
    case TIDE_PRINT_CSV:
      print_csv (request, results);
      break;
    case TIDE_PRINT_JSON:
      print_json (request, results, listed);
      break;
    }
}

static int
evaluate_list (const Request *request,
               TideDesk      *desk,
               const char    *list)
{
  g_autoptr (GError)    error = NULL;
  g_auto (GStrv)        members = tide_desk_dup_list_members (desk, list, &error);
  g_autoptr (GPtrArray) results = NULL;
  unsigned int          n_failed = 0;

  if (members != NULL && members[0] == NULL)
    {
      tide_command_line_say (_ ("The list “%s” is empty; add instruments with "
                                "“tidemark list add”."),
                             list);
      return TIDE_EXIT_FAILED;
    }
  if (members != NULL)
    results = tide_desk_evaluate_members (desk, request->formula, list, &request->moment,
                                          request->flags, &error);
  if (results == NULL)
    {
      tide_command_line_say ("%s", error->message);
      return TIDE_EXIT_FAILED;
    }

  for (unsigned int i = 0; i < results->len; i++)
    {
      const TideResultData *data = tide_result_get_data (g_ptr_array_index (results, i));

      if (data->missing != TIDE_MISSING_ERROR)
        continue;
      n_failed++;
      tide_command_line_say ("%s", data->reason);
    }
  if (n_failed == results->len)
    return TIDE_EXIT_FAILED;
  print_results (request, results, true);
  return n_failed > 0 ? TIDE_EXIT_PARTLY : TIDE_EXIT_DONE;
}

static int
evaluate_one (const Request *request,
              TideDesk      *desk,
              const char    *symbol)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) results = NULL;
  TideResult           *result;

  result = tide_desk_evaluate (desk, request->formula, symbol, &request->moment, request->flags,
                               &error);
  if (result == NULL)
    {
      tide_command_line_say ("%s", error->message);
      return TIDE_EXIT_FAILED;
    }

  results = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_result_unref);
  g_ptr_array_add (results, result);
  print_results (request, results, false);
  return TIDE_EXIT_DONE;
}

static int
run_eval (TideCommandLine *line)
{
  char               **words = tide_command_line_get_words (line);
  const char          *list = tide_command_line_get (line, "list");
  Request              request = { NULL };
  g_autoptr (TideDesk) desk = NULL;
  int                  status = TIDE_EXIT_FAILED;

  if (words[0] == NULL || words[1] != NULL)
    return tide_command_line_fail_usage (line, _ ("Write one formula, in quotes."));
  if (list != NULL && tide_command_line_has (line, "on"))
    return tide_command_line_fail_usage (line, _ ("Use --on or --list, not both."));
  if (!tide_print_format_read (tide_command_line_get (line, "format"), &request.format))
    return TIDE_EXIT_FAILED;
  if ((desk = tide_command_line_open_desk (line)) == NULL)
    return TIDE_EXIT_FAILED;

  request.formula = words[0];
  request.series = tide_command_line_has (line, "series");
  request.flags = tide_command_line_has (line, "trace") ? TIDE_EVALUATE_TRACE
                                                        : TIDE_EVALUATE_PLAIN;
  if (tide_command_line_get_moment (line, desk, &request.moment))
    status = list != NULL ? evaluate_list (&request, desk, list)
                          : evaluate_one (&request, desk, tide_command_line_get (line, "on"));
  tide_desk_close (desk);
  return status;
}

const TideSubcommand tide_subcommand_eval = {
  "eval",
  N_ ("FORMULA [--on SYMBOL | --list NAME] [OPTION…]"),
  N_ ("Evaluate a formula."),
  options,
  run_eval,
};
