// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <math.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

G_BEGIN_DECLS

/* Two doubles calculated with at once; the least that every processor of today
 * has. Arithmetic is that of the compiler's vectors, with the rounding of each
 * lane as ever. */
#define TIDE_LANES 2

typedef double  TideLanes __attribute__ ((vector_size (16)));
typedef int64_t TideMasks __attribute__ ((vector_size (16)));

static inline TideLanes
tide_lanes_load (const double *values)
{
  TideLanes lanes;

  memcpy (&lanes, values, sizeof lanes);
  return lanes;
}

static inline void
tide_lanes_store (double   *values,
                  TideLanes lanes)
{
  memcpy (values, &lanes, sizeof lanes);
}

static inline TideLanes
tide_lanes_fill (double value)
{
  return (TideLanes){ value, value };
}

/* A gap in @a leaves what is in @b. */
static inline TideLanes
tide_lanes_max (TideLanes a,
                TideLanes b)
{
#ifdef __SSE2__
  return _mm_max_pd (a, b);
#else
  return (TideLanes){ a[0] > b[0] ? a[0] : b[0], a[1] > b[1] ? a[1] : b[1] };
#endif
}

static inline TideLanes
tide_lanes_min (TideLanes a,
                TideLanes b)
{
#ifdef __SSE2__
  return _mm_min_pd (a, b);
#else
  return (TideLanes){ a[0] < b[0] ? a[0] : b[0], a[1] < b[1] ? a[1] : b[1] };
#endif
}

static inline TideLanes
tide_lanes_abs (TideLanes a)
{
  return (TideLanes) ((TideMasks) a & INT64_MAX);
}

static inline double
tide_lanes_sum (TideLanes a)
{
  return a[0] + a[1];
}

/* The largest of @n values, gaps left out; -INFINITY without one. Written out, so
 * that what is found so far stays in registers. */
static inline double
tide_lanes_find_max (const double *values,
                     size_t        n)
{
  TideLanes a = tide_lanes_fill (-(double) INFINITY);
  TideLanes b = a;
  TideLanes c = a;
  TideLanes d = a;
  double    highest;
  size_t    i = 0;

  for (; i + 8 <= n; i += 8)
    {
      a = tide_lanes_max (tide_lanes_load (values + i), a);
      b = tide_lanes_max (tide_lanes_load (values + i + 2), b);
      c = tide_lanes_max (tide_lanes_load (values + i + 4), c);
      d = tide_lanes_max (tide_lanes_load (values + i + 6), d);
    }

  a = tide_lanes_max (tide_lanes_max (a, b), tide_lanes_max (c, d));
  highest = a[0] > a[1] ? a[0] : a[1];
  for (; i < n; i++)
    highest = values[i] > highest ? values[i] : highest;
  return highest;
}

/* The smallest of @n values, gaps left out; INFINITY without one. */
static inline double
tide_lanes_find_min (const double *values,
                     size_t        n)
{
  TideLanes a = tide_lanes_fill ((double) INFINITY);
  TideLanes b = a;
  TideLanes c = a;
  TideLanes d = a;
  double    lowest;
  size_t    i = 0;

  for (; i + 8 <= n; i += 8)
    {
      a = tide_lanes_min (tide_lanes_load (values + i), a);
      b = tide_lanes_min (tide_lanes_load (values + i + 2), b);
      c = tide_lanes_min (tide_lanes_load (values + i + 4), c);
      d = tide_lanes_min (tide_lanes_load (values + i + 6), d);
    }

  a = tide_lanes_min (tide_lanes_min (a, b), tide_lanes_min (c, d));
  lowest = a[0] < a[1] ? a[0] : a[1];
  for (; i < n; i++)
    lowest = values[i] < lowest ? values[i] : lowest;
  return lowest;
}

G_END_DECLS
