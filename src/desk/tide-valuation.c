// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-valuation"

#include "config.h"

#include "desk/tide-valuation.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tide-day.h"

/* The windows that stand below the chart of a ratio, whatever its own is. */
static const char *const windows[] = { "5Y", TIDE_VALUATION_LAUNCH, "3Y" };

/* Changes of earnings in the grid of a scenario; fractions. */
static const double earnings_changes[] = { -0.2, -0.1, 0.0, 0.1, 0.2 };

static bool
is_period (const char *window)
{
  TidePeriod period;

  return tide_period_parse (window, strlen (window), &period);
}

/**
 * tide_valuation_window_is_valid:
 * @window: a text
 *
 * Tells whether a text says a window: a period, a first day, or
 * %TIDE_VALUATION_LAUNCH.
 *
 * Returns: %TRUE if it does
 */
bool
tide_valuation_window_is_valid (const char *window)
{
  g_return_val_if_fail (window != NULL, false);

  return g_str_equal (window, TIDE_VALUATION_LAUNCH) || is_period (window) ||
         tide_day_parse (window, strlen (window)) != TIDE_DAY_NONE;
}

/**
 * tide_valuation_dup_window_name:
 * @window: a window
 *
 * Names a window for a heading.
 *
 * Returns: (transfer full): `5Y`, or a few words
 */
char *
tide_valuation_dup_window_name (const char *window)
{
  g_return_val_if_fail (window != NULL, NULL);

  if (g_str_equal (window, TIDE_VALUATION_LAUNCH))
    return g_strdup (_ ("Since launch"));
  if (is_period (window))
    return g_strdup (gettext (window));
  /* Translators: %s is a day, 2022-03-01. */
  return g_strdup_printf (_ ("Since %s"), window);
}

/* What a window is in a formula of @x. */
static char *
format_span (const char *window,
             const char *x)
{
  if (g_str_equal (window, TIDE_VALUATION_LAUNCH))
    return g_strdup_printf ("since=live_since(%s)", x);
  return is_period (window) ? g_strdup (window) : g_strdup_printf ("since=%s", window);
}

/**
 * tide_valuation_format_x:
 * @self: a valuation
 *
 * Writes the formula of the ratio.
 *
 * Returns: (transfer full): the formula
 */
char *
tide_valuation_format_x (const TideValuation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->x != NULL ? g_strdup (self->x)
                         : tide_multiple_format_read (self->multiple, self->symbol, NULL);
}

/* The formula of the ratio in a row of the instrument itself, where it need not
 * be named. */
static char *
format_row_x (const TideValuation *self)
{
  return self->x != NULL ? g_strdup (self->x)
                         : tide_multiple_format_read (self->multiple, NULL, NULL);
}

static char *
format_level_of (const char        *x,
                 const char        *window,
                 TideValuationLevel level)
{
  g_autofree char *span = format_span (window, x);

  switch (level)
    {
    case TIDE_VALUATION_LEVEL_MEAN:
      return g_strdup_printf ("mean(%s, %s)", x, span);
    case TIDE_VALUATION_LEVEL_MEDIAN:
      return g_strdup_printf ("median(%s, %s)", x, span);
    case TIDE_VALUATION_LEVEL_MINUS_1:
      return g_strdup_printf ("band(%s, %s, k=-1)", x, span);
    case TIDE_VALUATION_LEVEL_PLUS_1:
      return g_strdup_printf ("band(%s, %s, k=1)", x, span);
    case TIDE_VALUATION_LEVEL_MINUS_2:
      return g_strdup_printf ("band(%s, %s, k=-2)", x, span);
    case TIDE_VALUATION_LEVEL_PLUS_2:
      return g_strdup_printf ("band(%s, %s, k=2)", x, span);
    case TIDE_VALUATION_LEVEL_LOW_QUARTER:
      return g_strdup_printf ("quantile(%s, 0.25, %s)", x, span);
    case TIDE_VALUATION_LEVEL_HIGH_QUARTER:
      return g_strdup_printf ("quantile(%s, 0.75, %s)", x, span);
    }
  g_return_val_if_reached (NULL);
}

/**
 * tide_valuation_format_level:
 * @self: a valuation
 * @level: which line
 *
 * Writes the formula of a line of the chart: a number.
 *
 * Returns: (transfer full): the formula
 */
char *
tide_valuation_format_level (const TideValuation *self,
                             TideValuationLevel   level)
{
  g_autofree char *x = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  x = tide_valuation_format_x (self);
  return format_level_of (x, self->window, level);
}

