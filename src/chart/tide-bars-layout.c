// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-bars-layout"

#include "config.h"

#include "tide-bars-layout.h"

#include <math.h>

#include "chart/tide-chart-frame-private.h"

/* Heights of a row, in font sizes: as it likes to be, and the least and most. */
#define ROW_HEIGHT 1.75
#define LEAST_HEIGHT 1.3
#define MOST_HEIGHT 2.4
/* Names take this part of the width at most. */
#define NAME_PART 0.42
#define GAP 0.5
/* Parts of a row. */
#define BAR_PART 0.6
#define TICK_PART 0.84
#define SYMBOL_SIZE 0.85

/* A layout in the making. */
typedef struct
{
  TideBarsLayout     *layout;
  TideBarsSpec       *spec;
  const TideBarsData *data;
  TideChartFrame      frame;
  size_t              n_shown;
  double              row_height;
  double              value_left;  /* left edge of what bars and their values share */
  double              value_right; /* right edge of it */
} Build;

static TideChartTextStyle
row_style (const Build *build,
           size_t       row,
           double       width)
{
  const TideBarsRow *drawn = tide_bars_spec_get_row (build->spec, row);
  bool               bold = drawn->kind == TIDE_BARS_ROW_HEADING ||
              drawn->kind == TIDE_BARS_ROW_SUM;

  return (TideChartTextStyle){ build->frame.label_size, bold, width, 1 };
}

static TideChartRect
measure (const Build              *build,
         const char               *text,
         const TideChartTextStyle *style)
{
  TideChartRect box = { 0 };

  build->frame.measure.func (text, style, &box.width, &box.height,
                             build->frame.measure.user_data);
  return box;
}

static bool
has_number (const TideBarsRow *row)
{
  return row->kind != TIDE_BARS_ROW_HEADING && !row->sign_only && isfinite (row->value);
}

/* A sum is a number beside the bars; on their scale it would press them flat. */
static bool
has_length (const TideBarsRow *row)
{
  return has_number (row) && row->kind != TIDE_BARS_ROW_SUM;
}

/* What stands beside the mark of a row: the value, or that there is none. */
static char *
make_value (const Build *build,
            size_t       row)
{
  const TideBarsRow *drawn = tide_bars_spec_get_row (build->spec, row);

  if (drawn->kind == TIDE_BARS_ROW_HEADING || (drawn->sign_only && isfinite (drawn->value)))
    return g_strdup (drawn->sign_only && drawn->value == 0 ? "=" : "");
  if (isnan (drawn->value) && drawn->reason != NULL)
    return g_strdup_printf ("– %s", drawn->reason);

  return tide_bars_spec_dup_value_text (build->spec, row);
}

static double
measure_names (const Build *build)
{
  double most = NAME_PART * (build->frame.right - build->frame.left);
  double width = 0;

  for (size_t i = 0; i < build->n_shown; i++)
    {
      TideChartTextStyle style = row_style (build, i, most);
      const TideBarsRow *row = tide_bars_spec_get_row (build->spec, i);

      if (row->kind != TIDE_BARS_ROW_HEADING)
        width = fmax (width, measure (build, row->label, &style).width);
    }

  return fmin (width, most);
}

/* The widest value on one side of the zero line. */
static double
measure_values (const Build *build,
                bool         negative)
{
  double width = 0;

  for (size_t i = 0; i < build->n_shown; i++)
    {
      const TideBarsRow *row = tide_bars_spec_get_row (build->spec, i);
      TideChartTextStyle style = row_style (build, i, 0);
      g_autofree char   *text = make_value (build, i);

      /* Reasons are cut where the picture ends. */
      if (row->kind == TIDE_BARS_ROW_HEADING || isnan (row->value) ||
          (row->value < 0) != negative)
        continue;
      width = fmax (width, row->sign_only ? SYMBOL_SIZE * build->frame.label_size
                                          : measure (build, text, &style).width);
    }

  return width > 0 ? width + 2 * GAP * build->frame.label_size : 0;
}

