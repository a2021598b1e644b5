// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/tide-day.h"

G_BEGIN_DECLS

/** TIDE_PERIOD_TEXT_SIZE: bytes that hold any printed period. */
#define TIDE_PERIOD_TEXT_SIZE 16

/**
 * TidePeriodKind:
 * @TIDE_PERIOD_OBSERVATIONS: a count of observations of the series (`5D`)
 * @TIDE_PERIOD_WEEKS: calendar weeks
 * @TIDE_PERIOD_MONTHS: calendar months
 * @TIDE_PERIOD_QUARTERS: calendar quarters
 * @TIDE_PERIOD_YEARS: calendar years
 * @TIDE_PERIOD_YTD: since the last observation before this year
 * @TIDE_PERIOD_QTD: since the last observation before this quarter
 * @TIDE_PERIOD_MTD: since the last observation before this month
 * @TIDE_PERIOD_MAX: all history
 */
typedef enum
{
  TIDE_PERIOD_OBSERVATIONS,
  TIDE_PERIOD_WEEKS,
  TIDE_PERIOD_MONTHS,
  TIDE_PERIOD_QUARTERS,
  TIDE_PERIOD_YEARS,
  TIDE_PERIOD_YTD,
  TIDE_PERIOD_QTD,
  TIDE_PERIOD_MTD,
  TIDE_PERIOD_MAX,
} TidePeriodKind;

/**
 * TidePeriod:
 * @kind: what is counted
 * @count: how many, 1 or more; 1 for the kinds without a count
 *
 * A window of time as an analyst writes it: `5D 1W 3M 5Y YTD QTD MTD MAX`.
 */
typedef struct
{
  TidePeriodKind kind;
  int            count;
} TidePeriod;

/**
 * TideFrequency:
 *
 * How often a series is observed.
 */
typedef enum
{
  TIDE_FREQUENCY_DAILY,
  TIDE_FREQUENCY_WEEKLY,
  TIDE_FREQUENCY_MONTHLY,
  TIDE_FREQUENCY_QUARTERLY,
  TIDE_FREQUENCY_YEARLY,
} TideFrequency;

bool    tide_period_parse (const char *text,
                           size_t      length,
                           TidePeriod *out_period);
char   *tide_period_format (TidePeriod period,
                            char      *buffer);
TideDay tide_period_get_base_day (TidePeriod period,
                                  TideDay    last);

const char   *tide_frequency_to_string (TideFrequency frequency);
const char   *tide_frequency_to_letter (TideFrequency frequency);
bool          tide_frequency_parse (const char    *text,
                                    TideFrequency *out_frequency);
TideFrequency tide_frequency_measure (const TideDay *days,
                                      size_t         n_days,
                                      TideFrequency  fallback);
TideDay       tide_frequency_get_first_day (TideFrequency frequency,
                                            TideDay       day);
TideDay       tide_frequency_get_last_day (TideFrequency frequency,
                                           TideDay       day);

G_END_DECLS