/**
 * tide_valuation_format_gap:
 * @a: a valuation
 * @b: the one it is held against
 *
 * Writes the formula of the discount of one ratio to another, on the days that
 * both have.
 *
 * Returns: (transfer full): the formula
 */
char *
tide_valuation_format_gap (const TideValuation *a,
                           const TideValuation *b)
{
  g_autofree char *of = NULL;
  g_autofree char *against = NULL;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  of = tide_valuation_format_x (a);
  against = tide_valuation_format_x (b);
  return tide_multiple_format_against (of, against);
}

/* Bits of the ratios that a series has, by their place in the table. */
static unsigned int
list_held (const TideSeriesStatus *status)
{
  size_t              n;
  const TideMultiple *all = tide_multiple_list (&n);
  g_auto (GStrv)      fields = g_strsplit (status->fields, ",", -1);
  unsigned int        held = 0;

  for (size_t i = 0; fields[i] != NULL; i++)
    {
      const TideMultiple *multiple = tide_multiple_find (g_strstrip (fields[i]));

      if (multiple != NULL)
        held |= 1u << (multiple - all);
    }

  return held;
}

static GHashTable *
make_set (const char *const *symbols)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (size_t i = 0; symbols[i] != NULL; i++)
    g_hash_table_add (set, (gpointer) symbols[i]);

  return set;
}

/**
 * tide_valuation_find_multiples:
 * @statuses: (element-type TideSeriesStatus): what is held
 * @symbols: (array zero-terminated=1): instruments
 *
 * Finds the ratios that are held of any of the instruments.
 *
 * Returns: (transfer container) (element-type TideMultiple): in the order of a
 *   table
 */
GPtrArray *
tide_valuation_find_multiples (GPtrArray         *statuses,
                               const char *const *symbols)
{
  GPtrArray             *found = g_ptr_array_new ();
  g_autoptr (GHashTable) set = make_set (symbols);
  size_t                 n;
  const TideMultiple    *all = tide_multiple_list (&n);
  unsigned int           held = 0;

  g_return_val_if_fail (statuses != NULL && symbols != NULL, found);

  for (guint i = 0; i < statuses->len; i++)
    {
      const TideSeriesStatus *status = g_ptr_array_index (statuses, i);

      if (g_hash_table_contains (set, status->symbol))
        held |= list_held (status);
    }
  for (size_t i = 0; i < n; i++)
    if ((held & (1u << i)) != 0)
      g_ptr_array_add (found, (gpointer) &all[i]);

  return found;
}

/**
 * tide_valuation_find_holders:
 * @statuses: (element-type TideSeriesStatus): what is held
 *
 * Finds the series that have any ratio.
 *
 * Returns: (transfer container) (element-type TideSeriesStatus): those of
 *   @statuses, in their order
 */
GPtrArray *
tide_valuation_find_holders (GPtrArray *statuses)
{
  GPtrArray *found = g_ptr_array_new ();

  g_return_val_if_fail (statuses != NULL, found);

  for (guint i = 0; i < statuses->len; i++)
    if (list_held (g_ptr_array_index (statuses, i)) != 0)
      g_ptr_array_add (found, g_ptr_array_index (statuses, i));

  return found;
}

/**
 * tide_valuation_find_sources:
 * @statuses: (element-type TideSeriesStatus): what is held
 * @multiple: a ratio
 * @symbols: (array zero-terminated=1): instruments
 *
 * Finds every source that has the ratio of one of the instruments.
 *
 * Returns: (transfer full) (element-type TideValuationRow): rows that borrow from
 *   @statuses
 */
GArray *
tide_valuation_find_sources (GPtrArray          *statuses,
                             const TideMultiple *multiple,
                             const char *const  *symbols)
{
  GArray                *found = g_array_new (FALSE, TRUE, sizeof (TideValuationRow));
  g_autoptr (GHashTable) set = make_set (symbols);
  size_t                 n;
  const TideMultiple    *all = tide_multiple_list (&n);

  g_return_val_if_fail (statuses != NULL && multiple != NULL && symbols != NULL, found);

  for (guint i = 0; i < statuses->len; i++)
    {
      const TideSeriesStatus *status = g_ptr_array_index (statuses, i);
      const TideValuationRow  row = { status->symbol, NULL, status->source };

      if (g_hash_table_contains (set, status->symbol) &&
          (list_held (status) & (1u << (multiple - all))) != 0)
        g_array_append_val (found, row);
    }

  return found;
}

