// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-flows-rows"

#include "config.h"

#include "desk/tide-flows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/tide-flow.h"

/* Of what the sectors do not cover. */
#define UNCLASSIFIED "UNCLASSIFIED"

/* The usual sectors are kept in English and shown in the reader's language. */
static const char *
translate_label (const char *label)
{
  static const char *const known[] = {
    N_ ("Communication services"),
    N_ ("Consumer discretionary"),
    N_ ("Consumer staples"),
    N_ ("Energy"),
    N_ ("Financials"),
    N_ ("Health care"),
    N_ ("Industrials"),
    N_ ("Information technology"),
    N_ ("Materials"),
    N_ ("Real estate"),
    N_ ("Utilities"),
    N_ ("Unclassified"),
    NULL,
  };

  return g_strv_contains (known, label) ? gettext (label) : label;
}

/**
 * tide_flows_row_free:
 * @self: (transfer full): a row
 *
 * Frees a row.
 */
void
tide_flows_row_free (TideFlowsRow *self)
{
  g_free (self->symbol);
  g_free (self->label);
  g_free (self->currency);
  g_free (self);
}

static bool
has_field (const TideSeriesStatus *status,
           const char             *field)
{
  g_auto (GStrv) fields = g_strsplit (status->fields, ",", -1);

  for (size_t i = 0; fields[i] != NULL; i++)
    if (g_str_equal (g_strstrip (fields[i]), field))
      return true;

  return false;
}

static bool
belongs (const TideSeriesStatus *status,
         TideFlowsRowKind        kind,
         const char             *symbol)
{
  bool sector = tide_flow_get_sector (status->symbol) != NULL;

  if (tide_flow_find (status->symbol) == NULL ||
      (symbol != NULL && !g_str_has_prefix (status->symbol, symbol)))
    return false;

  switch (kind)
    {
    case TIDE_FLOWS_SECTORS:
      return sector && has_field (status, "net_buy");
    case TIDE_FLOWS_SIGNS:
      return has_field (status, "direction");
    case TIDE_FLOWS_HOLDERS:
      return has_field (status, "holdings") || has_field (status, "share");
    case TIDE_FLOWS_BOOKS:
      return !sector && (has_field (status, "allocation") || has_field (status, "percentile"));
    }

  return false;
}

static TideFlowsRow *
find_row (GPtrArray  *rows,
          const char *symbol)
{
  for (guint i = 0; i < rows->len; i++)
    {
      TideFlowsRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->symbol, symbol))
        return row;
    }

  return NULL;
}

/* A name of its own; else what the symbol ends in. */
static char *
dup_label (const char           *symbol,
           const TideInstrument *instrument)
{
  char *title;

  if (instrument != NULL && instrument->name != NULL && !g_str_equal (instrument->name, symbol))
    return g_strdup (instrument->name);

  title = tide_flow_dup_sector_title (symbol);
  return title != NULL ? title : g_strdup (symbol);
}

static TideFlowsRow *
make_row (TideDesk               *desk,
          const TideSeriesStatus *status)
{
  g_autoptr (TideInstrument) instrument = tide_desk_dup_instrument (desk, status->symbol);
  TideFlowsRow              *row = g_new0 (TideFlowsRow, 1);

  row->symbol = g_strdup (status->symbol);
  row->label = dup_label (status->symbol, instrument);
  row->currency = g_strdup (instrument != NULL && instrument->currency != NULL
                              ? instrument->currency
                              : "");
  row->frequency = status->frequency;

  return row;
}

/* By name; what is not classified comes last. */
static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const TideFlowsRow *row_a = *(TideFlowsRow *const *) a;
  const TideFlowsRow *row_b = *(TideFlowsRow *const *) b;
  bool                last_a = g_str_has_suffix (row_a->symbol, "/" UNCLASSIFIED);
  bool                last_b = g_str_has_suffix (row_b->symbol, "/" UNCLASSIFIED);

  return last_a != last_b ? last_a - last_b : strcmp (row_a->symbol, row_b->symbol);
}

