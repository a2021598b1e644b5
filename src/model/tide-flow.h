// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-facts.h"

G_BEGIN_DECLS

/**
 * TideFlow:
 * @prefix: what the symbols of this flow are or begin with, up to a `/`
 * @title: untranslated title, sentence case
 * @investor: whose money it is, as in TideFacts
 * @currency: ISO code of its money, or empty where it differs
 * @legs: (array zero-terminated=1) (nullable): ends of the symbols of its legs,
 *   which add up to it: `/SH`, `/SZ`
 *
 * One row of the table of flows: what a symbol says about whose money moves.
 */
typedef struct
{
  const char        *prefix;
  const char        *title;
  const char        *investor;
  const char        *currency;
  const char *const *legs;
} TideFlow;

const TideFlow *tide_flow_find (const char *symbol);
char          **tide_flow_dup_legs (const char *symbol);
const char     *tide_flow_get_sector (const char *symbol);
char           *tide_flow_dup_sector_title (const char *symbol);
void            tide_flow_describe (const char *symbol,
                                    const char *field,
                                    TideFacts  *out_facts);

G_END_DECLS
