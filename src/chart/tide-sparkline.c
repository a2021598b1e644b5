// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sparkline"

#include "config.h"

#include "tide-sparkline.h"

#include <math.h>

#define LINE_WIDTH 1.25
#define DOT_RADIUS 2.0

/**
 * tide_sparkline_layout:
 * @values: (array length=n): values, oldest first; NaN for missing
 * @n: how many; may be 0
 * @width: of the cell; px
 * @height: of the cell; px
 *
 * Finds the place of a line in a table cell. Equal values lie in the middle.
 *
 * Returns: the layout
 */
TideSparkline
tide_sparkline_layout (const double *values,
                       size_t        n,
                       double        width,
                       double        height)
{
  TideChartRange range = tide_chart_range_of_values (values, n);
  double         margin = fmin (DOT_RADIUS + 1, fmin (width, height) / 2);
  TideSparkline  self = {
     .width = width,
     .height = height,
     .scale = { .low = range.min, .high = range.max, .at_low = height - margin, .at_high = margin },
     .left = margin,
     .step = n > 1 ? (width - 2 * margin) / (double) (n - 1) : 0,
  };

  if (!(range.min < range.max))
    {
      self.scale.low = range.min - 1;
      self.scale.high = range.min + 1;
    }
  for (size_t i = n; i-- > 0 && !self.has_last;)
    {
      self.has_last = isfinite (values[i]);
      self.last_x = self.left + (double) i * self.step;
      self.last_y = tide_chart_scale_map (&self.scale, values[i]);
    }

  return self;
}

static bool
is_known (const double *values,
          size_t        n,
          size_t        row)
{
  return row < n && isfinite (values[row]);
}

/**
 * tide_sparkline_paint:
 * @self: a layout of @values
 * @values: (array length=n): as given to tide_sparkline_layout()
 * @n: how many
 * @line: colour of the line and of the dot at its end
 * @cr: where to paint; the origin is the corner of the cell
 *
 * Paints the line, interrupted where values are missing, and a dot at the last
 * value. A value between two gaps is a dot as well.
 */
void
tide_sparkline_paint (const TideSparkline *self,
                      const double        *values,
                      size_t               n,
                      TideColor            line,
                      cairo_t             *cr)
{
  cairo_save (cr);
  cairo_set_source_rgb (cr, (line >> 16 & 0xff) / 255.0, (line >> 8 & 0xff) / 255.0,
                        (line & 0xff) / 255.0);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (size_t i = 0; i < n; i++)
    {
      double x = self->left + (double) i * self->step;

      if (!is_known (values, n, i))
        continue;
      if (i == 0 || !is_known (values, n, i - 1))
        cairo_move_to (cr, x, tide_chart_scale_map (&self->scale, values[i]));
      cairo_line_to (cr, x, tide_chart_scale_map (&self->scale, values[i]));
    }
  cairo_stroke (cr);

  if (self->has_last)
    {
      cairo_arc (cr, self->last_x, self->last_y, DOT_RADIUS, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}
