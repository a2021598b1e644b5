// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gdk/gdk.h>

#include "chart/tide-picture.h"
#include "gui/tide-exhibit.h"

G_BEGIN_DECLS

/* A picture for other programs: always on light paper, whatever the screen. */
void tide_chart_copy (TidePicture  *picture,
                      GdkClipboard *clipboard);

void tide_chart_export_async (TidePicture             *picture,
                              GFile                   *file,
                              const TideExportOptions *options,
                              GCancellable            *cancellable,
                              GAsyncReadyCallback      callback,
                              gpointer                 user_data);
bool tide_chart_export_finish (GAsyncResult *result,
                               GError      **error);

G_END_DECLS