static TideChartRange
get_range (const Build *build)
{
  TideChartRange range = { 0, 0 };

  if (build->data->kind == TIDE_BARS_PERCENTILE)
    return (TideChartRange){ 0, 1 };

  for (size_t i = 0; i < build->data->n_rows; i++)
    {
      const TideBarsRow *row = tide_bars_spec_get_row (build->spec, i);

      if (!has_length (row))
        continue;
      range.min = fmin (range.min, row->value);
      range.max = fmax (range.max, row->value);
      if (isfinite (row->before))
        {
          range.min = fmin (range.min, row->before);
          range.max = fmax (range.max, row->before);
        }
    }
  if (build->data->extent > 0)
    range = (TideChartRange){ fmin (range.min, -build->data->extent),
                              fmax (range.max, build->data->extent) };
  /* A picture of signs only has a zero line, too. */
  for (size_t i = 0; i < build->data->n_rows && range.min == range.max; i++)
    {
      const TideBarsRow *row = tide_bars_spec_get_row (build->spec, i);

      range = row->sign_only ? (TideChartRange){ -1, 1 } : range;
    }
  if (range.min == range.max)
    range.max = 1;

  return range;
}

/* Rows share the height; where that is too little, some are left out, and the
 * last line says how many. */
static void
count_rows (Build *build)
{
  double size = build->frame.label_size;
  double axis = build->data->kind == TIDE_BARS_PERCENTILE ? 1.6 * size : 0;
  double height = build->frame.bottom - build->frame.top - axis;
  size_t n = build->data->n_rows;
  double fit = floor (height / (LEAST_HEIGHT * size));

  build->n_shown = n;
  if (fit < (double) n)
    build->n_shown = fit >= 2 ? (size_t) fit - 1 : 0;
  build->layout->n_hidden = n - build->n_shown;
  build->row_height = CLAMP (height / (double) MAX (n, 1), LEAST_HEIGHT * size, MOST_HEIGHT * size);
}

static void
set_areas (Build *build)
{
  TideChartFrame *frame = &build->frame;
  TideChartRect  *area = &build->layout->plot_area;
  TideChartRange  range = get_range (build);
  double          names = measure_names (build);
  double          left = 0, right = 0;

  area->x = frame->left + names + (names > 0 ? frame->label_size : 0);
  area->y = frame->top;
  area->width = fmax (frame->right - area->x, 0);
  area->height = (double) build->n_shown * build->row_height;

  if (build->data->kind == TIDE_BARS_DIVERGING)
    left = measure_values (build, true);
  right = measure_values (build, false);
  if (build->data->kind == TIDE_BARS_PERCENTILE)
    left = GAP * frame->label_size;
  if (left + right > 0.8 * area->width)
    left = right = 0;

  build->value_left = area->x;
  build->value_right = area->x + area->width;
  build->layout->scale = (TideChartScale){
    .low = range.min,
    .high = range.max,
    .at_low = area->x + left,
    .at_high = area->x + area->width - right,
  };
}

static double
map (const Build *build,
     double       value)
{
  return tide_chart_scale_map (&build->layout->scale, value);
}

static void
add_rule (Build            *build,
          TideChartRuleRole role,
          TideChartRect     from_to,
          TideColor         color)
{
  bool          thick = role == TIDE_CHART_RULE_BEFORE;
  TideChartRule rule = {
    .role = role,
    .x0 = from_to.x,
    .y0 = from_to.y,
    .x1 = from_to.x + from_to.width,
    .y1 = from_to.y + from_to.height,
    .width = thick ? build->frame.line_width : build->frame.hair,
    .color = color,
  };

  g_array_append_val (build->layout->rules, rule);
}

/* A text in the middle of a row's height; nothing that does not fit. */
static void
add_row_text (Build        *build,
              size_t        row,
              const char   *text,
              TideColor     color,
              TideChartRect place,
              bool          at_right)
{
  TideChartTextStyle style = row_style (build, row, at_right ? 0 : place.width);
  TideChartRect      box;

  if (*text == '\0' || place.width < build->frame.label_size)
    return;
  box = measure (build, text, &style);
  if (at_right && box.width > place.width + 0.01)
    return;
  box.x = at_right ? place.x + place.width - box.width : place.x;
  box.y = place.y + (place.height - box.height) / 2;
  tide_chart_texts_add (build->layout->texts, TIDE_CHART_TEXT_ROW, text, style, color, box);
}

