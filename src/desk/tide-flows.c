// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-flows"

#include "config.h"

#include "desk/tide-flows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/tide-flow.h"

/* The window of percentiles, whatever is drawn. */
#define PERCENTILE_WINDOW "5Y"

/**
 * tide_flows_get_direction:
 * @symbol: a flow
 *
 * Names the direction of a flow for titles.
 *
 * Returns: (transfer none): `Southbound`, `Northbound`, or the symbol
 */
const char *
tide_flows_get_direction (const char *symbol)
{
  g_return_val_if_fail (symbol != NULL, NULL);

  if (g_str_has_prefix (symbol, TIDE_FLOWS_SOUTH))
    return _ ("Southbound");
  if (g_str_has_prefix (symbol, TIDE_FLOWS_NORTH))
    return _ ("Northbound");

  return symbol;
}

/**
 * tide_flows_get_investor:
 * @symbol: a flow
 *
 * Says whose money a flow is.
 *
 * Returns: (transfer none): the investor in the reader's language; empty for what
 *   is no flow
 */
const char *
tide_flows_get_investor (const char *symbol)
{
  static const char *const investors[] = {
    N_ ("Mainland investors, southbound"),
    N_ ("Foreign investors, northbound"),
    N_ ("Hedge funds, prime book"),
    N_ ("Foreign investors"),
    N_ ("13F filers"),
  };
  const TideFlow *flow;

  g_return_val_if_fail (symbol != NULL, NULL);

  flow = tide_flow_find (symbol);
  for (size_t i = 0; flow != NULL && i < G_N_ELEMENTS (investors); i++)
    if (g_str_equal (investors[i], flow->investor))
      return _ (investors[i]);

  return flow != NULL ? flow->investor : "";
}

static const char *
get_currency (const char *symbol)
{
  const TideFlow *flow = tide_flow_find (symbol);

  return flow != NULL ? flow->currency : "";
}

/**
 * tide_flows_dup_month:
 * @month: a month
 *
 * Returns: (transfer full): the month in the reader's language, `Feb 2025`
 */
char *
tide_flows_dup_month (TideMonth month)
{
  g_autoptr (GDateTime) date = NULL;
  int                   year, of_year;

  tide_day_to_ymd (tide_month_first_day (month), &year, &of_year, NULL);
  date = g_date_time_new_utc (year, of_year, 1, 0, 0, 0);
  /* Translators: a month with its year; see g_date_time_format(). */
  return g_date_time_format (date, _ ("%b %Y"));
}

static TideMonth
get_month (const TideFlows *self)
{
  return tide_month_from_day (self->last_day);
}

/**
 * tide_flows_is_part_month:
 * @self: flows
 *
 * Tells whether a weekday of the month is still to come after the last session.
 *
 * Returns: %TRUE if the month is not over
 */
bool
tide_flows_is_part_month (const TideFlows *self)
{
  TideDay end;

  g_return_val_if_fail (self != NULL, false);

  end = tide_month_last_day (get_month (self));
  /* 1970-01-01, day 0, was a Thursday. */
  while ((end + 3) % 7 > 4)
    end--;

  return end > self->last_day;
}

static char *
format_field (const char *field,
              const char *symbol)
{
  return g_strdup_printf ("%s(\"%s\")", field, symbol);
}

/* `mean(turnover("STOCK-CONNECT/SOUTH"), 2025-02)`. */
static char *
format_month (const char *function,
              const char *field,
              const char *symbol,
              TideMonth   month)
{
  char text[TIDE_MONTH_TEXT_SIZE];

  return g_strdup_printf ("%s(%s(\"%s\"), %s)", function, field, symbol,
                          tide_month_format (month, text));
}

/* How many times the average day of one month is that of another. */
static char *
format_ratio (const char *symbol,
              TideMonth   month,
              TideMonth   base)
{
  g_autofree char *above = format_month ("mean", "turnover", symbol, month);
  g_autofree char *below = format_month ("mean", "turnover", symbol, base);

  return g_strdup_printf ("%s / %s", above, below);
}

