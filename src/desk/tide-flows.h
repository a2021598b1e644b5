// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-sheet.h"

G_BEGIN_DECLS

/** TIDE_FLOWS_SOUTH: mainland money in Hong Kong. */
#define TIDE_FLOWS_SOUTH "STOCK-CONNECT/SOUTH"
/** TIDE_FLOWS_NORTH: foreign money on the mainland. */
#define TIDE_FLOWS_NORTH "STOCK-CONNECT/NORTH"

/**
 * TideFlows:
 * @symbol: the flow, such as %TIDE_FLOWS_SOUTH
 * @window: period that is shown, `1Y`
 * @last_day: last session at the moment of the evaluation: its month is the one
 *   that is compared
 *
 * What a page of flows is about. Borrowed by the functions below.
 */
typedef struct
{
  const char *symbol;
  const char *window;
  TideDay     last_day;
} TideFlows;

/**
 * TideFlowsCard:
 *
 * Columns of the sheet of cards, which has one row.
 */
typedef enum
{
  TIDE_FLOWS_CARD_ADT,
  TIDE_FLOWS_CARD_SESSIONS,
  TIDE_FLOWS_CARD_VS_MONTH,
  TIDE_FLOWS_CARD_VS_MONTH_CHANGE,
  TIDE_FLOWS_CARD_MONTH_SESSIONS,
  TIDE_FLOWS_CARD_VS_YEAR,
  TIDE_FLOWS_CARD_VS_YEAR_CHANGE,
  TIDE_FLOWS_CARD_YEAR_SESSIONS,
  TIDE_FLOWS_CARD_PERCENTILE,
  TIDE_FLOWS_CARD_COUNT,
  TIDE_FLOWS_CARD_HIGHEST_SINCE,
  TIDE_FLOWS_CARD_STREAK,
} TideFlowsCard;

/**
 * TideFlowsChart:
 * @TIDE_FLOWS_CHART_MONTHS: average daily turnover by month
 * @TIDE_FLOWS_CHART_DAILY: turnover by session
 * @TIDE_FLOWS_CHART_NET: net buying by session, with its running sum
 */
typedef enum
{
  TIDE_FLOWS_CHART_MONTHS,
  TIDE_FLOWS_CHART_DAILY,
  TIDE_FLOWS_CHART_NET,
} TideFlowsChart;

/**
 * TideFlowsRowKind:
 * @TIDE_FLOWS_SECTORS: parts of a flow by sector
 * @TIDE_FLOWS_SIGNS: flows of which only the direction is known
 * @TIDE_FLOWS_HOLDERS: what investors hold, and its share of market value
 * @TIDE_FLOWS_BOOKS: allocations of investors
 */
typedef enum
{
  TIDE_FLOWS_SECTORS,
  TIDE_FLOWS_SIGNS,
  TIDE_FLOWS_HOLDERS,
  TIDE_FLOWS_BOOKS,
} TideFlowsRowKind;

/**
 * TideFlowsRow:
 * @symbol: canonical symbol
 * @label: what it is called
 * @currency: ISO code of its money; may be empty
 * @frequency: how often it is observed
 * @holdings: whether a level is held
 * @share: whether a share of market value is held
 * @cited: whether a percentile of it that was typed is held
 *
 * One flow that is held, for the tables of parts, holders and books.
 */
typedef struct
{
  char         *symbol;
  char         *label;
  char         *currency;
  TideFrequency frequency;
  bool          holdings;
  bool          share;
  bool          cited;
} TideFlowsRow;

void       tide_flows_row_free (TideFlowsRow *self);
GPtrArray *tide_flows_find_rows (TideDesk        *desk,
                                 GPtrArray       *statuses,
                                 TideFlowsRowKind kind,
                                 const char      *symbol);

/* Words. */
const char *tide_flows_get_direction (const char *symbol);
const char *tide_flows_get_investor (const char *symbol);
char       *tide_flows_dup_month (TideMonth month);
bool        tide_flows_is_part_month (const TideFlows *self);
char       *tide_flows_dup_message (const TideFlows *self,
                                    const TideSheet *cards);

/* Formulas: each is the caller's to free. */
char *tide_flows_format_last_day (const char *symbol);
char *tide_flows_format_chart (const TideFlows *self,
                               TideFlowsChart   chart);
char *tide_flows_format_running_sum (const TideFlows *self);
char *tide_flows_dup_chart_title (const TideFlows *self,
                                  TideFlowsChart   chart);
char *tide_flows_dup_chart_subtitle (const TideFlows *self,
                                     TideFlowsChart   chart);

/* Tables. */
TideSheetPlan *tide_flows_plan_cards (const TideFlows *self);
TideSheetPlan *tide_flows_plan_months (const TideFlows *self);
TideSheetPlan *tide_flows_plan_compare (const TideFlows *self,
                                        TideMonth        month,
                                        TideMonth        base);
TideSheetPlan *tide_flows_plan_sectors (const TideFlows *self,
                                        GPtrArray       *rows,
                                        TideDay          day);
TideSheetPlan *tide_flows_plan_signs (GPtrArray *rows);
TideSheetPlan *tide_flows_plan_holders (GPtrArray *rows);
TideSheetPlan *tide_flows_plan_percentiles (GPtrArray  *rows,
                                            const char *window);
TideSheetPlan *tide_flows_plan_books (GPtrArray  *rows,
                                      const char *window);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideFlowsRow, tide_flows_row_free)

G_END_DECLS
