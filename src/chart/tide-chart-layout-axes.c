// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-layout"

#include "config.h"

#include "tide-chart-layout-private.h"

#include <math.h>

#include "chart/tide-chart-window-private.h"

/* More lines than this read as a pattern, fewer hide the distances. */
#define MOST_TICKS 6
/* Enough that one of them lies between zero and the largest volume. */
#define VOLUME_TICKS 4
/* The right gutter for tags and values; px at the default font size. */
#define GUTTER (84.0 / (11.0 * 96.0 / 72.0))

static TideChartTicks
make_ticks (const TideChartValueAxis *axis,
            TideChartRange            range,
            size_t                    most)
{
  if (tide_chart_range_is_empty (range))
    return (TideChartTicks){ .high = 1 };

  range.min *= axis->multiplier;
  range.max *= axis->multiplier;
  return axis->log ? tide_chart_ticks_log (range.min, range.max, most)
                   : tide_chart_ticks_linear (range.min, range.max, most);
}

static TideChartRange
get_range (TideChartBuild *build,
           int             side)
{
  TideChartAxis  axis = side == 0 ? TIDE_CHART_AXIS_PRIMARY : TIDE_CHART_AXIS_SECONDARY;
  TideChartRange range = tide_chart_window_get_axis_range (build->spec, axis);

  if (!tide_chart_range_is_empty (range) && tide_chart_window_has_columns (build->spec, axis))
    range = tide_chart_range_unite (range, (TideChartRange){ 0, 0 });

  return range;
}

/* How much taller than its values an axis becomes with so many parts below and
 * above zero. */
static double
get_waste (TideChartRange range,
           size_t         below,
           size_t         above)
{
  TideChartTicks ticks;

  if ((below == 0 && range.min < 0) || (above == 0 && range.max > 0))
    return INFINITY;

  ticks = tide_chart_ticks_around_zero (range.min, range.max, below, above);
  return (ticks.high - ticks.low) / (range.max - range.min);
}

/* A flow and its running sum: zeros on one line, at the cost of some empty
 * room, of which the least is taken. */
static void
align_zeros (TideChartBuild *build,
             TideChartRange  first,
             TideChartRange  second,
             size_t          most)
{
  size_t best_below = 1;
  size_t best_above = 1;
  double best = INFINITY;

  first.min *= build->axes[0].multiplier;
  first.max *= build->axes[0].multiplier;
  second.min *= build->axes[1].multiplier;
  second.max *= build->axes[1].multiplier;
  for (size_t n = MIN (3, most - 1); n < most; n++)
    {
      for (size_t below = 0; below <= n; below++)
        {
          double waste = get_waste (first, below, n - below);

          waste += get_waste (second, below, n - below);

          if (!(waste < best))
            continue;
          best = waste;
          best_below = below;
          best_above = n - below;
        }
    }

  build->axes[0].ticks = tide_chart_ticks_around_zero (first.min, first.max, best_below,
                                                       best_above);
  build->axes[1].ticks = tide_chart_ticks_around_zero (second.min, second.max, best_below,
                                                       best_above);
}

/* A flow and its running sum have one unit, and one zero. */
static bool
share_zero (TideChartBuild *build,
            TideChartRange *first,
            TideChartRange *second)
{
  TideUnit unit = tide_chart_window_get_unit (build->spec, TIDE_CHART_AXIS_PRIMARY);
  TideUnit other = tide_chart_window_get_unit (build->spec, TIDE_CHART_AXIS_SECONDARY);
  bool     flows = tide_chart_window_has_columns (build->spec, TIDE_CHART_AXIS_PRIMARY) ||
               tide_chart_window_has_columns (build->spec, TIDE_CHART_AXIS_SECONDARY);

  if (!flows || build->axes[0].log || build->axes[1].log || tide_chart_range_is_empty (*first) ||
      tide_chart_range_is_empty (*second))
    return false;

  if (tide_unit_equal (unit, other))
    {
      *first = tide_chart_range_unite (*first, (TideChartRange){ 0, 0 });
      *second = tide_chart_range_unite (*second, (TideChartRange){ 0, 0 });
    }

  return first->min < first->max && second->min < second->max && first->min <= 0 &&
         first->max >= 0 && second->min <= 0 && second->max >= 0;
}

