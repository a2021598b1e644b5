// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-layout"

#include "config.h"

#include "tide-chart-layout-private.h"

#include <math.h>

#include "chart/tide-chart-window-private.h"

/* Above so many series names move from the tags to a legend. */
#define MOST_TAGGED 4
/* Inside of a tag, in font sizes. */
#define TAG_PAD 0.4
/* A name in a tag or legend, in font sizes; longer ones are cut. */
#define NAME_LIMIT 14.0
#define LEGEND_ROWS 3
/* The share of the height a legend of many names may take. */
#define LEGEND_SHARE 0.3
/* Room for "and 99 more", in font sizes. */
#define REST_WIDTH 7
#define KEY_LENGTH 2.0

/* A tag before it has a place. */
typedef struct
{
  size_t plot;
  char  *name;
  char  *value;
  double shown;
  double at; /* y of the value */
  double y;  /* y of the middle of the box */
  double name_width;
  double value_width;
} Label;

static void
clear_label (void *data)
{
  Label *label = data;

  g_free (label->name);
  g_free (label->value);
}

static bool
is_bars (TideChartType type)
{
  return type == TIDE_CHART_CANDLE || type == TIDE_CHART_BAR;
}

static size_t
count_series (const TideChartBuild *build)
{
  size_t n = 0;

  for (size_t i = 0; i < build->data->n_layers; i++)
    n += tide_chart_window_is_series (&build->data->layers[i]);
  return n;
}

bool
tide_chart_build_has_legend (const TideChartBuild *build)
{
  return count_series (build) > MOST_TAGGED;
}

/* Where direction colours are in use, most of the palette comes too near them. */
static bool
has_directions (const TideChartBuild *build)
{
  for (size_t i = 0; i < build->data->n_layers; i++)
    {
      if (is_bars (build->data->layers[i].type) || build->data->layers[i].directed)
        return true;
    }

  return false;
}

static TideColor
get_directed_color (const TideTheme *theme,
                    size_t           order)
{
  const TideColor colors[] = { theme->ink, theme->series[0], theme->series[6] };

  return colors[order % G_N_ELEMENTS (colors)];
}

static size_t
get_order (const TideChartBuild *build,
           size_t                layer)
{
  size_t order = 0;

  for (size_t i = 0; i < layer; i++)
    order += tide_chart_window_is_series (&build->data->layers[i]) &&
             build->data->layers[i].stroke != TIDE_CHART_STROKE_POINTS &&
             build->data->layers[i].color == TIDE_CHART_COLOR_AUTO;
  return order;
}

static TideColor
get_color (const TideChartBuild *build,
           size_t                layer)
{
  const TideTheme      *theme = &build->layout->theme;
  const TideChartLayer *drawn = &build->data->layers[layer];

  if (drawn->color >= 0)
    return theme->series[drawn->color % TIDE_THEME_N_SERIES];
  if (drawn->color == TIDE_CHART_COLOR_INK || is_bars (drawn->type))
    return theme->ink;
  if (!tide_chart_window_is_series (drawn))
    return theme->ink2;
  if (drawn->stroke == TIDE_CHART_STROKE_POINTS)
    return theme->cited;
  if (has_directions (build))
    return get_directed_color (theme, get_order (build, layer));

  return theme->series[get_order (build, layer) % TIDE_THEME_N_SERIES];
}

/* Beyond four series, and always in high contrast, colour is not enough. */
static int
get_dash (const TideChartBuild *build,
          size_t                layer)
{
  int  order = (int) get_order (build, layer);
  bool contrast = build->layout->theme.mode == TIDE_THEME_CONTRAST_LIGHT ||
                  build->layout->theme.mode == TIDE_THEME_CONTRAST_DARK;

  switch (build->data->layers[layer].stroke)
    {
    case TIDE_CHART_STROKE_SOLID:
    case TIDE_CHART_STROKE_POINTS:
      return 0;
    case TIDE_CHART_STROKE_DASHED:
      return 1;
    case TIDE_CHART_STROKE_DOTTED:
      return 2;
    case TIDE_CHART_STROKE_AUTO:
      break;
    }
  if (build->data->layers[layer].type == TIDE_CHART_BAND)
    return 0;
  if (contrast)
    return order % 4;

  return order < MOST_TAGGED ? 0 : 1 + (order - MOST_TAGGED) % 3;
}

