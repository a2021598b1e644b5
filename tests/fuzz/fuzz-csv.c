// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The first byte says how the rest is cut; reading it at once must give the
 * same rows, or fail too. */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "parse/tide-csv.h"
#include "parse/tide-encoding.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static bool
add_row_cb (const TideCsvRow *row,
            gpointer          user_data,
            GError          **error)
{
  GString *out = user_data;

  g_assert (row->n_fields > 0);
  g_string_append_printf (out, "%u", (unsigned int) row->line);
  for (size_t i = 0; i < row->n_fields; i++)
    {
      g_string_append_c (out, '\1');
      g_string_append_len (out, row->fields[i].text, (gssize) row->fields[i].length);
    }
  g_string_append_c (out, '\2');

  return true;
}

static bool
feed_csv_cb (const char *text,
             size_t      length,
             gpointer    user_data,
             GError    **error)
{
  return tide_csv_feed (user_data, text, length, error);
}

static bool
read_in_steps (const uint8_t *data,
               size_t         size,
               size_t         step,
               GString       *out)
{
  g_autoptr (TideCsv)     csv = tide_csv_new (TIDE_CSV_DETECT, add_row_cb, out);
  g_autoptr (TideDecoder) decoder = tide_decoder_new (feed_csv_cb, csv);

  for (size_t i = 0; i < size; i += step)
    if (!tide_decoder_feed (decoder, (const char *) data + i, MIN (step, size - i), NULL))
      return false;

  return tide_decoder_finish (decoder, NULL) && tide_csv_finish (csv, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) pieces = g_string_new (NULL);
  bool                whole_read;
  bool                pieces_read;

  if (size < 2)
    return 0;

  whole_read = read_in_steps (data + 1, size - 1, size, whole);
  pieces_read = read_in_steps (data + 1, size - 1, 1 + data[0] % 16, pieces);
  g_assert (whole_read == pieces_read);
  if (whole_read)
    g_assert (g_string_equal (whole, pieces));

  return 0;
}
