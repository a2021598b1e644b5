// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-valuation"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "app/tide-sheet-text.h"
#include "app/tide-subcommands.h"
#include "base/tide-decimal.h"
#include "base/tide-text.h"
#include "desk/tide-valuation.h"

static const TideOption options[] = {
  { "multiple", "FIELD", N_ ("which multiple: pe_fwd, pe, pb, ps, ev_ebitda, dividend_yield") },
  { "window", "PERIOD|DAY", N_ ("over which time: 5Y, a first day, or launch") },
  { "instrument", "SYMBOL", N_ ("print one instrument: windows, scenario, definitions") },
  { "against", "SYMBOL", N_ ("with --instrument: also the discount to another") },
  { "earnings", "PERCENT", N_ ("with --instrument: change of earnings of the scenario") },
  { "as-of", "DAY|INSTANT", N_ ("count nothing dated later") },
  { "known-at", "INSTANT", N_ ("count nothing that arrived here later") },
  { "format", "text|csv|json", N_ ("how to print the answer") },
  { NULL },
};

/* One valuation as it was asked for. */
typedef struct
{
  TideDesk       *desk;
  TidePrintFormat format;
  TideMoment      moment;
  TideValuation   about;
  double          earnings;
  GPtrArray      *statuses; /* (element-type TideSeriesStatus) */
  GPtrArray      *sheets;   /* (element-type TideSheet) */
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
read_multiple (const char          *name,
               const TideMultiple **out_multiple)
{
  const char         *names[16];
  size_t              n;
  const TideMultiple *all = tide_multiple_list (&n);
  const char         *nearest;

  if (name == NULL || (*out_multiple = tide_multiple_find (name)) != NULL)
    return true;

  n = MIN (n, G_N_ELEMENTS (names));
  for (size_t i = 0; i < n; i++)
    names[i] = all[i].field;
  nearest = tide_text_find_nearest (name, names, n);
  tide_command_line_say (_ ("“%s” is not a multiple; the nearest is %s. There are pe_fwd, pe, pb, "
                            "ps, ev_ebitda and dividend_yield."),
                         name, nearest != NULL ? nearest : all[0].field);
  return false;
}

static bool
read_window (const char  *text,
             const char **out_window)
{
  *out_window = text != NULL ? text : "5Y";
  if (tide_valuation_window_is_valid (*out_window))
    return true;

  tide_command_line_say (_ ("“%s” is not a window; write a period such as 5Y, a first day such as "
                            "2022-03-01, or launch."),
                         text);
  return false;
}

static bool
read_earnings (const char *text,
               double     *out_earnings)
{
  size_t length = text != NULL ? strlen (text) : 0;

  *out_earnings = 0.0;
  if (text == NULL)
    return true;
  if (length > 0 && text[length - 1] == '%')
    length--;
  if (tide_decimal_parse (text, length, out_earnings) && *out_earnings > -100.0 &&
      *out_earnings <= 10000.0)
    {
      *out_earnings /= 100.0;
      return true;
    }

  tide_command_line_say (_ ("“%s” is not a change of earnings in per cent, such as -10; it must "
                            "be above -100."),
                         text);
  return false;
}

/* Evaluates a sheet and keeps it; says why if it cannot. */
static bool
add_sheet (Request       *request,
           TideSheetPlan *plan_take)
{
  g_autoptr (TideSheetPlan) plan = plan_take;
  g_autoptr (GError)        error = NULL;
  TideSheet                *sheet;

  sheet = tide_desk_evaluate_sheet (request->desk, plan, &request->moment, &error);
  if (sheet == NULL)
    {
      tide_command_line_say ("%s", error->message);
      return false;
    }

  g_ptr_array_add (request->sheets, sheet);
  return true;
}

static bool
add_definitions (Request           *request,
                 const char *const *symbols)
{
  g_autoptr (GArray) rows =
    tide_valuation_find_sources (request->statuses, request->about.multiple, symbols);

  return add_sheet (request,
                    tide_valuation_plan_definitions (request->about.multiple,
                                                     (TideValuationRow *) (void *) rows->data,
                                                     rows->len));
}

/* The multiples held, of which the chosen one must be one; says so if not. */
static GPtrArray *
find_multiples (Request           *request,
                const char *const *symbols)
{
  g_autoptr (GPtrArray) found = tide_valuation_find_multiples (request->statuses, symbols);
  const TideMultiple   *wanted = request->about.multiple;

  if (found->len == 0)
    tide_command_line_say (_ ("No multiple of %s is held here. Import one with “tidemark import "
                              "--symbol SYMBOL --field pe_fwd FILE.csv”."),
                           request->about.label);
  else if (wanted != NULL && !g_ptr_array_find (found, wanted, NULL))
    tide_command_line_say (_ ("No %s of %s is held here."), wanted->field, request->about.label);
  else
    {
      request->about.multiple = wanted != NULL ? wanted : g_ptr_array_index (found, 0);
      return g_steal_pointer (&found);
    }

  return NULL;
}

static bool
add_list (Request    *request,
          const char *list)
{
  g_autoptr (GError)    error = NULL;
  g_auto (GStrv)        members = tide_desk_dup_list_members (request->desk, list, &error);
  g_autoptr (GPtrArray) multiples = NULL;
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GArray)    rows = g_array_new (FALSE, TRUE, sizeof (TideValuationRow));

  if (members == NULL)
    {
      tide_command_line_say ("%s", error->message);
      return false;
    }

  request->about.label = list;
  multiples = find_multiples (request, (const char *const *) members);
  if (multiples == NULL)
    return false;

  held = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_instrument_unref);
  for (size_t i = 0; members[i] != NULL; i++)
    {
      TideInstrument        *instrument = tide_desk_dup_instrument (request->desk, members[i]);
      const TideValuationRow row = { members[i], instrument != NULL ? instrument->name : NULL };

      if (instrument != NULL)
        g_ptr_array_add (held, instrument);
      g_array_append_val (rows, row);
    }
  return add_sheet (request, tide_valuation_plan_comps (&request->about,
                                                        (TideValuationRow *) (void *) rows->data,
                                                        rows->len, multiples)) &&
         add_definitions (request, (const char *const *) members);
}