/* Columns stand side by side; those of a stack share a place. */
static void
share_slot (TideChartBuild *build,
            TideChartPlot  *plot)
{
  bool stack = false;

  for (size_t i = 0; i < build->data->n_layers; i++)
    {
      const TideChartLayer *layer = &build->data->layers[i];

      if (layer->type != TIDE_CHART_COLUMN)
        continue;
      if (!layer->stacked || !stack)
        plot->n_slices++;
      stack |= layer->stacked;
      if (i == plot->layer)
        plot->slice = plot->n_slices - 1;
    }
  /* A stack has the place of its first layer. */
  for (size_t i = 0, slice = 0; build->data->layers[plot->layer].stacked && i < plot->layer; i++)
    {
      const TideChartLayer *layer = &build->data->layers[i];

      if (layer->stacked)
        {
          plot->slice = (unsigned int) slice;
          break;
        }
      slice += layer->type == TIDE_CHART_COLUMN;
    }
}

static void
add_plot (TideChartBuild *build,
          size_t          layer)
{
  const TideChartLayer     *drawn = &build->data->layers[layer];
  const TideChartValueAxis *axis = &build->axes[drawn->axis == TIDE_CHART_AXIS_SECONDARY];
  TideChartPlot             plot = {
                .layer = layer,
                .type = drawn->type,
                .scale = axis->scale,
                .factor = tide_chart_spec_get_factor (build->spec, layer),
                .color = get_color (build, layer),
                .up = build->layout->theme.up_fill,
                .down = build->layout->theme.down_fill,
                .width = build->line_width,
                .dash = get_dash (build, layer),
                .edges = drawn->type == TIDE_CHART_BAND && drawn->stroke != TIDE_CHART_STROKE_AUTO,
                .points = drawn->stroke == TIDE_CHART_STROKE_POINTS,
                .clip = build->layout->plot_area,
  };

  if (tide_chart_range_is_empty (tide_chart_window_get_range (build->spec, layer)))
    return;
  tide_chart_spec_get_rows (build->spec, layer, &plot.begin, &plot.end);
  if (plot.type == TIDE_CHART_COLUMN)
    share_slot (build, &plot);
  plot.hollow_last = tide_chart_window_get_part (build->spec, layer) != NULL;
  g_array_append_val (build->layout->plots, plot);
}

void
tide_chart_build_plots (TideChartBuild *build)
{
  TideChartLayout *layout = build->layout;

  if (layout->plot_area.width <= 0 || layout->plot_area.height <= 0)
    return;

  for (size_t i = 0; i < build->data->n_layers; i++)
    add_plot (build, i);

  if (build->volume_scale.high > 0)
    {
      TideChartPlot plot = {
        .volume = true,
        .type = TIDE_CHART_COLUMN,
        .scale = build->volume_scale,
        .begin = build->volume_begin,
        .end = build->volume_end,
        .factor = 1,
        .color = layout->theme.axis,
        .width = build->line_width,
        .clip = layout->volume_area,
      };

      g_array_append_val (layout->plots, plot);
    }
}

/* "100.2 MTD" */
static char *
make_value (TideChartBuild *build,
            size_t          layer,
            double          shown)
{
  g_autofree char *value = tide_chart_window_format (build->spec, layer, shown);
  const char      *part = tide_chart_window_get_part (build->spec, layer);

  return part != NULL ? g_strconcat (value, " ", part, NULL) : g_steal_pointer (&value);
}

/* With two axes a name says which one it is read from. */
static char *
make_name (TideChartBuild *build,
           size_t          layer)
{
  const TideChartLayer *drawn = &build->data->layers[layer];
  bool                  second = drawn->axis == TIDE_CHART_AXIS_SECONDARY;

  if (!build->axes[0].used || !build->axes[1].used)
    return g_strdup (drawn->label);

  return g_strdup_printf ("%s (%s)", drawn->label, build->axes[second].at_right ? "RHS" : "LHS");
}

