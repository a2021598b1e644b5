// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-flows"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/tide-sheet-text.h"
#include "app/tide-subcommands.h"
#include "desk/tide-flows.h"

static const TideOption options[] = {
  { "leg", "south|north", N_ ("which direction of Stock Connect; south unless said") },
  { "window", "PERIOD", N_ ("over which time: 3M, 1Y, 5Y") },
  { "compare", "MONTH/MONTH", N_ ("also one month against another: 2025-02/2024-02") },
  { "as-of", "DAY|INSTANT", N_ ("count nothing dated later") },
  { "known-at", "INSTANT", N_ ("count nothing that arrived here later") },
  { "format", "text|csv|json", N_ ("how to print the answer") },
  { NULL },
};

/* One page of flows as it was asked for. */
typedef struct
{
  TideDesk       *desk;
  TidePrintFormat format;
  TideMoment      moment;
  TideFlows       about;
  TideMonth       months[2]; /* compared; the first is TIDE_DAY_NONE for none */
  GPtrArray      *statuses;  /* (element-type TideSeriesStatus) */
  GPtrArray      *sheets;    /* (element-type TideSheet) */
} Request;

static void
clear_request (Request *request)
{
  g_clear_pointer (&request->statuses, g_ptr_array_unref);
  g_clear_pointer (&request->sheets, g_ptr_array_unref);
  if (request->desk != NULL)
    tide_desk_close (request->desk);
  g_clear_object (&request->desk);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, clear_request)

static bool
read_leg (const char  *text,
          const char **out_symbol)
{
  *out_symbol = TIDE_FLOWS_SOUTH;
  if (text == NULL || g_str_equal (text, "south"))
    return true;

  *out_symbol = TIDE_FLOWS_NORTH;
  if (g_str_equal (text, "north"))
    return true;

  tide_command_line_say (_ ("“%s” is not a leg; it is south or north."), text);
  return false;
}

static bool
read_window (const char  *text,
             const char **out_window)
{
  TidePeriod period;

  *out_window = text != NULL ? text : "1Y";
  if (tide_period_parse (*out_window, strlen (*out_window), &period) &&
      period.kind != TIDE_PERIOD_OBSERVATIONS && period.kind != TIDE_PERIOD_MAX)
    return true;

  tide_command_line_say (_ ("“%s” is not a window; write a period such as 3M, 1Y or 5Y."), text);
  return false;
}

static bool
read_months (const char *text,
             TideMonth  *out_months)
{
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, "/", -1) : NULL;

  out_months[0] = TIDE_DAY_NONE;
  if (text == NULL)
    return true;
  if (g_strv_length (parts) == 2)
    {
      out_months[0] = tide_month_parse (parts[0], strlen (parts[0]));
      out_months[1] = tide_month_parse (parts[1], strlen (parts[1]));
      if (out_months[0] != TIDE_DAY_NONE && out_months[1] != TIDE_DAY_NONE)
        return true;
    }

  tide_command_line_say (_ ("“%s” does not name two months; write them as 2025-02/2024-02."), text);
  return false;
}

/* Takes the plan. */
static bool
add_sheet (Request       *request,
           TideSheetPlan *plan_take)
{
  g_autoptr (TideSheetPlan) plan = plan_take;
  g_autoptr (GError)        error = NULL;
  TideSheet                *sheet = NULL;

  sheet = tide_desk_evaluate_sheet (request->desk, plan, &request->moment, &error);
  if (sheet == NULL)
    {
      tide_command_line_say ("%s", error->message);
      return false;
    }

  g_ptr_array_add (request->sheets, sheet);
  return true;
}

