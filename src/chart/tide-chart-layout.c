// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-layout"

#include "config.h"

#include "tide-chart-layout-private.h"

#include <math.h>

#include "chart/tide-chart-summary.h"
#include "chart/tide-chart-window-private.h"

/* A strip of volumes takes this part of the plot. */
#define VOLUME_PART 0.2

void
tide_chart_build_measure (TideChartBuild           *build,
                          const char               *text,
                          const TideChartTextStyle *style,
                          TideChartRect            *box)
{
  build->measure.func (text, style, &box->width, &box->height, build->measure.user_data);
}

void
tide_chart_build_add_text (TideChartBuild    *build,
                           TideChartTextRole  role,
                           const char        *text,
                           TideChartTextStyle style,
                           TideColor          color,
                           TideChartRect      place)
{
  tide_chart_texts_add (build->layout->texts, role, text, style, color, place);
}

void
tide_chart_build_add_rule (TideChartBuild      *build,
                           const TideChartRule *rule)
{
  g_array_append_vals (build->layout->rules, rule, 1);
}

static TideChartLayout *
allocate (TideChartSpec *spec)
{
  TideChartLayout     *self = g_new0 (TideChartLayout, 1);
  const TideChartData *data = tide_chart_spec_get_data (spec);

  self->spec = tide_chart_spec_ref (spec);
  self->theme = tide_chart_spec_get_theme (spec);
  self->width = data->width;
  self->height = data->height;
  self->texts = tide_chart_texts_new ();
  self->rules = g_array_new (FALSE, TRUE, sizeof (TideChartRule));
  self->shades = g_array_new (FALSE, TRUE, sizeof (TideChartShade));
  self->handles = g_array_new (FALSE, TRUE, sizeof (TideChartHandle));
  self->flags = g_array_new (FALSE, TRUE, sizeof (TideChartFlag));
  self->tags = g_array_new (FALSE, TRUE, sizeof (TideChartTag));
  self->plots = g_array_new (FALSE, TRUE, sizeof (TideChartPlot));
  self->notices = g_ptr_array_new_with_free_func (g_free);

  return self;
}

static void
set_sizes (TideChartBuild *build)
{
  const TideChartData *data = build->data;
  TideChartFrame      *frame = &build->frame;

  tide_chart_frame_init (frame, data->medium, data->em, data->bare, data->width, data->height);
  frame->measure = build->measure;
  frame->theme = &build->layout->theme;
  frame->texts = build->layout->texts;
  build->label_size = frame->label_size;
  build->text_size = frame->text_size;
  build->hair = frame->hair;
  build->line_width = frame->line_width;
  build->margin = frame->margin;
  build->left = frame->left;
  build->right = frame->right;
  build->top = frame->top;
  build->bottom = frame->bottom;
}

void
tide_chart_build_add_notice (TideChartBuild *build,
                             char           *notice_take)
{
  g_ptr_array_add (build->layout->notices, notice_take);
}

static void
set_axes (TideChartBuild *build)
{
  const char *word;

  for (int i = 0; i < 2; i++)
    {
      TideChartValueAxis *axis = &build->axes[i];
      TideChartAxis       name = i == 0 ? TIDE_CHART_AXIS_PRIMARY : TIDE_CHART_AXIS_SECONDARY;

      axis->used = tide_chart_window_has_axis (build->spec, name);
      axis->at_right = build->paper == (i == 1);
      axis->multiplier = tide_chart_window_get_multiplier (build->spec, name, &word);
      axis->suffix = tide_chart_window_get_suffix (tide_chart_window_get_unit (build->spec, name));
      axis->log = axis->used && tide_chart_window_is_log (build->spec, name);
      if (axis->used && build->data->log && !axis->log)
        tide_chart_build_add_notice (build,
                                     g_strdup ("The axis is linear, not logarithmic, because "
                                               "values reach zero or start from it."));
    }
}

