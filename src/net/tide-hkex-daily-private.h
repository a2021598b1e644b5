// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-connect-private.h"

G_BEGIN_DECLS

/* Figures of one market's summary table. Amounts are in millions as stated, NaN
 * where the file has a dash. */
typedef enum
{
  TIDE_HKEX_TURNOVER,
  TIDE_HKEX_BUY,
  TIDE_HKEX_SELL,
  TIDE_HKEX_TRADES,
  TIDE_HKEX_BUY_TRADES,
  TIDE_HKEX_SELL_TRADES,
  TIDE_HKEX_ETF_TURNOVER,
  TIDE_HKEX_QUOTA_BALANCE,
} TideHkexFigure;

#define TIDE_HKEX_N_FIGURES 8

/* One market, or the total of a direction where the file states one. */
typedef struct
{
  bool    is_there;
  bool    is_closed; /* the file says that this was no trading day of it */
  TideDay day;
  bool    has_label[TIDE_HKEX_N_FIGURES];
  double  figures[TIDE_HKEX_N_FIGURES];
} TideHkexMarket;

/* A daily file, by flow. */
typedef struct
{
  TideHkexMarket markets[TIDE_CONNECT_N_FLOWS];
} TideHkexDaily;

/* The name the file gives to a market: `SSE Southbound`. */
const char *tide_hkex_get_market_name (TideConnectFlow flow);

/* Reads the script of a day. What is read here is only its form; whether its
 * figures can be is asked afterwards. %TIDE_PARSE_ERROR. */
bool tide_hkex_daily_read (TideHkexDaily *self,
                           const char    *bytes,
                           size_t         length,
                           GError       **error);

G_END_DECLS