/**
 * tide_flows_find_rows:
 * @desk: a desk
 * @statuses: (element-type TideSeriesStatus): what tide_desk_list_series() answered
 * @kind: which flows
 * @symbol: (nullable): only those below this flow
 *
 * Finds the flows of a kind that are held.
 *
 * Returns: (transfer full) (element-type TideFlowsRow): the flows, ordered
 */
GPtrArray *
tide_flows_find_rows (TideDesk        *desk,
                      GPtrArray       *statuses,
                      TideFlowsRowKind kind,
                      const char      *symbol)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_flows_row_free);

  g_return_val_if_fail (TIDE_IS_DESK (desk) && statuses != NULL, rows);

  for (guint i = 0; i < statuses->len; i++)
    {
      const TideSeriesStatus *status = g_ptr_array_index (statuses, i);
      TideFlowsRow           *row;

      if (!belongs (status, kind, symbol))
        continue;
      row = find_row (rows, status->symbol);
      if (row == NULL)
        g_ptr_array_add (rows, row = make_row (desk, status));
      row->holdings = row->holdings || has_field (status, "holdings");
      row->share = row->share || has_field (status, "share");
      row->cited = row->cited || (g_str_equal (status->source, "cited") &&
                                  has_field (status, "percentile"));
    }
  g_ptr_array_sort (rows, compare_rows);

  return rows;
}

/* The total of the same period: of daily data the sum over the period. */
static char *
format_total (const TideFlows *self,
              TideFrequency    frequency)
{
  if (frequency == TIDE_FREQUENCY_DAILY)
    return g_strdup_printf ("net_buy(\"%s\")", self->symbol);

  return g_strdup_printf ("resample(net_buy(\"%s\"), %s, \"sum\")", self->symbol,
                          tide_frequency_to_letter (frequency));
}

static char *
format_sum (GPtrArray *rows)
{
  GString *sum = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (sum, "%snet_buy(\"%s\")", i > 0 ? " + " : "",
                            ((TideFlowsRow *) rows->pdata[i])->symbol);

  return g_string_free (sum, FALSE);
}

/* @x on the day, and one period before it. */
static void
set_periods (TideSheetPlan *plan,
             unsigned int   row,
             const char    *x,
             TideDay        day)
{
  char             text[TIDE_DAY_TEXT_SIZE];
  g_autofree char *now = g_strdup_printf ("at(%s, %s)", x, tide_day_format (day, text));
  g_autofree char *before = g_strdup_printf ("at(lag(%s, 1D), %s)", x, text);

  tide_sheet_plan_set_cell (plan, row, 0, now);
  tide_sheet_plan_set_cell (plan, row, 1, before);
}

static void
add_summary (TideSheetPlan *plan,
             const char    *label,
             const char    *x,
             TideDay        day)
{
  set_periods (plan, tide_sheet_plan_add_row (plan, label, NULL, TIDE_SHEET_ROW_SUMMARY), x, day);
}

static char *
dup_day_text (TideDay day)
{
  g_autoptr (GDateTime) date = NULL;
  int                   year, month, of_month;

  tide_day_to_ymd (day, &year, &month, &of_month);
  date = g_date_time_new_utc (year, month, of_month, 0, 0, 0);
  /* Translators: a day with its year; see g_date_time_format(). */
  return g_date_time_format (date, _ ("%-d %b %Y"));
}

/* Whose money all the rows are; empty where they differ. */
static const char *
get_common_investor (GPtrArray *rows)
{
  const char *investor = "";

  for (guint i = 0; i < rows->len; i++)
    {
      const char *own = tide_flows_get_investor (((TideFlowsRow *) rows->pdata[i])->symbol);

      if (i > 0 && !g_str_equal (own, investor))
        return "";
      investor = own;
    }

  return investor;
}

