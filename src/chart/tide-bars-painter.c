// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-bars-painter"

#include "config.h"

#include "tide-bars-layout.h"

#include <math.h>

#include "chart/tide-chart-canvas-private.h"
#include "chart/tide-chart-painter.h"
#include "chart/tide-picture-private.h"

/* Bars begin and end on whole pixels, so that equal ones look equal. */
static void
trace_bar (TideChartCanvas     *canvas,
           const TideChartRect *box)
{
  double least = canvas->scale > 0 ? 1 / canvas->scale : 0.25;

  cairo_rectangle (canvas->cr, box->x, box->y, fmax (box->width, least), box->height);
}

static void
trace_triangle (TideChartCanvas     *canvas,
                const TideChartRect *box,
                bool                 up)
{
  double tip = up ? box->y : box->y + box->height;
  double base = up ? box->y + box->height : box->y;

  cairo_move_to (canvas->cr, box->x, base);
  cairo_line_to (canvas->cr, box->x + box->width / 2, tip);
  cairo_line_to (canvas->cr, box->x + box->width, base);
  cairo_close_path (canvas->cr);
}

static void
trace_dot (TideChartCanvas     *canvas,
           const TideChartRect *box,
           bool                 diamond)
{
  double x = box->x + box->width / 2;
  double y = box->y + box->height / 2;
  double radius = box->width / 2;

  if (!diamond)
    {
      cairo_new_sub_path (canvas->cr);
      cairo_arc (canvas->cr, x, y, radius, 0, 2 * G_PI);
      return;
    }

  /* As large to the eye as the dot. */
  radius *= 1.25;
  cairo_move_to (canvas->cr, x - radius, y);
  cairo_line_to (canvas->cr, x, y - radius);
  cairo_line_to (canvas->cr, x + radius, y);
  cairo_line_to (canvas->cr, x, y + radius);
  cairo_close_path (canvas->cr);
}

static void
trace_mark (TideChartCanvas    *canvas,
            const TideBarsItem *item)
{
  switch (item->kind)
    {
    case TIDE_BARS_MARK_NONE:
      break;
    case TIDE_BARS_MARK_BAR:
      trace_bar (canvas, &item->mark);
      break;
    case TIDE_BARS_MARK_UP:
    case TIDE_BARS_MARK_DOWN:
      trace_triangle (canvas, &item->mark, item->kind == TIDE_BARS_MARK_UP);
      break;
    case TIDE_BARS_MARK_DOT:
      trace_dot (canvas, &item->mark, item->hollow);
      break;
    }
}

/* An outline lies inside of what it stands for. */
static void
paint_hollow (TideChartCanvas    *canvas,
              const TideBarsItem *item,
              double              line)
{
  TideBarsItem inner = *item;
  double       inset = item->kind == TIDE_BARS_MARK_BAR ? line / 2 : 0;

  inner.mark.x += inset;
  inner.mark.y += inset;
  inner.mark.width = fmax (inner.mark.width - 2 * inset, 0);
  inner.mark.height = fmax (inner.mark.height - 2 * inset, 0);
  trace_mark (canvas, &inner);
  tide_chart_canvas_set_color (canvas, canvas->background, 1);
  cairo_fill_preserve (canvas->cr);
  tide_chart_canvas_set_color (canvas, item->color, 1);
  cairo_set_line_width (canvas->cr, line);
  cairo_set_line_join (canvas->cr, CAIRO_LINE_JOIN_MITER);
  cairo_stroke (canvas->cr);
}

static void
paint_item (TideChartCanvas      *canvas,
            const TideBarsLayout *layout,
            const TideBarsItem   *item)
{
  if (item->kind == TIDE_BARS_MARK_NONE)
    return;

  cairo_new_path (canvas->cr);
  if (item->hollow)
    {
      paint_hollow (canvas, item, 0.75 * layout->line_width);
      return;
    }
  trace_mark (canvas, item);
  tide_chart_canvas_set_color (canvas, item->color, 1);
  cairo_fill (canvas->cr);
}

