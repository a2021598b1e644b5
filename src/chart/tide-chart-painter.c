// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-painter"

#include "config.h"

#include "tide-chart-painter.h"

#include <math.h>

#include "chart/tide-chart-canvas-private.h"

/* Families in order of preference; fontconfig fills in other scripts. */
#define FONT_FAMILIES "Adwaita Sans,Cantarell,Noto Sans,Sans"
#define TAG_RADIUS 2.0

void
tide_chart_canvas_set_color (TideChartCanvas *canvas,
                             TideColor        color,
                             double           opacity)
{
  double red = (color >> 16 & 0xff) / 255.0;
  double green = (color >> 8 & 0xff) / 255.0;
  double blue = (color & 0xff) / 255.0;

  /* An opaque source keeps groups and soft masks out of PDF and SVG. */
  if (opacity >= 1)
    cairo_set_source_rgb (canvas->cr, red, green, blue);
  else
    cairo_set_source_rgba (canvas->cr, red, green, blue, opacity);
}

/* A line width in whole device pixels, one at least. */
double
tide_chart_canvas_snap_width (const TideChartCanvas *canvas,
                              double                 width)
{
  return canvas->scale > 0 ? fmax (round (width * canvas->scale), 1) / canvas->scale : width;
}

static double
snap (const TideChartCanvas *canvas,
      double                 coordinate,
      double                 offset,
      double                 width)
{
  double pixels, at;

  if (canvas->scale <= 0)
    return coordinate;

  pixels = fmax (round (width * canvas->scale), 1);
  at = coordinate * canvas->scale + offset;
  at = fmod (pixels, 2) == 0 ? round (at) : floor (at) + 0.5;
  return (at - offset) / canvas->scale;
}

/* Where a line of a width fills whole columns of pixels. */
double
tide_chart_canvas_snap_x (const TideChartCanvas *canvas,
                          double                 x,
                          double                 width)
{
  return snap (canvas, x, canvas->x, width);
}

double
tide_chart_canvas_snap_y (const TideChartCanvas *canvas,
                          double                 y,
                          double                 width)
{
  return snap (canvas, y, canvas->y, width);
}

/* Patterns are written for lines of two. */
void
tide_chart_canvas_set_dash (TideChartCanvas *canvas,
                            int              dash,
                            double           width)
{
  const double *pattern;
  double        scaled[4];
  size_t        n = tide_chart_dash_get (dash, &pattern);

  for (size_t i = 0; i < n; i++)
    scaled[i] = pattern[i] * width / 2 * 1.5;
  cairo_set_dash (canvas->cr, scaled, (int) n, 0);
}

