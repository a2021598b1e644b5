// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * TideUnitKind:
 * @TIDE_UNIT_PLAIN: a bare number
 * @TIDE_UNIT_CHANGE: a relative change; fraction (0.43 is +43 %)
 * @TIDE_UNIT_SHARE: a part of a whole; fraction (0.0385 is 3.85 %)
 * @TIDE_UNIT_POINTS: difference of two changes or shares; fraction (0.206 is +20.6 pp)
 * @TIDE_UNIT_TIMES: quotient of two values of one unit
 * @TIDE_UNIT_MULTIPLE: price over a per-share figure (17.4x)
 * @TIDE_UNIT_CURRENCY: money in full units of @TideUnit.currency
 * @TIDE_UNIT_SHARES: a number of shares
 * @TIDE_UNIT_DAYS: a number of days
 * @TIDE_UNIT_INDEX: index points
 */
typedef enum
{
  TIDE_UNIT_PLAIN,
  TIDE_UNIT_CHANGE,
  TIDE_UNIT_SHARE,
  TIDE_UNIT_POINTS,
  TIDE_UNIT_TIMES,
  TIDE_UNIT_MULTIPLE,
  TIDE_UNIT_CURRENCY,
  TIDE_UNIT_SHARES,
  TIDE_UNIT_DAYS,
  TIDE_UNIT_INDEX,
} TideUnitKind;

/**
 * TideUnit:
 * @kind: what the number measures
 * @currency: ISO 4217 code, or as quoted (`GBp`), when @kind is
 *   %TIDE_UNIT_CURRENCY; else empty
 *
 * The unit of a number. A plain value, compared with tide_unit_equal().
 */
typedef struct
{
  TideUnitKind kind;
  char         currency[4];
} TideUnit;

/**
 * TideNumberStyle:
 * @TIDE_NUMBER_MACHINE: never translated; ASCII minus, point, `,` every three digits
 * @TIDE_NUMBER_SCREEN: true minus (U+2212) and the separators of the locale
 */
typedef enum
{
  TIDE_NUMBER_MACHINE,
  TIDE_NUMBER_SCREEN,
} TideNumberStyle;

TideUnit tide_unit_plain (void);
TideUnit tide_unit_of_kind (TideUnitKind kind);
TideUnit tide_unit_of_currency (const char *currency);
bool     tide_unit_equal (TideUnit a,
                          TideUnit b);
char    *tide_unit_to_string (TideUnit unit);
bool     tide_unit_parse (const char *text,
                          TideUnit   *out_unit);
int      tide_unit_get_decimals (TideUnit unit,
                                 double   value);
char    *tide_unit_format (TideUnit        unit,
                           double          value,
                           int             decimals,
                           TideNumberStyle style);
char    *tide_number_format (double          value,
                             int             decimals,
                             TideNumberStyle style);

double tide_currency_get_scale (const char  *quoted,
                                const char **out_currency);
bool   tide_currency_is_known (const char *code);

G_END_DECLS
