// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <math.h>
#include <stddef.h>

#include <glib.h>

G_BEGIN_DECLS

/* Independent accumulators: the compiler keeps them in vector registers, and
 * no addition waits for the one before it. */
#define TIDE_SUM_LANES 4

/* A sum and what was lost by rounding it. */
typedef struct
{
  double sum[TIDE_SUM_LANES];
  double lost[TIDE_SUM_LANES];
} TideSum;

/* The same without a look at gaps, which make the sum one. */
static inline void
tide_sum_add_plain (TideSum *self,
                    size_t   lane,
                    double   value)
{
  double total = self->sum[lane] + value;
  double shadow = total - self->sum[lane];

  self->lost[lane] += (self->sum[lane] - (total - shadow)) + (value - shadow);
  self->sum[lane] = total;
}

/* Knuth's exact two-term addition (The Art of Computer Programming, volume 2,
 * section 4.2.2, theorem B): no comparison, unlike Neumaier's, whose result it
 * shares. A gap counts as zero. */
static inline void
tide_sum_add (TideSum *self,
              size_t   lane,
              double   value)
{
  double term = value == value ? value : 0.0; // NOLINT(misc-redundant-expression): false for NaN
  double total = self->sum[lane] + term;
  double shadow = total - self->sum[lane];

  self->lost[lane] += (self->sum[lane] - (total - shadow)) + (term - shadow);
  self->sum[lane] = total;
}

static inline void
tide_sum_add_values (TideSum      *self,
                     const double *values,
                     size_t        n)
{
  TideSum sum = *self;
  size_t  i = 0;

  for (; i + TIDE_SUM_LANES <= n; i += TIDE_SUM_LANES)
    for (size_t lane = 0; lane < TIDE_SUM_LANES; lane++)
      tide_sum_add (&sum, lane, values[i + lane]);
  for (; i < n; i++)
    tide_sum_add (&sum, 0, values[i]);

  *self = sum;
}

static inline double
tide_sum_get_total (const TideSum *self)
{
  TideSum all = { { 0 }, { 0 } };
  double  plain = 0.0;

  for (size_t lane = 0; lane < TIDE_SUM_LANES; lane++)
    {
      tide_sum_add (&all, 0, self->sum[lane]);
      plain += self->sum[lane];
    }
  for (size_t lane = 0; lane < TIDE_SUM_LANES; lane++)
    tide_sum_add (&all, 0, self->lost[lane]);

  /* Beyond the largest double the corrections are meaningless. */
  return isfinite (plain) ? all.sum[0] + all.lost[0] : plain;
}

G_END_DECLS
