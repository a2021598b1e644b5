// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-series.h"

G_BEGIN_DECLS

/* As tide_series_new_like(), and every row's origin says that splits have been
 * applied up to `basis_day`. */
TideSeries *tide_series_new_rebased (TideSeries           *base,
                                     const TideSeriesInfo *info,
                                     double               *values_take,
                                     TideDay               basis_day);

/* Gives a series that nobody else has yet the citation of each of its rows. */
void tide_series_set_citations (TideSeries *self,
                                GPtrArray  *citations_take);

G_END_DECLS
