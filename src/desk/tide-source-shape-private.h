// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-batch.h"

G_BEGIN_DECLS

/* The steps from a stored series to the one a formula sees. Each gives a new
 * reference. */

/* Prices and quantities as of a day, by `actions` (element-type TideAction); NULL
 * where the basis does not allow it. */
TideSeries *tide_source_adjust (TideSeries   *stored,
                                const char   *field_name,
                                TideDay       last_day,
                                const GArray *actions);
TideSeries *tide_source_scale (TideSeries *series);
TideSeries *tide_source_cut (TideSeries *series,
                             TideDay     last_day);
TideSeries *tide_source_name (TideSeries *series,
                              const char *field);
TideSeries *tide_source_refuse_losses (TideSeries *series);
TideSeries *tide_source_mark_backfill (TideSeries *series);

G_END_DECLS