void
tide_chart_build_value_ticks (TideChartBuild *build,
                              double          height)
{
  TideChartValueAxis *axes = build->axes;
  TideChartRange      first = get_range (build, 0);
  TideChartRange      second = get_range (build, 1);
  size_t              most = MOST_TICKS;

  if (height < 2 * MOST_TICKS * build->label_size)
    most = (size_t) CLAMP (height / (2 * build->label_size), 2, MOST_TICKS);
  axes[0].ticks = make_ticks (&axes[0], first, most);
  if (!axes[1].used)
    return;

  if (share_zero (build, &first, &second))
    align_zeros (build, first, second, MAX (most, 3));
  else if (axes[1].log || axes[0].log || tide_chart_range_is_empty (second) || axes[0].ticks.n < 2)
    axes[1].ticks = make_ticks (&axes[1], second, most);
  else
    axes[1].ticks = tide_chart_ticks_matching (second.min * axes[1].multiplier,
                                               second.max * axes[1].multiplier, &axes[0].ticks);
}

static TideChartTextStyle
label_style (const TideChartBuild *build)
{
  return (TideChartTextStyle){ build->label_size, false, 0, 1 };
}

static void
measure_labels (TideChartBuild     *build,
                TideChartValueAxis *axis)
{
  TideChartTextStyle style = label_style (build);

  axis->label_width = 0;
  for (size_t i = 0; axis->used && i < axis->ticks.n; i++)
    {
      g_autofree char *text = tide_chart_window_format_number (axis->ticks.values[i],
                                                               axis->ticks.decimals, axis->suffix);
      TideChartRect    box;

      tide_chart_build_measure (build, text, &style, &box);
      axis->label_width = fmax (axis->label_width, box.width);
    }
}

/* Room beside the plot: values on their sides, tags on the right. A picture too
 * narrow for both keeps the plot. */
void
tide_chart_build_gutters (TideChartBuild *build)
{
  double width = build->right - build->left;
  double pad = 0.6 * build->label_size;
  double sides[2] = { 0, 0 };

  for (int i = 0; i < 2; i++)
    {
      measure_labels (build, &build->axes[i]);
      if (build->axes[i].label_width > 0)
        sides[build->axes[i].at_right] = build->axes[i].label_width + pad;
    }

  build->tag_width = tide_chart_build_get_tag_width (build);
  if (build->tag_width > 0.35 * width)
    build->tag_width = 0;
  if (build->tag_width > 0)
    sides[1] = fmax (sides[1], build->tag_width + pad);
  if (!build->paper && sides[1] > 0)
    sides[1] = fmax (sides[1], fmin (GUTTER * build->data->em, 0.35 * width));
  if (sides[0] + sides[1] > 0.75 * width)
    {
      sides[0] = sides[1] = build->tag_width = 0;
      build->axes[0].label_width = build->axes[1].label_width = 0;
    }

  build->left += sides[0];
  build->right -= sides[1];
}

static void
add_grid_line (TideChartBuild *build,
               double          y,
               bool            is_zero)
{
  const TideTheme *theme = &build->layout->theme;
  TideChartRule    rule = {
       .role = is_zero ? TIDE_CHART_RULE_ZERO : TIDE_CHART_RULE_GRID,
       .x0 = build->left,
       .y0 = y,
       .x1 = build->right,
       .y1 = y,
       .width = build->hair,
       .color = is_zero ? theme->axis : theme->grid,
  };

  tide_chart_build_add_rule (build, &rule);
}

static void
add_value_label (TideChartBuild           *build,
                 const TideChartValueAxis *axis,
                 const char               *text,
                 double                    y)
{
  TideChartTextStyle style = label_style (build);
  double             pad = 0.6 * build->label_size;
  TideChartRect      box;

  tide_chart_build_measure (build, text, &style, &box);
  box.x = axis->at_right ? build->right + pad + axis->label_width - box.width
                         : build->left - pad - box.width;
  box.y = y - box.height / 2;
  tide_chart_build_add_text (build, TIDE_CHART_TEXT_VALUE_TICK, text, style,
                             build->layout->theme.ink2, box);
}

