// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-picture"

#include "config.h"

#include "tide-picture-private.h"

#include "chart/tide-chart-painter.h"
#include "chart/tide-chart-summary.h"

struct _TidePicture
{
  gatomicrefcount        ref_count;
  const TidePictureKind *kind;
  void                  *spec; /* (owned) */
};

G_DEFINE_BOXED_TYPE (TidePicture, tide_picture, tide_picture_ref, tide_picture_unref)

static void *
chart_ref (void *spec)
{
  return tide_chart_spec_ref (spec);
}

static void
chart_unref (void *spec)
{
  tide_chart_spec_unref (spec);
}

static void *
chart_new_sized (void           *spec,
                 TideChartMedium medium,
                 double          width,
                 double          height)
{
  return tide_chart_spec_new_sized (spec, medium, width, height);
}

static TidePictureFormat
chart_get_format (void *spec)
{
  const TideChartData *data = tide_chart_spec_get_data (spec);

  return (TidePictureFormat){ data->medium, data->width, data->height,
                              tide_chart_spec_get_theme (spec).background };
}

static char *
chart_dup_title (void *spec)
{
  const char *title = tide_chart_spec_get_data (spec)->title;

  return title != NULL ? g_strdup (title) : tide_chart_summary_new_title (spec);
}

static char *
chart_dup_summary (void *spec)
{
  return tide_chart_summary_new (spec);
}

static void
chart_paint (void    *spec,
             cairo_t *cr,
             double   device_scale)
{
  PangoContext               *context = tide_chart_painter_create_context ();
  g_autoptr (TideChartLayout) layout = NULL;

  layout = tide_chart_layout_new (spec, tide_chart_painter_measure (context));
  tide_chart_painter_paint (layout, context, cr, device_scale);
  g_object_unref (context);
}

static GBytes *
chart_to_csv (void *spec)
{
  g_autoptr (TideChartTable) table = tide_chart_table_new (spec);

  return tide_chart_table_to_csv (table);
}

static char *
chart_to_tsv (void *spec)
{
  g_autoptr (TideChartTable) table = tide_chart_table_new (spec);

  return tide_chart_table_to_tsv (table);
}

static const TidePictureKind chart_kind = {
  .ref = chart_ref,
  .unref = chart_unref,
  .new_sized = chart_new_sized,
  .get_format = chart_get_format,
  .dup_title = chart_dup_title,
  .dup_summary = chart_dup_summary,
  .paint = chart_paint,
  .to_csv = chart_to_csv,
  .to_tsv = chart_to_tsv,
};

/* Takes a reference to the spec. */
TidePicture *
tide_picture_new (const TidePictureKind *kind,
                  void                  *spec)
{
  TidePicture *self = g_new (TidePicture, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->spec = kind->ref (spec);
  return self;
}

TidePictureFormat
tide_picture_get_format (TidePicture *self)
{
  return self->kind->get_format (self->spec);
}

void
tide_picture_paint (TidePicture *self,
                    cairo_t     *cr,
                    double       device_scale)
{
  self->kind->paint (self->spec, cr, device_scale);
}

/**
 * tide_picture_new_chart:
 * @spec: a chart
 *
 * Returns: (transfer full): the chart as a picture
 */
TidePicture *
tide_picture_new_chart (TideChartSpec *spec)
{
  g_return_val_if_fail (spec != NULL, NULL);

  return tide_picture_new (&chart_kind, spec);
}

/**
 * tide_picture_new_sized:
 * @self: a picture
 * @medium: paper or screen
 * @width: of the picture, in the unit of @medium; 0 for the default
 * @height: likewise
 *
 * Makes the same picture for another place: what is on screen, for a page.
 *
 * Returns: (transfer full) (nullable): the other picture; %NULL if the size
 *   cannot be drawn
 */
TidePicture *
tide_picture_new_sized (TidePicture    *self,
                        TideChartMedium medium,
                        double          width,
                        double          height)
{
  void        *spec = self->kind->new_sized (self->spec, medium, width, height);
  TidePicture *sized;

  if (spec == NULL)
    return NULL;

  sized = tide_picture_new (self->kind, spec);
  self->kind->unref (spec);
  return sized;
}

/**
 * tide_picture_ref:
 * @self: a picture
 *
 * Returns: (transfer full): @self with one more reference
 */
TidePicture *
tide_picture_ref (TidePicture *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * tide_picture_unref:
 * @self: (transfer full): a picture
 *
 * Drops a reference; the last one frees the picture.
 */
void
tide_picture_unref (TidePicture *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  self->kind->unref (self->spec);
  g_free (self);
}

/**
 * tide_picture_dup_title:
 * @self: a picture
 *
 * Returns: (transfer full): the given title, or the one made from the values
 */
char *
tide_picture_dup_title (TidePicture *self)
{
  return self->kind->dup_title (self->spec);
}

/**
 * tide_picture_dup_summary:
 * @self: a picture
 *
 * Returns: (transfer full): what it shows, in one paragraph
 */
char *
tide_picture_dup_summary (TidePicture *self)
{
  return self->kind->dup_summary (self->spec);
}

/**
 * tide_picture_to_csv:
 * @self: a picture
 *
 * Returns: (transfer full): the values shown, as CSV in UTF-8
 */
GBytes *
tide_picture_to_csv (TidePicture *self)
{
  return self->kind->to_csv (self->spec);
}

/**
 * tide_picture_to_tsv:
 * @self: a picture
 *
 * Returns: (transfer full): the values shown, as spreadsheets take them from a
 *   clipboard; a missing one is an empty cell
 */
char *
tide_picture_to_tsv (TidePicture *self)
{
  return self->kind->to_tsv (self->spec);
}