/**
 * tide_flows_format_last_day:
 * @symbol: a flow
 *
 * Writes the formula of the last session of a flow.
 *
 * Returns: (transfer full): the formula
 */
char *
tide_flows_format_last_day (const char *symbol)
{
  const char *field = tide_flow_get_sector (symbol) != NULL ? "net_buy" : "turnover";

  return g_strdup_printf ("last_day(%s(\"%s\"))", field, symbol);
}

/* First day of the window that is shown. */
static TideDay
get_first_day (const TideFlows *self)
{
  TidePeriod period;

  if (!tide_period_parse (self->window, strlen (self->window), &period))
    return self->last_day;

  return tide_period_get_base_day (period, self->last_day) + 1;
}

/**
 * tide_flows_format_chart:
 * @self: flows
 * @chart: which chart
 *
 * Writes the formula of the columns of a chart.
 *
 * Returns: (transfer full): the formula
 */
char *
tide_flows_format_chart (const TideFlows *self,
                         TideFlowsChart   chart)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (chart)
    {
    case TIDE_FLOWS_CHART_MONTHS:
      return g_strdup_printf ("resample(turnover(\"%s\"), M, \"mean\")", self->symbol);
    case TIDE_FLOWS_CHART_DAILY:
      return format_field ("turnover", self->symbol);
    case TIDE_FLOWS_CHART_NET:
      return format_field ("net_buy", self->symbol);
    }

  g_return_val_if_reached (NULL);
}

/**
 * tide_flows_format_running_sum:
 * @self: flows
 *
 * Writes the formula of net buying since the first day that is shown.
 *
 * Returns: (transfer full): the formula
 */
char *
tide_flows_format_running_sum (const TideFlows *self)
{
  char day[TIDE_DAY_TEXT_SIZE];

  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup_printf ("cumulate(net_buy(\"%s\"), since=%s, short=true)", self->symbol,
                          tide_day_format (get_first_day (self), day));
}

/**
 * tide_flows_dup_chart_title:
 * @self: flows
 * @chart: which chart
 *
 * Returns: (transfer full): its title where there is no message
 */
char *
tide_flows_dup_chart_title (const TideFlows *self,
                            TideFlowsChart   chart)
{
  const char *direction;

  g_return_val_if_fail (self != NULL, NULL);

  direction = tide_flows_get_direction (self->symbol);
  switch (chart)
    {
    case TIDE_FLOWS_CHART_MONTHS:
      /* Translators: ADT is average daily turnover; %s is Southbound or Northbound. */
      return g_strdup_printf (_ ("%s ADT by month"), direction);
    case TIDE_FLOWS_CHART_DAILY:
      /* Translators: %s is Southbound or Northbound. */
      return g_strdup_printf (_ ("%s turnover by session"), direction);
    case TIDE_FLOWS_CHART_NET:
      /* Translators: %s is Southbound or Northbound. */
      return g_strdup_printf (_ ("%s net buying"), direction);
    }

  g_return_val_if_reached (NULL);
}

/**
 * tide_flows_dup_chart_subtitle:
 * @self: flows
 * @chart: which chart
 *
 * Says what is measured, of whom, and in which unit: `{unit}` stands for that of
 * the axes, which depends on the values.
 *
 * Returns: (transfer full): one line
 */
char *
tide_flows_dup_chart_subtitle (const TideFlows *self,
                               TideFlowsChart   chart)
{
  const char *investor;

  g_return_val_if_fail (self != NULL, NULL);

  investor = tide_flows_get_investor (self->symbol);
  switch (chart)
    {
    case TIDE_FLOWS_CHART_MONTHS:
      /* Translators: investor; {unit} is replaced and must stay as it is. */
      return g_strdup_printf (_ ("Turnover (buy + sell), %s, {unit}, monthly average per session"),
                              investor);
    case TIDE_FLOWS_CHART_DAILY:
      /* Translators: investor; {unit} is replaced and must stay as it is. */
      return g_strdup_printf (_ ("Turnover (buy + sell), %s, {unit}, daily"), investor);
    case TIDE_FLOWS_CHART_NET:
      /* Translators: investor; {unit} is replaced and must stay as it is. */
      return g_strdup_printf (_ ("Net buying (buy − sell), %s, {unit}, daily, and its running sum"),
                              investor);
    }

  g_return_val_if_reached (NULL);
}