/* A hundred is the zero of rebased values. */
static bool
is_base_line (const TideChartBuild *build,
              double                value)
{
  return value == (build->data->rebase != TIDE_DAY_NONE ? 100 : 0);
}

static void
add_value_axis (TideChartBuild     *build,
                TideChartValueAxis *axis,
                bool                with_grid)
{
  const TideChartRect *area = &build->layout->plot_area;
  bool                 inverted = build->data->inverted && axis == &build->axes[0];

  axis->scale = (TideChartScale){
    axis->log ? TIDE_CHART_SCALE_LOG : TIDE_CHART_SCALE_LINEAR,
    axis->ticks.low / axis->multiplier,
    axis->ticks.high / axis->multiplier,
    inverted ? area->y : area->y + area->height,
    inverted ? area->y + area->height : area->y,
  };
  if (!axis->used || area->width <= 0 || area->height <= 0)
    return;

  for (size_t i = 0; i < axis->ticks.n; i++)
    {
      double           value = axis->ticks.values[i];
      g_autofree char *text = tide_chart_window_format_number (value, axis->ticks.decimals,
                                                               axis->suffix);
      double           y = tide_chart_scale_map (&axis->scale, value / axis->multiplier);

      if (with_grid)
        add_grid_line (build, y, is_base_line (build, value));
      if (axis->label_width > 0)
        add_value_label (build, axis, text, y);
    }
}

void
tide_chart_build_value_axes (TideChartBuild *build)
{
  add_value_axis (build, &build->axes[0], true);
  add_value_axis (build, &build->axes[1], !build->axes[0].used);
}

static bool
get_volume_rows (TideChartBuild *build)
{
  TideSeries          *volume = build->data->volume;
  const TideChartTime *time = &build->layout->time;

  if (volume == NULL || time->n_slots == 0)
    return false;

  build->volume_begin = tide_series_count_until (volume, time->first - 1);
  build->volume_end = tide_series_count_until (volume, time->last);
  return build->volume_begin < build->volume_end;
}

static void
add_volume_ticks (TideChartBuild       *build,
                  const TideChartTicks *ticks,
                  double                divisor,
                  double                largest)
{
  for (size_t i = 1; i < ticks->n && ticks->values[i] <= largest; i++)
    {
      g_autofree char *text = tide_chart_window_format_number (ticks->values[i], ticks->decimals,
                                                               "");
      double           y = tide_chart_scale_map (&build->volume_scale, ticks->values[i] * divisor);

      add_grid_line (build, y, false);
      if (build->axes[0].label_width > 0)
        add_value_label (build, &build->axes[0], text, y);
    }
}

/* Volumes stand on zero and reach the top of their strip. */
void
tide_chart_build_volume_axis (TideChartBuild *build)
{
  const TideChartRect *area = &build->layout->volume_area;
  TideChartTextStyle   style = label_style (build);
  TideChartRange       range;
  TideChartTicks       ticks;
  TideChartRect        box;
  const char          *word;
  g_autofree char     *label = NULL;
  double               divisor;

  if (area->height <= 0 || area->width <= 0 || !get_volume_rows (build))
    return;
  range = tide_chart_range_of_values (tide_series_get_values (build->data->volume) +
                                        build->volume_begin,
                                      build->volume_end - build->volume_begin);
  if (!(range.max > 0))
    return;

  divisor = tide_chart_magnitude_get_divisor (range.max, &word);
  build->volume_scale = (TideChartScale){
    .high = range.max,
    .at_low = area->y + area->height,
    .at_high = area->y,
  };
  ticks = tide_chart_ticks_linear (0, range.max / divisor, VOLUME_TICKS);
  add_volume_ticks (build, &ticks, divisor, range.max / divisor);

  label = g_strdup_printf ("Volume%s%s", *word != '\0' ? ", " : "", word);
  tide_chart_build_measure (build, label, &style, &box);
  box.x = area->x;
  box.y = area->y - box.height;
  tide_chart_build_add_text (build, TIDE_CHART_TEXT_VOLUME, label, style,
                             build->layout->theme.ink2, box);
}
