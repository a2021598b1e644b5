// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-series.h"

G_BEGIN_DECLS

struct _TideSeries
{
  gatomicrefcount refs;

  /* One block, strings included, shared with slices. (owned) */
  TideSeriesInfo *info;

  /* Shared storage. The published days and the origins may be absent. (owned) */
  GBytes *days_block;
  GBytes *values_block;
  GBytes *published_block; /* (nullable) */
  GBytes *origins_block;   /* (nullable) */

  /* (nullable) (element-type TideCitation): one a row from first_citation on. */
  GPtrArray *citations;
  size_t     first_citation;

  /* The part of the storage that is this series. (unowned) */
  const TideDay    *days;
  const double     *values;
  const TideDay    *published; /* (nullable) */
  const TideOrigin *origins;   /* (nullable); first_row counts from this series' first */
  size_t            n_rows;
  size_t            n_origins;

  /* One more than tide_series_get_dense_row(); 0 until somebody asked. Looked
   * for once: whoever does finds the same. (atomic) */
  gsize dense_row;

  /* Extremes of each block of rows; NULL until somebody asked. (owned) (atomic) */
  TideExtremes *extremes;
};

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
