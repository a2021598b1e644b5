// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-binder"

#include "config.h"

#include "tide-node-private.h"

#include <string.h>

#include "formula/tide-units-private.h"
#include "model/tide-field.h"

/* A call while its arguments are put to its parameters. */
typedef struct
{
  const char *text;
  TideNode   *call;
  GPtrArray  *positional;
  GPtrArray  *names; /* of each argument, NULL for positional ones */
  GError    **error;
} Binding;

/* In the order of TideParameterKind. */
static const struct
{
  TideKinds   kinds;
  const char *expected;
} parameter_kinds[] = {
  [TIDE_PARAMETER_SERIES] = { TIDE_KIND_SERIES, "a series such as close" },
  [TIDE_PARAMETER_QUANTITY] = { TIDE_KINDS_NUMERIC, "a series or a number" },
  [TIDE_PARAMETER_NUMBER] = { TIDE_KINDS_NUMERIC, "a number" },
  [TIDE_PARAMETER_DAY] = { TIDE_KIND_DAY, "a day such as 2025-01-13" },
  [TIDE_PARAMETER_TEXT] = { TIDE_KIND_TEXT, "a text such as \"9988.HK\"" },
  [TIDE_PARAMETER_TRUTH] = { TIDE_KIND_TRUTH, "true, false or a comparison" },
  [TIDE_PARAMETER_FREQUENCY] = { TIDE_KIND_FREQUENCY, "one of D W M Q Y" },
  [TIDE_PARAMETER_RANGE] = { TIDE_KIND_RANGE, "a range such as -1..3" },
  [TIDE_PARAMETER_ANY] = { TIDE_KINDS_SCALAR, "a value" },
  [TIDE_PARAMETER_PERIOD] = { TIDE_KIND_PERIOD | TIDE_KIND_DAY, "a period such as 1M or a day" },
  [TIDE_PARAMETER_WINDOW] = { TIDE_KIND_PERIOD | TIDE_KIND_MONTH | TIDE_KIND_DAY,
                              "a period such as 1M, a month such as 2025-01 or a day" },
  [TIDE_PARAMETER_FROM] = { TIDE_KIND_DAY, "a day such as 2025-01-13" },
  [TIDE_PARAMETER_TO] = { TIDE_KIND_DAY, "a day such as 2025-01-13" },
  [TIDE_PARAMETER_SINCE] = { TIDE_KIND_DAY, "a day such as 2025-01-13" },
  [TIDE_PARAMETER_SHORT] = { TIDE_KIND_TRUTH, "true or false" },
};

static void
fail_argument (const char     *text,
               const TideNode *node,
               const char     *expected,
               GError        **error)
{
  g_autofree char *found = tide_formula_quote (text, node->start, node->end);

  tide_formula_set_error (error, TIDE_FORMULA_ERROR_ARGUMENT, text, node->start,
                          "expected %s, found %s", expected, found);
}

static bool
check_choice (const Binding       *self,
              const TideParameter *parameter,
              const TideNode      *argument)
{
  g_autofree char *words = NULL;
  g_autofree char *expected = NULL;

  if (parameter->choices == NULL || argument->kind != TIDE_NODE_TEXT ||
      g_strv_contains (parameter->choices, argument->text))
    return true;

  words = g_strjoinv ("\", \"", (char **) parameter->choices);
  expected = g_strdup_printf ("one of \"%s\"", words);
  fail_argument (self->text, argument, expected, self->error);
  return false;
}

static bool
check_argument (const Binding       *self,
                const TideParameter *parameter,
                const TideNode      *argument)
{
  if ((argument->kinds & parameter_kinds[parameter->kind].kinds) == 0)
    {
      fail_argument (self->text, argument, parameter_kinds[parameter->kind].expected, self->error);
      return false;
    }
  return check_choice (self, parameter, argument);
}

static bool
is_span (TideParameterKind kind)
{
  return kind >= TIDE_PARAMETER_PERIOD && kind <= TIDE_PARAMETER_SINCE && kind != TIDE_PARAMETER_TO;
}

/* `min(close, 1Y)` looks at a window, `min(a, b)` compares: the arguments
 * decide which row of the table is meant. */
