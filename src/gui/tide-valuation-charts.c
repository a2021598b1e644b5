// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-valuation-charts"

#include "config.h"

#include "gui/tide-valuation-charts.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "gui/tide-cell-column.h"
#include "gui/tide-moment-text.h"

/* The column of the table of windows that holds the discount. */
#define DISCOUNT_COLUMN 2

#define LEVELS_MAX 8

/* The layers of a chart while it is put together; formulas are owned. */
typedef struct
{
  TideFormulaLayer layers[LEVELS_MAX];
  size_t           n;
  GPtrArray       *texts; /* (element-type utf8) */
} Drawing;

static void
add_layer_take (Drawing       *drawing,
                char          *formula_take,
                char          *low_take,
                TideChartLayer layer)
{
  g_ptr_array_add (drawing->texts, formula_take);
  if (low_take != NULL)
    g_ptr_array_add (drawing->texts, low_take);
  drawing->layers[drawing->n++] = (TideFormulaLayer){ formula_take, low_take, NULL, layer };
}

static TideChartLayer
make_level (const char     *label,
            TideChartStroke stroke)
{
  return (TideChartLayer){ .type = TIDE_CHART_LEVEL,
                           .label = label,
                           .stroke = stroke,
                           .color = TIDE_CHART_COLOR_INK };
}

/* Mean solid, one standard deviation dashed and filled, two dotted. */
static void
add_bands (Drawing             *drawing,
           const TideValuation *valuation)
{
  const TideChartLayer band = { .type = TIDE_CHART_BAND,
                                .label = _ ("±1 s.d."),
                                .color = TIDE_CHART_COLOR_INK };

  add_layer_take (drawing, tide_valuation_format_level (valuation, TIDE_VALUATION_LEVEL_PLUS_1),
                  tide_valuation_format_level (valuation, TIDE_VALUATION_LEVEL_MINUS_1), band);
  add_layer_take (drawing, tide_valuation_format_level (valuation, TIDE_VALUATION_LEVEL_MINUS_1),
                  NULL, make_level (_ ("−1 s.d."), TIDE_CHART_STROKE_DASHED));
  add_layer_take (drawing, tide_valuation_format_level (valuation, TIDE_VALUATION_LEVEL_PLUS_1),
                  NULL, make_level (_ ("+1 s.d."), TIDE_CHART_STROKE_DASHED));
  add_layer_take (drawing, tide_valuation_format_level (valuation, TIDE_VALUATION_LEVEL_MINUS_2),
                  NULL, make_level (_ ("−2 s.d."), TIDE_CHART_STROKE_DOTTED));
  add_layer_take (drawing, tide_valuation_format_level (valuation, TIDE_VALUATION_LEVEL_PLUS_2),
                  NULL, make_level (_ ("+2 s.d."), TIDE_CHART_STROKE_DOTTED));
  add_layer_take (drawing, tide_valuation_format_level (valuation, TIDE_VALUATION_LEVEL_MEAN), NULL,
                  make_level (_ ("Mean"), TIDE_CHART_STROKE_SOLID));
}

/* A window within a sentence. */
static char *
dup_window_words (const char *window)
{
  TideDay          day = tide_day_parse (window, strlen (window));
  g_autofree char *text = NULL;

  if (g_str_equal (window, TIDE_VALUATION_LAUNCH))
    return g_strdup (_ ("since launch"));
  if (day == TIDE_DAY_NONE)
    return tide_valuation_dup_window_name (window);

  text = tide_day_dup_text (day);
  /* Translators: %s is a day. */
  return g_strdup_printf (_ ("since %s"), text);
}

static void
show (TideFormulaChart *chart,
      Drawing          *drawing,
      const char       *title,
      const char       *subtitle)
{
  TideFormulaChartPlan plan = { .layers = drawing->layers, .n_layers = drawing->n };

  tide_chart_data_init (&plan.data);
  plan.data.title = title;
  plan.data.subtitle = subtitle;
  tide_formula_chart_show (chart, &plan);
  g_ptr_array_unref (drawing->texts);
}

/* The ratio is the first layer whose answer is asked for; it is drawn last. */
void
tide_valuation_show_history (TideFormulaChart    *chart,
                             const TideValuation *valuation)
{
  Drawing              drawing = { .texts = g_ptr_array_new_with_free_func (g_free) };
  g_autofree char     *window = dup_window_words (valuation->window);
  g_autofree char     *subtitle = NULL;
  const char          *title = _ (valuation->multiple->title);
  const TideChartLayer line = { .type = TIDE_CHART_LINE, .label = title, .color = 0 };

  add_bands (&drawing, valuation);
  add_layer_take (&drawing, tide_valuation_format_x (valuation), NULL, line);
  /* Translators: a multiple, whose, and the window of its mean. */
  subtitle = g_strdup_printf (_ ("%s, %s; mean and standard deviation: %s"), title,
                              valuation->label, window);
  show (chart, &drawing, valuation->label, subtitle);
}