/* What is measured, and whose it is. */
static void
set_subtitle (TideSheetPlan *plan,
              const char    *measure,
              GPtrArray     *rows)
{
  const char      *investor = get_common_investor (rows);
  g_autofree char *subtitle = NULL;

  /* Translators: what is measured, and the investor. */
  subtitle = *investor != '\0' ? g_strdup_printf (_ ("%s · %s"), measure, investor)
                               : g_strdup (measure);
  tide_sheet_plan_set_subtitle (plan, subtitle);
}

static void
describe_sectors (TideSheetPlan   *plan,
                  const TideFlows *self,
                  TideDay          day)
{
  const TideFlow  *flow = tide_flow_find (self->symbol);
  g_autofree char *shown = dup_day_text (day);
  g_autofree char *subtitle = NULL;
  g_autofree char *latest = NULL;
  g_autofree char *before = NULL;

  /* Translators: investor, currency in billions, and the last day of a period. */
  subtitle = g_strdup_printf (_ ("Net buying, %s, %s bn, period to %s"),
                              tide_flows_get_investor (self->symbol),
                              flow != NULL ? flow->currency : "", shown);
  /* Translators: last day of a period, and a currency; billions. */
  latest = g_strdup_printf (_ ("To %s, %s bn"), shown, flow != NULL ? flow->currency : "");
  before = g_strdup_printf (_ ("Period before, %s bn"), flow != NULL ? flow->currency : "");
  tide_sheet_plan_set_subtitle (plan, subtitle);
  tide_sheet_plan_set_heading (plan, _ ("Sector"));
  tide_sheet_plan_set_note (plan, _ ("The remainder is the published total less the sectors."));
  tide_sheet_plan_add_column (plan, latest, TIDE_COLUMN_SIGNED_BILLIONS, 2);
  tide_sheet_plan_add_column (plan, before, TIDE_COLUMN_SIGNED_BILLIONS, 2);
}

/**
 * tide_flows_plan_sectors:
 * @self: flows
 * @rows: (element-type TideFlowsRow): its sectors
 * @day: last day of the period that is shown
 *
 * Plans net buying by sector for one period and the one before it, with the sum
 * of the sectors, the published total and what remains.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_flows_plan_sectors (const TideFlows *self,
                         GPtrArray       *rows,
                         TideDay          day)
{
  /* Translators: %s is Southbound or Northbound. */
  g_autofree char *title = g_strdup_printf (_ ("%s net buying by sector"),
                                            tide_flows_get_direction (self->symbol));
  TideSheetPlan   *plan = tide_sheet_plan_new ("flows-sectors", title);
  g_autofree char *sum = format_sum (rows);
  g_autofree char *total = NULL;
  g_autofree char *rest = NULL;

  describe_sectors (plan, self, day);
  for (guint i = 0; i < rows->len; i++)
    {
      const TideFlowsRow *row = g_ptr_array_index (rows, i);
      unsigned int        at;

      at = tide_sheet_plan_add_row (plan, translate_label (row->label), row->symbol,
                                    TIDE_SHEET_ROW_PLAIN);
      set_periods (plan, at, "net_buy", day);
    }
  if (rows->len == 0)
    return plan;

  total = format_total (self, ((TideFlowsRow *) rows->pdata[0])->frequency);
  rest = g_strdup_printf ("%s - (%s)", total, sum);
  add_summary (plan, _ ("Sum of sectors"), sum, day);
  add_summary (plan, _ ("Published total"), total, day);
  add_summary (plan, _ ("Remainder"), rest, day);

  return plan;
}

