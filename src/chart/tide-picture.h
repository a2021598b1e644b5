// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-spec.h"

G_BEGIN_DECLS

#define TIDE_TYPE_PICTURE (tide_picture_get_type ())

/**
 * TidePicture:
 *
 * Anything that is drawn from a spec: what writers, the clipboard and pages need
 * to know of it. Immutable, reference counted, safe across threads.
 */
typedef struct _TidePicture TidePicture;

GType        tide_picture_get_type (void) G_GNUC_CONST;
TidePicture *tide_picture_new_chart (TideChartSpec *spec);
TidePicture *tide_picture_new_sized (TidePicture    *self,
                                     TideChartMedium medium,
                                     double          width,
                                     double          height);
TidePicture *tide_picture_ref (TidePicture *self);
void         tide_picture_unref (TidePicture *self);
char        *tide_picture_dup_title (TidePicture *self);
char        *tide_picture_dup_summary (TidePicture *self);
GBytes      *tide_picture_to_csv (TidePicture *self);
char        *tide_picture_to_tsv (TidePicture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidePicture, tide_picture_unref)

G_END_DECLS
