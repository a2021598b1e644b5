// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-field"

#include "config.h"

#include "tide-field.h"

#include <stdlib.h>
#include <string.h>

/* The longest name a field of the user's own may have. */
#define NAME_LENGTH_MAX 64

#define ROW(name, title, unit, measure, aggregation, positive)                     \
  &(const TideField)                                                               \
  {                                                                                \
    name, title, TIDE_UNIT_##unit, TIDE_FIELD_##measure, TIDE_FIELD_##aggregation, \
      positive                                                                     \
  }

/* Sorted by name. A unit of CURRENCY or SHARES may become another one for an
 * index, a market or a rate: tide_instrument_get_field_unit(). */
static const TideField *const fields[] = {
  ROW ("allocation", "Allocation", SHARE, RATIO, LAST, 0),
  ROW ("buy", "Buying", CURRENCY, FLOW, SUM, 0),
  ROW ("close", "Close", CURRENCY, PRICE, LAST, 1),
  ROW ("close_raw", "Close as quoted", CURRENCY, PRICE, LAST, 1),
  ROW ("direction", "Direction", PLAIN, SIGN, LAST, 0),
  ROW ("dividend_yield", "Dividend yield", SHARE, RATIO, LAST, 0),
  ROW ("eps_fwd", "Forward earnings per share", CURRENCY, PRICE, LAST, 0),
  ROW ("eps_ttm", "Trailing earnings per share", CURRENCY, PRICE, LAST, 0),
  ROW ("etf_turnover", "ETF turnover", CURRENCY, FLOW, SUM, 0),
  ROW ("ev_ebitda", "EV/EBITDA", MULTIPLE, RATIO, LAST, 0),
  ROW ("high", "High", CURRENCY, PRICE, HIGHEST, 1),
  ROW ("holdings", "Holdings", SHARES, QUANTITY, LAST, 0),
  ROW ("low", "Low", CURRENCY, PRICE, LOWEST, 1),
  ROW ("market_cap", "Market value", CURRENCY, STOCK, LAST, 0),
  ROW ("net_buy", "Net buying", CURRENCY, FLOW, SUM, 0),
  ROW ("net_flow", "Net flow", CURRENCY, FLOW, SUM, 0),
  ROW ("open", "Open", CURRENCY, PRICE, FIRST, 1),
  ROW ("pb", "P/B", MULTIPLE, RATIO, LAST, 0),
  ROW ("pe", "P/E", MULTIPLE, RATIO, LAST, 0),
  ROW ("pe_fwd", "Forward P/E", MULTIPLE, RATIO, LAST, 0),
  ROW ("percentile", "Percentile as published", SHARE, RATIO, LAST, 0),
  ROW ("price_target", "Price target", CURRENCY, PRICE, LAST, 1),
  ROW ("ps", "P/S", MULTIPLE, RATIO, LAST, 0),
  ROW ("quota_balance", "Quota balance", CURRENCY, STOCK, LAST, 0),
  ROW ("sell", "Selling", CURRENCY, FLOW, SUM, 0),
  ROW ("share", "Share of the whole", SHARE, RATIO, LAST, 0),
  ROW ("shares", "Shares outstanding", SHARES, QUANTITY, LAST, 0),
  ROW ("total_return", "Total return", CURRENCY, PRICE, LAST, 1),
  ROW ("turnover", "Turnover", CURRENCY, FLOW, SUM, 0),
  ROW ("upside", "Upside as published", CHANGE, RATIO, LAST, 0),
  ROW ("volume", "Volume", SHARES, QUANTITY, SUM, 0),
};

static int
compare_field_cb (const void *name,
                  const void *row)
{
  const TideField *const *field = row;

  return strcmp (name, (*field)->name);
}

/**
 * tide_field_find:
 * @name: a field name, lower case
 *
 * Looks a field up in the field table.
 *
 * Returns: (transfer none) (nullable): %NULL for a field of the user's own
 */
const TideField *
tide_field_find (const char *name)
{
  const TideField *const *found;

  g_return_val_if_fail (name != NULL, NULL);

  found = bsearch (name, fields, G_N_ELEMENTS (fields), sizeof fields[0], compare_field_cb);
  return found != NULL ? *found : NULL;
}

/**
 * tide_field_list:
 * @out_count: (out): how many there are
 *
 * Gives the field table, sorted by name.
 *
 * Returns: (transfer none) (array length=out_count)
 */
const TideField *const *
tide_field_list (size_t *out_count)
{
  g_return_val_if_fail (out_count != NULL, NULL);

  *out_count = G_N_ELEMENTS (fields);
  return fields;
}

/**
 * tide_field_get_horizon:
 * @name: a field name
 *
 * Tells which earnings a ratio rests on by its name: those reported or those
 * expected. P/B has the last reported book value.
 *
 * Returns: (transfer none) (nullable): `trailing` or `forward`; %NULL where the
 *   name does not say
 */
const char *
tide_field_get_horizon (const char *name)
{
  static const char *const trailing[] = { "eps_ttm", "pb", "pe", NULL };
  static const char *const forward[] = { "eps_fwd", "pe_fwd", NULL };

  g_return_val_if_fail (name != NULL, NULL);

  if (g_strv_contains (trailing, name))
    return "trailing";
  return g_strv_contains (forward, name) ? "forward" : NULL;
}

/**
 * tide_field_name_valid:
 * @name: bytes, not necessarily terminated
 * @length: how many
 *
 * Tells whether a field may be called so: `[a-z][a-z0-9_]*`, at most 64 bytes.
 *
 * Returns: %TRUE if it may
 */
bool
tide_field_name_valid (const char *name,
                       size_t      length)
{
  g_return_val_if_fail (name != NULL || length == 0, false);

  if (length == 0 || length > NAME_LENGTH_MAX || !g_ascii_islower (name[0]))
    return false;

  for (size_t i = 1; i < length; i++)
    if (!g_ascii_islower (name[i]) && !g_ascii_isdigit (name[i]) && name[i] != '_')
      return false;

  return true;
}
