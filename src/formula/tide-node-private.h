// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "formula/tide-function-private.h"
#include "formula/tide-lexer-private.h"

G_BEGIN_DECLS

/* Deeper nesting, and more calls, are refused. */
#define TIDE_FORMULA_MAX_BYTES 4096
#define TIDE_FORMULA_MAX_DEPTH 64
#define TIDE_FORMULA_MAX_CALLS 256

typedef enum
{
  TIDE_NODE_NUMBER,
  TIDE_NODE_DAY,
  TIDE_NODE_MONTH,
  TIDE_NODE_PERIOD,
  TIDE_NODE_FREQUENCY,
  TIDE_NODE_TEXT,
  TIDE_NODE_TRUTH,
  TIDE_NODE_RANGE,
  TIDE_NODE_CALL,
  TIDE_NODE_NEGATE,
  TIDE_NODE_PLUS,
  TIDE_NODE_NOT,
  TIDE_NODE_PERCENT,
  TIDE_NODE_BINARY,
} TideNodeKind;

/* In the order of their printing precedence groups. */
typedef enum
{
  TIDE_OPERATOR_OR,
  TIDE_OPERATOR_AND,
  TIDE_OPERATOR_LESS,
  TIDE_OPERATOR_LESS_EQUAL,
  TIDE_OPERATOR_GREATER,
  TIDE_OPERATOR_GREATER_EQUAL,
  TIDE_OPERATOR_EQUAL,
  TIDE_OPERATOR_NOT_EQUAL,
  TIDE_OPERATOR_ADD,
  TIDE_OPERATOR_SUBTRACT,
  TIDE_OPERATOR_MULTIPLY,
  TIDE_OPERATOR_DIVIDE,
  TIDE_OPERATOR_POWER,
} TideOperator;

/* A node of a checked formula; lives in the formula's arena, and never changes
 * once the formula is parsed. */
typedef struct _TideNode TideNode;

struct _TideNode
{
  TideNodeKind kind;
  TideOperator operation; /* of a binary node */
  TideKinds    kinds;     /* what it can give */
  TideUnitKind unit;      /* guessed without data */
  size_t       start;     /* bytes in the text as typed */
  size_t       end;
  size_t       slot; /* of a call: equal calls share one, and their value */
  union
  {
    double        number;
    TideDay       day;
    TideMonth     month;
    TidePeriod    period;
    TideFrequency frequency;
    bool          truth;
    const char   *text;
    struct
    {
      int first;
      int last;
    } range;
  };
  const TideFunction *function; /* of a call */
  TideNode          **args;     /* of a call: one per parameter, NULL where not given */
  size_t              n_args;
  TideNode           *left; /* operands */
  TideNode           *right;
};

/* The result of parsing. */
typedef struct
{
  TideNode *root;
  size_t    n_slots;
  bool      needs_row;
  bool      needs_list;
} TidePlan;

/* Calls that are equal share a slot, also those of several formulas that were
 * parsed with the same table of @slots. */
GHashTable *tide_parser_new_slots (void);
bool        tide_parser_run (TideArena  *arena,
                             const char *text,
                             size_t      length,
                             GHashTable *slots,
                             TidePlan   *out_plan,
                             GError    **error);

bool         tide_binder_bind_call (TideArena  *arena,
                                    const char *text,
                                    TideNode   *call,
                                    GPtrArray  *positional,
                                    GPtrArray  *names,
                                    GError    **error);
bool         tide_binder_bind_operands (const char *text,
                                        TideNode   *node,
                                        GError    **error);
const char  *tide_binder_describe_parameter (const TideFunction *function,
                                             size_t              index);
TideUnitKind tide_binder_guess_unit (const TideNode *node);

void  tide_node_print (const TideNode *self,
                       GString        *out);
char *tide_node_to_string (const TideNode *self);

G_END_DECLS
