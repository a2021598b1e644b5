// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-hkex-daily"

#include "config.h"

#include "net/tide-hkex-daily-private.h"

#include <math.h>
#include <string.h>

#include "base/tide-text.h"
#include "parse/tide-json.h"
#include "parse/tide-number-text.h"
#include "parse/tide-parse-error.h"

/* The summary has at most eight labels; more than this is another table. */
#define MAX_LABELS 32
#define EXCERPT 40

typedef struct
{
  TideHkexFigure figure;
  const char    *labels[4]; /* English, and Chinese in both scripts */
} Label;

static const Label labels[] = {
  { TIDE_HKEX_TURNOVER, { "total turnover", "總成交額", "总成交额" } },
  { TIDE_HKEX_BUY, { "buy turnover", "買入成交額", "买入成交额" } },
  { TIDE_HKEX_SELL, { "sell turnover", "賣出成交額", "卖出成交额" } },
  { TIDE_HKEX_TRADES, { "total trade count", "總成交宗數", "总成交宗数" } },
  { TIDE_HKEX_BUY_TRADES, { "buy trade count", "買入成交宗數", "买入成交宗数" } },
  { TIDE_HKEX_SELL_TRADES, { "sell trade count", "賣出成交宗數", "卖出成交宗数" } },
  { TIDE_HKEX_ETF_TURNOVER, { "etf turnover", "ETF 成交額", "ETF 成交额" } },
  { TIDE_HKEX_QUOTA_BALANCE, { "dqb", "每日額度餘額", "每日额度余额" } },
};

static const char *const market_names[TIDE_CONNECT_N_FLOWS] = {
  [TIDE_CONNECT_SOUTH_SH] = "SSE Southbound",
  [TIDE_CONNECT_SOUTH_SZ] = "SZSE Southbound",
  [TIDE_CONNECT_SOUTH] = "Southbound",
  [TIDE_CONNECT_NORTH_SH] = "SSE Northbound",
  [TIDE_CONNECT_NORTH_SZ] = "SZSE Northbound",
  [TIDE_CONNECT_NORTH] = "Northbound",
};

/* A table as it stands: the labels of its schema, and the first cell of each
 * row. */
typedef struct
{
  GPtrArray *labels;
  GPtrArray *cells;
  bool       is_wide; /* a row has more than one cell, or there are more schemas */
} Table;

static void
table_clear (Table *self)
{
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

const char *
tide_hkex_get_market_name (TideConnectFlow flow)
{
  return market_names[flow];
}

/* A string, or another value as the file writes it. */
static char *
dup_cell (TideJson *json)
{
  const char *text;
  size_t      length;

  if (tide_json_peek (json) == TIDE_JSON_STRING)
    return tide_json_dup_string (json);

  return tide_json_skip (json, &text, &length) ? g_strndup (text, length) : NULL;
}

/* Cells without the blanks around them. */
static void
read_texts (TideJson  *json,
            GPtrArray *texts)
{
  for (tide_json_enter_array (json); tide_json_next_element (json);)
    {
      char *text = dup_cell (json);

      if (text == NULL)
        return;
      if (texts->len == MAX_LABELS)
        tide_json_fail (json, "expected at most %d cells in a row, found more.", MAX_LABELS);
      g_ptr_array_add (texts, g_strstrip (text));
    }
}

/* Arrays of one array of strings: `[["…", "…"]]`. */
static void
read_nested_texts (TideJson  *json,
                   GPtrArray *texts,
                   bool      *is_wide)
{
  size_t count = 0;

  for (tide_json_enter_array (json); tide_json_next_element (json); count++)
    if (count == 0)
      read_texts (json, texts);
    else
      *is_wide = true;
}

static void
read_table_rows (TideJson *json,
                 Table    *table)
{
  for (tide_json_enter_array (json); tide_json_next_element (json);)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
        if (tide_json_key_is (json, "td"))
          read_nested_texts (json, cells, &table->is_wide);

      if (tide_json_has_failed (json))
        return;
      if (cells->len != 1)
        table->is_wide = true;
      if (table->cells->len == MAX_LABELS)
        table->is_wide = true;
      else
        g_ptr_array_add (table->cells, cells->len > 0 ? g_ptr_array_steal_index (cells, 0)
                                                      : g_strdup (""));
    }
}

static bool
find_figure (const char     *label,
             TideHkexFigure *out_figure)
{
  for (size_t i = 0; i < G_N_ELEMENTS (labels); i++)
    for (size_t j = 0; labels[i].labels[j] != NULL; j++)
      if (g_ascii_strcasecmp (labels[i].labels[j], label) == 0)
        {
          *out_figure = labels[i].figure;
          return true;
        }

  return false;
}

static void
read_figure (TideJson       *json,
             TideHkexMarket *market,
             const char     *label,
             const char     *cell)
{
  g_autofree char *shown = tide_text_quote (cell, strlen (cell), EXCERPT);
  TideHkexFigure   figure;
  double           value = (double) NAN;

  if (!find_figure (label, &figure))
    return;

  if (market->has_label[figure])
    tide_json_fail (json, "expected each label once, found “%s” twice.", label);

  market->has_label[figure] = true;
  switch (tide_number_text_parse (cell, strlen (cell), TIDE_NUMBER_TEXT_PLAIN, &value))
    {
    case TIDE_NUMBER_TEXT_VALUE:
      if (value < 0.0)
        tide_json_fail (json, "expected no negative figure, found “%s” as %s.", shown, label);
      market->figures[figure] = value;
      break;
    case TIDE_NUMBER_TEXT_MISSING:
      break;
    case TIDE_NUMBER_TEXT_NOT_FINITE:
    case TIDE_NUMBER_TEXT_INVALID:
      tide_json_fail (json, "expected a number, found “%s” as %s.", shown, label);
      break;
    }
}

