// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-series-index"

#include "config.h"

#include "tide-series-private.h"

#include <math.h>

/* What is known about the values of a series once somebody has looked. */

/**
 * tide_series_get_dense_row:
 * @self: a series
 *
 * Tells from which row on every row is an observation. Any thread.
 *
 * Returns: the row; the number of rows where the last one is a gap
 */
size_t
tide_series_get_dense_row (const TideSeries *self)
{
  gsize known;

  g_return_val_if_fail (self != NULL, 0);

  known = __atomic_load_n (&self->dense_row, __ATOMIC_RELAXED);
  if (known != 0)
    return known - 1;

  known = self->n_rows;
  while (known > 0 && !isnan (self->values[known - 1]))
    known--;
  __atomic_store_n (&((TideSeries *) self)->dense_row, known + 1, __ATOMIC_RELAXED);
  return known;
}

/**
 * tide_series_get_extremes:
 * @self: a series
 *
 * Gives the smallest and largest observation of each %TIDE_EXTREMES_ROWS rows,
 * which are looked for once. Any thread.
 *
 * Returns: (transfer none): one for each begun block; valid as long as @self
 */
const TideExtremes *
tide_series_get_extremes (const TideSeries *self)
{
  TideExtremes *known;
  TideExtremes *made;

  g_return_val_if_fail (self != NULL, NULL);

  known = __atomic_load_n (&self->extremes, __ATOMIC_ACQUIRE);
  if (known != NULL)
    return known;

  made = g_new (TideExtremes, self->n_rows / TIDE_EXTREMES_ROWS + 1);
  for (size_t row = 0; row < self->n_rows; row += TIDE_EXTREMES_ROWS)
    made[row / TIDE_EXTREMES_ROWS] =
      tide_stat_find_extremes (self->values + row, MIN (TIDE_EXTREMES_ROWS, self->n_rows - row));

  /* Of two threads that made it one throws its own away. */
  if (__atomic_compare_exchange_n (&((TideSeries *) self)->extremes, &known, made, FALSE,
                                   __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return made;
  g_free (made);
  return known;
}
