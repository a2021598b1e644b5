// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Whatever a chart reply holds, reading it ends with an error or with a batch
 * that keeps what batches promise. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "net/tide-provider-yahoo.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

#define NOW INT64_C (1795176000)

static void
check_batch (const TideBatch *batch)
{
  const TideDay    *days = tide_batch_get_days (batch);
  size_t            n_actions;
  const TideAction *actions = tide_batch_get_actions (batch, &n_actions);

  for (size_t i = 0; i < tide_batch_get_n_rows (batch); i++)
    {
      g_assert (i == 0 || days[i - 1] < days[i]);
      g_assert (days[i] <= NOW / 86400 + 1);
      for (size_t j = 0; j < tide_batch_get_n_columns (batch); j++)
        g_assert (!isinf (tide_batch_get_values (batch, j)[i]));
    }

  for (size_t i = 0; i < n_actions; i++)
    g_assert (isfinite (actions[i].value) && actions[i].value > 0.0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (TideProvider) provider = tide_provider_yahoo_new (NULL);
  g_autoptr (TideReading)  reading = NULL;
  g_autoptr (GError)       error = NULL;
  TideFetch                fetch = { 0 };
  TideProviderAsk          ask = { .symbol = "X", .since = TIDE_DAY_NONE, .now = NOW };
  TideProviderReply        reply = {
           .ask = &ask,
           .now = NOW,
           .status = 200,
           .content_type = "application/json",
           .bytes = (const char *) data,
           .length = size,
           .fetch = &fetch,
  };

  /* Half of the inputs are files that somebody saved. */
  if (size % 2 == 1)
    reply.ask = NULL;
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