static const TideFunction *
choose_overload (const Binding *self)
{
  const TideFunction *function = self->call->function;
  const TideFunction *other = tide_function_get_other (function);
  bool                has_span = false;

  if (other == NULL)
    return function;

  for (unsigned int i = 0; i < self->positional->len; i++)
    {
      const TideNode *argument = g_ptr_array_index (self->positional, i);
      size_t          index;
      const char     *name = g_ptr_array_index (self->names, i);

      has_span |= (argument->kinds & (TIDE_KIND_PERIOD | TIDE_KIND_MONTH | TIDE_KIND_DAY)) != 0;
      has_span |= name != NULL && tide_function_find_parameter (function, name, &index) &&
                  is_span (function->parameters[index].kind);
    }
  return has_span || self->positional->len < 2 ? function : other;
}

static void
fail_too_many (const Binding  *self,
               const TideNode *argument)
{
  const TideFunction *function = self->call->function;

  tide_formula_set_error (self->error, TIDE_FORMULA_ERROR_ARGUMENT, self->text, argument->start,
                          "%s takes no further argument here: %s", function->help.name,
                          function->help.signature);
}

static bool
place_positional (const Binding *self,
                  unsigned int   i)
{
  const TideFunction *function = self->call->function;
  TideNode           *argument = g_ptr_array_index (self->positional, i);
  size_t              index = i;

  if (function->n_parameters > 0 &&
      (function->parameters[function->n_parameters - 1].flags & TIDE_PARAMETER_REPEATS) != 0)
    index = MIN (index, function->n_parameters - 1);

  if (index >= function->n_parameters ||
      (function->parameters[index].flags & TIDE_PARAMETER_NAMED) != 0)
    {
      fail_too_many (self, argument);
      return false;
    }

  self->call->args[i] = argument;
  return check_argument (self, &function->parameters[index], argument);
}

static bool
place_named (const Binding *self,
             unsigned int   i)
{
  const TideFunction *function = self->call->function;
  TideNode           *argument = g_ptr_array_index (self->positional, i);
  const char         *name = g_ptr_array_index (self->names, i);
  size_t              index;

  if (!tide_function_find_parameter (function, name, &index))
    {
      fail_too_many (self, argument);
      return false;
    }

  if (self->call->args[index] != NULL)
    {
      tide_formula_set_error (self->error, TIDE_FORMULA_ERROR_ARGUMENT, self->text, argument->start,
                              "%s= is given twice", name);
      return false;
    }

  self->call->args[index] = argument;
  return check_argument (self, &function->parameters[index], argument);
}

static bool
check_required (const Binding *self)
{
  const TideFunction *function = self->call->function;

  for (size_t i = 0; i < function->n_parameters; i++)
    {
      const TideParameter *parameter = &function->parameters[i];

      if (parameter->flags == TIDE_PARAMETER_REQUIRED && self->call->args[i] == NULL)
        {
          tide_formula_set_error (self->error, TIDE_FORMULA_ERROR_ARGUMENT, self->text,
                                  self->call->start, "%s needs %s: %s", function->help.name,
                                  parameter_kinds[parameter->kind].expected,
                                  function->help.signature);
          return false;
        }
    }
  return true;
}

/* One span and no more: a period, or from= with or without to=, or since=. */
static bool
check_span (const Binding *self)
{
  const TideFunction *function = self->call->function;
  const char         *expected = NULL;
  size_t              n_spans = 0;

  for (size_t i = 0; i < function->n_parameters; i++)
    if (is_span (function->parameters[i].kind))
      {
        if (expected == NULL)
          expected = parameter_kinds[function->parameters[i].kind].expected;
        n_spans += self->call->args[i] != NULL ? 1 : 0;
      }

  if (n_spans == 0 && (function->flags & TIDE_FUNCTION_NEEDS_SPAN) != 0)
    {
      tide_formula_set_error (self->error, TIDE_FORMULA_ERROR_ARGUMENT, self->text,
                              self->call->start, "%s needs %s: %s", function->help.name, expected,
                              function->help.signature);
      return false;
    }

  if (n_spans > 1)
    {
      tide_formula_set_error (self->error, TIDE_FORMULA_ERROR_ARGUMENT, self->text,
                              self->call->start, "%s takes one span of days, found %zu: %s",
                              function->help.name, n_spans, function->help.signature);
      return false;
    }
  return true;
}

/* A function that gives what its arguments give: if, coalesce, abs. A constant
 * stays a number, a series makes a series. */
static TideKinds
gather_kinds (const TideNode *call)
{
  const TideFunction *function = call->function;
  TideKinds           kinds = 0;

  if (function->kinds != 0)
    return function->kinds;

  for (size_t i = 0; i < call->n_args; i++)
    {
      size_t            index = MIN (i, function->n_parameters - 1);
      TideParameterKind kind = function->parameters[index].kind;

      if (call->args[i] != NULL &&
          (kind == TIDE_PARAMETER_ANY || kind == TIDE_PARAMETER_QUANTITY))
        kinds |= call->args[i]->kinds;
    }
  return kinds;
}

