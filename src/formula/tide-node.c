// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-node"

#include "config.h"

#include "tide-node-private.h"

#include "base/tide-decimal.h"

/* How tightly a node binds, as the lines of the grammar are ordered. */
enum
{
  LEVEL_OR,
  LEVEL_AND,
  LEVEL_NOT,
  LEVEL_COMPARE,
  LEVEL_SUM,
  LEVEL_PRODUCT,
  LEVEL_UNARY,
  LEVEL_POWER,
  LEVEL_POSTFIX,
  LEVEL_PRIMARY,
};

/* An operator: how it is written, how tightly it binds, and how tightly its
 * operands must bind to stand without parentheses. */
static const struct
{
  const char *text;
  int         level;
  int         left;
  int         right;
} operators[] = {
  [TIDE_OPERATOR_OR] = { " or ", LEVEL_OR, LEVEL_OR, LEVEL_AND },
  [TIDE_OPERATOR_AND] = { " and ", LEVEL_AND, LEVEL_AND, LEVEL_NOT },
  [TIDE_OPERATOR_LESS] = { " < ", LEVEL_COMPARE, LEVEL_SUM, LEVEL_SUM },
  [TIDE_OPERATOR_LESS_EQUAL] = { " <= ", LEVEL_COMPARE, LEVEL_SUM, LEVEL_SUM },
  [TIDE_OPERATOR_GREATER] = { " > ", LEVEL_COMPARE, LEVEL_SUM, LEVEL_SUM },
  [TIDE_OPERATOR_GREATER_EQUAL] = { " >= ", LEVEL_COMPARE, LEVEL_SUM, LEVEL_SUM },
  [TIDE_OPERATOR_EQUAL] = { " = ", LEVEL_COMPARE, LEVEL_SUM, LEVEL_SUM },
  [TIDE_OPERATOR_NOT_EQUAL] = { " <> ", LEVEL_COMPARE, LEVEL_SUM, LEVEL_SUM },
  [TIDE_OPERATOR_ADD] = { " + ", LEVEL_SUM, LEVEL_SUM, LEVEL_PRODUCT },
  [TIDE_OPERATOR_SUBTRACT] = { " - ", LEVEL_SUM, LEVEL_SUM, LEVEL_PRODUCT },
  [TIDE_OPERATOR_MULTIPLY] = { " * ", LEVEL_PRODUCT, LEVEL_PRODUCT, LEVEL_UNARY },
  [TIDE_OPERATOR_DIVIDE] = { " / ", LEVEL_PRODUCT, LEVEL_PRODUCT, LEVEL_UNARY },
  [TIDE_OPERATOR_POWER] = { "^", LEVEL_POWER, LEVEL_POSTFIX, LEVEL_UNARY },
};

static int
get_level (const TideNode *self)
{
  switch (self->kind)
    {
    case TIDE_NODE_NEGATE:
    case TIDE_NODE_PLUS:
      return LEVEL_UNARY;
    case TIDE_NODE_NOT:
      return LEVEL_NOT;
    case TIDE_NODE_PERCENT:
      return LEVEL_POSTFIX;
    case TIDE_NODE_BINARY:
      return operators[self->operation].level;
    case TIDE_NODE_NUMBER:
    case TIDE_NODE_DAY:
    case TIDE_NODE_MONTH:
    case TIDE_NODE_PERIOD:
    case TIDE_NODE_FREQUENCY:
    case TIDE_NODE_TEXT:
    case TIDE_NODE_TRUTH:
    case TIDE_NODE_RANGE:
    case TIDE_NODE_CALL:
      break;
    }
  return LEVEL_PRIMARY;
}

static void
print_operand (const TideNode *operand,
               int             level,
               GString        *out)
{
  bool bare = get_level (operand) >= level;

  if (!bare)
    g_string_append_c (out, '(');
  tide_node_print (operand, out);
  if (!bare)
    g_string_append_c (out, ')');
}

static void
print_text (const char *text,
            GString    *out)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

