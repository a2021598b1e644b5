// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Whatever a daily file holds, reading it ends with an error or with flows of
 * one session that add up. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "net/tide-provider-hkex.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

#define NOW INT64_C (1795176000)

static double
get_value (const TideReading *reading,
           const char        *symbol)
{
  const TideBatch *batch = tide_reading_find_batch (reading, symbol);

  g_assert (batch != NULL);
  g_assert (strcmp (tide_batch_get_column (batch, 0)->field, "turnover") == 0);
  return tide_batch_get_values (batch, 0)[0];
}

static void
check_batch (const TideBatch *batch)
{
  g_assert (tide_batch_get_n_rows (batch) == 1);
  g_assert (tide_batch_get_days (batch)[0] <= NOW / 86400);
  for (size_t i = 0; i < tide_batch_get_n_columns (batch); i++)
    g_assert (!isinf (tide_batch_get_values (batch, i)[0]));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (TideProvider) provider = tide_provider_hkex_new (NULL);
  g_autoptr (TideReading)  reading = NULL;
  g_autoptr (GError)       error = NULL;
  TideFetch                fetch = { 0 };
  TideProviderReply        reply = {
           .now = NOW,
           .bytes = (const char *) data,
           .length = size,
           .fetch = &fetch,
  };

  tide_provider_recognize (provider, &reply);
  reading = tide_provider_parse (provider, &reply, &error);
  g_assert ((reading == NULL) == (error != NULL));
  if (error != NULL)
    g_assert (g_utf8_validate (error->message, -1, NULL));
  for (unsigned int i = 0; reading != NULL && i < reading->batches->len; i++)
    check_batch (g_ptr_array_index (reading->batches, i));
  for (size_t i = 0; reading != NULL && i < reading->n_problems; i++)
    g_assert (g_utf8_validate (reading->problems[i].sentence, -1, NULL));

  if (reading != NULL && tide_reading_find_batch (reading, "STOCK-CONNECT/SOUTH") != NULL &&
      tide_reading_find_batch (reading, "STOCK-CONNECT/SOUTH/SZ") != NULL)
    g_assert (get_value (reading, "STOCK-CONNECT/SOUTH") ==
              get_value (reading, "STOCK-CONNECT/SOUTH/SH") +
                get_value (reading, "STOCK-CONNECT/SOUTH/SZ"));
  return 0;
}