static void
paint_rules (TideChartCanvas      *canvas,
             const TideBarsLayout *layout,
             bool                  before_bars)
{
  for (size_t i = 0; i < layout->rules->len; i++)
    {
      const TideChartRule *rule = &g_array_index (layout->rules, TideChartRule, i);

      if ((rule->role == TIDE_CHART_RULE_GRID) == before_bars)
        tide_chart_canvas_paint_rule (canvas, rule);
    }
}

/**
 * tide_bars_layout_paint:
 * @self: what is painted, background included
 * @context: the text context the layout was measured with
 * @cr: where to paint; its origin is the corner of the picture
 * @device_scale: device pixels per unit, for lines on whole pixels; 0 when @cr
 *   is a vector picture
 *
 * Paints bars, then the zero line and the ticks over them, then the words.
 */
void
tide_bars_layout_paint (const TideBarsLayout *self,
                        PangoContext         *context,
                        cairo_t              *cr,
                        double                device_scale)
{
  TideChartCanvas canvas = { .background = self->theme.background };

  tide_chart_canvas_begin (&canvas, context, cr, device_scale, self->width, self->height);
  paint_rules (&canvas, self, true);
  for (size_t i = 0; i < self->items->len; i++)
    paint_item (&canvas, self, &g_array_index (self->items, TideBarsItem, i));
  paint_rules (&canvas, self, false);
  for (size_t i = 0; i < self->texts->len; i++)
    tide_chart_canvas_paint_text (&canvas, context,
                                  &g_array_index (self->texts, TideChartText, i));
  cairo_restore (cr);
}

static void *
bars_ref (void *spec)
{
  return tide_bars_spec_ref (spec);
}

static void
bars_unref (void *spec)
{
  tide_bars_spec_unref (spec);
}

static void *
bars_new_sized (void           *spec,
                TideChartMedium medium,
                double          width,
                double          height)
{
  return tide_bars_spec_new_sized (spec, medium, width, height);
}

static TidePictureFormat
bars_get_format (void *spec)
{
  const TideBarsData *data = tide_bars_spec_get_data (spec);

  return (TidePictureFormat){ data->medium, data->width, data->height,
                              tide_bars_spec_get_theme (spec).background };
}

static char *
bars_dup_title (void *spec)
{
  const char *title = tide_bars_spec_get_data (spec)->title;

  return title != NULL ? g_strdup (title) : tide_bars_spec_dup_subtitle (spec);
}

static char *
bars_dup_summary (void *spec)
{
  return tide_bars_spec_dup_summary (spec);
}

static void
bars_paint (void    *spec,
            cairo_t *cr,
            double   device_scale)
{
  PangoContext              *context = tide_chart_painter_create_context ();
  g_autoptr (TideBarsLayout) layout = NULL;

  layout = tide_bars_layout_new (spec, tide_chart_painter_measure (context));
  tide_bars_layout_paint (layout, context, cr, device_scale);
  g_object_unref (context);
}

static GBytes *
bars_to_csv (void *spec)
{
  return tide_bars_spec_to_csv (spec);
}

static char *
bars_to_tsv (void *spec)
{
  return tide_bars_spec_to_tsv (spec);
}

static const TidePictureKind bars_kind = {
  .ref = bars_ref,
  .unref = bars_unref,
  .new_sized = bars_new_sized,
  .get_format = bars_get_format,
  .dup_title = bars_dup_title,
  .dup_summary = bars_dup_summary,
  .paint = bars_paint,
  .to_csv = bars_to_csv,
  .to_tsv = bars_to_tsv,
};

/**
 * tide_picture_new_bars:
 * @spec: bars
 *
 * Returns: (transfer full): the bars as a picture
 */
TidePicture *
tide_picture_new_bars (TideBarsSpec *spec)
{
  g_return_val_if_fail (spec != NULL, NULL);

  return tide_picture_new (&bars_kind, spec);
}