void
tide_valuation_show_gap (TideFormulaChart    *chart,
                         const TideValuation *a,
                         const TideValuation *b)
{
  Drawing              drawing = { .texts = g_ptr_array_new_with_free_func (g_free) };
  g_autofree char     *window = dup_window_words (a->window);
  g_autofree char     *gap = tide_valuation_format_gap (a, b);
  g_autofree char     *title = g_strdup_printf (_ ("%s against %s"), a->label, b->label);
  g_autofree char     *subtitle = NULL;
  const TideChartLayer line = { .type = TIDE_CHART_LINE,
                                .label = _ ("Premium"),
                                .color = 0 };
  TideValuation        about = *a;

  about.x = gap;
  add_bands (&drawing, &about);
  add_layer_take (&drawing, g_strdup (gap), NULL, line);
  subtitle = g_strdup_printf (_ ("%s, discount (−) or premium (+); mean and standard deviation: "
                                 "%s"),
                              _ (a->multiple->title), window);
  show (chart, &drawing, title, subtitle);
}

/* First day of the window of @result, a ratio's history; TIDE_DAY_NONE where
 * there is none. */
TideDay
tide_valuation_find_start (const TideValuation *valuation,
                           TideResult          *result)
{
  TideSeries   *series = result != NULL ? tide_result_get_data (result)->series : NULL;
  const char   *window = valuation->window;
  const TideDay day = tide_day_parse (window, strlen (window));
  TidePeriod    period;
  size_t        last;

  if (day != TIDE_DAY_NONE || series == NULL)
    return day;
  if (g_str_equal (window, TIDE_VALUATION_LAUNCH))
    return tide_series_get_info (series)->facts.live_since;
  if (!tide_period_parse (window, strlen (window), &period) ||
      !tide_series_find_last (series, tide_series_get_length (series), &last))
    return TIDE_DAY_NONE;

  return period.kind == TIDE_PERIOD_MAX
           ? tide_series_get_days (series)[0]
           : tide_period_get_base_day (period, tide_series_get_days (series)[last]) + 1;
}

/* (nullable): the row of the window in the table of windows, as a sentence. */
char *
tide_valuation_describe_discount (const TideValuation *valuation,
                                  TideSheet           *windows)
{
  TideSheetPlan   *plan = tide_sheet_get_plan (windows);
  g_autofree char *name = tide_valuation_dup_window_name (valuation->window);
  g_autofree char *words = dup_window_words (valuation->window);
  g_autofree char *size = NULL;
  unsigned int     row = 0;
  double           discount;

  while (row < tide_sheet_plan_get_n_rows (plan) &&
         !g_str_equal (tide_sheet_plan_get_label (plan, row), name))
    row++;
  if (row == tide_sheet_plan_get_n_rows (plan) ||
      !tide_sheet_get_number (windows, row, DISCOUNT_COLUMN, &discount))
    return NULL;

  size = tide_unit_format (tide_unit_of_kind (TIDE_UNIT_SHARE), fabs (discount), 1,
                           TIDE_NUMBER_SCREEN);
  /* Translators: a name, a percentage, and the window of the mean: "Tencent stands
   * 29.0% below its mean multiple, 5Y". */
  return g_strdup_printf (discount < 0.0 ? _ ("%s stands %s below its mean multiple, %s")
                                         : _ ("%s stands %s above its mean multiple, %s"),
                          valuation->label, size, words);
}

static const char *
name_horizon (const char *horizon)
{
  if (horizon == NULL)
    return _ ("trailing or forward: not stated");
  return g_str_equal (horizon, "forward") ? _ ("forward earnings") : _ ("trailing earnings");
}

/* (nullable): trailing or forward, aggregation, source and since when it is
 * live, of the first series that went into @result. */
char *
tide_valuation_describe_definition (TideResult *result)
{
  size_t                n_inputs = 0;
  const TideInput      *inputs = NULL;
  const TideSeriesInfo *info;
  GString              *text;

  if (result != NULL)
    inputs = tide_result_get_inputs (result, &n_inputs);
  if (n_inputs == 0)
    return NULL;

  info = tide_series_get_info (inputs[0].series);
  text = g_string_new (name_horizon (info->facts.horizon));
  g_string_append_printf (text, "; %s",
                          info->facts.aggregation != NULL
                            ? tide_cell_fact_translate (info->facts.aggregation)
                            : _ ("aggregation not stated"));
  if (info->source != NULL)
    g_string_append_printf (text, _ ("; source %s"), tide_cell_fact_translate (info->source));
  if (info->facts.live_since != TIDE_DAY_NONE)
    {
      g_autofree char *day = tide_day_dup_text (info->facts.live_since);

      g_string_append_printf (text, _ ("; live since %s"), day);
    }
  return g_string_free (text, FALSE);
}
