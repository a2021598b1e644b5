// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-writer"

#include "config.h"

#include "tide-chart-writer.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/tide-instant.h"
#include "chart/tide-picture-private.h"

/* Four bytes a pixel: 400 MB. */
#define MOST_PIXELS (100.0 * 1000 * 1000)

static const struct
{
  const char *suffix;
  const char *mime_type;
} formats[] = {
  [TIDE_CHART_SVG] = { ".svg", "image/svg+xml" },
  [TIDE_CHART_PDF] = { ".pdf", "application/pdf" },
  [TIDE_CHART_PNG] = { ".png", "image/png" },
  [TIDE_CHART_CSV] = { ".csv", "text/csv" },
};

typedef struct
{
  TidePicture    *picture;
  GFile          *file;
  TideChartFormat format;
  int             scale;
} Job;

static void
free_job (void *data)
{
  Job *job = data;

  tide_picture_unref (job->picture);
  g_object_unref (job->file);
  g_free (job);
}

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static bool
check_status (cairo_status_t status,
              GError       **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return true;

  g_set_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_WRITE,
               "The picture could not be drawn: %s. Nothing was written.",
               cairo_status_to_string (status));
  return false;
}

static void
paint_background (TidePicture *picture,
                  cairo_t     *cr)
{
  TideColor color = tide_picture_get_format (picture).background;

  cairo_set_source_rgb (cr, (color >> 16 & 0xff) / 255.0, (color >> 8 & 0xff) / 255.0,
                        (color & 0xff) / 255.0);
  cairo_paint (cr);
}

/* Vector lengths are points; those of a screen are pixels of 1/96 inch. */
static double
get_points_per_unit (TidePicture *picture)
{
  bool paper = tide_picture_get_format (picture).medium == TIDE_CHART_PAPER;

  return paper ? 1 : TIDE_CHART_POINTS_PER_PX;
}

static bool
finish_vector (TidePicture     *picture,
               cairo_surface_t *surface,
               double           scale,
               GError         **error)
{
  cairo_t       *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  tide_picture_paint (picture, cr, 0);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  return check_status (status, error);
}

static void
append_part (GByteArray *bytes,
             const char *begin,
             const char *end)
{
  g_byte_array_append (bytes, (const uint8_t *) begin, (unsigned) (end - begin));
}

/* Where `mark` ends in a text; NULL if it is not there. */
static const char *
find_end (const char *begin,
          const char *end,
          const char *mark)
{
  const char *found = g_strstr_len (begin, end - begin, mark);

  return found != NULL ? found + strlen (mark) : NULL;
}

/* A title and a description right after the opening tag are what a screen reader
 * says about the picture. The name that cairo before 1.18 gives the surface
 * counts up in a process, refers to nothing, and is left out so that the same
 * chart gives the same file. */
static GBytes *
describe_svg (TidePicture *picture,
              GByteArray  *plain)
{
  g_autofree char *title = tide_picture_dup_title (picture);
  g_autofree char *summary = tide_picture_dup_summary (picture);
  g_autofree char *words = g_markup_printf_escaped (" role=\"img\">\n<title>%s</title>\n"
                                                    "<desc>%s</desc>",
                                                    title, summary);
  const char      *text = (const char *) plain->data;
  const char      *end = text + plain->len;
  const char      *open = find_end (text, end, "<svg ");
  const char      *head = open != NULL ? find_end (open, end, ">") : NULL;
  const char      *group = head != NULL ? find_end (head, end, "<g id=\"surface") : NULL;
  const char      *rest = group != NULL ? find_end (group, end, "\"") : NULL;
  GByteArray      *whole;

  if (head == NULL)
    return g_byte_array_free_to_bytes (g_byte_array_ref (plain));

  whole = g_byte_array_new ();
  append_part (whole, text, head - 1);
  append_part (whole, words, words + strlen (words));
  if (rest != NULL)
    {
      append_part (whole, head, group - strlen (" id=\"surface"));
      head = rest;
    }
  append_part (whole, head, end);

  return g_byte_array_free_to_bytes (whole);
}

static GBytes *
render_svg (TidePicture *picture,
            GError     **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  TidePictureFormat      format = tide_picture_get_format (picture);
  double                 scale = get_points_per_unit (picture);
  cairo_surface_t       *surface;

  surface = cairo_svg_surface_create_for_stream (append_bytes, bytes, format.width * scale,
                                                 format.height * scale);
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PT);
  if (!finish_vector (picture, surface, scale, error))
    return NULL;

  return describe_svg (picture, bytes);
}