/* Adds a column and sets its cell in the only row. */
static void
add_card (TideSheetPlan  *plan,
          char           *title_take,
          TideColumnStyle style,
          int             decimals,
          char           *formula_take)
{
  unsigned int column = tide_sheet_plan_add_column (plan, title_take, style, decimals);

  tide_sheet_plan_set_cell (plan, 0, column, formula_take);
  g_free (title_take);
  g_free (formula_take);
}

/* The quotient in both readings, and the sessions that it rests on. */
static void
add_comparison (TideSheetPlan   *plan,
                const TideFlows *self,
                TideMonth        base)
{
  g_autofree char *name = tide_flows_dup_month (base);
  TideMonth        month = get_month (self);

  /* Translators: %s is a month that another one is compared with. */
  add_card (plan, g_strdup_printf (_ ("vs %s"), name), TIDE_COLUMN_VALUE, 2,
            format_ratio (self->symbol, month, base));
  /* Translators: %s is a month; how much larger another one is, in per cent. */
  add_card (plan, g_strdup_printf (_ ("vs %s, change"), name), TIDE_COLUMN_CHANGE, 0,
            format_ratio (self->symbol, month, base));
  /* Translators: %s is a month; how many trading sessions it has. */
  add_card (plan, g_strdup_printf (_ ("Sessions, %s"), name), TIDE_COLUMN_VALUE, 0,
            format_month ("count", "turnover", self->symbol, base));
}

static void
add_places (TideSheetPlan   *plan,
            const TideFlows *self)
{
  /* Translators: %s is a period, 5Y. */
  add_card (plan, g_strdup_printf (_ ("Percentile, %s"), PERCENTILE_WINDOW), TIDE_COLUMN_VALUE, 0,
            g_strdup_printf ("percentile(turnover(\"%s\"), " PERCENTILE_WINDOW ", short=true)",
                             self->symbol));
  add_card (plan, g_strdup (_ ("n, daily")), TIDE_COLUMN_VALUE, 0,
            g_strdup_printf ("count(turnover(\"%s\"), " PERCENTILE_WINDOW ", short=true)",
                             self->symbol));
  add_card (plan, g_strdup (_ ("Highest since")), TIDE_COLUMN_VALUE, -1,
            g_strdup_printf ("highest_since(turnover(\"%s\"))", self->symbol));
  add_card (plan, g_strdup (_ ("Streak, sessions")), TIDE_COLUMN_DEVIATIONS, 0,
            g_strdup_printf ("streak(turnover(\"%s\"))", self->symbol));
}

static char *
dup_turnover_subtitle (const TideFlows *self)
{
  /* Translators: investor. */
  return g_strdup_printf (_ ("Turnover (buy + sell), %s"), tide_flows_get_investor (self->symbol));
}

/**
 * tide_flows_plan_cards:
 * @self: flows
 *
 * Plans the figures at the head of the page: average daily turnover of the month,
 * against the month before and the same month of the year before, and the place
 * of the latest value in history. One row, columns as in #TideFlowsCard.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_flows_plan_cards (const TideFlows *self)
{
  TideMonth        month = get_month (self);
  g_autofree char *name = tide_flows_dup_month (month);
  /* Translators: %s is Southbound or Northbound. */
  g_autofree char *title = g_strdup_printf (_ ("%s turnover in figures"),
                                            tide_flows_get_direction (self->symbol));
  g_autofree char *subtitle = dup_turnover_subtitle (self);
  TideSheetPlan   *plan = tide_sheet_plan_new ("flows-cards", title);

  tide_sheet_plan_set_subtitle (plan, subtitle);
  tide_sheet_plan_add_row (plan, tide_flows_get_direction (self->symbol), self->symbol,
                           TIDE_SHEET_ROW_PLAIN);
  add_card (plan,
            /* Translators: average daily turnover; a month, currency, billions. */
            g_strdup_printf (_ ("ADT %s, %s bn"), name, get_currency (self->symbol)),
            TIDE_COLUMN_BILLIONS, 1, format_month ("mean", "turnover", self->symbol, month));
  add_card (plan, g_strdup_printf (_ ("Sessions, %s"), name), TIDE_COLUMN_VALUE, 0,
            format_month ("count", "turnover", self->symbol, month));
  add_comparison (plan, self, month - 1);
  add_comparison (plan, self, month - 12);
  add_places (plan, self);
  if (tide_flows_is_part_month (self))
    {
      /* Translators: %s is a month; MTD is month to date. */
      g_autofree char *note = g_strdup_printf (_ ("%s is part of a month (MTD)."), name);

      tide_sheet_plan_set_note (plan, note);
    }

  return plan;
}