/* Positional arguments first; from the first one left out they need names. */
static void
print_call (const TideNode *self,
            GString        *out)
{
  const TideFunction *function = self->function;
  const char         *separator = "(";
  bool                named = false;

  g_string_append (out, function->help.name);
  for (size_t i = 0; i < self->n_args; i++)
    {
      size_t               index = MIN (i, function->n_parameters - 1);
      const TideParameter *parameter = &function->parameters[index];

      named |= self->args[i] == NULL || (parameter->flags & TIDE_PARAMETER_NAMED) != 0;
      if (self->args[i] == NULL)
        continue;
      g_string_append (out, separator);
      separator = ", ";
      if (named)
        g_string_append_printf (out, "%s=", parameter->name);
      tide_node_print (self->args[i], out);
    }
  if (*separator == ',')
    g_string_append_c (out, ')');
}

static void
print_literal (const TideNode *self,
               GString        *out)
{
  char buffer[TIDE_DECIMAL_TEXT_SIZE];

  switch (self->kind)
    {
    case TIDE_NODE_NUMBER:
      g_string_append (out, tide_decimal_format (self->number, buffer));
      break;
    case TIDE_NODE_DAY:
      g_string_append (out, tide_day_format (self->day, buffer));
      break;
    case TIDE_NODE_MONTH:
      g_string_append (out, tide_month_format (self->month, buffer));
      break;
    case TIDE_NODE_PERIOD:
      g_string_append (out, tide_period_format (self->period, buffer));
      break;
    case TIDE_NODE_FREQUENCY:
      g_string_append_c (out, "DWMQY"[self->frequency]);
      break;
    case TIDE_NODE_TEXT:
      print_text (self->text, out);
      break;
    case TIDE_NODE_TRUTH:
      g_string_append (out, self->truth ? "true" : "false");
      break;
    case TIDE_NODE_RANGE:
      g_string_append_printf (out, "%d..%d", self->range.first, self->range.last);
      break;
    case TIDE_NODE_CALL:
    case TIDE_NODE_NEGATE:
    case TIDE_NODE_PLUS:
    case TIDE_NODE_NOT:
    case TIDE_NODE_PERCENT:
    case TIDE_NODE_BINARY:
      g_assert_not_reached ();
    }
}

/* Prints a formula as the reference writes it: lower-case names, upper-case
 * periods, the fewest parentheses. Parsing the text gives an equal formula. */
void
tide_node_print (const TideNode *self,
                 GString        *out)
{
  switch (self->kind)
    {
    case TIDE_NODE_CALL:
      print_call (self, out);
      break;
    case TIDE_NODE_NEGATE:
    case TIDE_NODE_PLUS:
      g_string_append_c (out, self->kind == TIDE_NODE_PLUS ? '+' : '-');
      print_operand (self->left, LEVEL_POWER, out);
      break;
    case TIDE_NODE_NOT:
      g_string_append (out, "not ");
      print_operand (self->left, LEVEL_COMPARE, out);
      break;
    case TIDE_NODE_PERCENT:
      print_operand (self->left, LEVEL_PRIMARY, out);
      g_string_append_c (out, '%');
      break;
    case TIDE_NODE_BINARY:
      print_operand (self->left, operators[self->operation].left, out);
      g_string_append (out, operators[self->operation].text);
      print_operand (self->right, operators[self->operation].right, out);
      break;
    case TIDE_NODE_NUMBER:
    case TIDE_NODE_DAY:
    case TIDE_NODE_MONTH:
    case TIDE_NODE_PERIOD:
    case TIDE_NODE_FREQUENCY:
    case TIDE_NODE_TEXT:
    case TIDE_NODE_TRUTH:
    case TIDE_NODE_RANGE:
      print_literal (self, out);
      break;
    }
}

char *
tide_node_to_string (const TideNode *self)
{
  GString *out = g_string_new (NULL);

  tide_node_print (self, out);
  return g_string_free (out, FALSE);
}
