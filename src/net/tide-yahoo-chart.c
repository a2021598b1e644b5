// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "net/tide-yahoo-chart-private.h"

#include <math.h>

#include "parse/tide-json.h"
#include "parse/tide-parse-error.h"

static const char *const column_names[TIDE_YAHOO_N_COLUMNS] = {
  [TIDE_YAHOO_OPEN] = "open",
  [TIDE_YAHOO_HIGH] = "high",
  [TIDE_YAHOO_LOW] = "low",
  [TIDE_YAHOO_CLOSE] = "close",
  [TIDE_YAHOO_VOLUME] = "volume",
  [TIDE_YAHOO_ADJCLOSE] = "adjclose",
};

static void
skip (TideJson *json)
{
  tide_json_skip (json, NULL, NULL);
}

/* Whether the next value is there at all; a null is read. */
static bool
has_value (TideJson *json)
{
  if (tide_json_peek (json) != TIDE_JSON_NULL)
    return true;

  tide_json_read_null (json);
  return false;
}

static void
read_text (TideJson *json,
           char    **text)
{
  if (!has_value (json))
    return;

  g_free (*text);
  *text = tide_json_dup_string (json);
}

static void
read_integer (TideJson *json,
              int64_t  *value)
{
  if (has_value (json))
    tide_json_read_int64 (json, value);
}

static void
read_meta_text (TideYahooChart *self,
                TideJson       *json)
{
  struct
  {
    const char *key;
    char      **text;
  } texts[] = {
    { "symbol", &self->symbol },
    { "currency", &self->currency },
    { "instrumentType", &self->instrument_type },
    { "exchangeName", &self->exchange },
    { "exchangeTimezoneName", &self->zone },
    { "longName", &self->long_name },
    { "shortName", &self->short_name },
    { "dataGranularity", &self->granularity },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    if (tide_json_key_is (json, texts[i].key))
      {
        read_text (json, texts[i].text);
        return;
      }

  skip (json);
}

static void
read_session (TideYahooChart *self,
              TideJson       *json)
{
  if (!has_value (json))
    return;

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "start"))
      read_integer (json, &self->session_start);
    else if (tide_json_key_is (json, "end"))
      read_integer (json, &self->session_end);
    else
      skip (json);
}

static void
read_sessions (TideYahooChart *self,
               TideJson       *json)
{
  if (!has_value (json))
    return;

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "regular"))
      read_session (self, json);
    else
      skip (json);
}

static void
read_meta (TideYahooChart *self,
           TideJson       *json)
{
  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "regularMarketPrice"))
      tide_json_read_number_or_null (json, &self->price);
    else if (tide_json_key_is (json, "regularMarketTime"))
      read_integer (json, &self->price_at);
    else if (tide_json_key_is (json, "priceHint"))
      read_integer (json, &self->price_hint);
    else if (tide_json_key_is (json, "gmtoffset"))
      self->has_gmtoffset = tide_json_read_int64 (json, &self->gmtoffset);
    else if (tide_json_key_is (json, "currentTradingPeriod"))
      read_sessions (self, json);
    else
      read_meta_text (self, json);
}

static void
read_column (TideYahooChart *self,
             TideJson       *json)
{
  for (size_t i = 0; i < TIDE_YAHOO_N_COLUMNS; i++)
    if (tide_json_key_is (json, column_names[i]))
      {
        if (has_value (json))
          tide_json_read_numbers (json, self->columns[i]);
        return;
      }

  skip (json);
}

/* "quote" and "adjclose" are arrays of one object of arrays, or of none. */
static void
read_columns (TideYahooChart *self,
              TideJson       *json)
{
  size_t count = 0;

  if (!has_value (json))
    return;

  for (tide_json_enter_array (json); tide_json_next_element (json); count++)
    if (count > 0)
      tide_json_fail (json, "expected one table of prices, found more");
    else if (has_value (json))
      for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
        read_column (self, json);
}

static void
read_indicators (TideYahooChart *self,
                 TideJson       *json)
{
  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "quote") || tide_json_key_is (json, "adjclose"))
      read_columns (self, json);
    else
      skip (json);
}

static void
read_event (TideYahooChart *self,
            TideJson       *json,
            TideActionKind  kind)
{
  TideYahooEvent event = { .kind = kind, .at = TIDE_INSTANT_NONE, .value = (double) NAN };
  double         numerator = (double) NAN;
  double         denominator = (double) NAN;

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "date"))
      read_integer (json, &event.at);
    else if (tide_json_key_is (json, "amount"))
      tide_json_read_number_or_null (json, &event.value);
    else if (tide_json_key_is (json, "numerator"))
      tide_json_read_number_or_null (json, &numerator);
    else if (tide_json_key_is (json, "denominator"))
      tide_json_read_number_or_null (json, &denominator);
    else
      skip (json);

  if (kind == TIDE_ACTION_SPLIT)
    event.value = numerator / denominator;
  g_array_append_val (self->events, event);
}

