// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The first byte chooses options and how the rest is cut; reading it at once
 * must give the same batches and report, or the same refusal. */

#include "config.h"

#include <glib.h>
#include <math.h>

#include "parse/tide-price-csv.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static bool
print_batch_cb (TideBatch *batch,
                gpointer   user_data,
                GError   **error)
{
  GString       *out = user_data;
  const TideDay *days = tide_batch_get_days (batch);

  g_assert (tide_batch_get_n_rows (batch) > 0);
  g_string_append (out, tide_batch_get_instrument (batch)->symbol);
  for (size_t row = 0; row < tide_batch_get_n_rows (batch); row++)
    {
      g_assert (row == 0 || days[row - 1] < days[row]);
      g_assert (days[row] <= 20000);
      g_string_append_printf (out, " %d", days[row]);
      for (size_t i = 0; i < tide_batch_get_n_columns (batch); i++)
        {
          double value = tide_batch_get_values (batch, i)[row];

          g_assert (isnan (value) || isfinite (value));
          g_string_append_printf (out, " %a", value);
        }
    }

  return true;
}

static char *
read_in_steps (const uint8_t             *data,
               size_t                     size,
               size_t                     step,
               const TidePriceCsvOptions *options)
{
  g_autoptr (GString)       out = g_string_new (NULL);
  g_autoptr (TidePriceCsv)  reader = tide_price_csv_new (options, print_batch_cb, out);
  g_autoptr (GError)        error = NULL;
  const TidePriceCsvReport *report;
  bool                      read = true;

  for (size_t i = 0; read && i < size; i += step)
    read = tide_price_csv_feed (reader, (const char *) data + i, MIN (step, size - i), &error);
  if (!read || !tide_price_csv_finish (reader, &error))
    {
      g_assert (g_utf8_validate (error->message, -1, NULL));
      return g_strdup_printf ("error %d", error->code);
    }

  report = tide_price_csv_get_report (reader);
  g_assert (report->n_rows == report->n_kept + report->n_rejected);
  for (unsigned int i = 0; i < report->rejected->len; i++)
    {
      const TidePriceProblem *problem = g_ptr_array_index (report->rejected, i);
      g_autofree char        *text = tide_price_problem_to_string (problem);

      g_assert (g_utf8_validate (text, -1, NULL));
      g_string_append (out, text);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  TidePriceCsvOptions options = TIDE_PRICE_CSV_OPTIONS_INIT;
  g_autofree char    *whole = NULL;
  g_autofree char    *pieces = NULL;

  if (size < 2)
    return 0;

  options.stem = "9988.HK";
  options.symbol = data[0] & 1 ? "AAPL" : NULL;
  options.field = data[0] & 2 ? "pe_fwd" : NULL;
  options.date_order = (TideDateOrder) (data[0] >> 2 & 3) % 3;
  options.today = 20000;

  whole = read_in_steps (data + 1, size - 1, size, &options);
  pieces = read_in_steps (data + 1, size - 1, 1 + (data[0] >> 4), &options);
  g_assert (g_str_equal (whole, pieces));

  return 0;
}
