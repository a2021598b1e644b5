// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stdbool.h>

#include "model/tide-batch.h"

G_BEGIN_DECLS

/* The columns of a chart reply. */
typedef enum
{
  TIDE_YAHOO_OPEN,
  TIDE_YAHOO_HIGH,
  TIDE_YAHOO_LOW,
  TIDE_YAHOO_CLOSE,
  TIDE_YAHOO_VOLUME,
  TIDE_YAHOO_ADJCLOSE,
  TIDE_YAHOO_N_COLUMNS,
} TideYahooColumn;

/* A split (`value` new shares per old one) or a dividend, at its UTC second. */
typedef struct
{
  TideActionKind kind;
  TideInstant    at;
  double         value;
} TideYahooEvent;

/* A chart reply as it stands, before anything is made of it. Numbers that are
 * missing are NaN, moments TIDE_INSTANT_NONE, texts NULL. A column is as long
 * as `stamps`, or empty. */
typedef struct
{
  char       *symbol;
  char       *currency;
  char       *instrument_type;
  char       *exchange;
  char       *zone;
  char       *long_name;
  char       *short_name;
  char       *granularity;
  double      price;
  TideInstant price_at;
  int64_t     price_hint;
  int64_t     gmtoffset;
  TideInstant session_start;
  TideInstant session_end;
  GArray     *stamps;
  GArray     *columns[TIDE_YAHOO_N_COLUMNS];
  GArray     *events;
  char       *error_code;
  char       *error_description;

  unsigned int has_result : 1;
  unsigned int has_answer : 1;
  unsigned int has_gmtoffset : 1;
} TideYahooChart;

/* Reads a reply of the chart service, or the error of its neighbours, strictly:
 * one key twice, another type, columns of unequal length are errors, of
 * TIDE_PARSE_ERROR. Pure. */
TideYahooChart *tide_yahoo_chart_new (const char *bytes,
                                      size_t      length,
                                      GError    **error);
void            tide_yahoo_chart_free (TideYahooChart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideYahooChart, tide_yahoo_chart_free)

G_END_DECLS