/* Whether this is the table of totals: the ten busiest stocks have a rank, and
 * more than one cell a row. */
static bool
is_summary (const Table *table)
{
  bool           has_turnover = false;
  TideHkexFigure figure;

  for (unsigned int i = 0; i < table->labels->len; i++)
    {
      const char *label = g_ptr_array_index (table->labels, i);

      if (g_ascii_strcasecmp (label, "rank") == 0 || strcmp (label, "排名") == 0)
        return false;
      has_turnover = has_turnover ||
                     (find_figure (label, &figure) && figure == TIDE_HKEX_TURNOVER);
    }

  return has_turnover;
}

static void
read_summary (TideJson       *json,
              TideHkexMarket *market,
              const Table    *table)
{
  if (market->has_label[TIDE_HKEX_TURNOVER])
    tide_json_fail (json, "expected one table of totals for a market, found two.");
  else if (table->is_wide || table->cells->len != table->labels->len)
    tide_json_fail (json, "expected one figure for each of %u labels, found %u.",
                    table->labels->len, table->cells->len);
  else
    for (unsigned int i = 0; i < table->labels->len; i++)
      read_figure (json, market, g_ptr_array_index (table->labels, i),
                   g_ptr_array_index (table->cells, i));
}

static void
read_table (TideJson       *json,
            TideHkexMarket *market)
{
  g_auto (Table) table = { .labels = g_ptr_array_new_with_free_func (g_free),
                           .cells = g_ptr_array_new_with_free_func (g_free) };
  bool           is_wide = false;

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "schema"))
      read_nested_texts (json, table.labels, &is_wide);
    else if (tide_json_key_is (json, "tr"))
      read_table_rows (json, &table);

  table.is_wide = table.is_wide || is_wide;
  if (!tide_json_has_failed (json) && is_summary (&table))
    read_summary (json, market, &table);
}

static void
read_content (TideJson       *json,
              TideHkexMarket *market)
{
  for (tide_json_enter_array (json); tide_json_next_element (json);)
    for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
      if (tide_json_key_is (json, "table"))
        read_table (json, market);
}

static void
read_day (TideJson       *json,
          TideHkexMarket *market)
{
  g_autofree char *text = tide_json_dup_string (json);
  g_autofree char *shown = NULL;

  if (text == NULL)
    return;

  market->day = tide_day_parse (text, strlen (text));
  shown = tide_text_quote (text, strlen (text), EXCERPT);
  if (market->day == TIDE_DAY_NONE)
    tide_json_fail (json, "expected a day such as 2026-08-21, found “%s”.", shown);
}

static void
read_trading_day (TideJson       *json,
                  TideHkexMarket *market)
{
  int64_t value = 0;

  if (!tide_json_read_int64 (json, &value))
    return;

  if (value != 0 && value != 1)
    tide_json_fail (json, "expected 0 or 1 as tradingDay.");
  market->is_closed = value == 0;
}

static bool
find_market (const char      *name,
             TideConnectFlow *out_flow)
{
  for (size_t i = 0; i < TIDE_CONNECT_N_FLOWS; i++)
    if (strcmp (market_names[i], name) == 0)
      {
        *out_flow = (TideConnectFlow) i;
        return true;
      }

  return false;
}

static void
read_market (TideHkexDaily *self,
             TideJson      *json)
{
  TideHkexMarket   market = { .is_there = true, .day = TIDE_DAY_NONE };
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;
  TideConnectFlow  flow;

  for (size_t i = 0; i < TIDE_HKEX_N_FIGURES; i++)
    market.figures[i] = (double) NAN;

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "market"))
      name = tide_json_dup_string (json);
    else if (tide_json_key_is (json, "date"))
      read_day (json, &market);
    else if (tide_json_key_is (json, "tradingDay"))
      read_trading_day (json, &market);
    else if (tide_json_key_is (json, "content"))
      read_content (json, &market);

  if (tide_json_has_failed (json))
    return;

  shown = name != NULL ? tide_text_quote (name, strlen (name), EXCERPT) : g_strdup ("nothing");
  if (name == NULL || !find_market (name, &flow))
    tide_json_fail (json, "expected a market such as SSE Southbound, found “%s”.", shown);
  else if (self->markets[flow].is_there)
    tide_json_fail (json, "expected each market once, found “%s” twice.", name);
  else if (market.day == TIDE_DAY_NONE)
    tide_json_fail (json, "expected a date for %s, found none.", name);
  else
    self->markets[flow] = market;
}

bool
tide_hkex_daily_read (TideHkexDaily *self,
                      const char    *bytes,
                      size_t         length,
                      GError       **error)
{
  g_autoptr (TideJson) json = tide_json_new_script (bytes, length, TIDE_JSON_UNIQUE_KEYS);

  *self = (TideHkexDaily){ 0 };
  for (tide_json_enter_array (json); tide_json_next_element (json);)
    read_market (self, json);

  return tide_json_finish (json, error);
}