/* What the parameter of a positional argument wants, in words. */
const char *
tide_binder_describe_parameter (const TideFunction *function,
                                size_t              index)
{
  if (index >= function->n_parameters ||
      (function->parameters[index].flags & TIDE_PARAMETER_NAMED) != 0)
    return NULL;
  return parameter_kinds[function->parameters[index].kind].expected;
}

/* Puts the arguments of @call to the parameters of its function, and checks
 * their kinds as far as they are known without data. */
bool
tide_binder_bind_call (TideArena  *arena,
                       const char *text,
                       TideNode   *call,
                       GPtrArray  *positional,
                       GPtrArray  *names,
                       GError    **error)
{
  Binding             self = { text, call, positional, names, error };
  const TideFunction *function = call->function = choose_overload (&self);
  bool                repeats;

  repeats = function->n_parameters > 0 &&
            (function->parameters[function->n_parameters - 1].flags & TIDE_PARAMETER_REPEATS) != 0;
  call->n_args = repeats ? positional->len : function->n_parameters;
  call->args = tide_arena_alloc0 (arena, (positional->len + function->n_parameters + 1) *
                                           sizeof *call->args);

  for (unsigned int i = 0; i < positional->len; i++)
    if (g_ptr_array_index (names, i) != NULL ? !place_named (&self, i)
                                             : !place_positional (&self, i))
      return false;

  if (!check_required (&self) || !check_span (&self))
    return false;

  call->kinds = gather_kinds (call);
  call->unit = tide_binder_guess_unit (call);
  return true;
}

static TideKinds
find_arithmetic_kinds (TideOperator operation,
                       TideKinds    a,
                       TideKinds    b)
{
  TideKinds kinds = 0;

  if ((a & TIDE_KINDS_NUMERIC) != 0 && (b & TIDE_KINDS_NUMERIC) != 0)
    kinds |= ((a | b) & TIDE_KIND_SERIES) |
             ((a & b & TIDE_KIND_NUMBER) != 0 ? (TideKinds) TIDE_KIND_NUMBER : 0);
  if (operation != TIDE_OPERATOR_ADD && operation != TIDE_OPERATOR_SUBTRACT)
    return kinds;

  if ((a & TIDE_KIND_DAY) != 0 && (b & TIDE_KINDS_NUMERIC) != 0)
    kinds |= TIDE_KIND_DAY;
  if (operation == TIDE_OPERATOR_SUBTRACT && (a & b & TIDE_KIND_DAY) != 0)
    kinds |= TIDE_KIND_NUMBER;
  return kinds;
}

static bool
bind_comparison (const char *text,
                 TideNode   *node,
                 GError    **error)
{
  TideKinds comparable = node->left->kinds & ~(TideKinds) (TIDE_KIND_FREQUENCY | TIDE_KIND_RANGE |
                                                           TIDE_KIND_PERIOD);

  if (comparable == 0)
    {
      fail_argument (text, node->left, "a value that can be compared", error);
      return false;
    }

  if ((comparable & TIDE_KINDS_NUMERIC) != 0)
    comparable |= TIDE_KINDS_NUMERIC;
  if ((comparable & node->right->kinds) == 0)
    {
      fail_argument (text, node->right, "a value of the same kind as on the left", error);
      return false;
    }

  node->kinds = TIDE_KIND_TRUTH;
  return true;
}

static bool
require_kinds (const char     *text,
               const TideNode *operand,
               TideKinds       kinds,
               const char     *expected,
               GError        **error)
{
  if ((operand->kinds & kinds) != 0)
    return true;

  fail_argument (text, operand, expected, error);
  return false;
}

static bool
bind_arithmetic (const char *text,
                 TideNode   *node,
                 GError    **error)
{
  bool      sum = node->operation == TIDE_OPERATOR_ADD || node->operation == TIDE_OPERATOR_SUBTRACT;
  TideKinds wanted = TIDE_KINDS_NUMERIC | (sum ? (TideKinds) TIDE_KIND_DAY : 0);

  if (!require_kinds (text, node->left, wanted, "a number or a series", error) ||
      !require_kinds (text, node->right, wanted, "a number or a series", error))
    return false;

  node->kinds = find_arithmetic_kinds (node->operation, node->left->kinds, node->right->kinds);
  if (node->kinds == 0)
    {
      fail_argument (text, node->right, "a value that goes with the one on the left", error);
      return false;
    }
  return true;
}

