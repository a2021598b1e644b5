// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Whatever a file of cited figures holds, what is read of it can be entered, and
 * each rejected row is told in a line of text. */

#include "config.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "parse/tide-cited-csv.h"

#define TODAY 20500

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (TideCitedCsv) read = tide_cited_csv_read ((const char *) data, size, TODAY, &error);

  if (read == NULL)
    {
      g_assert (error != NULL && g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  g_assert (read->n_rows == read->citations->len + read->n_rejected);
  for (guint i = 0; i < read->citations->len; i++)
    {
      const TideCitation *citation = g_ptr_array_index (read->citations, i);

      g_assert (isfinite (citation->value));
      g_assert (tide_citation_check (citation, TODAY, NULL));
    }
  for (guint i = 0; i < read->problems->len; i++)
    {
      const char *problem = g_ptr_array_index (read->problems, i);

      g_assert (g_utf8_validate (problem, -1, NULL) && strlen (problem) < 1000);
    }
  return 0;
}
