// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-result-json"

#include "config.h"

#include "app/tide-result-json.h"

#include <math.h>

#include "base/tide-decimal.h"
#include "model/tide-citation.h"

/* Written by hand because a number must be the shortest text that reads back to
 * the same double; a JSON library prints 17 digits. */

/* Appends a text as JSON writes it, NULL as null. */
void
tide_json_append_string (GString    *json,
                         const char *text)
{
  if (text == NULL)
    {
      g_string_append (json, "null");
      return;
    }

  g_string_append_c (json, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_printf (json, "\\%c", *c);
      else if ((unsigned char) *c < 0x20)
        g_string_append_printf (json, "\\u%04x", (unsigned int) (unsigned char) *c);
      else
        g_string_append_c (json, *c);
    }
  g_string_append_c (json, '"');
}

static void
append_key (GString    *json,
            const char *key)
{
  g_string_append_printf (json, "\"%s\": ", key);
}

static void
append_text_member (GString    *json,
                    const char *key,
                    const char *text)
{
  append_key (json, key);
  tide_json_append_string (json, text);
  g_string_append (json, ", ");
}

static void
append_number (GString *json,
               double   number)
{
  char text[TIDE_DECIMAL_TEXT_SIZE];

  g_string_append (json, isfinite (number) ? tide_decimal_format (number, text) : "null");
}

static void
append_day (GString *json,
            TideDay  day)
{
  char text[TIDE_DAY_TEXT_SIZE];

  tide_json_append_string (json, day != TIDE_DAY_NONE ? tide_day_format (day, text) : NULL);
}

static void
append_value (GString              *json,
              const TideResultData *data)
{
  switch (data->kind)
    {
    case TIDE_VALUE_NUMBER:
    case TIDE_VALUE_SERIES:
      append_number (json, data->number);
      break;
    case TIDE_VALUE_DAY:
      append_day (json, data->day);
      break;
    case TIDE_VALUE_TRUTH:
      g_string_append (json, data->truth ? "true" : "false");
      break;
    case TIDE_VALUE_MONTH:
    case TIDE_VALUE_PERIOD:
    case TIDE_VALUE_TEXT:
      tide_json_append_string (json, data->text);
      break;
    case TIDE_VALUE_MISSING:
      g_string_append (json, "null");
      break;
    }
}

/* When the newest of the observations used arrived here. */
static TideInstant
find_learned (const TideInput *input)
{
  TideInstant learned = TIDE_INSTANT_NONE;

  size_t step = input->single ? MAX (input->last_row - input->first_row, 1) : 1;

  for (size_t row = input->first_row; row <= input->last_row; row += step)
    {
      const TideOrigin *origin = tide_series_get_origin (input->series, row);

      if (origin != NULL && origin->learned > learned)
        learned = origin->learned;
    }

  return learned;
}

/* Members for what is known of the column, and none for what is not. */
static void
append_facts (GString         *json,
              const TideFacts *facts)
{
  for (size_t i = 0; i < TIDE_N_FACTS; i++)
    {
      char        day[TIDE_DAY_TEXT_SIZE];
      const char *text = tide_facts_get_text (facts, i, day);

      if (text == NULL)
        continue;
      g_string_append (json, ", ");
      append_key (json, tide_facts_get_name (i));
      tide_json_append_string (json, text);
    }
}

static void
append_input (GString         *json,
              const TideInput *input)
{
  const TideSeriesInfo *info = tide_series_get_info (input->series);
  const TideDay        *days = tide_series_get_days (input->series);
  TideInstant           learned = input->count > 0 ? find_learned (input) : TIDE_INSTANT_NONE;
  char                  text[TIDE_INSTANT_TEXT_SIZE];

  g_string_append_c (json, '{');
  append_text_member (json, "symbol", info->symbol);
  append_text_member (json, "field", info->field);
  append_text_member (json, "source", info->source);
  append_key (json, "first_day");
  append_day (json, input->count > 0 ? days[input->first_row] : TIDE_DAY_NONE);
  g_string_append (json, ", ");
  append_key (json, "last_day");
  append_day (json, input->count > 0 ? days[input->last_row] : TIDE_DAY_NONE);
  g_string_append_printf (json, ", \"count\": %zu, ", input->count);
  append_key (json, "learned");
  tide_json_append_string (json, learned != TIDE_INSTANT_NONE
                                   ? tide_instant_format (learned, text)
                                   : NULL);
  append_facts (json, &info->facts);
  g_string_append_c (json, '}');
}

static void
append_points (GString    *json,
               TideSeries *series)
{
  const TideDay *days = tide_series_get_days (series);
  const double  *values = tide_series_get_values (series);

  g_string_append (json, ", \"points\": [");
  for (size_t row = 0; row < tide_series_get_length (series); row++)
    {
      g_string_append (json, row > 0 ? ", [" : "[");
      append_day (json, days[row]);
      g_string_append (json, ", ");
      append_number (json, values[row]);
      g_string_append_c (json, ']');
    }
  g_string_append_c (json, ']');
}