static TideColor
get_color (const Build       *build,
           const TideBarsRow *row)
{
  const TideTheme *theme = &build->layout->theme;

  if (build->data->kind == TIDE_BARS_PERCENTILE)
    return row->cited ? theme->cited : theme->ink;
  if (build->data->directed || row->sign_only)
    return row->value < 0 ? theme->down_fill : theme->up_fill;

  return theme->series[0];
}

/* A symbol keeps its size, and stays off the names; where it has no room there is
 * none. */
static void
keep_inside (Build        *build,
             TideBarsItem *item)
{
  const TideChartRect *area = &build->layout->plot_area;

  if (item->mark.width > area->width)
    {
      item->kind = TIDE_BARS_MARK_NONE;
      item->mark = (TideChartRect){ 0 };
    }
  else
    item->mark.x = CLAMP (item->mark.x, area->x, area->x + area->width - item->mark.width);
}

/* A triangle, on the side of zero that it stands for. */
static void
place_sign (Build             *build,
            const TideBarsRow *row,
            TideBarsItem      *item)
{
  double size = SYMBOL_SIZE * build->frame.label_size;
  double gap = GAP * build->frame.label_size;
  double zero = map (build, 0);

  if (!isfinite (row->value) || row->value == 0)
    return;
  item->kind = row->value > 0 ? TIDE_BARS_MARK_UP : TIDE_BARS_MARK_DOWN;
  item->mark = (TideChartRect){
    row->value > 0 ? zero + gap : zero - gap - size,
    item->box.y + (item->box.height - 0.85 * size) / 2,
    size,
    0.85 * size,
  };
  keep_inside (build, item);
}

static void
place_mark (Build             *build,
            const TideBarsRow *row,
            TideBarsItem      *item)
{
  double zero = map (build, 0);
  double x = map (build, row->value);
  double size = 0.7 * build->frame.label_size;

  item->color = get_color (build, row);
  item->hollow = row->cited;
  if (row->sign_only)
    {
      place_sign (build, row, item);
      return;
    }
  if (!has_length (row))
    return;
  if (build->data->kind == TIDE_BARS_PERCENTILE)
    {
      item->kind = TIDE_BARS_MARK_DOT;
      item->mark = (TideChartRect){ x - size / 2, item->box.y + (item->box.height - size) / 2,
                                    size, size };
      keep_inside (build, item);
      return;
    }

  item->kind = TIDE_BARS_MARK_BAR;
  item->mark = (TideChartRect){
    fmin (zero, x),
    item->box.y + (1 - BAR_PART) / 2 * item->box.height,
    fabs (x - zero),
    BAR_PART * item->box.height,
  };
}

static void
add_before (Build              *build,
            const TideBarsRow  *row,
            const TideBarsItem *item)
{
  TideChartRect tick = {
    .x = map (build, row->before),
    .y = item->box.y + (1 - TICK_PART) / 2 * item->box.height,
    .height = TICK_PART * item->box.height,
  };

  if (isfinite (row->before) && row->kind != TIDE_BARS_ROW_SUM && !row->sign_only &&
      row->kind != TIDE_BARS_ROW_HEADING)
    add_rule (build, TIDE_CHART_RULE_BEFORE, tick, build->layout->theme.ink);
}

/* At the end of the bar, beyond the tick where that is farther out. */
static void
add_value (Build              *build,
           const TideBarsRow  *row,
           const TideBarsItem *item)
{
  g_autofree char *text = make_value (build, item->row);
  const TideTheme *theme = &build->layout->theme;
  double           gap = GAP * build->frame.label_size;
  bool             negative = has_number (row) && row->value < 0;
  double           end = has_length (row) ? map (build, row->value) : map (build, 0);
  TideChartRect    place = item->box;
  TideColor        color = isnan (row->value) ? theme->ink2 : theme->ink;

  if (!row->sign_only && row->kind != TIDE_BARS_ROW_SUM && isfinite (row->before))
    end = negative ? fmin (end, map (build, row->before)) : fmax (end, map (build, row->before));
  if (build->data->kind == TIDE_BARS_PERCENTILE)
    end = has_number (row) ? map (build, 1) : map (build, 0);

  if (negative && build->data->kind == TIDE_BARS_DIVERGING)
    {
      place.x = build->value_left;
      place.width = end - gap - place.x;
      add_row_text (build, item->row, text, color, place, true);
      return;
    }
  place.x = end + gap;
  place.width = build->value_right - place.x;
  add_row_text (build, item->row, text, color, place, false);
}

