// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-series.h"

G_BEGIN_DECLS

/*
 * The series lately read, up to a number of rows; the one not asked for the
 * longest goes first. For one thread.
 */
typedef struct _TideSeriesMemory TideSeriesMemory;

TideSeriesMemory *tide_series_memory_new (size_t max_rows);
void              tide_series_memory_free (TideSeriesMemory *self);
void              tide_series_memory_clear (TideSeriesMemory *self);

/* Whether `key` is held; `*out_series` is then a reference, or NULL where it is
 * remembered that there is no such series. */
bool tide_series_memory_find (TideSeriesMemory *self,
                              const char       *key,
                              TideSeries      **out_series);
void tide_series_memory_add (TideSeriesMemory *self,
                             const char       *key,
                             TideSeries       *series);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideSeriesMemory, tide_series_memory_free)

G_END_DECLS
