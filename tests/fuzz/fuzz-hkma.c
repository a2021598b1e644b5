// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Whatever a page of the bulletin holds, reading it ends with an error or with
 * batches that keep what batches promise. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "net/tide-provider-hkma.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

#define NOW INT64_C (1795176000)

static void
check_batch (const TideBatch *batch)
{
  const TideDay *days = tide_batch_get_days (batch);

  g_assert (tide_batch_get_n_rows (batch) > 0);
  for (size_t i = 0; i < tide_batch_get_n_rows (batch); i++)
    {
      g_assert (i == 0 || days[i - 1] < days[i]);
      g_assert (days[i] <= NOW / 86400);
      for (size_t j = 0; j < tide_batch_get_n_columns (batch); j++)
        g_assert (!isinf (tide_batch_get_values (batch, j)[i]));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (TideProvider) provider = tide_provider_hkma_new (NULL);
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
  return 0;
}