static void
add_row (Build *build,
         size_t row)
{
  const TideBarsRow *drawn = tide_bars_spec_get_row (build->spec, row);
  TideBarsLayout    *layout = build->layout;
  TideBarsItem       item = { .row = row };
  TideChartRect      name;

  item.box = (TideChartRect){
    build->frame.left,
    layout->plot_area.y + (double) row * build->row_height,
    fmax (build->frame.right - build->frame.left, 0),
    build->row_height,
  };
  name = item.box;
  if (drawn->kind != TIDE_BARS_ROW_HEADING)
    name.width = layout->plot_area.x - name.x - build->frame.label_size / 2;
  add_row_text (build, row, drawn->label, layout->theme.ink, name, false);
  /* One line above all sums. */
  if (drawn->kind == TIDE_BARS_ROW_SUM &&
      (row == 0 || tide_bars_spec_get_row (build->spec, row - 1)->kind != TIDE_BARS_ROW_SUM))
    add_rule (build, TIDE_CHART_RULE_AXIS,
              (TideChartRect){ .x = item.box.x, .y = item.box.y, .width = item.box.width },
              layout->theme.axis);
  if (build->data->kind == TIDE_BARS_PERCENTILE && has_length (drawn))
    add_rule (build, TIDE_CHART_RULE_GRID,
              (TideChartRect){ .x = map (build, 0),
                               .y = item.box.y + item.box.height / 2,
                               .width = map (build, 1) - map (build, 0) },
              layout->theme.axis);
  place_mark (build, drawn, &item);
  add_before (build, drawn, &item);
  add_value (build, drawn, &item);
  g_array_append_val (layout->items, item);
}

static void
add_zero_line (Build *build)
{
  TideChartRect area = build->layout->plot_area;

  if (build->data->kind == TIDE_BARS_PERCENTILE || area.width <= 0)
    return;

  for (size_t i = build->n_shown; i > 0; i--)
    {
      if (tide_bars_spec_get_row (build->spec, i - 1)->kind != TIDE_BARS_ROW_SUM)
        break;
      area.height -= build->row_height;
    }
  add_rule (build, TIDE_CHART_RULE_ZERO,
            (TideChartRect){ .x = map (build, 0), .y = area.y, .height = fmax (area.height, 0) },
            build->layout->theme.axis);
}

/* 0, 25, 50, 75 and 100 below the dots. */
static void
add_percentile_axis (Build *build)
{
  const TideChartRect *area = &build->layout->plot_area;
  TideChartTextStyle   style = { build->frame.label_size, false, 0, 1 };
  double               bottom = area->y + area->height;

  if (build->data->kind != TIDE_BARS_PERCENTILE || build->n_shown == 0 || area->width <= 0)
    return;

  for (int i = 0; i <= 4; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", 25 * i);
      double           x = map (build, 0.25 * i);
      TideChartRect    box = measure (build, text, &style);

      add_rule (build, TIDE_CHART_RULE_GRID,
                (TideChartRect){ .x = x, .y = area->y, .height = area->height },
                build->layout->theme.grid);
      box.x = fmin (x - box.width / 2, build->frame.right - box.width);
      box.y = bottom + 0.2 * build->frame.label_size;
      if (map (build, 1) - map (build, 0) > 12 * build->frame.label_size || i % 4 == 0)
        tide_chart_texts_add (build->layout->texts, TIDE_CHART_TEXT_VALUE_TICK, text, style,
                              build->layout->theme.ink2, box);
    }
}