/* Where a figure was read, and in which words. */
static void
append_citation (GString            *json,
                 const TideCitation *citation)
{
  if (citation == NULL)
    return;

  append_text_member (json, "publication", citation->publication);
  append_text_member (json, "wording", citation->wording);
}

static void
append_row (GString         *json,
            const TideInput *input,
            size_t           row)
{
  const TideSeriesInfo *info = tide_series_get_info (input->series);
  const TideOrigin     *origin = tide_series_get_origin (input->series, row);
  double                value = tide_series_get_values (input->series)[row];
  char                  text[TIDE_INSTANT_TEXT_SIZE];

  g_string_append_c (json, '{');
  append_key (json, "day");
  append_day (json, tide_series_get_days (input->series)[row]);
  g_string_append (json, ", ");
  append_key (json, "value");
  append_number (json, value);
  g_string_append (json, ", ");
  if (isnan (value))
    append_text_member (json, "missing", info->gap_reason != NULL ? info->gap_reason : "no value");
  append_text_member (json, "source", info->source);
  append_citation (json, tide_series_get_citation (input->series, row));
  append_key (json, "learned");
  tide_json_append_string (json, origin != NULL && origin->learned != TIDE_INSTANT_NONE
                                   ? tide_instant_format (origin->learned, text)
                                   : NULL);
  g_string_append_c (json, '}');
}

static void
append_rows (GString         *json,
             const TideInput *input)
{
  const TideSeriesInfo *info = tide_series_get_info (input->series);
  bool                  first = true;

  g_string_append (json, ", ");
  append_text_member (json, "symbol", info->symbol);
  append_text_member (json, "field", info->field);
  g_string_append (json, "\"rows\": [");
  for (size_t row = input->first_row; row <= input->last_row; row++)
    {
      if (input->single && row != input->first_row && row != input->last_row)
        continue;
      if (!first)
        g_string_append (json, ", ");
      first = false;
      append_row (json, input, row);
    }
  g_string_append_c (json, ']');
}

/* Depth is bounded by the depth of a formula. */
static void
append_trace (GString         *json,
              const TideTrace *node)
{
  g_string_append_c (json, '{');
  append_text_member (json, "formula", node->formula);
  append_key (json, "text");
  tide_json_append_string (json, node->text);
  if (node->note != NULL)
    {
      g_string_append (json, ", ");
      append_key (json, "note");
      tide_json_append_string (json, node->note);
    }
  if (node->input != NULL && node->input->count > 0)
    append_rows (json, node->input);
  if (node->children != NULL && node->children->len > 0)
    {
      g_string_append (json, ", \"inputs\": [");
      for (unsigned int i = 0; i < node->children->len; i++)
        {
          if (i > 0)
            g_string_append (json, ", ");
          append_trace (json, g_ptr_array_index (node->children, i));
        }
      g_string_append_c (json, ']');
    }
  g_string_append_c (json, '}');
}

/* Appends a result as one JSON object. */
void
tide_result_append_json (GString          *json,
                         const TideResult *result,
                         TideResultParts   parts)
{
  const TideResultData *data = tide_result_get_data (result);
  g_autofree char      *text = tide_result_to_text (result, TIDE_NUMBER_MACHINE);
  g_autofree char      *unit = tide_unit_to_string (data->unit);
  size_t                n_inputs;
  const TideInput      *inputs = tide_result_get_inputs (result, &n_inputs);
  bool                  counted = data->kind == TIDE_VALUE_NUMBER ||
                 data->kind == TIDE_VALUE_SERIES;

  g_string_append_c (json, '{');
  append_text_member (json, "formula", tide_result_get_formula (result));
  append_text_member (json, "symbol", tide_result_get_symbol (result));
  append_key (json, "value");
  append_value (json, data);
  g_string_append (json, ", ");
  append_text_member (json, "unit", counted ? unit : NULL);
  append_text_member (json, "text", data->kind != TIDE_VALUE_MISSING ? text : NULL);
  append_key (json, "day");
  append_day (json, data->day);
  g_string_append (json, ", ");
  append_text_member (json, "missing", data->reason);
  append_text_member (json, "missing_code", tide_missing_to_code (data->missing));
  if (data->stale_days > 0)
    g_string_append_printf (json, "\"stale_days\": %d, ", data->stale_days);
  if (data->note != NULL)
    append_text_member (json, "note", data->note);
  g_string_append (json, "\"inputs\": [");
  for (size_t i = 0; i < n_inputs; i++)
    {
      if (i > 0)
        g_string_append (json, ", ");
      append_input (json, &inputs[i]);
    }
  g_string_append_c (json, ']');

  if ((parts & TIDE_RESULT_POINTS) != 0 && data->series != NULL)
    append_points (json, data->series);
  if ((parts & TIDE_RESULT_TRACE) != 0 && tide_result_get_trace (result) != NULL)
    {
      g_string_append (json, ", \"trace\": ");
      append_trace (json, tide_result_get_trace (result));
    }
  g_string_append_c (json, '}');
}
