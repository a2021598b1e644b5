// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

#include "chart/tide-picture.h"

G_BEGIN_DECLS

/**
 * TideChartFormat:
 * @TIDE_CHART_SVG: vector, for documents
 * @TIDE_CHART_PDF: vector with embedded fonts
 * @TIDE_CHART_PNG: pixels, 96 to the inch at scale 1
 * @TIDE_CHART_CSV: the values shown
 */
typedef enum
{
  TIDE_CHART_SVG,
  TIDE_CHART_PDF,
  TIDE_CHART_PNG,
  TIDE_CHART_CSV,
} TideChartFormat;

/** TIDE_CHART_SCALE_MAX: largest scale of a PNG. */
#define TIDE_CHART_SCALE_MAX 4
/** TIDE_CHART_PIXELS_MAX: longest side of a PNG; pixels. */
#define TIDE_CHART_PIXELS_MAX 20000

bool        tide_chart_format_from_name (const char      *name,
                                         TideChartFormat *out_format,
                                         GError         **error);
const char *tide_chart_format_get_mime_type (TideChartFormat format);

GBytes *tide_chart_writer_render (TidePicture    *picture,
                                  TideChartFormat format,
                                  int             scale,
                                  GError        **error);
bool    tide_chart_writer_write (TidePicture    *picture,
                                 GFile          *file,
                                 TideChartFormat format,
                                 int             scale,
                                 GCancellable   *cancellable,
                                 GError        **error);
void    tide_chart_writer_write_async (TidePicture        *picture,
                                       GFile              *file,
                                       TideChartFormat     format,
                                       int                 scale,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
bool    tide_chart_writer_write_finish (GAsyncResult *result,
                                        GError      **error);

G_END_DECLS