/* How many months the window has, and the same month of a year before. */
static int
count_months (const TideFlows *self)
{
  TideMonth first = tide_month_from_day (get_first_day (self));

  return MIN (get_month (self) - first + 1, 121);
}

static void
add_month_row (TideSheetPlan   *plan,
               const TideFlows *self,
               TideMonth        month)
{
  bool             part = month == get_month (self) && tide_flows_is_part_month (self);
  g_autofree char *name = tide_flows_dup_month (month);
  /* Translators: %s is a month that is not over: month to date. */
  g_autofree char *label = part ? g_strdup_printf (_ ("%s MTD"), name) : g_strdup (name);
  unsigned int     row = tide_sheet_plan_add_row (plan, label, NULL, TIDE_SHEET_ROW_PLAIN);
  char            *formulas[] = {
               format_month ("mean", "turnover", self->symbol, month),
               format_month ("count", "turnover", self->symbol, month),
               format_ratio (self->symbol, month, month - 1),
               format_ratio (self->symbol, month, month - 12),
               format_month ("sum", "net_buy", self->symbol, month),
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (formulas); i++)
    {
      tide_sheet_plan_set_cell (plan, row, i, formulas[i]);
      g_free (formulas[i]);
    }
}

/**
 * tide_flows_plan_months:
 * @self: flows
 *
 * Plans average daily turnover by month of the window, the latest first.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_flows_plan_months (const TideFlows *self)
{
  g_autofree char *title = tide_flows_dup_chart_title (self, TIDE_FLOWS_CHART_MONTHS);
  g_autofree char *subtitle = NULL;
  g_autofree char *adt = g_strdup_printf (_ ("ADT, %s bn"), get_currency (self->symbol));
  TideSheetPlan   *plan = tide_sheet_plan_new ("flows-months", title);
  TideMonth        month = get_month (self);

  /* Translators: investor. */
  subtitle = g_strdup_printf (_ ("Turnover (buy + sell) and net buying, %s"),
                              tide_flows_get_investor (self->symbol));
  tide_sheet_plan_set_subtitle (plan, subtitle);
  tide_sheet_plan_set_heading (plan, _ ("Month"));
  tide_sheet_plan_set_note (plan, _ ("ADT is the average daily turnover of the sessions held, m/m "
                                     "and y/y its quotient; MTD is a month to date."));
  tide_sheet_plan_add_column (plan, adt, TIDE_COLUMN_BILLIONS, 1);
  tide_sheet_plan_add_column (plan, _ ("Sessions"), TIDE_COLUMN_VALUE, 0);
  tide_sheet_plan_add_column (plan, _ ("m/m"), TIDE_COLUMN_VALUE, 2);
  tide_sheet_plan_add_column (plan, _ ("y/y"), TIDE_COLUMN_VALUE, 2);
  tide_sheet_plan_add_column (plan, _ ("Net buy, bn"), TIDE_COLUMN_SIGNED_BILLIONS, 1);
  for (int i = 0; i < count_months (self); i++)
    add_month_row (plan, self, month - i);

  return plan;
}