/* Last day of a flow at the moment; says why there is none. */
static bool
find_last_day (Request    *request,
               const char *symbol,
               TideDay    *out_day)
{
  g_autofree char       *formula = tide_flows_format_last_day (symbol);
  g_autoptr (GError)     error = NULL;
  g_autoptr (TideResult) result = NULL;
  const TideResultData  *data;

  result = tide_desk_evaluate (request->desk, formula, NULL, &request->moment,
                               TIDE_EVALUATE_PLAIN, &error);
  if (result == NULL)
    {
      tide_command_line_say ("%s", error->message);
      return false;
    }

  data = tide_result_get_data (result);
  if (data->kind == TIDE_VALUE_DAY)
    {
      *out_day = data->day;
      return true;
    }

  tide_command_line_say ("%s: %s", formula,
                         data->reason != NULL ? data->reason
                                              : tide_missing_to_sentence (data->missing));
  return false;
}

static bool
add_connect (Request *request)
{
  const TideFlows *about = &request->about;

  if (!add_sheet (request, tide_flows_plan_cards (about)) ||
      !add_sheet (request, tide_flows_plan_months (about)))
    return false;

  return request->months[0] == TIDE_DAY_NONE ||
         add_sheet (request, tide_flows_plan_compare (about, request->months[0],
                                                      request->months[1]));
}

static bool
add_sectors (Request *request)
{
  g_autoptr (GPtrArray) rows = tide_flows_find_rows (request->desk, request->statuses,
                                                     TIDE_FLOWS_SECTORS, request->about.symbol);
  TideDay               day;

  if (rows->len == 0)
    return true;

  return find_last_day (request, ((TideFlowsRow *) rows->pdata[0])->symbol, &day) &&
         add_sheet (request, tide_flows_plan_sectors (&request->about, rows, day));
}

/* The tables that do not depend on the leg, as far as there is something in
 * them. */
static bool
add_others (Request *request)
{
  g_autoptr (GPtrArray) signs = tide_flows_find_rows (request->desk, request->statuses,
                                                      TIDE_FLOWS_SIGNS, NULL);
  g_autoptr (GPtrArray) holders = tide_flows_find_rows (request->desk, request->statuses,
                                                        TIDE_FLOWS_HOLDERS, NULL);
  g_autoptr (GPtrArray) books = tide_flows_find_rows (request->desk, request->statuses,
                                                      TIDE_FLOWS_BOOKS, NULL);

  return (signs->len == 0 || add_sheet (request, tide_flows_plan_signs (signs))) &&
         (holders->len == 0 || add_sheet (request, tide_flows_plan_holders (holders))) &&
         (books->len == 0 || add_sheet (request, tide_flows_plan_books (books, "5Y")));
}

static int
run_flows (TideCommandLine *line)
{
  g_auto (Request)   request = { NULL };
  g_autoptr (GError) error = NULL;
  bool               has_leg;

  if (tide_command_line_get_words (line)[0] != NULL)
    return tide_command_line_fail_usage (line, _ ("flows takes options only."));
  if (!tide_print_format_read (tide_command_line_get (line, "format"), &request.format) ||
      !read_leg (tide_command_line_get (line, "leg"), &request.about.symbol) ||
      !read_window (tide_command_line_get (line, "window"), &request.about.window) ||
      !read_months (tide_command_line_get (line, "compare"), request.months) ||
      (request.desk = tide_command_line_open_desk (line)) == NULL ||
      !tide_command_line_get_moment (line, request.desk, &request.moment))
    return TIDE_EXIT_FAILED;

  request.sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_sheet_unref);
  request.statuses = tide_desk_list_series (request.desk, NULL, &error);
  if (request.statuses == NULL)
    {
      tide_command_line_say ("%s", error->message);
      return TIDE_EXIT_FAILED;
    }
  has_leg = find_last_day (&request, request.about.symbol, &request.about.last_day);
  if ((has_leg && !add_connect (&request)) || !add_sectors (&request) || !add_others (&request) ||
      request.sheets->len == 0)
    return TIDE_EXIT_FAILED;

  tide_sheets_print (request.sheets, request.format);
  return has_leg && !tide_sheets_have_errors (request.sheets) ? TIDE_EXIT_DONE : TIDE_EXIT_PARTLY;
}

const TideSubcommand tide_subcommand_flows = {
  "flows",
  N_ ("[OPTION…]"),
  N_ ("Print whose money is flowing."),
  options,
  run_flows,
};
