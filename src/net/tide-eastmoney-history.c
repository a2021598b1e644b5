// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-eastmoney-history"

#include "config.h"

#include "net/tide-eastmoney-history-private.h"

#include <math.h>
#include <string.h>

#include "base/tide-text.h"
#include "parse/tide-json.h"
#include "parse/tide-number-text.h"

#define EXCERPT 40

static const char *const types[TIDE_CONNECT_N_FLOWS] = {
  [TIDE_CONNECT_SOUTH_SH] = "002",
  [TIDE_CONNECT_SOUTH_SZ] = "004",
  [TIDE_CONNECT_SOUTH] = "006",
  [TIDE_CONNECT_NORTH_SH] = "001",
  [TIDE_CONNECT_NORTH_SZ] = "003",
  [TIDE_CONNECT_NORTH] = "005",
};

/* A row while it is read. */
typedef struct
{
  TideEastmoneyRow row;
  bool             has_type;
  bool             has_day;
} Draft;

const char *
tide_eastmoney_get_type (TideConnectFlow flow)
{
  return types[flow];
}

static void
read_type (TideJson *json,
           Draft    *draft)
{
  g_autofree char *text = tide_json_dup_string (json);
  g_autofree char *shown = NULL;

  if (text == NULL)
    return;

  for (size_t i = 0; i < TIDE_CONNECT_N_FLOWS; i++)
    if (strcmp (types[i], text) == 0)
      {
        draft->row.flow = (TideConnectFlow) i;
        draft->has_type = true;
        return;
      }

  shown = tide_text_quote (text, strlen (text), EXCERPT);
  tide_json_fail (json, "expected a MUTUAL_TYPE from 001 to 006, found “%s”.", shown);
}

/* `2026-08-20 00:00:00`, the trading day in Beijing. */
static void
read_day (TideJson *json,
          Draft    *draft)
{
  g_autofree char *text = tide_json_dup_string (json);
  g_autofree char *shown = NULL;
  size_t           length;

  if (text == NULL)
    return;

  length = strcspn (text, " T");
  draft->row.day = tide_day_parse (text, length);
  draft->has_day = draft->row.day != TIDE_DAY_NONE;
  shown = tide_text_quote (text, strlen (text), EXCERPT);
  if (!draft->has_day)
    tide_json_fail (json, "expected a TRADE_DATE such as 2026-08-20, found “%s”.", shown);
}

/* A number, a number written as text, null or a dash. */
static void
read_amount (TideJson *json,
             double   *value)
{
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;

  if (tide_json_peek (json) != TIDE_JSON_STRING)
    {
      tide_json_read_number_or_null (json, value);
      return;
    }

  text = tide_json_dup_string (json);
  if (text == NULL)
    return;

  switch (tide_number_text_parse (text, strlen (text), TIDE_NUMBER_TEXT_PLAIN, value))
    {
    case TIDE_NUMBER_TEXT_VALUE:
    case TIDE_NUMBER_TEXT_MISSING:
      return;
    case TIDE_NUMBER_TEXT_NOT_FINITE:
    case TIDE_NUMBER_TEXT_INVALID:
      break;
    }

  shown = tide_text_quote (text, strlen (text), EXCERPT);
  tide_json_fail (json, "expected an amount, found “%s”.", shown);
}

/* False where the key says nothing about a row. */
static bool
read_row_key (TideJson *json,
              Draft    *draft)
{
  if (tide_json_key_is (json, "MUTUAL_TYPE"))
    read_type (json, draft);
  else if (tide_json_key_is (json, "TRADE_DATE"))
    read_day (json, draft);
  else if (tide_json_key_is (json, "DEAL_AMT"))
    read_amount (json, &draft->row.turnover);
  else if (tide_json_key_is (json, "BUY_AMT"))
    read_amount (json, &draft->row.buy);
  else if (tide_json_key_is (json, "SELL_AMT"))
    read_amount (json, &draft->row.sell);
  else if (tide_json_key_is (json, "NET_DEAL_AMT"))
    read_amount (json, &draft->row.net);
  else
    return false;

  return true;
}

static Draft
make_draft (void)
{
  return (Draft){ .row = { .day = TIDE_DAY_NONE,
                           .turnover = (double) NAN,
                           .buy = (double) NAN,
                           .sell = (double) NAN,
                           .net = (double) NAN } };
}

static void
take_draft (TideEastmoneyHistory *self,
            TideJson             *json,
            const Draft          *draft)
{
  if (tide_json_has_failed (json))
    return;

  if (!draft->has_type || !draft->has_day)
    tide_json_fail (json, "expected a row with MUTUAL_TYPE and TRADE_DATE.");
  else
    g_array_append_val (self->rows, draft->row);
}

static void
read_rows (TideEastmoneyHistory *self,
           TideJson             *json)
{
  self->has_rows = true;
  for (tide_json_enter_array (json); tide_json_next_element (json);)
    {
      Draft draft = make_draft ();

      for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
        read_row_key (json, &draft);
      take_draft (self, json, &draft);
    }
}

static void
read_result (TideEastmoneyHistory *self,
             TideJson             *json)
{
  if (tide_json_peek (json) == TIDE_JSON_NULL)
    {
      tide_json_read_null (json);
      return;
    }

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "data"))
      read_rows (self, json);
    else if (tide_json_key_is (json, "pages"))
      tide_json_read_int64 (json, &self->pages);
}

static void
read_success (TideEastmoneyHistory *self,
              TideJson             *json)
{
  bool success = true;

  tide_json_read_bool (json, &success);
  self->has_failed = !success;
}

/* The service's wrapping, or a row that stands alone. */
static void
read_object (TideEastmoneyHistory *self,
             TideJson             *json)
{
  Draft draft = make_draft ();
  bool  is_row = false;

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "result"))
      read_result (self, json);
    else if (tide_json_key_is (json, "success"))
      read_success (self, json);
    else if (tide_json_key_is (json, "code"))
      tide_json_read_int64 (json, &self->code);
    else if (tide_json_key_is (json, "message") && tide_json_peek (json) == TIDE_JSON_STRING)
      self->message = tide_json_dup_string (json);
    else
      is_row = read_row_key (json, &draft) || is_row;

  if (!is_row)
    return;

  self->has_rows = true;
  take_draft (self, json, &draft);
}

bool
tide_eastmoney_history_read (TideEastmoneyHistory *self,
                             const char           *bytes,
                             size_t                length,
                             GError              **error)
{
  g_autoptr (TideJson) json = tide_json_new_script (bytes, length, TIDE_JSON_UNIQUE_KEYS);

  *self = (TideEastmoneyHistory){ .rows = g_array_new (FALSE, FALSE, sizeof (TideEastmoneyRow)) };
  if (tide_json_peek (json) == TIDE_JSON_ARRAY)
    read_rows (self, json);
  else
    read_object (self, json);

  return tide_json_finish (json, error);
}

void
tide_eastmoney_history_clear (TideEastmoneyHistory *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->message, g_free);
}
