// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-load-private.h"
#include "desk/tide-sheet.h"

G_BEGIN_DECLS

/* The answer becomes the sheet's. */
TideSheet            *tide_sheet_new (TideSheetPlan  *plan,
                                      TideListAnswer *answer_take);
const TideListAnswer *tide_sheet_get_answer (const TideSheet *self);
bool                  tide_sheet_depends_on (const TideSheet *self,
                                             GHashTable      *symbols);

TideSheetLoad *tide_sheet_load_new (TideSheetPlan    *plan,
                                    const TideMoment *moment);

/* What the desk's watch does with a load; see TideWatchKind. */
void tide_sheet_load_mark_stale (gpointer load);
void tide_sheet_load_take_answer (gpointer load,
                                  gpointer sheet_take,
                                  GError  *error_take);
bool tide_sheet_load_depends_on (gpointer    load,
                                 GHashTable *symbols);

G_END_DECLS