static void
set_cell_take (TideSheetPlan *plan,
               unsigned int   row,
               unsigned int   column,
               char          *formula_take)
{
  g_autofree char *formula = formula_take;

  tide_sheet_plan_set_cell (plan, row, column, formula);
}

/* The columns that hold a ratio against its own window, after column @first. */
enum
{
  AGAINST_N,
  AGAINST_MEAN,
  AGAINST_DISCOUNT,
  AGAINST_ZSCORE,
  AGAINST_PERCENTILE,
};

static void
add_against_columns (TideSheetPlan *plan)
{
  /* Translators: number of observations, as a heading. */
  tide_sheet_plan_add_column (plan, C_ ("column heading", "n"), TIDE_COLUMN_VALUE, 0);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Mean"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "vs mean"), TIDE_COLUMN_VALUE, -1);
  /* Translators: distance from the mean in standard deviations. */
  tide_sheet_plan_add_column (plan, C_ ("column heading", "z"), TIDE_COLUMN_DEVIATIONS, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Percentile"), TIDE_COLUMN_VALUE, 0);
}

static char *
format_against_cell (const char *x,
                     const char *span,
                     int         column)
{
  g_autofree char *mean = g_strdup_printf ("mean(%s, %s)", x, span);

  switch (column)
    {
    case AGAINST_N:
      return g_strdup_printf ("count(%s, %s)", x, span);
    case AGAINST_MEAN:
      return g_steal_pointer (&mean);
    case AGAINST_DISCOUNT:
      return tide_multiple_format_against (x, mean);
    case AGAINST_ZSCORE:
      return g_strdup_printf ("zscore(%s, %s)", x, span);
    default:
      return g_strdup_printf ("percentile(%s, %s)", x, span);
    }
}

static void
set_subtitle (TideSheetPlan       *plan,
              const TideValuation *self,
              const char          *label)
{
  g_autofree char *window = tide_valuation_dup_window_name (self->window);
  /* Translators: what, of whom, over which window: "P/E, Tencent, 5Y". */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s, %s, %s"), _ (self->multiple->title), label,
                                               window);

  tide_sheet_plan_set_subtitle (plan, subtitle);
}

static void
fill_comps_row (TideSheetPlan       *plan,
                unsigned int         row,
                const TideValuation *self,
                GPtrArray           *multiples,
                bool                 summary)
{
  const char      *x = self->multiple->field;
  g_autofree char *span = format_span (self->window, x);
  unsigned int     column = 0;

  for (; column < multiples->len; column++)
    {
      const TideMultiple *multiple = g_ptr_array_index (multiples, column);

      set_cell_take (plan, row, column,
                     summary ? g_strdup_printf ("peer_median(%s)", multiple->field)
                             : g_strdup (multiple->field));
    }
  for (int i = AGAINST_N; i <= AGAINST_PERCENTILE; i++)
    {
      g_autofree char *formula = format_against_cell (x, span, i);

      if (i != AGAINST_N || !summary)
        set_cell_take (plan, row, column + (unsigned int) i,
                       summary ? g_strdup_printf ("peer_median(%s)", formula)
                               : g_strdup (formula));
    }
  if (!summary)
    set_cell_take (plan, row, column + AGAINST_PERCENTILE + 1,
                   g_strdup_printf ("%s / peer_median(%s) - 1", x, x));
}

/**
 * tide_valuation_plan_comps:
 * @self: the list as @label, the ratio that is held against its window, and the
 *   window
 * @rows: (array length=n_rows): instruments
 * @n_rows: how many
 * @multiples: (element-type TideMultiple): ratios that have a column
 *
 * Plans the table of instruments and ratios: each value, the chosen ratio
 * against its own mean and against the median of the group.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_valuation_plan_comps (const TideValuation    *self,
                           const TideValuationRow *rows,
                           size_t                  n_rows,
                           GPtrArray              *multiples)
{
  TideSheetPlan *plan;
  unsigned int   last;

  g_return_val_if_fail (self != NULL && multiples != NULL, NULL);

  plan = tide_sheet_plan_new ("valuation-comps", _ ("Multiples of the group"));
  set_subtitle (plan, self, self->label);
  for (guint i = 0; i < multiples->len; i++)
    {
      const TideMultiple *multiple = g_ptr_array_index (multiples, i);

      tide_sheet_plan_add_column (plan, _ (multiple->title), TIDE_COLUMN_VALUE, -1);
    }
  add_against_columns (plan);
  /* Translators: premium or discount to the median of the group. */
  tide_sheet_plan_add_column (plan, C_ ("column heading", "vs median"), TIDE_COLUMN_VALUE, -1);

  for (size_t i = 0; i < n_rows; i++)
    fill_comps_row (plan,
                    tide_sheet_plan_add_row (plan,
                                             rows[i].label != NULL ? rows[i].label
                                                                   : rows[i].symbol,
                                             rows[i].symbol, TIDE_SHEET_ROW_PLAIN),
                    self, multiples, false);
  last = tide_sheet_plan_add_row (plan, _ ("Median"), NULL, TIDE_SHEET_ROW_SUMMARY);
  fill_comps_row (plan, last, self, multiples, true);
  if (self->multiple->inverse)
    tide_sheet_plan_set_note (plan, _ ("A yield above its mean says that the price is low."));

  return plan;
}