static void
note_missing_bases (TideChartBuild *build)
{
  char day[TIDE_CHART_DAY_LABEL_SIZE];

  for (size_t i = 0; i < build->data->n_layers; i++)
    {
      if (!isnan (tide_chart_spec_get_factor (build->spec, i)))
        continue;
      tide_chart_day_format (build->data->rebase, day);
      tide_chart_build_add_notice (build,
                                   g_strdup_printf ("%s is not shown: it has no value to rebase "
                                                    "on %s.",
                                                    build->data->layers[i].label, day));
    }
}

static char *
make_note (TideChartBuild *build)
{
  GString    *note = g_string_new (NULL);
  const char *given = build->data->note;

  if (given != NULL && *given != '\0')
    g_string_append (note, given);
  for (size_t i = 0; i < build->layout->notices->len; i++)
    {
      if (note->len > 0 && note->str[note->len - 1] != '.')
        g_string_append_c (note, '.');
      if (note->len > 0)
        g_string_append_c (note, ' ');
      g_string_append (note, g_ptr_array_index (build->layout->notices, i));
    }
  if (note->len > 0)
    g_string_prepend (note, "Note: ");

  return g_string_free (note, FALSE);
}

static char *
or_default (const char *given,
            char *(*make) (TideChartSpec *spec),
            TideChartSpec *spec)
{
  return given != NULL ? g_strdup (given) : make (spec);
}

void
tide_chart_build_frame (TideChartBuild *build)
{
  const TideChartData *data = build->data;
  g_autofree char     *title = or_default (data->title, tide_chart_summary_new_title, build->spec);
  g_autofree char     *subtitle = or_default (data->subtitle, tide_chart_summary_new_subtitle,
                                              build->spec);
  g_autofree char     *note = make_note (build);
  g_autofree char     *source = tide_chart_summary_new_source (build->spec);

  if (!data->bare)
    tide_chart_frame_add_words (&build->frame, title, subtitle, note, source);
  build->top = build->frame.top;
  build->bottom = build->frame.bottom;
}

static double
or_zero (double length)
{
  return fmax (length, 0);
}

/* Cuts the picture into head, plot, volumes, time labels and foot. */
static void
set_areas (TideChartBuild *build)
{
  TideChartLayout *layout = build->layout;
  double           gap = 0.8 * build->label_size;
  double           height, volume = 0;

  /* The topmost label stands half above its line. */
  build->top += gap;
  build->bottom -= 1.9 * build->label_size;
  height = build->bottom - build->top;
  if (build->data->volume != NULL && height > 12 * build->label_size)
    volume = VOLUME_PART * height;

  tide_chart_build_value_ticks (build, height - volume);
  tide_chart_build_gutters (build);
  layout->plot_area = (TideChartRect){
    build->left,
    build->top,
    or_zero (build->right - build->left),
    or_zero (height - volume - (volume > 0 ? gap : 0)),
  };
  if (volume > 0)
    layout->volume_area = (TideChartRect){
      build->left,
      build->bottom - volume + gap,
      layout->plot_area.width,
      volume - gap,
    };
}

static void
say_empty (TideChartBuild *build)
{
  TideChartLayout   *layout = build->layout;
  TideChartTextStyle style = { build->text_size, false, fmax (layout->plot_area.width, 1), 2 };
  TideChartRect      box = layout->plot_area;
  const char        *text = "No values in this window";

  for (int i = 0; i < 2; i++)
    {
      TideChartAxis axis = i == 0 ? TIDE_CHART_AXIS_PRIMARY : TIDE_CHART_AXIS_SECONDARY;

      if (!tide_chart_range_is_empty (tide_chart_window_get_axis_range (build->spec, axis)))
        return;
    }

  tide_chart_build_measure (build, text, &style, &box);
  box.x = layout->plot_area.x + (layout->plot_area.width - box.width) / 2;
  box.y = layout->plot_area.y + (layout->plot_area.height - box.height) / 2;
  if (layout->plot_area.width < 4 * build->label_size || box.height > layout->plot_area.height)
    return;
  tide_chart_build_add_text (build, TIDE_CHART_TEXT_EMPTY, text, style, layout->theme.ink2, box);
}