static void
say_hidden (Build *build)
{
  TideChartRect      area = build->layout->plot_area;
  TideChartTextStyle style = { build->frame.label_size, false,
                               fmax (build->frame.right - build->frame.left, 1), 1 };
  g_autofree char   *text = g_strdup_printf ("and %zu more", build->layout->n_hidden);
  TideChartRect      box;

  if (build->data->n_rows == 0)
    {
      g_free (text);
      text = g_strdup ("No values");
    }
  else if (build->layout->n_hidden == 0)
    return;

  box = measure (build, text, &style);
  box.x = build->frame.left;
  box.y = area.y + area.height;
  if (box.y + box.height <= build->frame.bottom + build->frame.label_size &&
      box.height < build->layout->height)
    tide_chart_texts_add (build->layout->texts, TIDE_CHART_TEXT_EMPTY, text, style,
                          build->layout->theme.ink2, box);
}

static void
add_words (Build *build)
{
  g_autofree char *subtitle = tide_bars_spec_dup_subtitle (build->spec);
  g_autofree char *note = tide_bars_spec_dup_note (build->spec);
  g_autofree char *source = tide_bars_spec_dup_source (build->spec);
  const char      *title = build->data->title;

  if (build->data->bare)
    return;
  tide_chart_frame_add_words (&build->frame, title != NULL ? title : "", subtitle, note, source);
  build->frame.top += 0.4 * build->frame.label_size;
  build->frame.bottom -= 0.4 * build->frame.label_size;
}

static void
begin (Build           *build,
       TideBarsSpec    *spec,
       TideChartMeasure how,
       double           height)
{
  const TideBarsData *data = tide_bars_spec_get_data (spec);
  TideBarsLayout     *layout = g_new0 (TideBarsLayout, 1);

  layout->spec = tide_bars_spec_ref (spec);
  layout->theme = tide_bars_spec_get_theme (spec);
  layout->width = data->width;
  layout->height = height;
  layout->texts = tide_chart_texts_new ();
  layout->rules = g_array_new (FALSE, TRUE, sizeof (TideChartRule));
  layout->items = g_array_new (FALSE, TRUE, sizeof (TideBarsItem));
  *build = (Build){ .layout = layout, .spec = spec, .data = data };
  tide_chart_frame_init (&build->frame, data->medium, data->em, data->bare, data->width, height);
  build->frame.measure = how;
  build->frame.theme = &layout->theme;
  build->frame.texts = layout->texts;
  layout->line_width = build->frame.line_width;
  add_words (build);
}

/* The height of the picture with rows of a height, in font sizes. */
static double
measure_height (TideBarsSpec    *spec,
                TideChartMeasure how,
                double           row_height)
{
  const double tall = 20000;
  Build        build;
  double       used, axis;

  begin (&build, spec, how, tall);
  axis = build.data->kind == TIDE_BARS_PERCENTILE ? 1.6 * build.frame.label_size : 0;
  used = tall - (build.frame.bottom - build.frame.top);
  used += row_height * build.frame.label_size * (double) MAX (build.data->n_rows, 1);
  tide_bars_layout_free (build.layout);

  return ceil (used + axis);
}

/* On screen the foot follows the rows; on a page it stands at its end. */
static double
choose_height (TideBarsSpec    *spec,
               TideChartMeasure how)
{
  const TideBarsData *data = tide_bars_spec_get_data (spec);

  if (data->medium == TIDE_CHART_PAPER)
    return data->height;

  return fmin (data->height, measure_height (spec, how, MOST_HEIGHT));
}

/**
 * tide_bars_layout_new:
 * @spec: what is shown
 * @measure: measures text; called during this function only
 *
 * Finds the place of everything in a picture of bars. The same spec and measures
 * give the same layout. May be called on any thread that @measure may be called
 * on.
 *
 * Returns: (transfer full): the layout; free with tide_bars_layout_free()
 */
TideBarsLayout *
tide_bars_layout_new (TideBarsSpec    *spec,
                      TideChartMeasure measure_func)
{
  Build build;

  g_return_val_if_fail (spec != NULL, NULL);

  begin (&build, spec, measure_func, choose_height (spec, measure_func));
  build.layout->height = build.data->height;
  count_rows (&build);
  set_areas (&build);
  add_percentile_axis (&build);
  add_zero_line (&build);
  for (size_t i = 0; i < build.n_shown; i++)
    add_row (&build, i);
  say_hidden (&build);
  tide_chart_texts_sort (build.layout->texts);

  return build.layout;
}