enum
{
  WINDOW_N,
  WINDOW_MEAN,
  WINDOW_DISCOUNT,
  WINDOW_PERCENTILE,
  WINDOW_RETURN,
};

static void
add_window_row (TideSheetPlan       *plan,
                const TideValuation *self,
                const char          *window,
                bool                 median)
{
  g_autofree char   *x = format_row_x (self);
  g_autofree char   *span = format_span (window, x);
  g_autofree char   *name = tide_valuation_dup_window_name (window);
  g_autofree char   *label = median ? g_strdup_printf (_ ("%s, median"), name) : g_strdup (name);
  TideValuationLevel level = median ? TIDE_VALUATION_LEVEL_MEDIAN : TIDE_VALUATION_LEVEL_MEAN;
  g_autofree char   *middle = format_level_of (x, window, level);
  unsigned int       row = tide_sheet_plan_add_row (plan, label, self->symbol,
                                                    TIDE_SHEET_ROW_PLAIN);

  set_cell_take (plan, row, WINDOW_N, format_against_cell (x, span, AGAINST_N));
  tide_sheet_plan_set_cell (plan, row, WINDOW_MEAN, middle);
  set_cell_take (plan, row, WINDOW_DISCOUNT, tide_multiple_format_against (x, middle));
  if (!median)
    set_cell_take (plan, row, WINDOW_PERCENTILE,
                   format_against_cell (x, span, AGAINST_PERCENTILE));
  set_cell_take (plan, row, WINDOW_RETURN,
                 tide_multiple_format_return (self->multiple, x, middle, 0.0));
}

/**
 * tide_valuation_plan_windows:
 * @self: a valuation
 *
 * Plans the table of windows: how far a discount depends on the years that the
 * mean is taken over. The window of @self stands first when it is none of the
 * usual ones.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_valuation_plan_windows (const TideValuation *self)
{
  TideSheetPlan *plan;
  bool           usual = false;

  g_return_val_if_fail (self != NULL, NULL);

  plan = tide_sheet_plan_new ("valuation-windows", _ ("Against its own history"));
  set_subtitle (plan, self, self->label);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "n"), TIDE_COLUMN_VALUE, 0);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Mean"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Discount"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Percentile"), TIDE_COLUMN_VALUE, 0);
  /* Translators: change of the price that brings the ratio to its mean. */
  tide_sheet_plan_add_column (plan, C_ ("column heading", "To mean"), TIDE_COLUMN_VALUE, -1);

  for (size_t i = 0; i < G_N_ELEMENTS (windows); i++)
    usual |= g_str_equal (windows[i], self->window);
  if (!usual)
    add_window_row (plan, self, self->window, false);
  for (size_t i = 0; i < G_N_ELEMENTS (windows); i++)
    add_window_row (plan, self, windows[i], false);
  add_window_row (plan, self, windows[0], true);
  tide_sheet_plan_set_note (plan, _ ("To mean: change of the price at unchanged earnings."));

  return plan;
}

static void
add_gap_row (TideSheetPlan       *plan,
             const char          *label,
             const TideValuation *self,
             const char          *x,
             bool                 is_gap)
{
  g_autofree char *span = format_span (self->window, x);
  TideSheetRowKind kind = is_gap ? TIDE_SHEET_ROW_SUMMARY : TIDE_SHEET_ROW_PLAIN;
  unsigned int     row = tide_sheet_plan_add_row (plan, label, NULL, kind);

  tide_sheet_plan_set_cell (plan, row, 0, x);
  for (int i = AGAINST_N; i <= AGAINST_PERCENTILE; i++)
    if (is_gap && i == AGAINST_DISCOUNT)
      set_cell_take (plan, row, 1 + (unsigned int) i,
                     g_strdup_printf ("(%s) - mean(%s, %s)", x, x, span));
    else
      set_cell_take (plan, row, 1 + (unsigned int) i, format_against_cell (x, span, i));
}