/**
 * tide_chart_layout_new:
 * @spec: what is shown
 * @measure: measures text; called during this function only
 *
 * Finds the place of everything in a chart. The same spec and measures give the
 * same layout. May be called on any thread that @measure may be called on.
 *
 * Returns: (transfer full): the layout; free with tide_chart_layout_free()
 */
TideChartLayout *
tide_chart_layout_new (TideChartSpec   *spec,
                       TideChartMeasure measure)
{
  TideChartBuild build = {
    .layout = allocate (spec),
    .spec = spec,
    .data = tide_chart_spec_get_data (spec),
    .measure = measure,
  };

  build.paper = build.data->medium == TIDE_CHART_PAPER;
  set_sizes (&build);
  set_axes (&build);
  note_missing_bases (&build);
  tide_chart_build_time (&build);
  tide_chart_build_tint_notes (&build);
  tide_chart_build_flag_notes (&build);
  tide_chart_build_frame (&build);
  tide_chart_build_legend (&build);
  set_areas (&build);
  tide_chart_build_value_axes (&build);
  tide_chart_build_volume_axis (&build);
  tide_chart_build_time_axis (&build);
  tide_chart_build_tints (&build);
  tide_chart_build_plots (&build);
  tide_chart_build_ends (&build);
  tide_chart_build_window (&build);
  tide_chart_build_flags (&build);
  tide_chart_build_tags (&build);
  say_empty (&build);
  tide_chart_texts_sort (build.layout->texts);

  return build.layout;
}

/**
 * tide_chart_layout_free:
 * @self: (transfer full) (nullable): a layout
 *
 * Frees a layout.
 */
void
tide_chart_layout_free (TideChartLayout *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->days, g_array_unref);
  g_array_unref (self->texts);
  g_array_unref (self->rules);
  g_array_unref (self->shades);
  g_array_unref (self->handles);
  g_array_unref (self->flags);
  g_array_unref (self->tags);
  g_array_unref (self->plots);
  g_ptr_array_unref (self->notices);
  tide_chart_spec_unref (self->spec);
  g_free (self);
}

/**
 * tide_chart_layout_get_day_at:
 * @self: a layout
 * @x: coordinate in the picture
 *
 * Finds the day under the pointer.
 *
 * Returns: the day of the nearest slot; %TIDE_DAY_NONE in an empty chart
 */
TideDay
tide_chart_layout_get_day_at (const TideChartLayout *self,
                              double                 x)
{
  if (self->time.n_slots == 0 || !(self->time.step > 0))
    return TIDE_DAY_NONE;

  return tide_chart_time_get_day (&self->time, tide_chart_time_invert (&self->time, x));
}

/**
 * tide_chart_layout_find_edge:
 * @self: a layout
 * @x: coordinate in the picture
 * @y: coordinate in the picture
 * @out_edge: (out): the edge there
 *
 * Finds the movable edge under the pointer: its line counts over the whole
 * height of the plot.
 *
 * Returns: %FALSE where there is none, and on paper
 */
bool
tide_chart_layout_find_edge (const TideChartLayout *self,
                             double                 x,
                             double                 y,
                             TideChartEdge         *out_edge)
{
  const TideChartRect *area = &self->plot_area;

  for (size_t i = 0; i < self->handles->len; i++)
    {
      const TideChartHandle *handle = &g_array_index (self->handles, TideChartHandle, i);
      double                 middle = handle->grip.x + handle->grip.width / 2;

      if (fabs (x - middle) > handle->grip.width || y < area->y || y > area->y + area->height)
        continue;
      *out_edge = handle->edge;
      return handle->grip.width > 0;
    }

  return false;
}

/**
 * tide_chart_layout_get_point:
 * @self: a layout
 * @plot: index of a plot
 * @day: any day
 * @out_point: (out): the point
 *
 * Finds what a plot shows on a day: its row of that day, else its last row
 * before it in the window, because a market that was closed keeps its value.
 *
 * Returns: %FALSE if the plot has no row there, or is a level
 */