/* The targets of an instrument, where there are any. */
static bool
add_targets (Request    *request,
             const char *symbol)
{
  g_autoptr (TideInstrument) instrument = tide_desk_dup_instrument (request->desk, symbol);
  g_autoptr (GPtrArray)      targets = tide_desk_dup_targets (request->desk, symbol);

  if (targets->len == 0)
    return true;

  return add_sheet (request, tide_valuation_plan_targets (
                               instrument->name != NULL ? instrument->name : symbol, symbol,
                               tide_instrument_get_field_unit (instrument, "close"), targets));
}

static bool
add_instrument (Request    *request,
                const char *symbol,
                const char *against)
{
  const char *const     symbols[] = { symbol, against, NULL };
  g_autoptr (GPtrArray) multiples = NULL;
  TideValuation         other;

  request->about.label = request->about.symbol = symbol;
  multiples = find_multiples (request, symbols);
  if (multiples == NULL)
    return false;

  other = request->about;
  other.label = other.symbol = against;
  return add_sheet (request, tide_valuation_plan_windows (&request->about)) &&
         add_sheet (request, tide_valuation_plan_scenario (&request->about, request->earnings)) &&
         add_sheet (request, tide_valuation_plan_grid (&request->about)) &&
         add_targets (request, symbol) &&
         (against == NULL ||
          add_sheet (request, tide_valuation_plan_gap (&request->about, &other))) &&
         add_definitions (request, symbols);
}

/* The canonical form of a symbol that is held; says so if it is not. */
static bool
read_symbol (TideDesk   *desk,
             const char *text,
             char      **out_symbol)
{
  g_autoptr (TideInstrument) instrument = NULL;

  *out_symbol = NULL;
  if (text == NULL)
    return true;

  *out_symbol = tide_symbol_normalize (text, strlen (text));
  if (*out_symbol != NULL)
    instrument = tide_desk_dup_instrument (desk, *out_symbol);
  if (instrument != NULL)
    return true;

  tide_command_line_say (_ ("Nothing is held of “%s”."), text);
  return false;
}

static bool
add_all (Request         *request,
         TideCommandLine *line)
{
  const char      *list = tide_command_line_get_words (line)[0];
  g_autofree char *symbol = NULL;
  g_autofree char *against = NULL;

  if (!read_symbol (request->desk, tide_command_line_get (line, "instrument"), &symbol) ||
      !read_symbol (request->desk, tide_command_line_get (line, "against"), &against))
    return false;
  return symbol != NULL ? add_instrument (request, symbol, against) : add_list (request, list);
}

static int
run_valuation (TideCommandLine *line)
{
  char             **words = tide_command_line_get_words (line);
  bool               single = tide_command_line_has (line, "instrument");
  g_auto (Request)   request = { NULL };
  g_autoptr (GError) error = NULL;

  if ((words[0] == NULL && !single) || (words[0] != NULL && words[1] != NULL))
    return tide_command_line_fail_usage (line, _ ("Name one list, in quotes if need be."));
  if (!single &&
      (tide_command_line_has (line, "against") || tide_command_line_has (line, "earnings")))
    return tide_command_line_fail_usage (line, _ ("--against and --earnings go with "
                                                  "--instrument."));
  if (!tide_print_format_read (tide_command_line_get (line, "format"), &request.format) ||
      !read_multiple (tide_command_line_get (line, "multiple"), &request.about.multiple) ||
      !read_window (tide_command_line_get (line, "window"), &request.about.window) ||
      !read_earnings (tide_command_line_get (line, "earnings"), &request.earnings) ||
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
  if (!add_all (&request, line))
    return TIDE_EXIT_FAILED;

  tide_sheets_print (request.sheets, request.format);
  return tide_sheets_have_errors (request.sheets) ? TIDE_EXIT_PARTLY : TIDE_EXIT_DONE;
}

const TideSubcommand tide_subcommand_valuation = {
  "valuation",
  N_ ("LIST [OPTION…]"),
  N_ ("Print what multiples say of a list or an instrument."),
  options,
  run_valuation,
};