static PangoLayout *
create_text (PangoContext             *context,
             const char               *text,
             const TideChartTextStyle *style)
{
  PangoLayout                *layout = pango_layout_new (context);
  g_autoptr (PangoAttrList)   attributes = pango_attr_list_new ();
  PangoFontDescription       *font;
  const PangoFontDescription *base = pango_context_get_font_description (context);

  font = base != NULL ? pango_font_description_copy (base) : pango_font_description_new ();
  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  /* Figures of one width, so that columns of numbers line up. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  if (style->width > 0)
    {
      pango_layout_set_width (layout, (int) fmin (style->width * PANGO_SCALE, G_MAXINT / 2));
      pango_layout_set_height (layout, -style->lines);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }

  return layout;
}

static void
measure_text (const char               *text,
              const TideChartTextStyle *style,
              double                   *out_width,
              double                   *out_height,
              void                     *user_data)
{
  g_autoptr (PangoLayout) layout = create_text (user_data, text, style);
  PangoRectangle          box;

  pango_layout_get_extents (layout, NULL, &box);
  *out_width = (double) box.width / PANGO_SCALE;
  *out_height = (double) box.height / PANGO_SCALE;
}

/* Words that stand among the values, and the mark of a closure on the axis, are
 * legible on whatever is below them. */
static void
clear_behind (TideChartCanvas     *canvas,
              const TideChartText *text)
{
  double inset;

  if (text->role != TIDE_CHART_TEXT_CLOSURE && text->role != TIDE_CHART_TEXT_END &&
      text->role != TIDE_CHART_TEXT_WINDOW)
    return;

  inset = text->role == TIDE_CHART_TEXT_CLOSURE ? 0.25 * text->box.height : 0;
  tide_chart_canvas_set_color (canvas, canvas->background, 1);
  cairo_rectangle (canvas->cr, text->box.x, text->box.y + inset, text->box.width,
                   text->box.height - 2 * inset);
  cairo_fill (canvas->cr);
}

void
tide_chart_canvas_paint_text (TideChartCanvas     *canvas,
                              PangoContext        *context,
                              const TideChartText *text)
{
  g_autoptr (PangoLayout) layout = create_text (context, text->text, &text->style);
  PangoRectangle          box;

  clear_behind (canvas, text);

  pango_layout_get_extents (layout, NULL, &box);
  tide_chart_canvas_set_color (canvas, text->color, 1);
  cairo_move_to (canvas->cr, text->box.x - (double) box.x / PANGO_SCALE, text->box.y);
  pango_cairo_show_layout (canvas->cr, layout);
}

void
tide_chart_canvas_paint_rule (TideChartCanvas     *canvas,
                              const TideChartRule *rule)
{
  double width = tide_chart_canvas_snap_width (canvas, rule->width);
  double x0 = rule->x0;
  double x1 = rule->x1;
  double y0 = rule->y0;
  double y1 = rule->y1;

  if (rule->x0 == rule->x1)
    x0 = x1 = tide_chart_canvas_snap_x (canvas, rule->x0, width);
  if (rule->y0 == rule->y1)
    y0 = y1 = tide_chart_canvas_snap_y (canvas, rule->y0, width);
  tide_chart_canvas_set_color (canvas, rule->color, 1);
  cairo_set_line_width (canvas->cr, width);
  cairo_set_line_cap (canvas->cr, CAIRO_LINE_CAP_BUTT);
  tide_chart_canvas_set_dash (canvas, rule->dash, rule->width);
  cairo_move_to (canvas->cr, x0, y0);
  cairo_line_to (canvas->cr, x1, y1);
  cairo_stroke (canvas->cr);
  cairo_set_dash (canvas->cr, NULL, 0, 0);
}

static void
fill_rounded (TideChartCanvas     *canvas,
              const TideChartRect *box,
              TideColor            color)
{
  cairo_t *cr = canvas->cr;
  double   x0 = box->x + TAG_RADIUS;
  double   x1 = box->x + box->width - TAG_RADIUS;
  double   y0 = box->y + TAG_RADIUS;
  double   y1 = box->y + box->height - TAG_RADIUS;

  cairo_new_path (cr);
  cairo_arc (cr, x1, y0, TAG_RADIUS, -G_PI / 2, 0);
  cairo_arc (cr, x1, y1, TAG_RADIUS, 0, G_PI / 2);
  cairo_arc (cr, x0, y1, TAG_RADIUS, G_PI / 2, G_PI);
  cairo_arc (cr, x0, y0, TAG_RADIUS, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  tide_chart_canvas_set_color (canvas, color, 1);
  cairo_fill (cr);
}

/* Categories of events differ in shape as well as in colour. */
static void
paint_flag (TideChartCanvas     *canvas,
            const TideChartFlag *flag)
{
  const TideChartRect *box = &flag->box;

  if (flag->shape == 0)
    {
      fill_rounded (canvas, box, flag->color);
      return;
    }

  cairo_new_path (canvas->cr);
  if (flag->shape == 1)
    cairo_arc (canvas->cr, box->x + box->width / 2, box->y + box->height / 2, box->width / 2, 0,
               2 * G_PI);
  else
    {
      cairo_move_to (canvas->cr, box->x, box->y);
      cairo_rel_line_to (canvas->cr, box->width, 0);
      cairo_rel_line_to (canvas->cr, 0, 0.7 * box->height);
      cairo_rel_line_to (canvas->cr, -box->width / 2, 0.5 * box->height);
      cairo_rel_line_to (canvas->cr, -box->width / 2, -0.5 * box->height);
      cairo_close_path (canvas->cr);
    }
  tide_chart_canvas_set_color (canvas, flag->color, 1);
  cairo_fill (canvas->cr);
}

static void
paint_boxes (TideChartCanvas *canvas)
{
  const TideChartLayout *layout = canvas->layout;

  for (size_t i = 0; i < layout->handles->len; i++)
    {
      const TideChartHandle *handle = &g_array_index (layout->handles, TideChartHandle, i);

      if (handle->grip.width > 0)
        fill_rounded (canvas, &handle->grip, layout->theme.ink2);
    }
  for (size_t i = 0; i < layout->flags->len; i++)
    paint_flag (canvas, &g_array_index (layout->flags, TideChartFlag, i));
  for (size_t i = 0; i < layout->tags->len; i++)
    {
      const TideChartTag *tag = &g_array_index (layout->tags, TideChartTag, i);

      if (!tag->quiet)
        fill_rounded (canvas, &tag->box, tag->color);
    }
}

/* Diagonal lines in the path; told from a fill without colour. */
static void
hatch (TideChartCanvas     *canvas,
       const TideChartRect *box)
{
  double step = fmax (box->height, 1);

  cairo_save (canvas->cr);
  cairo_clip (canvas->cr);
  cairo_set_line_width (canvas->cr, 0.3 * step);
  for (int i = -1; i * step < box->width; i++)
    {
      double x = box->x + i * step;

      cairo_move_to (canvas->cr, x, box->y + box->height);
      cairo_line_to (canvas->cr, x + box->height, box->y);
    }
  cairo_stroke (canvas->cr);
  cairo_restore (canvas->cr);
}

static void
paint_shades (TideChartCanvas *canvas)
{
  for (size_t i = 0; i < canvas->layout->shades->len; i++)
    {
      const TideChartShade *shade = &g_array_index (canvas->layout->shades, TideChartShade, i);

      tide_chart_canvas_set_color (canvas, shade->color, shade->opacity);
      cairo_rectangle (canvas->cr, shade->box.x, shade->box.y, shade->box.width, shade->box.height);
      if (shade->hatched)
        hatch (canvas, &shade->box);
      else
        cairo_fill (canvas->cr);
    }
}

static void
paint_rules (TideChartCanvas  *canvas,
             TideChartRuleRole first,
             TideChartRuleRole last)
{
  for (size_t i = 0; i < canvas->layout->rules->len; i++)
    {
      const TideChartRule *rule = &g_array_index (canvas->layout->rules, TideChartRule, i);

      if (rule->role >= first && rule->role <= last)
        tide_chart_canvas_paint_rule (canvas, rule);
    }
}

/* Finds the device pixels of a picture and fills it with its background; to be
 * ended by cairo_restore(). */
void
tide_chart_canvas_begin (TideChartCanvas *canvas,
                         PangoContext    *context,
                         cairo_t         *cr,
                         double           device_scale,
                         double           width,
                         double           height)
{
  canvas->cr = cr;
  canvas->scale = device_scale;
  if (device_scale > 0)
    {
      double scale_x, scale_y;

      cairo_surface_get_device_scale (cairo_get_target (cr), &scale_x, &scale_y);
      cairo_user_to_device (cr, &canvas->x, &canvas->y);
      canvas->x *= scale_x;
      canvas->y *= scale_y;
    }

  cairo_save (cr);
  pango_cairo_update_context (cr, context);
  tide_chart_canvas_set_color (canvas, canvas->background, 1);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

/**
 * tide_chart_painter_create_context:
 *
 * Makes a text context for pictures that belong to no window: the system's sans
 * serif, unhinted, so that text is the same at every size. Belongs to the
 * calling thread.
 *
 * Returns: (transfer full): the context
 */
PangoContext *
tide_chart_painter_create_context (void)
{
  PangoContext         *context;
  PangoFontDescription *font = pango_font_description_from_string (FONT_FAMILIES);
  cairo_font_options_t *options = cairo_font_options_create ();

  context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_font_description (context, font);
  cairo_font_options_destroy (options);
  pango_font_description_free (font);

  return context;
}

/**
 * tide_chart_painter_measure:
 * @context: a text context; borrowed for as long as the result is used
 *
 * Makes the measuring function that fits what tide_chart_painter_paint() draws
 * with the same context.
 *
 * Returns: what tide_chart_layout_new() asks for
 */
TideChartMeasure
tide_chart_painter_measure (PangoContext *context)
{
  return (TideChartMeasure){ measure_text, context };
}

/**
 * tide_chart_painter_paint:
 * @layout: what is painted, background included
 * @context: the text context the layout was measured with
 * @cr: where to paint; its origin is the corner of the picture
 * @device_scale: device pixels per unit, for lines on whole pixels; 0 when @cr
 *   is a vector picture
 *
 * Paints a chart. Lines with more than two points to a device pixel are filled
 * as one span a column, sparser ones are stroked.
 */
void
tide_chart_painter_paint (const TideChartLayout *layout,
                          PangoContext          *context,
                          cairo_t               *cr,
                          double                 device_scale)
{
  TideChartCanvas canvas = { .layout = layout, .background = layout->theme.background };

  tide_chart_canvas_begin (&canvas, context, cr, device_scale, layout->width, layout->height);
  paint_shades (&canvas);
  paint_rules (&canvas, TIDE_CHART_RULE_GRID, TIDE_CHART_RULE_TINT);
  for (size_t i = 0; i < layout->plots->len; i++)
    tide_chart_canvas_paint_plot (&canvas, &g_array_index (layout->plots, TideChartPlot, i));
  paint_rules (&canvas, TIDE_CHART_RULE_AXIS, TIDE_CHART_RULE_LEADER);
  paint_boxes (&canvas);
  for (size_t i = 0; i < layout->texts->len; i++)
    tide_chart_canvas_paint_text (&canvas, context,
                                  &g_array_index (layout->texts, TideChartText, i));
  cairo_restore (cr);
}
