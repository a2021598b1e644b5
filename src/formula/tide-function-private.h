// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "formula/tide-formula.h"

G_BEGIN_DECLS

#define TIDE_FUNCTION_MAX_PARAMETERS 8

/* What a sub-formula can give, as a set. */
typedef enum
{
  TIDE_KIND_NUMBER = 1 << 0,
  TIDE_KIND_SERIES = 1 << 1,
  TIDE_KIND_DAY = 1 << 2,
  TIDE_KIND_MONTH = 1 << 3,
  TIDE_KIND_PERIOD = 1 << 4,
  TIDE_KIND_TEXT = 1 << 5,
  TIDE_KIND_TRUTH = 1 << 6,
  TIDE_KIND_FREQUENCY = 1 << 7,
  TIDE_KIND_RANGE = 1 << 8,
} TideKind;

typedef unsigned int TideKinds;

#define TIDE_KINDS_NUMERIC (TIDE_KIND_NUMBER | TIDE_KIND_SERIES)
#define TIDE_KINDS_SCALAR                                                                     \
  (TIDE_KIND_NUMBER | TIDE_KIND_SERIES | TIDE_KIND_DAY | TIDE_KIND_MONTH | TIDE_KIND_PERIOD | \
   TIDE_KIND_TEXT | TIDE_KIND_TRUTH)

/* What a parameter wants. The kinds from PERIOD to SHORT describe the span of
 * days a function looks at; they are gathered in one TideSpan before the
 * function runs. */
typedef enum
{
  TIDE_PARAMETER_SERIES,
  TIDE_PARAMETER_QUANTITY, /* a series, or a number that holds on every day */
  TIDE_PARAMETER_NUMBER,
  TIDE_PARAMETER_DAY,
  TIDE_PARAMETER_TEXT,
  TIDE_PARAMETER_TRUTH,
  TIDE_PARAMETER_FREQUENCY,
  TIDE_PARAMETER_RANGE,
  TIDE_PARAMETER_ANY,
  TIDE_PARAMETER_PERIOD, /* a period; a day stands for from= or since= */
  TIDE_PARAMETER_WINDOW, /* a period, a month or a day */
  TIDE_PARAMETER_FROM,
  TIDE_PARAMETER_TO,
  TIDE_PARAMETER_SINCE,
  TIDE_PARAMETER_SHORT,
} TideParameterKind;

typedef enum
{
  TIDE_PARAMETER_REQUIRED = 0,
  TIDE_PARAMETER_OPTIONAL = 1 << 0,
  TIDE_PARAMETER_NAMED = 1 << 1, /* only by name; optional as well */
  TIDE_PARAMETER_REPEATS = 1 << 2,
} TideParameterFlags;

typedef struct
{
  const char        *name;
  TideParameterKind  kind;
  TideParameterFlags flags;
  const char *const *choices; /* (nullable): words a text may be */
} TideParameter;

/* How the unit of a result follows from its first argument's. */
typedef enum
{
  TIDE_UNIT_RULE_FIXED,
  TIDE_UNIT_RULE_SAME,
  TIDE_UNIT_RULE_DIFFERENCE,
  TIDE_UNIT_RULE_FIELD,
} TideUnitRule;

typedef enum
{
  TIDE_FUNCTION_PLAIN = 0,
  /* The kernel evaluates its arguments itself, and sees missing ones. */
  TIDE_FUNCTION_LAZY = 1 << 0,
  /* Reads the instrument of the row when no symbol is named. */
  TIDE_FUNCTION_OF_ROW = 1 << 1,
  /* One of its parameters must say which span of days. */
  TIDE_FUNCTION_NEEDS_SPAN = 1 << 2,
  /* Of two rows of one name, the one to take when no span is given. */
  TIDE_FUNCTION_WITHOUT_SPAN = 1 << 3,
  /* Compares the rows of the list. */
  TIDE_FUNCTION_OF_LIST = 1 << 4,
  /* Gives every row the same: its arguments are not those of one row. */
  TIDE_FUNCTION_ALIKE = 1 << 5,
} TideFunctionFlags;

typedef struct _TideCall TideCall;

typedef void (*TideKernel) (TideCall *call);
typedef double (*TideAggregate) (const double *values,
                                 size_t        n);
typedef double (*TideMapping) (double value,
                               double parameter);

/* One row of the function table: a new function is a row and a kernel. */
typedef struct
{
  TideFunctionHelp     help;
  const TideParameter *parameters;
  size_t               n_parameters;
  TideFunctionFlags    flags;
  TideKinds            kinds; /* what it gives; 0 for the kinds of its arguments */
  TideUnitRule         rule;
  TideUnitKind         unit;
  TideKernel           kernel;
  TideAggregate        aggregate; /* of kernels that serve several rows */
  TideMapping          mapping;
  int                  option;
} TideFunction;

/* Pieces of which rows of the table are made. */
#define TIDE_PARAMETERS(list) .parameters = (list), .n_parameters = G_N_ELEMENTS (list)
#define TIDE_SERIES_PARAMETER(name)                            \
  {                                                            \
    name, TIDE_PARAMETER_SERIES, TIDE_PARAMETER_REQUIRED, NULL \
  }
#define TIDE_SPAN_BETWEEN                                             \
  { "period", TIDE_PARAMETER_PERIOD, TIDE_PARAMETER_OPTIONAL, NULL }, \
    { "from", TIDE_PARAMETER_FROM, TIDE_PARAMETER_NAMED, NULL },      \
    { "to", TIDE_PARAMETER_TO, TIDE_PARAMETER_NAMED, NULL },          \
  {                                                                   \
    "short", TIDE_PARAMETER_SHORT, TIDE_PARAMETER_NAMED, NULL         \
  }
#define TIDE_SPAN_WINDOW                                              \
  { "period", TIDE_PARAMETER_WINDOW, TIDE_PARAMETER_OPTIONAL, NULL }, \
    { "since", TIDE_PARAMETER_SINCE, TIDE_PARAMETER_NAMED, NULL },    \
  {                                                                   \
    "short", TIDE_PARAMETER_SHORT, TIDE_PARAMETER_NAMED, NULL         \
  }

const TideFunction *tide_function_find (const char *name);
const TideFunction *tide_function_get_other (const TideFunction *function);
const char         *tide_function_find_nearest (const char *name);
bool                tide_function_find_parameter (const TideFunction *function,
                                                  const char         *name,
                                                  size_t             *out_index);

/* The groups of the table, each in its own file. */
extern const TideFunction tide_functions_series[];
extern const size_t       tide_functions_series_count;
extern const TideFunction tide_functions_facts[];
extern const size_t       tide_functions_facts_count;
extern const TideFunction tide_functions_money[];
extern const size_t       tide_functions_money_count;
extern const TideFunction tide_functions_basket[];
extern const size_t       tide_functions_basket_count;
extern const TideFunction tide_functions_change[];
extern const size_t       tide_functions_change_count;
extern const TideFunction tide_functions_level[];
extern const size_t       tide_functions_level_count;
extern const TideFunction tide_functions_place[];
extern const size_t       tide_functions_place_count;
extern const TideFunction tide_functions_rolling[];
extern const size_t       tide_functions_rolling_count;
extern const TideFunction tide_functions_risk[];
extern const size_t       tide_functions_risk_count;
extern const TideFunction tide_functions_state[];
extern const size_t       tide_functions_state_count;
extern const TideFunction tide_functions_rows[];
extern const size_t       tide_functions_rows_count;
extern const TideFunction tide_functions_logic[];
extern const size_t       tide_functions_logic_count;

G_END_DECLS
