// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-overlay"

#include "config.h"

#include "gui/tide-chart-overlay.h"

#include <math.h>

#include "gui/tide-chart-cross.h"

#define READOUT_SIZE 0.82
#define DOT_RADIUS 3.5f
#define RING_RADIUS 6.0f

static GdkRGBA
to_rgba (TideColor color)
{
  return (GdkRGBA){
    (float) (color >> 16 & 0xff) / 255.0f,
    (float) (color >> 8 & 0xff) / 255.0f,
    (float) (color & 0xff) / 255.0f,
    1.0f,
  };
}

static void
append_dot (GtkSnapshot   *snapshot,
            double         x,
            double         y,
            float          radius,
            const GdkRGBA *color)
{
  GskRoundedRect  circle;
  graphene_rect_t box = GRAPHENE_RECT_INIT ((float) x - radius, (float) y - radius,
                                            2 * radius, 2 * radius);

  gsk_rounded_rect_init_from_rect (&circle, &box, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, color, &box);
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_dots (const TideChartOverlay *self,
               GtkSnapshot            *snapshot)
{
  GdkRGBA background = to_rgba (self->layout->theme.background);

  for (size_t i = 0; i < self->layout->plots->len; i++)
    {
      const TideChartPlot *plot = &g_array_index (self->layout->plots, TideChartPlot, i);
      GdkRGBA              color = to_rgba (plot->color);
      TideChartPoint       point;

      if (plot->volume || !tide_chart_layout_get_point (self->layout, i, self->cross, &point) ||
          !isfinite (point.y))
        continue;
      if (self->ringed && i == self->plot)
        {
          append_dot (snapshot, point.x, point.y, RING_RADIUS, &color);
          append_dot (snapshot, point.x, point.y, RING_RADIUS - 2, &background);
        }
      append_dot (snapshot, point.x, point.y, DOT_RADIUS, &color);
    }
}

static void
snapshot_line (const TideChartOverlay *self,
               GtkSnapshot            *snapshot)
{
  const TideChartRect *plot = &self->layout->plot_area;
  const TideChartRect *volume = &self->layout->volume_area;
  GdkRGBA              color = to_rgba (self->layout->theme.axis);
  double               x = tide_chart_time_map_day (&self->layout->time, self->cross);
  double               bottom = plot->y + plot->height;

  if (volume->height > 0)
    bottom = volume->y + volume->height;
  x = floor (x * self->scale) / self->scale;
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) x, (float) plot->y, 1.0f,
                                                  (float) (bottom - plot->y)));
}

/* The readout takes the place of the subtitle, so that nothing is covered that
 * a reader of values needs, and nothing moves. */
static TideChartRect
find_readout_place (const TideChartLayout *layout)
{
  for (unsigned int i = 0; i < layout->texts->len; i++)
    {
      const TideChartText *text = &g_array_index (layout->texts, TideChartText, i);

      if (text->role == TIDE_CHART_TEXT_SUBTITLE)
        return (TideChartRect){
          text->box.x,
          text->box.y,
          layout->width - 2 * text->box.x,
          text->box.height,
        };
    }

  return (TideChartRect){ layout->plot_area.x, layout->plot_area.y, layout->plot_area.width, 0 };
}

static PangoLayout *
create_text (const TideChartOverlay *self,
             double                  size,
             double                  width)
{
  PangoLayout          *text = pango_layout_new (self->text_context);
  PangoFontDescription *font =
    pango_font_description_copy (pango_context_get_font_description (self->text_context));

  pango_font_description_set_absolute_size (font, size * self->em * PANGO_SCALE);
  pango_layout_set_font_description (text, font);
  pango_layout_set_width (text, (int) (fmax (width, 1) * PANGO_SCALE));
  pango_layout_set_wrap (text, PANGO_WRAP_WORD);
  pango_font_description_free (font);
  return text;
}

static void
append_text (GtkSnapshot   *snapshot,
             PangoLayout   *text,
             double         x,
             double         y,
             const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, text, color);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_readout (const TideChartOverlay *self,
                  GtkSnapshot            *snapshot)
{
  TideChartRect           place = find_readout_place (self->layout);
  g_autofree char        *markup = tide_chart_cross_dup_readout (self->layout, self->cross);
  g_autoptr (PangoLayout) text = create_text (self, READOUT_SIZE, place.width);
  GdkRGBA                 background = to_rgba (self->layout->theme.background);
  GdkRGBA                 ink = to_rgba (self->layout->theme.ink);
  int                     height;

  pango_layout_set_markup (text, markup, -1);
  pango_layout_get_pixel_size (text, NULL, &height);
  gtk_snapshot_append_color (snapshot, &background,
                             &GRAPHENE_RECT_INIT ((float) place.x, (float) place.y,
                                                  (float) place.width,
                                                  (float) fmax (height, place.height)));
  append_text (snapshot, text, place.x, place.y, &ink);
}

/* A sentence in the middle of the plot. */
void
tide_chart_overlay_snapshot_message (const TideChartOverlay *self,
                                     const char             *message,
                                     GtkSnapshot            *snapshot)
{
  const TideChartRect    *plot = &self->layout->plot_area;
  g_autoptr (PangoLayout) text = create_text (self, 1.0, plot->width - 24);
  GdkRGBA                 ink = to_rgba (self->layout->theme.ink2);
  int                     height;

  pango_layout_set_alignment (text, PANGO_ALIGN_CENTER);
  pango_layout_set_text (text, message, -1);
  pango_layout_get_pixel_size (text, NULL, &height);
  append_text (snapshot, text, plot->x + 12, plot->y + (plot->height - height) / 2, &ink);
}

/* The crosshair with its dots and values; nothing for a day outside. */
void
tide_chart_overlay_snapshot_cross (const TideChartOverlay *self,
                                   GtkSnapshot            *snapshot)
{
  const TideChartTime *time = &self->layout->time;

  if (self->cross == TIDE_DAY_NONE || time->n_slots == 0 || self->cross < time->first ||
      self->cross > time->last)
    return;

  snapshot_line (self, snapshot);
  snapshot_dots (self, snapshot);
  snapshot_readout (self, snapshot);
}
