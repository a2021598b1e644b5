// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Over a small fixed history every formula has a result or an error; numbers are
 * finite; a trace changes no answer. */

#include "config.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "tide-memory-source.h"

#define ROWS 60

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static TideMemorySource *
get_source (void)
{
  static TideMemorySource *source = NULL;
  double                   values[ROWS];
  TideUnit                 hkd = tide_unit_of_currency ("HKD");

  if (source != NULL)
    return source;

  tide_clock_freeze (tide_instant_end_of_day (tide_day_from_ymd (2025, 3, 31)));
  source = tide_memory_source_new (NULL);
  for (int i = 0; i < ROWS; i++)
    values[i] = i % 7 == 3 ? NAN : 50.0 + (double) ((i * 37) % 11) - 5.0;
  tide_memory_source_add_values (source, "0700.HK", "close", hkd, "2025-01-01", values, ROWS);
  tide_memory_source_add_values (source, "0700.HK", "eps_ttm", hkd, "2025-01-01", values, 20);
  for (int i = 0; i < ROWS; i++)
    values[i] = (double) (i % 3 - 1);
  tide_memory_source_add_values (source, "AAPL", "close", tide_unit_of_currency ("USD"),
                                 "2025-01-06", values, ROWS);
  tide_memory_source_add_values (source, "^HSI", "close", tide_unit_of_kind (TIDE_UNIT_INDEX),
                                 "2025-02-03", values, 20);
  tide_memory_source_add_values (source, "USDHKD=X", "close", hkd, "2025-02-03", values, 20);
  tide_memory_source_add_list (source, "Both", "0700.HK AAPL");
  return source;
}

static TideResult *
evaluate (TideFormula      *formula,
          TideEvaluateFlags flags)
{
  static const char *const symbols[] = { "0700.HK", "^HSI" };
  TideRows                 rows = { symbols, 2, "^HSI" };
  TideMoment               moment = TIDE_MOMENT_LATEST;
  g_autoptr (GPtrArray)    results = NULL;
  g_autoptr (GError)       error = NULL;
  TideResult              *result = NULL;

  if (tide_formula_evaluate_rows (formula, TIDE_SOURCE (get_source ()), &rows, symbols, 1, &moment,
                                  flags, NULL, &results, &error))
    result = tide_result_ref (results->pdata[0]);
  g_assert ((result == NULL) == (error != NULL));
  return result;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char        *text = g_malloc0 (size + 1);
  g_autoptr (TideFormula) formula = NULL;
  g_autoptr (TideResult)  plain = NULL;
  g_autoptr (TideResult)  traced = NULL;
  const TideResultData   *a;
  const TideResultData   *b;

  memcpy (text, data, size);
  formula = tide_formula_parse (text, (gssize) size, NULL);
  if (formula == NULL)
    return 0;

  plain = evaluate (formula, TIDE_EVALUATE_NUMBER);
  traced = evaluate (formula, TIDE_EVALUATE_TRACE);
  g_assert ((plain == NULL) == (traced == NULL));
  if (plain == NULL)
    return 0;

  a = tide_result_get_data (plain);
  b = tide_result_get_data (traced);
  g_assert (memcmp (&a->number, &b->number, sizeof (double)) == 0);
  g_assert (a->day == b->day && a->missing == b->missing && a->truth == b->truth);
  g_assert (isfinite (a->number));
  g_assert ((a->kind == TIDE_VALUE_MISSING) == (a->missing != TIDE_MISSING_NONE));
  return 0;
}
