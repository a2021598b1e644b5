// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

G_BEGIN_DECLS

/**
 * TideNumberTextStyle:
 * @TIDE_NUMBER_TEXT_PLAIN: decimal point; `,` and spaces group thousands
 * @TIDE_NUMBER_TEXT_DECIMAL_COMMA: decimal comma; `.` and spaces group thousands
 * @TIDE_NUMBER_TEXT_PERCENT: `3.85%` is allowed and gives the fraction 0.0385
 * @TIDE_NUMBER_TEXT_MULTIPLE: `17.4x` is allowed and gives 17.4
 *
 * What a column may hold. The flags combine.
 */
typedef enum
{
  TIDE_NUMBER_TEXT_PLAIN = 0,
  TIDE_NUMBER_TEXT_DECIMAL_COMMA = 1 << 0,
  TIDE_NUMBER_TEXT_PERCENT = 1 << 1,
  TIDE_NUMBER_TEXT_MULTIPLE = 1 << 2,
} TideNumberTextStyle;

/**
 * TideNumberText:
 * @TIDE_NUMBER_TEXT_VALUE: a finite number
 * @TIDE_NUMBER_TEXT_MISSING: one of the ways of writing that there is none
 * @TIDE_NUMBER_TEXT_NOT_FINITE: infinite, or beyond the largest double
 * @TIDE_NUMBER_TEXT_INVALID: not clearly a number
 */
typedef enum
{
  TIDE_NUMBER_TEXT_VALUE,
  TIDE_NUMBER_TEXT_MISSING,
  TIDE_NUMBER_TEXT_NOT_FINITE,
  TIDE_NUMBER_TEXT_INVALID,
} TideNumberText;

TideNumberText tide_number_text_parse (const char         *text,
                                       size_t              length,
                                       TideNumberTextStyle style,
                                       double             *out_value);
bool           tide_number_text_is_missing (const char *text,
                                            size_t      length);

G_END_DECLS