/**
 * tide_valuation_plan_gap:
 * @a: a valuation
 * @b: the one it is held against, by the same ratio and window
 *
 * Plans the table of two ratios and of the discount of one to the other. The
 * discount stands against its mean in percentage points.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_valuation_plan_gap (const TideValuation *a,
                         const TideValuation *b)
{
  TideSheetPlan   *plan;
  g_autofree char *x_a = NULL;
  g_autofree char *x_b = NULL;
  g_autofree char *gap = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  x_a = tide_valuation_format_x (a);
  x_b = tide_valuation_format_x (b);
  gap = tide_valuation_format_gap (a, b);
  /* Translators: the one on the left against the one on the right. */
  label = g_strdup_printf (_ ("%s against %s"), a->label, b->label);

  plan = tide_sheet_plan_new ("valuation-gap", _ ("Discount or premium"));
  set_subtitle (plan, a, label);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Now"), TIDE_COLUMN_VALUE, -1);
  add_against_columns (plan);
  add_gap_row (plan, a->label, a, x_a, false);
  add_gap_row (plan, b->label, b, x_b, false);
  add_gap_row (plan, _ ("Discount or premium"), a, gap, true);
  tide_sheet_plan_set_note (plan, _ ("The discount is taken on the days that both have; against "
                                     "its mean it stands in percentage points."));

  return plan;
}

enum
{
  SCENARIO_MULTIPLE,
  SCENARIO_LEVEL,
  SCENARIO_RETURN,
  SCENARIO_LOW,
  SCENARIO_HIGH,
  SCENARIO_BREAK_EVEN,
};

/* What a ratio may return to, as rows. */
static const struct
{
  TideValuationLevel level;
  const char        *label;
} returns[] = {
  { TIDE_VALUATION_LEVEL_PLUS_1, N_ ("Mean + 1 s.d.") },
  { TIDE_VALUATION_LEVEL_MEAN, N_ ("Mean") },
  { TIDE_VALUATION_LEVEL_MEDIAN, N_ ("Median") },
  { TIDE_VALUATION_LEVEL_MINUS_1, N_ ("Mean − 1 s.d.") },
};

static void
add_scenario_row (TideSheetPlan       *plan,
                  const TideValuation *self,
                  const char          *label,
                  const char          *target,
                  double               earnings)
{
  const TideMultiple *multiple = self->multiple;
  g_autofree char    *x = format_row_x (self);
  bool                moves = target != NULL;
  unsigned int        row = tide_sheet_plan_add_row (plan, label, self->symbol,
                                                     TIDE_SHEET_ROW_PLAIN);

  target = moves ? target : x;
  tide_sheet_plan_set_cell (plan, row, SCENARIO_MULTIPLE, target);
  if (self->symbol != NULL)
    set_cell_take (plan, row, SCENARIO_LEVEL,
                   tide_multiple_format_level (multiple, x, target, earnings));
  set_cell_take (plan, row, SCENARIO_RETURN,
                 tide_multiple_format_return (multiple, x, target, earnings));
  if (!moves)
    return;

  set_cell_take (plan, row, SCENARIO_LOW,
                 tide_multiple_format_return_bound (multiple, x, target, earnings, false));
  set_cell_take (plan, row, SCENARIO_HIGH,
                 tide_multiple_format_return_bound (multiple, x, target, earnings, true));
  set_cell_take (plan, row, SCENARIO_BREAK_EVEN,
                 tide_multiple_format_break_even (multiple, x, target));
}

