// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-flow"

#include "config.h"

#include "tide-flow.h"

#include <string.h>

#include "model/tide-field.h"

#define SECTOR "/SECTOR/"

/* Days since 1970-01-01 of 2024-08-16. */
#define NORTHBOUND_END 19951

static const char *const exchanges[] = { "/SH", "/SZ", NULL };

/* The longest prefix that fits counts. */
static const TideFlow flows[] = {
  { "STOCK-CONNECT/SOUTH", "Stock Connect, southbound", "Mainland investors, southbound", "HKD",
    exchanges },
  { "STOCK-CONNECT/NORTH", "Stock Connect, northbound", "Foreign investors, northbound", "CNY",
    exchanges },
  { "GS-PRIME", "Prime book", "Hedge funds, prime book", "USD", NULL },
  { "FOREIGN", "Foreign holdings", "Foreign investors", "", NULL },
  { "13F", "Form 13F holdings", "13F filers", "USD", NULL },
};

/* What a field of a flow measures. Two measures are never on one axis. */
static const struct
{
  const char *field;
  const char *measure;
} measures[] = {
  { "allocation", "allocation" },
  { "buy", "buying" },
  { "direction", "direction" },
  { "etf_turnover", "ETF turnover" },
  { "holdings", "holdings" },
  { "net_buy", "net buying" },
  { "net_flow", "net flow" },
  { "percentile", "percentile" },
  { "quota_balance", "quota balance" },
  { "sell", "selling" },
  { "share", "share" },
  { "turnover", "turnover" },
};

/* From 19 August 2024 the exchanges publish northbound turnover and the number
 * of trades, and no longer what was bought and sold, nor what is left of the
 * quota. */
static const char *const northbound_ended[] = { "net_buy", "buy", "sell", "quota_balance", NULL };

static bool
fits (const TideFlow *flow,
      const char     *symbol)
{
  size_t length = strlen (flow->prefix);

  return strncmp (symbol, flow->prefix, length) == 0 &&
         (symbol[length] == '\0' || symbol[length] == '/');
}

/**
 * tide_flow_find:
 * @symbol: a canonical symbol
 *
 * Finds what a symbol says about whose money moves. Any thread.
 *
 * Returns: (transfer none) (nullable): %NULL for what is no flow
 */
const TideFlow *
tide_flow_find (const char *symbol)
{
  const TideFlow *found = NULL;

  g_return_val_if_fail (symbol != NULL, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (flows); i++)
    if (fits (&flows[i], symbol) &&
        (found == NULL || strlen (flows[i].prefix) > strlen (found->prefix)))
      found = &flows[i];

  return found;
}

/**
 * tide_flow_dup_legs:
 * @symbol: a canonical symbol
 *
 * Names the legs of a total: `STOCK-CONNECT/SOUTH/SH` and `/SZ` of
 * `STOCK-CONNECT/SOUTH`. Any thread.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): %NULL for what
 *   is no total of legs
 */
char **
tide_flow_dup_legs (const char *symbol)
{
  const TideFlow          *flow;
  g_autoptr (GStrvBuilder) legs = NULL;

  g_return_val_if_fail (symbol != NULL, NULL);

  flow = tide_flow_find (symbol);
  if (flow == NULL || flow->legs == NULL || strcmp (flow->prefix, symbol) != 0)
    return NULL;

  legs = g_strv_builder_new ();
  for (size_t i = 0; flow->legs[i] != NULL; i++)
    {
      g_autofree char *leg = g_strconcat (symbol, flow->legs[i], NULL);

      g_strv_builder_add (legs, leg);
    }

  return g_strv_builder_end (legs);
}

/**
 * tide_flow_get_sector:
 * @symbol: a canonical symbol
 *
 * Gives the sector of a flow that is about one: `REAL-ESTATE` of
 * `STOCK-CONNECT/SOUTH/SECTOR/REAL-ESTATE`. Any thread.
 *
 * Returns: (transfer none) (nullable): a part of @symbol
 */
const char *
tide_flow_get_sector (const char *symbol)
{
  const char *sector;

  g_return_val_if_fail (symbol != NULL, NULL);

  if (tide_flow_find (symbol) == NULL || (sector = strstr (symbol, SECTOR)) == NULL)
    return NULL;

  sector += strlen (SECTOR);
  return *sector != '\0' ? sector : NULL;
}

/**
 * tide_flow_dup_sector_title:
 * @symbol: a canonical symbol
 *
 * Writes the sector of a flow that is about one as one reads it: `Real estate`
 * of `STOCK-CONNECT/SOUTH/SECTOR/REAL-ESTATE`. For where no name is held. Any
 * thread.
 *
 * Returns: (transfer full) (nullable)
 */
char *
tide_flow_dup_sector_title (const char *symbol)
{
  const char *sector = tide_flow_get_sector (symbol);
  char       *title;

  if (sector == NULL)
    return NULL;

  title = g_ascii_strdown (sector, -1);
  g_strdelimit (title, "-_", ' ');
  title[0] = g_ascii_toupper (title[0]);
  return title;
}

/* The names of the field table tell what a multiple looks at. */
static const char *
find_horizon (const char *field)
{
  static const char *const trailing[] = { "pe", "eps_ttm", NULL };
  static const char *const forward[] = { "pe_fwd", "eps_fwd", NULL };

  if (g_strv_contains (forward, field))
    return "forward";

  return g_strv_contains (trailing, field) ? "trailing" : NULL;
}

/**
 * tide_flow_describe:
 * @symbol: a canonical symbol
 * @field: a field name
 * @out_facts: (out): what the names alone say; strings are static
 *
 * Says what is known of a column where neither file nor provider said it: the
 * measure and the investor of a flow, that northbound net buying ended on 16
 * August 2024, and whether a multiple is trailing or forward. Any thread.
 */
void
tide_flow_describe (const char *symbol,
                    const char *field,
                    TideFacts  *out_facts)
{
  const TideFlow *flow;

  g_return_if_fail (symbol != NULL && field != NULL && out_facts != NULL);

  *out_facts = (TideFacts) TIDE_FACTS_NONE;
  out_facts->horizon = find_horizon (field);
  if ((flow = tide_flow_find (symbol)) == NULL)
    return;

  out_facts->investor = flow->investor;
  for (size_t i = 0; i < G_N_ELEMENTS (measures); i++)
    if (strcmp (measures[i].field, field) == 0)
      out_facts->measure = measures[i].measure;

  if (strcmp (flow->prefix, "STOCK-CONNECT/NORTH") == 0 && tide_flow_get_sector (symbol) == NULL &&
      g_strv_contains (northbound_ended, field))
    {
      out_facts->ended_day = NORTHBOUND_END;
      out_facts->ended_reason = "the exchanges no longer publish what is bought and what is sold";
      out_facts->successor = "turnover";
    }
}
