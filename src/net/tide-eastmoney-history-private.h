// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-connect-private.h"
#include "net/tide-provider.h"

G_BEGIN_DECLS

/* A session of one flow as the service states it: millions, NaN for null. */
typedef struct
{
  TideConnectFlow flow;
  TideDay         day;
  double          turnover;
  double          buy;
  double          sell;
  double          net;
} TideEastmoneyRow;

/* A page of the history of Stock Connect, or why there is none. */
typedef struct
{
  GArray *rows; /* (element-type TideEastmoneyRow) */
  bool    has_rows;
  bool    has_failed; /* the service says so */
  int64_t code;
  char   *message; /* (nullable) */
  int64_t pages;   /* 0 where it is not said */
} TideEastmoneyHistory;

/* The service's number of a flow: `006`. */
const char *tide_eastmoney_get_type (TideConnectFlow flow);

/* The answer as the service wraps it, its rows alone, or one row alone; with or
 * without a callback around it. %TIDE_PARSE_ERROR. */
bool tide_eastmoney_history_read (TideEastmoneyHistory *self,
                                  const char           *bytes,
                                  size_t                length,
                                  GError              **error);
void tide_eastmoney_history_clear (TideEastmoneyHistory *self);

/* What the rows say, in full units, by flow. */
TideReading *tide_eastmoney_history_sift (const TideEastmoneyHistory *self,
                                          const TideProviderReply    *reply,
                                          GError                    **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TideEastmoneyHistory, tide_eastmoney_history_clear)

G_END_DECLS
