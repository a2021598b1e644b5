// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What the scanner accepts, the library must accept too, and survive. */

#include "config.h"

#include <json-glib/json-glib.h>

#include "parse/tide-json.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static void
pull_everything (TideJson *json)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) integers = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autofree char   *text = NULL;

  if (!tide_json_find_key (json, "chart"))
    return;

  tide_json_enter_object (json);
  while (tide_json_next_key (json, NULL, NULL))
    if (tide_json_key_is (json, "timestamp"))
      tide_json_read_int64s (json, integers);
    else if (tide_json_key_is (json, "close"))
      tide_json_read_numbers (json, numbers);
    else if (tide_json_peek (json) == TIDE_JSON_STRING)
      {
        g_free (text);
        text = tide_json_dup_string (json);
      }
    else if (tide_json_peek (json) == TIDE_JSON_ARRAY)
      {
        tide_json_enter_array (json);
        if (tide_json_next_element (json))
          tide_json_leave (json);
      }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const char          *text = (const char *) data;
  g_autoptr (TideJson) json = tide_json_new (text, size, TIDE_JSON_UNIQUE_KEYS);
  g_autoptr (TideJson) script = tide_json_new_script (text, size, TIDE_JSON_UNIQUE_KEYS);
  bool                 checked;
  bool                 wrapped = tide_json_finish (script, NULL);

  checked = tide_json_check (text, size, 1 << 20, TIDE_JSON_UNIQUE_KEYS, NULL);
  pull_everything (json);
  if (tide_json_finish (json, NULL))
    g_assert (checked);
  /* What needs no wrapping is read without. */
  g_assert (wrapped || !checked);

  if (tide_json_check (text, size, 1 << 20, TIDE_JSON_UNIQUE_KEYS | TIDE_JSON_INT64_ONLY, NULL))
    {
      g_autoptr (JsonParser) parser = json_parser_new ();

      g_assert (checked);
      g_assert (json_parser_load_from_data (parser, text, (gssize) size, NULL) ||
                text[0] == '\xef');
    }

  return 0;
}
