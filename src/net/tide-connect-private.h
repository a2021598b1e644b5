// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-batch.h"

G_BEGIN_DECLS

/* The six flows of Stock Connect: two legs each way, and their totals. */
typedef enum
{
  TIDE_CONNECT_SOUTH_SH,
  TIDE_CONNECT_SOUTH_SZ,
  TIDE_CONNECT_SOUTH,
  TIDE_CONNECT_NORTH_SH,
  TIDE_CONNECT_NORTH_SZ,
  TIDE_CONNECT_NORTH,
} TideConnectFlow;

#define TIDE_CONNECT_N_FLOWS 6

typedef enum
{
  TIDE_CONNECT_TURNOVER,
  TIDE_CONNECT_BUY,
  TIDE_CONNECT_SELL,
  TIDE_CONNECT_NET_BUY,
  TIDE_CONNECT_ETF_TURNOVER,
  TIDE_CONNECT_QUOTA_BALANCE,
} TideConnectField;

#define TIDE_CONNECT_N_FIELDS 6

/* One session of one flow, in full HKD south and full CNY north; NaN where there
 * is no figure. */
typedef struct
{
  TideDay day;
  double  values[TIDE_CONNECT_N_FIELDS];
} TideConnectRow;

const char *tide_connect_get_symbol (TideConnectFlow flow);
/* False where the symbol is none of the six. */
bool tide_connect_find_flow (const char      *symbol,
                             TideConnectFlow *out_flow);

/* Whether a figure of a day was published at all: what goes north has had no
 * buying, selling, net buying and quota since 19 August 2024 (the table of
 * flows), and a service that writes zeros there does not know them either. */
bool tide_connect_is_published (TideConnectFlow  flow,
                                TideConnectField field,
                                TideDay          day);

/* The last day whose session had ended; exchange-local. */
TideDay tide_connect_get_last_ended_day (TideConnectFlow flow,
                                         TideInstant     instant);

void tide_connect_row_init (TideConnectRow *row,
                            TideDay         day);

/* Millions, as the sources state them, to full units, exactly: no digit beyond
 * one unit is taken. False for what no figure can be. NaN stays NaN. */
bool tide_connect_scale_millions (double  millions,
                                  double *out_units);

/* Rows of one flow as a sealed batch, with the columns that any row has a value
 * in. (element-type TideConnectRow) */
TideBatch *tide_connect_make_batch (TideConnectFlow  flow,
                                    const TideFetch *fetch,
                                    const GArray    *rows);

G_END_DECLS