static bool
get_last_shown (TideChartBuild *build,
                size_t          layer,
                double         *out_shown)
{
  const TideChartLayer *drawn = &build->data->layers[layer];
  size_t                row;

  *out_shown = drawn->level;
  if (drawn->type == TIDE_CHART_LEVEL)
    return isfinite (drawn->level);
  if (!tide_chart_window_get_last (build->spec, layer, &row))
    return false;

  *out_shown = tide_series_get_values (drawn->series)[row] *
               tide_chart_spec_get_factor (build->spec, layer);
  return isfinite (*out_shown) && (drawn->base == NULL || isfinite (drawn->base[row]));
}

static TideChartTextStyle
tag_style (const TideChartBuild *build,
           bool                  is_value)
{
  return (TideChartTextStyle){
    build->label_size,
    is_value,
    is_value ? 0 : NAME_LIMIT * build->label_size,
    1,
  };
}

static void
measure_label (TideChartBuild *build,
               Label          *label)
{
  TideChartTextStyle name = tag_style (build, false);
  TideChartTextStyle value = tag_style (build, true);
  TideChartRect      box;

  label->name_width = 0;
  if (*label->name != '\0')
    {
      tide_chart_build_measure (build, label->name, &name, &box);
      label->name_width = fmin (box.width, name.width);
    }
  tide_chart_build_measure (build, label->value, &value, &box);
  label->value_width = box.width;
}

static double
get_label_width (const TideChartBuild *build,
                 const Label          *label)
{
  double space = label->name_width > 0 ? 0.5 * build->label_size : 0;

  return label->name_width + space + label->value_width + 2 * TAG_PAD * build->label_size;
}

static GArray *
make_labels (TideChartBuild *build)
{
  GArray *labels = g_array_new (FALSE, TRUE, sizeof (Label));
  bool    legend = tide_chart_build_has_legend (build);

  g_array_set_clear_func (labels, clear_label);
  for (size_t i = 0; i < build->data->n_layers; i++)
    {
      Label label = { .plot = i };

      if (build->data->layers[i].type == TIDE_CHART_BAND ||
          tide_chart_window_has_ended (build->spec, i, build->layout->time.last) ||
          !get_last_shown (build, i, &label.shown))
        continue;
      label.name = legend && tide_chart_window_is_series (&build->data->layers[i])
                     ? g_strdup ("")
                     : make_name (build, i);
      label.value = make_value (build, i, label.shown);
      measure_label (build, &label);
      g_array_append_val (labels, label);
    }

  return labels;
}

double
tide_chart_build_get_tag_width (TideChartBuild *build)
{
  g_autoptr (GArray) labels = make_labels (build);
  double             width = 0;

  for (size_t i = 0; i < labels->len; i++)
    width = fmax (width, get_label_width (build, &g_array_index (labels, Label, i)));
  return width;
}

static int
compare_labels (const void *a,
                const void *b)
{
  double at_a = ((const Label *) a)->at;
  double at_b = ((const Label *) b)->at;

  return (at_a > at_b) - (at_a < at_b);
}

/* Pushes tags down where they overlap, then back up from the lower end; those
 * that have no room are left out, the names being in the legend. */
static void
spread_labels (GArray *labels,
               double  height,
               double  top,
               double  bottom)
{
  double free_from = top;
  double free_to = bottom;

  if (labels->len * height > bottom - top)
    g_array_set_size (labels, (unsigned) fmax (0, floor ((bottom - top) / height)));

  for (size_t i = 0; i < labels->len; i++)
    {
      Label *label = &g_array_index (labels, Label, i);

      label->y = fmax (label->at, free_from + height / 2);
      free_from = label->y + height / 2;
    }
  for (size_t i = labels->len; i-- > 0;)
    {
      Label *label = &g_array_index (labels, Label, i);

      label->y = fmin (label->y, free_to - height / 2);
      free_to = label->y - height / 2;
    }
}

/* The last tags in drawing order name the plots, so the index of the layer is
 * turned into that of its plot. */
static bool
find_plot (TideChartBuild *build,
           size_t          layer,
           size_t         *out_plot)
{
  for (size_t i = 0; i < build->layout->plots->len; i++)
    {
      const TideChartPlot *plot = &g_array_index (build->layout->plots, TideChartPlot, i);

      if (plot->volume || plot->layer != layer)
        continue;
      *out_plot = i;
      return true;
    }

  return false;
}

