// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gdk/gdk.h>

#include "chart/tide-chart-spec.h"
#include "gui/tide-exhibit.h"

G_BEGIN_DECLS

/* A chart for other programs: always on light paper, whatever the screen. */
char *tide_chart_dup_tsv (TideChartSpec *spec);
void  tide_chart_copy (TideChartSpec *spec,
                       GdkClipboard  *clipboard);

void tide_chart_export_async (TideChartSpec           *spec,
                              GFile                   *file,
                              const TideExportOptions *options,
                              GCancellable            *cancellable,
                              GAsyncReadyCallback      callback,
                              gpointer                 user_data);
bool tide_chart_export_finish (GAsyncResult *result,
                               GError      **error);

G_END_DECLS