/**
 * tide_bars_layout_free:
 * @self: (transfer full) (nullable): a layout
 *
 * Frees a layout.
 */
void
tide_bars_layout_free (TideBarsLayout *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->texts);
  g_array_unref (self->rules);
  g_array_unref (self->items);
  tide_bars_spec_unref (self->spec);
  g_free (self);
}

/**
 * tide_bars_layout_measure_height:
 * @spec: what is shown
 * @measure: measures text; called during this function only
 *
 * Finds the height at which no row is pressed, at the width of the spec.
 *
 * Returns: the height, in the unit of the medium
 */
double
tide_bars_layout_measure_height (TideBarsSpec    *spec,
                                 TideChartMeasure measure_func)
{
  g_return_val_if_fail (spec != NULL, 0);

  return measure_height (spec, measure_func, ROW_HEIGHT);
}

/**
 * tide_bars_layout_find_row:
 * @self: a layout
 * @x: coordinate in the picture
 * @y: coordinate in the picture
 * @out_row: (out): number of the row there, name and empty room included
 *
 * Finds the row under the pointer.
 *
 * Returns: %FALSE where there is none
 */
bool
tide_bars_layout_find_row (const TideBarsLayout *self,
                           double                x,
                           double                y,
                           size_t               *out_row)
{
  for (size_t i = 0; i < self->items->len; i++)
    {
      const TideBarsItem *item = &g_array_index (self->items, TideBarsItem, i);

      if (x < item->box.x || x > item->box.x + item->box.width || y < item->box.y ||
          y >= item->box.y + item->box.height)
        continue;
      *out_row = item->row;
      return true;
    }

  return false;
}

static void
print_item (GString            *text,
            const TideBarsItem *item)
{
  static const char *const names[] = {
    [TIDE_BARS_MARK_NONE] = "nothing",
    [TIDE_BARS_MARK_BAR] = "bar",
    [TIDE_BARS_MARK_UP] = "up",
    [TIDE_BARS_MARK_DOWN] = "down",
    [TIDE_BARS_MARK_DOT] = "dot",
  };

  g_string_append_printf (text, "%s %zu", names[item->kind], item->row);
  if (item->kind != TIDE_BARS_MARK_NONE)
    {
      tide_chart_print_rect (text, &item->mark);
      tide_chart_print_color (text, item->color);
      g_string_append (text, item->hollow ? " hollow" : "");
    }
  g_string_append_c (text, '\n');
}

/**
 * tide_bars_layout_to_text:
 * @self: a layout
 *
 * Prints a layout for tests and for reports of errors: one thing a line, lengths
 * to a tenth of a unit. The form may change; it is not read back.
 *
 * Returns: (transfer full): the text
 */
char *
tide_bars_layout_to_text (const TideBarsLayout *self)
{
  GString *text = g_string_new ("bars");

  g_string_append_printf (text, " %s", tide_theme_mode_to_string (self->theme.mode));
  tide_chart_print_length (text, self->width);
  tide_chart_print_length (text, self->height);
  g_string_append (text, "\nplot-area");
  tide_chart_print_rect (text, &self->plot_area);
  g_string_append (text, "\nscale");
  tide_chart_print_value (text, self->scale.low);
  tide_chart_print_value (text, self->scale.high);
  tide_chart_print_length (text, self->scale.at_low);
  tide_chart_print_length (text, self->scale.at_high);
  g_string_append_c (text, '\n');
  for (size_t i = 0; i < self->rules->len; i++)
    tide_chart_print_rule (text, &g_array_index (self->rules, TideChartRule, i));
  for (size_t i = 0; i < self->items->len; i++)
    print_item (text, &g_array_index (self->items, TideBarsItem, i));
  for (size_t i = 0; i < self->texts->len; i++)
    tide_chart_print_text (text, &g_array_index (self->texts, TideChartText, i));
  if (self->n_hidden > 0)
    g_string_append_printf (text, "hidden %zu\n", self->n_hidden);

  return g_string_free (text, FALSE);
}