static GBytes *
render_pdf (TidePicture *picture,
            GError     **error)
{
  GByteArray       *bytes = g_byte_array_new ();
  TidePictureFormat format = tide_picture_get_format (picture);
  double            scale = get_points_per_unit (picture);
  g_autofree char  *title = tide_picture_dup_title (picture);
  g_autofree char  *summary = tide_picture_dup_summary (picture);
  char              now[TIDE_INSTANT_TEXT_SIZE];
  cairo_surface_t  *surface;

  surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, format.width * scale,
                                                 format.height * scale);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, summary);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Tidemark " TIDE_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                  tide_instant_format (tide_clock_now (), now));
  if (!finish_vector (picture, surface, scale, error))
    {
      g_byte_array_unref (bytes);
      return NULL;
    }

  return g_byte_array_free_to_bytes (bytes);
}

static bool
check_pixels (double   width,
              double   height,
              GError **error)
{
  if (width <= TIDE_CHART_PIXELS_MAX && height <= TIDE_CHART_PIXELS_MAX &&
      width * height <= MOST_PIXELS)
    return true;

  g_set_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_SIZE,
               "A picture of %.0f by %.0f pixels is too large; each side may have %d and the whole "
               "%.0f million. Nothing was written: ask for a smaller one, or for SVG or PDF.",
               width, height, TIDE_CHART_PIXELS_MAX, MOST_PIXELS / 1e6);
  return false;
}

static GBytes *
render_png (TidePicture *picture,
            int          scale,
            GError     **error)
{
  TidePictureFormat format = tide_picture_get_format (picture);
  double            per_unit = scale * get_points_per_unit (picture) / TIDE_CHART_POINTS_PER_PX;
  double            width = fmax (round (format.width * per_unit), 1);
  double            height = fmax (round (format.height * per_unit), 1);
  GByteArray       *bytes;
  cairo_surface_t  *surface;
  cairo_t          *cr;
  cairo_status_t    status;

  if (!check_pixels (width, height, error))
    return NULL;

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  cr = cairo_create (surface);
  /* The picture may end within its last pixels. */
  paint_background (picture, cr);
  cairo_scale (cr, per_unit, per_unit);
  tide_picture_paint (picture, cr, per_unit);
  status = cairo_status (cr);
  cairo_destroy (cr);
  bytes = g_byte_array_new ();
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  cairo_surface_destroy (surface);
  if (!check_status (status, error))
    {
      g_byte_array_unref (bytes);
      return NULL;
    }

  return g_byte_array_free_to_bytes (bytes);
}

/* A link stays a link: what it points to is replaced. */
static char *
resolve_path (const char *path)
{
  char *real = realpath (path, NULL);
  char *copy;

  if (real == NULL)
    return g_strdup (path);

  copy = g_strdup (real);
  free (real);
  return copy;
}

/* The new bytes are complete and synced under another name before they take the
 * place of the old ones. */
static bool
replace_local (const char *path,
               GBytes     *bytes,
               GError    **error)
{
  g_autofree char *target = resolve_path (path);
  GStatBuf         status;
  int              mode = 0666;
  size_t           length;
  const char      *content = g_bytes_get_data (bytes, &length);

  if (g_stat (target, &status) == 0)
    mode = (int) status.st_mode & 0777;

  return g_file_set_contents_full (target, content, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   mode, error);
}

static bool
replace (GFile        *file,
         GBytes       *bytes,
         GCancellable *cancellable,
         GError      **error)
{
  const char        *path = g_file_peek_path (file);
  g_autofree char   *name = g_file_get_parse_name (file);
  g_autoptr (GError) cause = NULL;
  bool               written;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return false;

  if (path != NULL)
    written = replace_local (path, bytes, &cause);
  else
    written = g_file_replace_contents (file, g_bytes_get_data (bytes, NULL),
                                       g_bytes_get_size (bytes), NULL, FALSE,
                                       G_FILE_CREATE_NONE, NULL, cancellable, &cause);
  if (written)
    return true;

  g_set_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_WRITE,
               "“%s” was not written, and what was there is unchanged: %s", name,
               cause->message);
  return false;
}

