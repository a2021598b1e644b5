// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/tide-day.h"
#include "base/tide-period.h"
#include "formula/tide-arena-private.h"
#include "formula/tide-source.h"

G_BEGIN_DECLS

typedef enum
{
  TIDE_TOKEN_END,
  TIDE_TOKEN_ERROR,
  TIDE_TOKEN_NUMBER,
  TIDE_TOKEN_DAY,
  TIDE_TOKEN_MONTH,
  TIDE_TOKEN_PERIOD,
  TIDE_TOKEN_TEXT,
  TIDE_TOKEN_NAME,
  TIDE_TOKEN_PLUS,
  TIDE_TOKEN_MINUS,
  TIDE_TOKEN_TIMES,
  TIDE_TOKEN_DIVIDE,
  TIDE_TOKEN_POWER,
  TIDE_TOKEN_PERCENT,
  TIDE_TOKEN_OPEN,
  TIDE_TOKEN_CLOSE,
  TIDE_TOKEN_COMMA,
  TIDE_TOKEN_RANGE,
  TIDE_TOKEN_LESS,
  TIDE_TOKEN_LESS_EQUAL,
  TIDE_TOKEN_GREATER,
  TIDE_TOKEN_GREATER_EQUAL,
  TIDE_TOKEN_EQUAL,
  TIDE_TOKEN_NOT_EQUAL,
} TideTokenKind;

/* A token: its place in bytes and its value. Text and names are in the arena,
 * names in lower case; the text of an error is its message. */
typedef struct
{
  TideTokenKind kind;
  size_t        start;
  size_t        end;
  bool          whole; /* of a number: digits only */
  union
  {
    double      number;
    TideDay     day;
    TideMonth   month;
    TidePeriod  period;
    const char *text;
  };
} TideToken;

TideToken tide_lexer_next (TideArena  *arena,
                           const char *text,
                           size_t      length,
                           size_t      offset);

/* What was found, in quotation marks and fit for a message. */
char *tide_formula_quote (const char *text,
                          size_t      start,
                          size_t      end);

/* Sets an error that names its place: "column 8: …". */
void tide_formula_set_error (GError         **error,
                             TideFormulaError code,
                             const char      *text,
                             size_t           byte,
                             const char      *format,
                             ...) G_GNUC_PRINTF (5, 6);

G_END_DECLS