/**
 * tide_flows_plan_signs:
 * @rows: (element-type TideFlowsRow): flows known as signs only
 *
 * Plans the directions that are known without a size: they are never bars.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_flows_plan_signs (GPtrArray *rows)
{
  TideSheetPlan *plan = tide_sheet_plan_new ("flows-signs", _ ("Known by sign only"));

  set_subtitle (plan, _ ("Direction of flows"), rows);
  tide_sheet_plan_set_heading (plan, _ ("Sector"));
  tide_sheet_plan_set_note (plan, _ ("▲ bought, ▼ sold: no amount is published."));
  tide_sheet_plan_add_column (plan, _ ("Direction"), TIDE_COLUMN_DIRECTION, -1);
  tide_sheet_plan_add_column (plan, _ ("Day"), TIDE_COLUMN_VALUE, -1);
  for (guint i = 0; i < rows->len; i++)
    {
      const TideFlowsRow *row = g_ptr_array_index (rows, i);

      tide_sheet_plan_add_row (plan, translate_label (row->label), row->symbol,
                               TIDE_SHEET_ROW_PLAIN);
      tide_sheet_plan_set_cell (plan, i, 0, "field(\"direction\")");
      tide_sheet_plan_set_cell (plan, i, 1, "last_day(field(\"direction\"))");
    }

  return plan;
}

/**
 * tide_flows_plan_holders:
 * @rows: (element-type TideFlowsRow): what investors hold
 *
 * Plans holdings: the level, its share of market value, and the market value
 * that the two imply.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_flows_plan_holders (GPtrArray *rows)
{
  static const char *const formulas[] = {
    "holdings",
    "change(holdings, 1Y, short=true)",
    "field(\"share\")",
    "holdings / field(\"share\")",
    "last_day(field(\"share\"))",
  };
  TideSheetPlan *plan = tide_sheet_plan_new ("flows-holdings", _ ("Holdings of investors"));

  set_subtitle (plan, _ ("Level, share of market value, and the denominator that the two imply"),
                rows);
  tide_sheet_plan_set_heading (plan, _ ("Holder"));
  tide_sheet_plan_set_note (plan, _ ("The share is of the market value of what the row names; the "
                                     "implied denominator is holdings ÷ share."));
  tide_sheet_plan_add_column (plan, _ ("Holdings, bn"), TIDE_COLUMN_BILLIONS, 0);
  tide_sheet_plan_add_column (plan, _ ("1Y"), TIDE_COLUMN_VALUE, 1);
  tide_sheet_plan_add_column (plan, _ ("Share of market value"), TIDE_COLUMN_VALUE, 2);
  tide_sheet_plan_add_column (plan, _ ("Implied denominator, bn"), TIDE_COLUMN_BILLIONS, 0);
  tide_sheet_plan_add_column (plan, _ ("Day"), TIDE_COLUMN_VALUE, -1);
  for (guint i = 0; i < rows->len; i++)
    {
      const TideFlowsRow *row = g_ptr_array_index (rows, i);
      const char         *name = translate_label (row->label);
      g_autofree char    *label = *row->currency != '\0'
                                    ? g_strdup_printf ("%s, %s", name, row->currency)
                                    : g_strdup (name);

      tide_sheet_plan_add_row (plan, label, row->symbol, TIDE_SHEET_ROW_PLAIN);
      for (unsigned int j = 0; j < G_N_ELEMENTS (formulas); j++)
        tide_sheet_plan_set_cell (plan, i, j, formulas[j]);
    }

  return plan;
}

static bool
any_cited (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    if (((TideFlowsRow *) rows->pdata[i])->cited)
      return true;

  return false;
}

/**
 * tide_flows_plan_books:
 * @rows: (element-type TideFlowsRow): allocations of investors
 * @window: period of the percentile that is computed
 *
 * Plans positioning: an allocation and its place in the history that is held. A
 * percentile that somebody typed stands in a column of its own.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_flows_plan_books (GPtrArray  *rows,
                       const char *window)
{
  bool             cited = any_cited (rows);
  TideSheetPlan   *plan = tide_sheet_plan_new ("flows-positioning", _ ("Positioning"));
  g_autofree char *percentile =
    g_strdup_printf ("percentile(field(\"allocation\"), %s, short=true)", window);
  g_autofree char *count = g_strdup_printf ("count(field(\"allocation\"), %s, short=true)", window);
  /* Translators: %s is a period. */
  g_autofree char *heading = g_strdup_printf (_ ("Percentile, %s, computed"), window);

  set_subtitle (plan, _ ("Allocation: share of a book"), rows);
  tide_sheet_plan_set_heading (plan, _ ("Book"));
  tide_sheet_plan_set_note (plan, _ ("A computed percentile is the share of n values at or below "
                                     "the last; a cited one is as published."));
  tide_sheet_plan_add_column (plan, _ ("Allocation"), TIDE_COLUMN_VALUE, 1);
  tide_sheet_plan_add_column (plan, heading, TIDE_COLUMN_VALUE, 0);
  tide_sheet_plan_add_column (plan, _ ("n"), TIDE_COLUMN_VALUE, 0);
  if (cited)
    tide_sheet_plan_add_column (plan, _ ("Percentile, cited"), TIDE_COLUMN_VALUE, 0);
  tide_sheet_plan_add_column (plan, _ ("Day"), TIDE_COLUMN_VALUE, -1);
  for (guint i = 0; i < rows->len; i++)
    {
      const TideFlowsRow *row = g_ptr_array_index (rows, i);

      tide_sheet_plan_add_row (plan, translate_label (row->label), row->symbol,
                               TIDE_SHEET_ROW_PLAIN);
      tide_sheet_plan_set_cell (plan, i, 0, "field(\"allocation\")");
      tide_sheet_plan_set_cell (plan, i, 1, percentile);
      tide_sheet_plan_set_cell (plan, i, 2, count);
      if (cited)
        tide_sheet_plan_set_cell (plan, i, 3, "field(\"percentile\", source=\"cited\")");
      tide_sheet_plan_set_cell (plan, i, cited ? 4 : 3, "last_day(field(\"allocation\"))");
    }

  return plan;
}