bool
tide_chart_layout_get_point (const TideChartLayout *self,
                             size_t                 plot,
                             TideDay                day,
                             TideChartPoint        *out_point)
{
  const TideChartPlot *drawn;
  TideSeries          *series;
  size_t               count;

  g_return_val_if_fail (plot < self->plots->len, false);

  drawn = &g_array_index (self->plots, TideChartPlot, plot);
  series = tide_chart_plot_get_series (self, drawn);
  if (series == NULL)
    return false;
  count = tide_series_count_until (series, day);
  if (count <= drawn->begin)
    return false;

  out_point->row = MIN (count, drawn->end) - 1;
  out_point->day = tide_series_get_days (series)[out_point->row];
  out_point->value = tide_series_get_values (series)[out_point->row];
  out_point->shown = out_point->value * drawn->factor;
  out_point->x = tide_chart_time_map_day (&self->time, out_point->day);
  out_point->y = tide_chart_scale_map (&drawn->scale, out_point->shown);

  return true;
}

/**
 * tide_chart_layout_format_value:
 * @self: a layout
 * @plot: index of a plot
 * @shown: a value as drawn
 *
 * Prints a value as the tags do: in the unit and magnitude of the axis.
 *
 * Returns: (transfer full): the text; a dash for a missing value
 */
char *
tide_chart_layout_format_value (const TideChartLayout *self,
                                size_t                 plot,
                                double                 shown)
{
  const TideChartPlot *drawn;

  g_return_val_if_fail (plot < self->plots->len, NULL);

  if (!isfinite (shown))
    return g_strdup ("–");

  drawn = &g_array_index (self->plots, TideChartPlot, plot);
  if (drawn->volume)
    return tide_chart_window_format_number (shown, 0, "");

  return tide_chart_window_format (self->spec, drawn->layer, shown);
}

/**
 * tide_chart_layout_get_part:
 * @self: a layout
 * @plot: index of a plot
 * @row: a row of its series
 *
 * Tells whether a value is of a period that is not over.
 *
 * Returns: (transfer none) (nullable): the word for it ("MTD"); %NULL for a whole
 *   period
 */
const char *
tide_chart_layout_get_part (const TideChartLayout *self,
                            size_t                 plot,
                            size_t                 row)
{
  const TideChartPlot *drawn;

  g_return_val_if_fail (plot < self->plots->len, NULL);

  drawn = &g_array_index (self->plots, TideChartPlot, plot);
  if (!drawn->hollow_last || row + 1 != drawn->end)
    return NULL;

  return tide_chart_spec_get_layer (self->spec, drawn->layer)->part;
}

/**
 * tide_chart_plot_get_series:
 * @self: a layout
 * @plot: one of its plots
 *
 * Returns: (transfer none) (nullable): what the plot draws; %NULL for a level
 */
TideSeries *
tide_chart_plot_get_series (const TideChartLayout *self,
                            const TideChartPlot   *plot)
{
  if (plot->volume)
    return tide_chart_spec_get_data (self->spec)->volume;

  return tide_chart_spec_get_layer (self->spec, plot->layer)->series;
}

/**
 * tide_chart_dash_get:
 * @dash: number of a pattern, from 0
 * @out_pattern: (out) (transfer none): lengths of strokes and spaces for a line
 *   2 wide; scale them with the line
 *
 * Looks up a dash pattern: solid, 6-2, 2-2, 8-2-2-2.
 *
 * Returns: how many lengths there are; 0 for a solid line
 */
size_t
tide_chart_dash_get (int            dash,
                     const double **out_pattern)
{
  static const double long_dash[] = { 6, 2 };
  static const double short_dash[] = { 2, 2 };
  static const double mixed_dash[] = { 8, 2, 2, 2 };

  *out_pattern = NULL;
  switch (dash)
    {
    case 1:
      *out_pattern = long_dash;
      return G_N_ELEMENTS (long_dash);
    case 2:
      *out_pattern = short_dash;
      return G_N_ELEMENTS (short_dash);
    case 3:
      *out_pattern = mixed_dash;
      return G_N_ELEMENTS (mixed_dash);
    default:
      return 0;
    }
}
