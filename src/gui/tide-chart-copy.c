// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-copy"

#include "config.h"

#include "gui/tide-chart-copy.h"

#include "chart/tide-chart-writer.h"

/* A copied picture is as sharp as a screen of twice the usual resolution. */
#define COPY_SCALE 2
#define COPY_WIDTH_MM 178
#define COPY_HEIGHT_MM 80

/* One copy under way: pictures are made on a thread, the clipboard is of the
 * main one. */
typedef struct
{
  TidePicture  *picture;   /* (owned) */
  GdkClipboard *clipboard; /* (owned) */
  GBytes       *svg;       /* (owned) (nullable) */
  GBytes       *png;       /* (owned) (nullable) */
  char         *tsv;       /* (owned) (nullable) */
} Copy;

static void
free_copy (gpointer data)
{
  Copy *copy = data;

  tide_picture_unref (copy->picture);
  g_object_unref (copy->clipboard);
  g_clear_pointer (&copy->svg, g_bytes_unref);
  g_clear_pointer (&copy->png, g_bytes_unref);
  g_free (copy->tsv);
  g_free (copy);
}

static TidePicture *
create_paper (TidePicture *picture,
              double       width_mm,
              double       height_mm)
{
  return tide_picture_new_sized (picture, TIDE_CHART_PAPER, width_mm * TIDE_CHART_POINTS_PER_MM,
                                 height_mm * TIDE_CHART_POINTS_PER_MM);
}

static void
render_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Copy                   *copy = task_data;
  GError                 *error = NULL;
  g_autoptr (TidePicture) paper = create_paper (copy->picture, COPY_WIDTH_MM, COPY_HEIGHT_MM);

  if (paper == NULL)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }

  copy->svg = tide_chart_writer_render (paper, TIDE_CHART_SVG, 1, &error);
  if (error == NULL)
    copy->png = tide_chart_writer_render (paper, TIDE_CHART_PNG, COPY_SCALE, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  copy->tsv = tide_picture_to_tsv (copy->picture);
  g_task_return_boolean (task, TRUE);
}

static void
rendered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Copy                          *copy = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError)             error = NULL;
  g_autoptr (GdkContentProvider) content = NULL;
  GdkContentProvider            *forms[3];

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_warning ("A chart was not copied: %s", error != NULL ? error->message : "no size");
      return;
    }

  /* Vector first: a document that takes either takes the better one. */
  forms[0] = gdk_content_provider_new_for_bytes ("image/svg+xml", copy->svg);
  forms[1] = gdk_content_provider_new_for_bytes ("image/png", copy->png);
  forms[2] = gdk_content_provider_new_typed (G_TYPE_STRING, copy->tsv);
  content = gdk_content_provider_new_union (forms, G_N_ELEMENTS (forms));
  gdk_clipboard_set_content (copy->clipboard, content);
}

void
tide_chart_copy (TidePicture  *picture,
                 GdkClipboard *clipboard)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, rendered_cb, NULL);
  Copy             *copy = g_new0 (Copy, 1);

  copy->picture = tide_picture_ref (picture);
  copy->clipboard = g_object_ref (clipboard);
  g_task_set_source_tag (task, tide_chart_copy);
  g_task_set_task_data (task, copy, free_copy);
  g_task_run_in_thread (task, render_in_thread);
}

static TideChartFormat
get_format (TideExportFormat format)
{
  switch (format)
    {
    case TIDE_EXPORT_SVG:
      return TIDE_CHART_SVG;
    case TIDE_EXPORT_PDF:
      return TIDE_CHART_PDF;
    case TIDE_EXPORT_PNG:
      return TIDE_CHART_PNG;
    case TIDE_EXPORT_CSV:
      return TIDE_CHART_CSV;
    }
  g_return_val_if_reached (TIDE_CHART_SVG);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (tide_chart_writer_write_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
tide_chart_export_async (TidePicture             *picture,
                         GFile                   *file,
                         const TideExportOptions *options,
                         GCancellable            *cancellable,
                         GAsyncReadyCallback      callback,
                         gpointer                 user_data)
{
  g_autoptr (GTask)       task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (TidePicture) paper = NULL;

  g_task_set_source_tag (task, tide_chart_export_async);
  if (picture != NULL)
    paper = create_paper (picture, options->width_mm, options->height_mm);
  if (paper == NULL)
    {
      g_task_return_new_error (task, TIDE_CHART_ERROR, TIDE_CHART_ERROR_SIZE, "%s",
                               "There is no chart to write. Nothing was written.");
      return;
    }

  tide_chart_writer_write_async (paper, file, get_format (options->format), options->scale,
                                 cancellable, written_cb, g_steal_pointer (&task));
}

bool
tide_chart_export_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), false);

  return g_task_propagate_boolean (G_TASK (result), error);
}