static void
add_percentile (TideSheetPlan *plan,
                char          *label_take,
                const char    *symbol,
                const char    *formula)
{
  unsigned int row = tide_sheet_plan_add_row (plan, label_take, symbol, TIDE_SHEET_ROW_PLAIN);

  tide_sheet_plan_set_cell (plan, row, 0, formula);
  g_free (label_take);
}

/**
 * tide_flows_plan_percentiles:
 * @rows: (element-type TideFlowsRow): allocations of investors
 * @window: period of the percentiles that are computed
 *
 * Plans the places of allocations in history, one below the other, for a picture:
 * those that are computed and those that were typed in rows of their own.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_flows_plan_percentiles (GPtrArray  *rows,
                             const char *window)
{
  TideSheetPlan   *plan = tide_sheet_plan_new ("flows-percentiles", _ ("Place in history"));
  g_autofree char *formula =
    g_strdup_printf ("percentile(field(\"allocation\"), %s, short=true)", window);
  /* Translators: %s is a period. */
  g_autofree char *subtitle = g_strdup_printf (_ ("Percentile of allocation, %s"), window);

  set_subtitle (plan, subtitle, rows);
  tide_sheet_plan_set_note (plan, _ ("A hollow mark was typed in, as published."));
  tide_sheet_plan_add_column (plan, _ ("Percentile"), TIDE_COLUMN_VALUE, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      const TideFlowsRow *row = g_ptr_array_index (rows, i);
      const char         *name = translate_label (row->label);

      /* Translators: %s is a book of positions. */
      add_percentile (plan, g_strdup_printf (_ ("%s, computed"), name), row->symbol, formula);
      if (row->cited)
        /* Translators: %s is a book of positions. */
        add_percentile (plan, g_strdup_printf (_ ("%s, cited"), name), row->symbol,
                        "field(\"percentile\", source=\"cited\")");
    }

  return plan;
}