static void
read_events_of_kind (TideYahooChart *self,
                     TideJson       *json,
                     TideActionKind  kind)
{
  if (!has_value (json))
    return;

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    read_event (self, json, kind);
}

static void
read_events (TideYahooChart *self,
             TideJson       *json)
{
  if (!has_value (json))
    return;

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "splits"))
      read_events_of_kind (self, json, TIDE_ACTION_SPLIT);
    else if (tide_json_key_is (json, "dividends"))
      read_events_of_kind (self, json, TIDE_ACTION_DIVIDEND);
    else
      skip (json);
}

/* Absent where there is no bar at all. */
static void
read_stamps (TideYahooChart *self,
             TideJson       *json)
{
  if (has_value (json))
    tide_json_read_int64s (json, self->stamps);
}

static void
read_result (TideYahooChart *self,
             TideJson       *json)
{
  if (self->has_result)
    tide_json_fail (json, "expected one result, found more");

  self->has_result = true;
  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "meta"))
      read_meta (self, json);
    else if (tide_json_key_is (json, "timestamp"))
      read_stamps (self, json);
    else if (tide_json_key_is (json, "indicators"))
      read_indicators (self, json);
    else if (tide_json_key_is (json, "events"))
      read_events (self, json);
    else
      skip (json);
}

static void
read_error (TideYahooChart *self,
            TideJson       *json)
{
  if (!has_value (json))
    return;

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "code"))
      read_text (json, &self->error_code);
    else if (tide_json_key_is (json, "description"))
      read_text (json, &self->error_description);
    else
      skip (json);
}

/* "chart", or "finance", under which the service reports what befell it before
 * it knew what was asked. */
static void
read_answer (TideYahooChart *self,
             TideJson       *json)
{
  self->has_answer = true;
  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "error"))
      read_error (self, json);
    else if (!tide_json_key_is (json, "result"))
      skip (json);
    else if (has_value (json))
      for (tide_json_enter_array (json); tide_json_next_element (json);)
        read_result (self, json);
}

static bool
check_columns (const TideYahooChart *self,
               GError              **error)
{
  for (size_t i = 0; i < TIDE_YAHOO_N_COLUMNS; i++)
    if (self->columns[i]->len != 0 && self->columns[i]->len != self->stamps->len)
      {
        g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SHAPE,
                     "expected %u values of \"%s\", one for each day, found %u", self->stamps->len,
                     column_names[i], self->columns[i]->len);
        return false;
      }

  return true;
}

static TideYahooChart *
make_chart (void)
{
  TideYahooChart *self = g_new0 (TideYahooChart, 1);

  self->price = (double) NAN;
  self->price_hint = -1;
  self->price_at = TIDE_INSTANT_NONE;
  self->session_start = TIDE_INSTANT_NONE;
  self->session_end = TIDE_INSTANT_NONE;
  self->stamps = g_array_new (FALSE, FALSE, sizeof (int64_t));
  self->events = g_array_new (FALSE, FALSE, sizeof (TideYahooEvent));
  for (size_t i = 0; i < TIDE_YAHOO_N_COLUMNS; i++)
    self->columns[i] = g_array_new (FALSE, FALSE, sizeof (double));
  return self;
}

TideYahooChart *
tide_yahoo_chart_new (const char *bytes,
                      size_t      length,
                      GError    **error)
{
  g_autoptr (TideYahooChart) self = make_chart ();
  g_autoptr (TideJson)       json = tide_json_new (bytes, length, TIDE_JSON_UNIQUE_KEYS);

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "chart") || tide_json_key_is (json, "finance"))
      read_answer (self, json);
    else
      skip (json);

  if (!tide_json_finish (json, error) || !check_columns (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
tide_yahoo_chart_free (TideYahooChart *self)
{
  if (self == NULL)
    return;

  g_free (self->symbol);
  g_free (self->currency);
  g_free (self->instrument_type);
  g_free (self->exchange);
  g_free (self->zone);
  g_free (self->long_name);
  g_free (self->short_name);
  g_free (self->granularity);
  g_free (self->error_code);
  g_free (self->error_description);
  g_array_unref (self->stamps);
  g_array_unref (self->events);
  for (size_t i = 0; i < TIDE_YAHOO_N_COLUMNS; i++)
    g_array_unref (self->columns[i]);
  g_free (self);
}