static void
write_in_thread (GTask        *task,
                 void         *source,
                 void         *task_data,
                 GCancellable *cancellable)
{
  Job    *job = task_data;
  GError *error = NULL;

  if (tide_chart_writer_write (job->picture, job->file, job->format, job->scale, cancellable,
                               &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * tide_chart_format_from_name:
 * @name: a file name
 * @out_format: (out): the format of its ending
 * @error: return location
 *
 * Finds out from a file name what is to be written. Case does not matter.
 *
 * Errors: %TIDE_CHART_ERROR_FORMAT.
 *
 * Returns: %FALSE if the ending is unknown
 */
bool
tide_chart_format_from_name (const char      *name,
                             TideChartFormat *out_format,
                             GError         **error)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (!g_str_has_suffix (lower, formats[i].suffix))
        continue;
      *out_format = (TideChartFormat) i;
      return true;
    }

  g_set_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_FORMAT,
               "“%s” does not say what to write; end it in .svg, .pdf, .png or .csv.", name);
  return false;
}

/**
 * tide_chart_format_get_mime_type:
 * @format: a format
 *
 * Returns: (transfer none): its media type, for the clipboard
 */
const char *
tide_chart_format_get_mime_type (TideChartFormat format)
{
  g_return_val_if_fail ((size_t) format < G_N_ELEMENTS (formats), NULL);

  return formats[format].mime_type;
}

/**
 * tide_chart_writer_render:
 * @picture: a chart or bars
 * @format: what to make
 * @scale: of a PNG, from 1 to %TIDE_CHART_SCALE_MAX; others ignore it
 * @error: return location
 *
 * Renders a picture into memory. The same picture gives the same bytes, but for the
 * creation date in a PDF, which tide_clock_now() gives. May be called on any
 * thread.
 *
 * Errors: %TIDE_CHART_ERROR_SIZE, %TIDE_CHART_ERROR_WRITE.
 *
 * Returns: (transfer full): the bytes, or %NULL
 */
GBytes *
tide_chart_writer_render (TidePicture    *picture,
                          TideChartFormat format,
                          int             scale,
                          GError        **error)
{
  g_return_val_if_fail (picture != NULL, NULL);

  if (scale < 1 || scale > TIDE_CHART_SCALE_MAX)
    {
      g_set_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_SIZE,
                   "A scale of %d is not possible; it goes from 1 to %d.", scale,
                   TIDE_CHART_SCALE_MAX);
      return NULL;
    }

  switch (format)
    {
    case TIDE_CHART_SVG:
      return render_svg (picture, error);
    case TIDE_CHART_PDF:
      return render_pdf (picture, error);
    case TIDE_CHART_PNG:
      return render_png (picture, scale, error);
    case TIDE_CHART_CSV:
      return tide_picture_to_csv (picture);
    }

  g_return_val_if_reached (NULL);
}

/**
 * tide_chart_writer_write:
 * @picture: a chart or bars
 * @file: where to; replaced as a whole or not at all
 * @format: what to write
 * @scale: of a PNG, from 1 to %TIDE_CHART_SCALE_MAX; others ignore it
 * @cancellable: (nullable): stops before the file is touched
 * @error: return location
 *
 * Writes a picture to a file and waits for it to be on disk. A failure leaves the
 * old file as it was and no other file behind. Blocks: not for the main thread.
 *
 * Errors: %TIDE_CHART_ERROR_SIZE, %TIDE_CHART_ERROR_WRITE, and
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: %TRUE if the file was written
 */
bool
tide_chart_writer_write (TidePicture    *picture,
                         GFile          *file,
                         TideChartFormat format,
                         int             scale,
                         GCancellable   *cancellable,
                         GError        **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (G_IS_FILE (file), false);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return false;
  bytes = tide_chart_writer_render (picture, format, scale, error);
  if (bytes == NULL)
    return false;

  return replace (file, bytes, cancellable, error);
}

/**
 * tide_chart_writer_write_async:
 * @picture: a chart or bars
 * @file: where to
 * @format: what to write
 * @scale: of a PNG
 * @cancellable: (nullable): stops before the file is touched
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Writes a picture on another thread; see tide_chart_writer_write().
 */
void
tide_chart_writer_write_async (TidePicture        *picture,
                               GFile              *file,
                               TideChartFormat     format,
                               int                 scale,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Job              *job;

  g_return_if_fail (picture != NULL);
  g_return_if_fail (G_IS_FILE (file));

  job = g_new (Job, 1);
  *job = (Job){ tide_picture_ref (picture), g_object_ref (file), format, scale };
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_chart_writer_write_async);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * tide_chart_writer_write_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Ends what tide_chart_writer_write_async() began; the errors are those of
 * tide_chart_writer_write().
 *
 * Returns: %TRUE if the file was written
 */
bool
tide_chart_writer_write_finish (GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), false);

  return g_task_propagate_boolean (G_TASK (result), error);
}