static void
add_leader (TideChartBuild *build,
            const Label    *label,
            TideColor       color,
            double          x)
{
  TideChartRule rule = {
    .role = TIDE_CHART_RULE_LEADER,
    .x0 = build->right,
    .y0 = label->at,
    .x1 = x,
    .y1 = label->y,
    .width = build->hair,
    .color = color,
  };

  if (fabs (label->at - label->y) > 1)
    tide_chart_build_add_rule (build, &rule);
}

static TideDay
get_last_day (TideChartBuild *build,
              size_t          layer)
{
  size_t row;

  if (!tide_chart_window_get_last (build->spec, layer, &row))
    return build->layout->time.last;

  return tide_series_get_days (build->data->layers[layer].series)[row];
}

static void
add_tag_text (TideChartBuild *build,
              const char     *text,
              bool            is_value,
              TideColor       color,
              double          x,
              double          y)
{
  TideChartTextStyle style = tag_style (build, is_value);
  TideChartRect      box;

  tide_chart_build_measure (build, text, &style, &box);
  box.x = x;
  box.y = y - box.height / 2;
  tide_chart_build_add_text (build, TIDE_CHART_TEXT_TAG, text, style, color, box);
}

/* A flow is tagged in the colour of its last column. */
static TideColor
get_tag_color (TideChartBuild      *build,
               const TideChartPlot *plot,
               double               shown)
{
  if (!build->data->layers[plot->layer].directed || plot->type != TIDE_CHART_COLUMN)
    return plot->color;

  return shown < 0 ? plot->down : plot->up;
}

static void
add_tag (TideChartBuild *build,
         const Label    *label,
         double          height)
{
  const TideChartPlot *plot = &g_array_index (build->layout->plots, TideChartPlot, label->plot);
  double               pad = TAG_PAD * build->label_size;
  bool                 quiet = plot->type == TIDE_CHART_LEVEL;
  TideColor            fill = get_tag_color (build, plot, label->shown);
  TideColor            text = quiet ? fill : tide_color_get_text_color (fill);
  TideChartTag         tag = {
            .plot = label->plot,
            .quiet = quiet,
            .box = {
              build->right + 0.6 * build->label_size,
              label->y - height / 2,
              get_label_width (build, label),
              height,
    },
            .color = fill,
            .value = label->shown,
            .day = get_last_day (build, plot->layer),
  };

  add_leader (build, label, fill, tag.box.x);
  g_array_append_val (build->layout->tags, tag);
  if (label->name_width > 0)
    add_tag_text (build, label->name, false, text, tag.box.x + pad, label->y);
  add_tag_text (build, label->value, true, text,
                tag.box.x + tag.box.width - pad - label->value_width, label->y);
}

/* Axis labels on the same side yield to the tags near them. */
static void
remove_covered (TideChartBuild *build)
{
  GArray *texts = build->layout->texts;
  double  near = (build->paper ? 9 : 12) * (build->paper ? 1 : build->data->em / 14.67);

  for (size_t i = texts->len; i-- > 0;)
    {
      const TideChartText *text = &g_array_index (texts, TideChartText, i);
      double               middle = text->box.y + text->box.height / 2;

      if (text->role != TIDE_CHART_TEXT_VALUE_TICK || text->box.x < build->right)
        continue;
      for (size_t j = 0; j < build->layout->tags->len; j++)
        {
          const TideChartTag *tag = &g_array_index (build->layout->tags, TideChartTag, j);
          double              touch = (tag->box.height + text->box.height) / 2;

          if (fabs (tag->box.y + tag->box.height / 2 - middle) >= fmax (near, touch))
            continue;
          g_array_remove_index (texts, (unsigned) i);
          break;
        }
    }
}