static bool
bind_binary (const char *text,
             TideNode   *node,
             GError    **error)
{
  switch (node->operation)
    {
    case TIDE_OPERATOR_OR:
    case TIDE_OPERATOR_AND:
      node->kinds = TIDE_KIND_TRUTH;
      return require_kinds (text, node->left, TIDE_KIND_TRUTH, "a comparison", error) &&
             require_kinds (text, node->right, TIDE_KIND_TRUTH, "a comparison", error);
    case TIDE_OPERATOR_LESS:
    case TIDE_OPERATOR_LESS_EQUAL:
    case TIDE_OPERATOR_GREATER:
    case TIDE_OPERATOR_GREATER_EQUAL:
    case TIDE_OPERATOR_EQUAL:
    case TIDE_OPERATOR_NOT_EQUAL:
      return bind_comparison (text, node, error);
    case TIDE_OPERATOR_ADD:
    case TIDE_OPERATOR_SUBTRACT:
    case TIDE_OPERATOR_MULTIPLY:
    case TIDE_OPERATOR_DIVIDE:
    case TIDE_OPERATOR_POWER:
      return bind_arithmetic (text, node, error);
    }
  return false;
}

/* Checks the operands of an operator, as far as their kinds are known without
 * data. */
bool
tide_binder_bind_operands (const char *text,
                           TideNode   *node,
                           GError    **error)
{
  bool fits;

  if (node->kind == TIDE_NODE_BINARY)
    fits = bind_binary (text, node, error);
  else if (node->kind == TIDE_NODE_NOT)
    {
      node->kinds = TIDE_KIND_TRUTH;
      fits = require_kinds (text, node->left, TIDE_KIND_TRUTH, "a comparison", error);
    }
  else
    {
      node->kinds = node->left->kinds & TIDE_KINDS_NUMERIC;
      fits = require_kinds (text, node->left, TIDE_KINDS_NUMERIC, "a number or a series", error);
    }

  if (fits)
    node->unit = tide_binder_guess_unit (node);
  return fits;
}

static TideMeasure
guess_measure (const TideNode *node)
{
  bool per_share = node->kind == TIDE_NODE_CALL && g_str_has_prefix (node->function->help.name,
                                                                     "eps_");

  /* Without data there is no currency; all count as one. */
  return (TideMeasure){ { .kind = node->unit }, per_share };
}

static TideUnitKind
guess_call (const TideNode *call)
{
  const TideFunction *function = call->function;
  const TideNode     *first = call->n_args > 0 ? call->args[0] : NULL;
  const TideField    *field;
  TideMeasure         measure;

  switch (function->rule)
    {
    case TIDE_UNIT_RULE_FIXED:
      return function->unit;
    case TIDE_UNIT_RULE_SAME:
      /* if (condition, a, b) has the unit of a. */
      if (first != NULL && first->kinds == TIDE_KIND_TRUTH && call->n_args > 1)
        first = call->args[1];
      return first != NULL ? first->unit : TIDE_UNIT_PLAIN;
    case TIDE_UNIT_RULE_DIFFERENCE:
      if (first == NULL)
        return TIDE_UNIT_PLAIN;
      tide_units_combine (TIDE_OPERATOR_SUBTRACT, guess_measure (first), guess_measure (first),
                          &measure);
      return measure.unit.kind;
    case TIDE_UNIT_RULE_FIELD:
      field = tide_field_find (first != NULL && strcmp (function->help.name, "field") == 0 &&
                                   first->kind == TIDE_NODE_TEXT
                                 ? first->text
                                 : function->help.name);
      return field != NULL ? field->unit : function->unit;
    }
  return TIDE_UNIT_PLAIN;
}

TideUnitKind
tide_binder_guess_unit (const TideNode *node)
{
  TideMeasure measure;

  if (node->kind == TIDE_NODE_CALL)
    return guess_call (node);
  if (node->kind == TIDE_NODE_NEGATE || node->kind == TIDE_NODE_PLUS ||
      node->kind == TIDE_NODE_PERCENT)
    return node->left->unit;
  if (node->kind != TIDE_NODE_BINARY)
    return TIDE_UNIT_PLAIN;
  if ((node->kinds & TIDE_KINDS_NUMERIC) == 0)
    return TIDE_UNIT_PLAIN;
  if ((node->left->kinds & node->right->kinds) == TIDE_KIND_DAY)
    return TIDE_UNIT_DAYS;

  tide_units_combine (node->operation, guess_measure (node->left), guess_measure (node->right),
                      &measure);
  return measure.unit.kind;
}
