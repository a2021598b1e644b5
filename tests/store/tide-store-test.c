// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-store-test.h"

#include <math.h>
#include <string.h>

TideDay
tide_store_test_day (const char *text)
{
  TideDay day = tide_day_parse (text, strlen (text));

  g_assert_cmpint (day, !=, TIDE_DAY_NONE);
  return day;
}

TideBatch *
tide_store_test_open_batch (const TideStoreTestHead *head)
{
  g_autoptr (TideInstrument) instrument = tide_instrument_new_assumed (head->symbol);
  g_auto (GStrv)             fields = g_strsplit (head->fields, " ", -1);
  TideFetch                  fetch = { .provider = (char *) head->source,
                                       .request = (char *) "test",
                                       .at = head->at,
                                       .parser_version = 1 };
  TideBatch                 *batch;

  batch = tide_batch_new (instrument, &fetch, TIDE_FREQUENCY_DAILY, head->basis, head->basis_day);

  for (size_t i = 0; fields[i] != NULL && *fields[i] != '\0'; i++)
    tide_batch_add_column (batch, fields[i],
                           head->currency != NULL ? tide_unit_of_currency (head->currency)
                                                  : tide_unit_plain ());
  return batch;
}

TideBatch *
tide_store_test_batch (const TideStoreTestHead *head,
                       const TideDay           *days,
                       const double            *values,
                       size_t                   n_rows)
{
  TideBatch *batch = tide_store_test_open_batch (head);
  size_t     n_columns = tide_batch_get_n_columns (batch);

  for (size_t row = 0; row < n_rows; row++)
    tide_batch_add_row (batch, days[row], TIDE_DAY_NONE, values + row * n_columns);
  tide_batch_seal (batch);
  return batch;
}

void
tide_store_test_append (TideCache *cache,
                        TideBatch *batch_take,
                        size_t     n_new,
                        size_t     n_revised,
                        size_t     n_unchanged)
{
  g_autoptr (TideBatch)        batch = batch_take;
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideAppendReport) report = tide_cache_append (cache, batch, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  g_assert_cmpuint (report->n_new, ==, n_new);
  g_assert_cmpuint (report->n_revised, ==, n_revised);
  g_assert_cmpuint (report->n_unchanged, ==, n_unchanged);
}

TideSeries *
tide_store_test_read (TideCacheReader *reader,
                      const char      *symbol,
                      const char      *field,
                      const char      *source,
                      TideInstant      known_at)
{
  g_autoptr (GError) error = NULL;
  TideSeries        *series = NULL;

  tide_cache_reader_read_series (reader, symbol, field, source, known_at, &series, &error);
  g_assert_no_error (error);
  return series;
}

void
tide_store_test_assert_rows (TideSeries    *series,
                             const TideDay *days,
                             const double  *values,
                             size_t         n_rows)
{
  g_assert_nonnull (series);
  g_assert_cmpuint (tide_series_get_length (series), ==, n_rows);
  for (size_t row = 0; row < n_rows; row++)
    {
      double actual = tide_series_get_values (series)[row];

      g_assert_cmpint (tide_series_get_days (series)[row], ==, days[row]);
      g_assert_cmpint (isnan (actual), ==, isnan (values[row]));
      if (!isnan (actual) && actual != values[row])
        g_error ("row %zu is %.17g, not %.17g", row, actual, values[row]);
    }
}