/* At its value; for a part of a stack in the middle of that part. */
static double
find_tag_place (TideChartBuild *build,
                const Label    *label)
{
  const TideChartPlot  *plot = &g_array_index (build->layout->plots, TideChartPlot, label->plot);
  const TideChartLayer *layer = &build->data->layers[plot->layer];
  double                at = label->shown;
  size_t                row;

  if (layer->base != NULL && tide_chart_window_get_last (build->spec, plot->layer, &row))
    at = layer->base[row] * plot->factor + label->shown / 2;

  return tide_chart_scale_map (&plot->scale, at);
}

void
tide_chart_build_tags (TideChartBuild *build)
{
  const TideChartRect *area = &build->layout->plot_area;
  g_autoptr (GArray)   labels = NULL;
  double               height = 1.55 * build->label_size;

  if (build->tag_width <= 0 || area->height < height)
    return;

  labels = make_labels (build);
  for (size_t i = labels->len; i-- > 0;)
    {
      Label *label = &g_array_index (labels, Label, i);

      if (!find_plot (build, label->plot, &label->plot))
        {
          g_array_remove_index (labels, (unsigned) i);
          continue;
        }
      label->at = find_tag_place (build, label);
    }
  g_array_sort (labels, compare_labels);
  spread_labels (labels, height + build->hair, area->y - height / 2,
                 area->y + area->height + height / 2);
  for (size_t i = 0; i < labels->len; i++)
    add_tag (build, &g_array_index (labels, Label, i), height);
  remove_covered (build);
}

static void
add_key (TideChartBuild *build,
         size_t          layer,
         double          x,
         double          y)
{
  TideChartRule rule = {
    .role = TIDE_CHART_RULE_KEY,
    .x0 = x,
    .y0 = y,
    .x1 = x + KEY_LENGTH * build->text_size,
    .y1 = y,
    .width = build->line_width,
    .dash = get_dash (build, layer),
    .color = get_color (build, layer),
  };

  tide_chart_build_add_rule (build, &rule);
}

/* Says how many names had no room. */
static void
add_rest (TideChartBuild      *build,
          size_t               n_rest,
          TideChartTextStyle   style,
          const TideChartRect *at)
{
  g_autofree char *text = g_strdup_printf ("and %zu more", n_rest);
  TideChartRect    box;

  tide_chart_build_measure (build, text, &style, &box);
  box.x = at->x;
  box.y = at->y;
  tide_chart_build_add_text (build, TIDE_CHART_TEXT_LEGEND, text, style,
                             build->layout->theme.ink, box);
}

/* Flows the names from left to right in rows that leave most of the height to
 * the picture. The last row keeps room to say what is left out. */
void
tide_chart_build_legend (TideChartBuild *build)
{
  double             key = (KEY_LENGTH + 0.4) * build->text_size;
  double             row_height = 1.45 * build->text_size;
  double             rest = REST_WIDTH * build->text_size;
  int                n_rows = (int) (LEGEND_SHARE * (build->bottom - build->top) / row_height);
  TideChartRect      at = { .x = build->left, .y = build->top + 0.3 * build->text_size };
  int                row = 1;
  TideChartTextStyle style = { build->text_size, false, NAME_LIMIT * build->text_size, 1 };

  if (!tide_chart_build_has_legend (build) || build->bottom - build->top < 9 * row_height)
    return;

  n_rows = MAX (n_rows, LEGEND_ROWS);
  for (size_t i = 0; i < build->data->n_layers; i++)
    {
      g_autofree char *name = make_name (build, i);
      bool             last = row == n_rows && i + 1 < build->data->n_layers;
      TideChartRect    box;

      if (!tide_chart_window_is_series (&build->data->layers[i]))
        continue;
      tide_chart_build_measure (build, name, &style, &box);
      if (at.x > build->left && at.x + key + box.width > build->right - (last ? rest : 0.0))
        {
          if (row == n_rows)
            {
              add_rest (build, build->data->n_layers - i, style, &at);
              break;
            }
          at.x = build->left;
          at.y += row_height;
          row++;
        }
      box.x = at.x + key;
      box.y = at.y;
      add_key (build, i, at.x, box.y + box.height / 2);
      tide_chart_build_add_text (build, TIDE_CHART_TEXT_LEGEND, name, style,
                                 build->layout->theme.ink, box);
      at.x += key + box.width + 1.2 * build->text_size;
    }

  build->top = at.y + row_height;
}