/**
 * tide_valuation_plan_scenario:
 * @self: a valuation
 * @earnings: change of earnings that is assumed; fraction
 *
 * Plans the table of a return of the ratio to its mean, its median or one
 * standard deviation beside it: level, change of the price, what that is for
 * whoever has the ratios as printed, and how far earnings may fall.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_valuation_plan_scenario (const TideValuation *self,
                              double               earnings)
{
  TideSheetPlan   *plan;
  g_autofree char *x = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  x = format_row_x (self);
  plan = tide_sheet_plan_new ("valuation-scenario", _ ("If the multiple returns"));
  set_subtitle (plan, self, self->label);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Multiple"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Level"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Upside"), TIDE_COLUMN_VALUE, -1);
  /* Translators: lower bound of the upside for rounded figures. */
  tide_sheet_plan_add_column (plan, C_ ("column heading", "From"), TIDE_COLUMN_VALUE, -1);
  /* Translators: upper bound of the upside for rounded figures. */
  tide_sheet_plan_add_column (plan, C_ ("column heading", "To"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Break-even earnings"),
                              TIDE_COLUMN_VALUE, -1);

  for (size_t i = 0; i < G_N_ELEMENTS (returns); i++)
    {
      g_autofree char *target = format_level_of (x, self->window, returns[i].level);

      add_scenario_row (plan, self, _ (returns[i].label), target, earnings);
    }
  add_scenario_row (plan, self, _ ("As it is"), NULL, earnings);
  tide_sheet_plan_set_note (
    plan, _ ("From and to: with both multiples as printed. Break-even: change of earnings at "
             "which the price is today's. That a multiple returns is an assumption."));

  return plan;
}

/**
 * tide_valuation_plan_grid:
 * @self: a valuation
 *
 * Plans the grid of a scenario: the change of the price by what the ratio
 * returns to and by the change of earnings.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_valuation_plan_grid (const TideValuation *self)
{
  TideSheetPlan   *plan;
  g_autofree char *x = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  x = format_row_x (self);
  plan = tide_sheet_plan_new ("valuation-grid", _ ("Upside by multiple and earnings"));
  set_subtitle (plan, self, self->label);
  for (size_t i = 0; i < G_N_ELEMENTS (earnings_changes); i++)
    {
      TideUnit         unit = tide_unit_of_kind (TIDE_UNIT_CHANGE);
      g_autofree char *change = tide_unit_format (unit, earnings_changes[i], 0,
                                                  TIDE_NUMBER_SCREEN);
      /* Translators: %s is a change of earnings. */
      g_autofree char *title = g_strdup_printf (_ ("Earnings %s"), change);

      tide_sheet_plan_add_column (plan, title, TIDE_COLUMN_VALUE, -1);
    }

  for (size_t i = 0; i <= G_N_ELEMENTS (returns); i++)
    {
      bool             stays = i == G_N_ELEMENTS (returns);
      const char      *label = stays ? _ ("As it is") : _ (returns[i].label);
      g_autofree char *target = stays ? g_strdup (x)
                                      : format_level_of (x, self->window, returns[i].level);
      unsigned int     row = tide_sheet_plan_add_row (plan, label, self->symbol,
                                                      TIDE_SHEET_ROW_PLAIN);

      for (unsigned int j = 0; j < G_N_ELEMENTS (earnings_changes); j++)
        set_cell_take (plan, row, j,
                       tide_multiple_format_return (self->multiple, x, target,
                                                    earnings_changes[j]));
    }

  return plan;
}

/**
 * tide_valuation_plan_definitions:
 * @multiple: a ratio
 * @rows: (array length=n_rows): instruments and sources
 * @n_rows: how many
 *
 * Plans the table that puts definitions side by side: whose figure, trailing or
 * forward, how aggregated, live since when. Nothing is calculated across them.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_valuation_plan_definitions (const TideMultiple     *multiple,
                                 const TideValuationRow *rows,
                                 size_t                  n_rows)
{
  static const char *const functions[] = { "last_day", "horizon", "aggregation",
                                           "source_of", "live_since", NULL };
  TideSheetPlan           *plan;

  g_return_val_if_fail (multiple != NULL && (rows != NULL || n_rows == 0), NULL);

  plan = tide_sheet_plan_new ("valuation-definitions", _ ("Definitions"));
  tide_sheet_plan_set_subtitle (plan, _ (multiple->title));
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Value"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Day"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Earnings"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Aggregation"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Source"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Live since"), TIDE_COLUMN_VALUE, -1);

  for (size_t i = 0; i < n_rows; i++)
    {
      g_autofree char *x = tide_multiple_format_read (multiple, NULL, rows[i].source);
      unsigned int     row = tide_sheet_plan_add_row (
            plan, rows[i].label != NULL ? rows[i].label : rows[i].symbol, rows[i].symbol,
            TIDE_SHEET_ROW_PLAIN);

      tide_sheet_plan_set_cell (plan, row, 0, x);
      for (unsigned int j = 0; functions[j] != NULL; j++)
        set_cell_take (plan, row, j + 1, g_strdup_printf ("%s(%s)", functions[j], x));
    }
  tide_sheet_plan_set_note (plan, _ ("Definitions stand side by side; nothing is calculated "
                                     "across them."));

  return plan;
}