/**
 * tide_flows_plan_compare:
 * @self: flows
 * @month: a month
 * @base: the month it is compared with
 *
 * Plans the quotient of the average daily turnover of any two months, in both
 * readings, with the sessions of each.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_flows_plan_compare (const TideFlows *self,
                         TideMonth        month,
                         TideMonth        base)
{
  g_autofree char *name = tide_flows_dup_month (month);
  g_autofree char *base_name = tide_flows_dup_month (base);
  g_autofree char *subtitle = dup_turnover_subtitle (self);
  g_autofree char *title = NULL;
  g_autofree char *adt = g_strdup_printf (_ ("ADT, %s bn"), get_currency (self->symbol));
  const TideMonth  months[] = { month, base };
  const char      *names[] = { name, base_name };
  TideSheetPlan   *plan;

  /* Translators: Southbound or Northbound, and two months. */
  title = g_strdup_printf (_ ("%s ADT: %s against %s"), tide_flows_get_direction (self->symbol),
                           name, base_name);
  plan = tide_sheet_plan_new ("flows-compare", title);
  tide_sheet_plan_set_subtitle (plan, subtitle);
  tide_sheet_plan_set_heading (plan, _ ("Month"));
  tide_sheet_plan_add_column (plan, adt, TIDE_COLUMN_BILLIONS, 1);
  tide_sheet_plan_add_column (plan, _ ("Sessions"), TIDE_COLUMN_VALUE, 0);
  tide_sheet_plan_add_column (plan, _ ("Ratio"), TIDE_COLUMN_VALUE, 2);
  tide_sheet_plan_add_column (plan, _ ("Higher or lower by"), TIDE_COLUMN_CHANGE, 0);
  for (unsigned int i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *mean = format_month ("mean", "turnover", self->symbol, months[i]);
      g_autofree char *count = format_month ("count", "turnover", self->symbol, months[i]);
      g_autofree char *ratio = format_ratio (self->symbol, month, base);

      tide_sheet_plan_add_row (plan, names[i], NULL, TIDE_SHEET_ROW_PLAIN);
      tide_sheet_plan_set_cell (plan, i, 0, mean);
      tide_sheet_plan_set_cell (plan, i, 1, count);
      tide_sheet_plan_set_cell (plan, i, 2, i == 0 ? ratio : NULL);
      tide_sheet_plan_set_cell (plan, i, 3, i == 0 ? ratio : NULL);
    }

  return plan;
}

/* A quotient as a card's sentence takes it: 1.67x. */
static char *
print_ratio (const TideSheet *cards,
             unsigned int     column)
{
  double ratio;

  if (!tide_sheet_get_number (cards, 0, column, &ratio))
    return NULL;

  return tide_unit_format (tide_unit_of_kind (TIDE_UNIT_TIMES), ratio, 2, TIDE_NUMBER_SCREEN);
}

static char *
dup_month_name (TideMonth month)
{
  g_autoptr (GDateTime) date = NULL;
  int                   year, of_year;

  tide_day_to_ymd (tide_month_first_day (month), &year, &of_year, NULL);
  date = g_date_time_new_utc (year, of_year, 1, 0, 0, 0);
  return g_date_time_format (date, "%B");
}

/**
 * tide_flows_dup_message:
 * @self: flows
 * @cards: the sheet of tide_flows_plan_cards()
 *
 * Says in a sentence how the month compares with the one before.
 *
 * Returns: (transfer full) (nullable): `Southbound ADT: February runs 1.67x
 *   January`; NULL when the quotient is missing
 */
char *
tide_flows_dup_message (const TideFlows *self,
                        const TideSheet *cards)
{
  g_autofree char *ratio = NULL;
  g_autofree char *month = NULL;
  g_autofree char *before = NULL;

  g_return_val_if_fail (self != NULL && cards != NULL, NULL);

  ratio = print_ratio (cards, TIDE_FLOWS_CARD_VS_MONTH);
  if (ratio == NULL)
    return NULL;

  month = dup_month_name (get_month (self));
  before = dup_month_name (get_month (self) - 1);
  /* Translators: Southbound or Northbound, a month, a quotient such as 1.67x, and
   * the month before. */
  return g_strdup_printf (_ ("%1$s ADT: %2$s runs %3$s %4$s"),
                          tide_flows_get_direction (self->symbol), month, ratio, before);
}
