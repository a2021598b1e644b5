// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sample-multiples"

#include "config.h"

#include "tide-sample-private.h"

#include "base/tide-decimal.h"

/* The Hang Seng TECH Index was launched on 27 July 2020; earlier values were
 * calculated backwards and published with it. */
#define LAUNCH 20200727

/* The article: 17.4 times forward earnings against a five-year average of 24.5
 * times; hundredths. */
#define MULTIPLE_MEAN 2450
/* First day of those five years, not itself counted. */
#define MULTIPLE_BASE 20200214

/* Shifts every value but the last so that the five-year mean is exactly the one
 * quoted; what rounding leaves over goes to one value in the middle. */
static void
shift_to_mean (TideSamplePath *path)
{
  size_t  n = path->n_days;
  size_t  first = 0;
  int64_t sum = 0;
  int64_t missing;
  int64_t shift;

  while (tide_sample_path_day (path, first) <= tide_sample_day (MULTIPLE_BASE))
    first++;
  g_assert (first + 1 < n);
  for (size_t i = first; i < n; i++)
    sum += path->values[i];

  missing = MULTIPLE_MEAN * (int64_t) (n - first) - sum;
  shift = missing / (int64_t) (n - first - 1);
  for (size_t i = 0; i + 1 < n; i++)
    path->values[i] += shift;
  missing -= shift * (int64_t) (n - first - 1);

  /* At most one step for each value is left. */
  for (size_t i = first; missing != 0; i++)
    {
      int64_t step = missing > 0 ? 1 : -1;

      path->values[i] += step;
      missing -= step;
    }
}

TideBatch *
tide_sample_make_multiple (void)
{
  const TideSampleInstrument *sample = tide_sample_find_instrument ("HSTECH.HK");
  g_autoptr (TideInstrument)  instrument = tide_sample_make_instrument (sample);
  g_autoptr (TideSamplePath)  path = NULL;
  TideFetch                   fetch = tide_sample_fetch ();
  TideDay                     launch = tide_sample_day (LAUNCH);
  TideBatch                  *batch;

  batch = tide_batch_new (instrument, &fetch, TIDE_FREQUENCY_WEEKLY, TIDE_BASIS_QUOTED,
                          TIDE_DAY_NONE);
  tide_batch_add_column (batch, "pe_fwd", tide_unit_of_kind (TIDE_UNIT_MULTIPLE));

  path = tide_sample_make_path (sample->symbol, "pe_fwd", sample->market,
                                tide_sample_stream ("pe_fwd"), 0.012);
  shift_to_mean (path);

  for (size_t i = 0; i < path->n_days; i++)
    {
      TideDay day = tide_sample_path_day (path, i);
      double  value = tide_decimal_from_scaled (path->values[i], 2);

      tide_batch_add_row (batch, day, day < launch ? launch : TIDE_DAY_NONE, &value);
    }
  tide_batch_seal (batch);

  return batch;
}
