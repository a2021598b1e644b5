// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-parser"

#include "config.h"

#include "tide-node-private.h"

#include <string.h>

#include "base/tide-text.h"

typedef struct
{
  TideArena  *arena;
  const char *text;
  size_t      length;
  TideToken   token;    /* the one looked at */
  TideToken   next;     /* the one after it */
  size_t      last_end; /* of the token before */
  int         depth;
  int         n_calls;
  bool        needs_row;
  bool        needs_list;
  GHashTable *slots; /* printed call -> slot + 1 */
} Parser;

static TideNode *parse_formula (Parser  *self,
                                GError **error);
static TideNode *parse_unary (Parser  *self,
                              GError **error);

static void
advance (Parser *self)
{
  self->last_end = self->token.end;
  self->token = self->next;
  self->next = tide_lexer_next (self->arena, self->text, self->length, self->token.end);
}

static void
fail_expected (Parser     *self,
               const char *expected,
               GError    **error)
{
  const TideToken *token = &self->token;
  g_autofree char *found = NULL;

  if (token->kind == TIDE_TOKEN_ERROR)
    {
      tide_formula_set_error (error, TIDE_FORMULA_ERROR_SYNTAX, self->text, token->start, "%s",
                              token->text);
      return;
    }

  if (token->kind == TIDE_TOKEN_END)
    {
      tide_formula_set_error (error, TIDE_FORMULA_ERROR_SYNTAX, self->text, token->start,
                              "expected %s, found the end of the formula", expected);
      return;
    }

  found = tide_formula_quote (self->text, token->start, token->end);
  tide_formula_set_error (error, TIDE_FORMULA_ERROR_SYNTAX, self->text, token->start,
                          "expected %s, found %s", expected, found);
}

static bool
expect (Parser       *self,
        TideTokenKind kind,
        const char   *expected,
        GError      **error)
{
  if (self->token.kind != kind)
    {
      fail_expected (self, expected, error);
      return false;
    }

  advance (self);
  return true;
}

static bool
enter (Parser  *self,
       GError **error)
{
  if (++self->depth <= TIDE_FORMULA_MAX_DEPTH)
    return true;

  tide_formula_set_error (error, TIDE_FORMULA_ERROR_LIMIT, self->text, self->token.start,
                          "the formula is nested more than %d deep", TIDE_FORMULA_MAX_DEPTH);
  return false;
}

static TideNode *
make_node (Parser      *self,
           TideNodeKind kind,
           size_t       start,
           size_t       end)
{
  TideNode *node = tide_arena_alloc0 (self->arena, sizeof (TideNode));

  node->kind = kind;
  node->start = start;
  node->end = end;
  return node;
}

/* Makes a node of the token looked at, and steps over it. */
static TideNode *
take_literal (Parser      *self,
              TideNodeKind kind,
              TideKinds    kinds)
{
  TideNode *node = make_node (self, kind, self->token.start, self->token.end);

  node->kinds = kinds;
  if (kind == TIDE_NODE_NUMBER)
    node->number = self->token.number;
  else if (kind == TIDE_NODE_DAY)
    node->day = self->token.day;
  else if (kind == TIDE_NODE_MONTH)
    node->month = self->token.month;
  else if (kind == TIDE_NODE_PERIOD)
    node->period = self->token.period;
  else
    node->text = self->token.text;
  advance (self);
  return node;
}

static TideNode *
make_operation (Parser      *self,
                TideNodeKind kind,
                TideOperator operation,
                TideNode    *left,
                TideNode    *right,
                GError     **error)
{
  TideNode *node = make_node (self, kind, left->start, right != NULL ? right->end : left->end);

  node->operation = operation;
  node->left = left;
  node->right = right;
  return tide_binder_bind_operands (self->text, node, error) ? node : NULL;
}

static bool
is_word (const TideToken *token,
         const char      *word)
{
  return token->kind == TIDE_TOKEN_NAME && strcmp (token->text, word) == 0;
}

/* The words that are neither functions nor fields: YTD, W, true. */
static TideNode *
parse_word (Parser *self)
{
  TidePeriod    period;
  TideFrequency frequency;
  size_t        length = strlen (self->token.text);
  TideNode     *node;

  if (self->next.kind == TIDE_TOKEN_OPEN)
    return NULL;

  if (is_word (&self->token, "true") || is_word (&self->token, "false"))
    {
      node = make_node (self, TIDE_NODE_TRUTH, self->token.start, self->token.end);
      node->truth = is_word (&self->token, "true");
      node->kinds = TIDE_KIND_TRUTH;
    }
  else if (tide_period_parse (self->token.text, length, &period))
    {
      node = make_node (self, TIDE_NODE_PERIOD, self->token.start, self->token.end);
      node->period = period;
      node->kinds = TIDE_KIND_PERIOD;
    }
  else if (length == 1 && tide_frequency_parse (self->token.text, &frequency))
    {
      node = make_node (self, TIDE_NODE_FREQUENCY, self->token.start, self->token.end);
      node->frequency = frequency;
      node->kinds = TIDE_KIND_FREQUENCY;
    }
  else
    return NULL;

  advance (self);
  return node;
}

static bool
read_bound (Parser *self,
            int    *out_bound)
{
  bool negative = self->token.kind == TIDE_TOKEN_MINUS;

  if (negative)
    advance (self);
  if (self->token.kind != TIDE_TOKEN_NUMBER || !self->token.whole || self->token.number > 99999)
    return false;

  *out_bound = negative ? -(int) self->token.number : (int) self->token.number;
  advance (self);
  return true;
}

/* Is the argument looked at a range such as -1..3? */
static bool
is_range (Parser *self)
{
  size_t    end = self->next.end;
  TideToken after;

  if (self->token.kind == TIDE_TOKEN_NUMBER)
    return self->next.kind == TIDE_TOKEN_RANGE;
  if (self->token.kind != TIDE_TOKEN_MINUS || self->next.kind != TIDE_TOKEN_NUMBER)
    return false;

  after = tide_lexer_next (self->arena, self->text, self->length, end);
  return after.kind == TIDE_TOKEN_RANGE;
}

static TideNode *
parse_range (Parser  *self,
             GError **error)
{
  TideNode *node = make_node (self, TIDE_NODE_RANGE, self->token.start, self->token.end);

  node->kinds = TIDE_KIND_RANGE;
  if (!read_bound (self, &node->range.first) || self->token.kind != TIDE_TOKEN_RANGE)
    {
      fail_expected (self, "a range of whole numbers such as -1..3", error);
      return NULL;
    }

  advance (self);
  node->end = self->token.end;
  if (!read_bound (self, &node->range.last) || node->range.last < node->range.first)
    {
      fail_expected (self, "the end of a range such as -1..3, not before its start", error);
      return NULL;
    }
  return node;
}

static void
fail_unknown (Parser  *self,
              GError **error)
{
  const char      *nearest = tide_function_find_nearest (self->token.text);
  g_autofree char *found = tide_formula_quote (self->text, self->token.start, self->token.end);

  if (nearest != NULL)
    tide_formula_set_error (error, TIDE_FORMULA_ERROR_NAME, self->text, self->token.start,
                            "no function or field is called %s; the nearest is \"%s\"", found,
                            nearest);
  else
    tide_formula_set_error (error, TIDE_FORMULA_ERROR_NAME, self->text, self->token.start,
                            "no function or field is called %s", found);
}

/* A bare name that is neither function nor field nor anything else. */
static bool
is_unknown_word (const Parser *self)
{
  TidePeriod    period;
  TideFrequency frequency;
  const char   *word = self->token.text;

  return self->token.kind == TIDE_TOKEN_NAME && self->next.kind != TIDE_TOKEN_OPEN &&
         tide_function_find (word) == NULL && !tide_frequency_parse (word, &frequency) &&
         !tide_period_parse (word, strlen (word), &period) &&
         !is_word (&self->token, "true") && !is_word (&self->token, "false") &&
         !is_word (&self->token, "not");
}

/* Where a period or a day should stand the nearest function is no help. */
static void
fail_unknown_argument (Parser     *self,
                       const char *wanted,
                       GError    **error)
{
  if (tide_function_find_nearest (self->token.text) != NULL)
    fail_unknown (self, error);
  else
    fail_expected (self, wanted, error);
}

/* A name before "=" that is nothing else was meant as a parameter. */
static bool
is_unknown_parameter (const Parser *self)
{
  return self->token.kind == TIDE_TOKEN_NAME && self->next.kind == TIDE_TOKEN_EQUAL &&
         tide_function_find (self->token.text) == NULL && !is_word (&self->token, "true") &&
         !is_word (&self->token, "false");
}

static void
fail_parameter (Parser             *self,
                const TideFunction *function,
                GError            **error)
{
  const char *names[TIDE_FUNCTION_MAX_PARAMETERS];
  const char *nearest;

  for (size_t i = 0; i < function->n_parameters; i++)
    names[i] = function->parameters[i].name;

  nearest = tide_text_find_nearest (self->token.text, names, function->n_parameters);
  tide_formula_set_error (error, TIDE_FORMULA_ERROR_NAME, self->text, self->token.start,
                          "%s has no parameter \"%s\"%s%s%s", function->help.name,
                          self->token.text, nearest != NULL ? "; the nearest is \"" : "",
                          nearest != NULL ? nearest : "", nearest != NULL ? "\"" : "");
}

static TideNode *
parse_argument (Parser             *self,
                const TideFunction *function,
                GPtrArray          *names,
                GError            **error)
{
  const char *name = NULL;
  const char *wanted = tide_binder_describe_parameter (function, names->len);

  if (self->token.kind == TIDE_TOKEN_NAME && self->next.kind == TIDE_TOKEN_EQUAL &&
      tide_function_find_parameter (function, self->token.text, NULL))
    {
      name = self->token.text;
      advance (self);
      advance (self);
    }
  else if (is_unknown_parameter (self))
    {
      fail_parameter (self, function, error);
      return NULL;
    }
  else if (names->len > 0 && g_ptr_array_index (names, names->len - 1) != NULL)
    {
      fail_expected (self, "another named argument: they come last", error);
      return NULL;
    }

  if (name == NULL && wanted != NULL && is_unknown_word (self))
    {
      fail_unknown_argument (self, wanted, error);
      return NULL;
    }

  g_ptr_array_add (names, (gpointer) name);
  return is_range (self) ? parse_range (self, error) : parse_formula (self, error);
}

/* Equal calls are evaluated once: they get one slot. */
static void
share_slot (Parser   *self,
            TideNode *call)
{
  char  *key = tide_node_to_string (call);
  size_t slot = GPOINTER_TO_SIZE (g_hash_table_lookup (self->slots, key));

  if (slot == 0)
    {
      slot = g_hash_table_size (self->slots) + 1;
      g_hash_table_insert (self->slots, key, GSIZE_TO_POINTER (slot));
    }
  else
    g_free (key);
  call->slot = slot - 1;
}

static bool
parse_arguments (Parser             *self,
                 const TideFunction *function,
                 GPtrArray          *positional,
                 GPtrArray          *names,
                 GError            **error)
{
  advance (self);
  if (self->token.kind == TIDE_TOKEN_CLOSE)
    {
      advance (self);
      return true;
    }

  for (;;)
    {
      TideNode *argument = parse_argument (self, function, names, error);

      if (argument == NULL)
        return false;
      g_ptr_array_add (positional, argument);
      if (self->token.kind != TIDE_TOKEN_COMMA)
        return expect (self, TIDE_TOKEN_CLOSE, "\",\" or \")\"", error);
      advance (self);
    }
}

static bool
names_no_symbol (const TideNode *call)
{
  size_t index;

  return (call->function->flags & TIDE_FUNCTION_OF_ROW) != 0 &&
         tide_function_find_parameter (call->function, "symbol", &index) &&
         call->args[index] == NULL;
}

static TideNode *
parse_call (Parser  *self,
            GError **error)
{
  const TideFunction   *function = tide_function_find (self->token.text);
  TideNode             *node = make_node (self, TIDE_NODE_CALL, self->token.start, self->token.end);
  g_autoptr (GPtrArray) positional = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  bool                  needs_row = self->needs_row;

  if (function == NULL)
    {
      fail_unknown (self, error);
      return NULL;
    }

  if (++self->n_calls > TIDE_FORMULA_MAX_CALLS)
    {
      tide_formula_set_error (error, TIDE_FORMULA_ERROR_LIMIT, self->text, node->start,
                              "the formula has more than %d calls", TIDE_FORMULA_MAX_CALLS);
      return NULL;
    }

  node->function = function;
  advance (self);
  if (self->token.kind == TIDE_TOKEN_OPEN &&
      !parse_arguments (self, function, positional, names, error))
    return NULL;
  node->end = self->last_end;

  if (!tide_binder_bind_call (self->arena, self->text, node, positional, names, error))
    return NULL;

  share_slot (self, node);
  if ((function->flags & TIDE_FUNCTION_ALIKE) != 0)
    self->needs_row = needs_row;
  self->needs_row |= names_no_symbol (node);
  self->needs_list |= (node->function->flags & TIDE_FUNCTION_OF_LIST) != 0;
  return node;
}

static TideNode *
parse_group (Parser  *self,
             GError **error)
{
  TideNode *node;

  advance (self);
  if ((node = parse_formula (self, error)) == NULL)
    return NULL;
  return expect (self, TIDE_TOKEN_CLOSE, "\")\"", error) ? node : NULL;
}

static TideNode *
parse_primary (Parser  *self,
               GError **error)
{
  static const struct
  {
    TideTokenKind token;
    TideNodeKind  node;
    TideKind      kind;
  } literals[] = {
    { TIDE_TOKEN_NUMBER, TIDE_NODE_NUMBER, TIDE_KIND_NUMBER },
    { TIDE_TOKEN_DAY, TIDE_NODE_DAY, TIDE_KIND_DAY },
    { TIDE_TOKEN_MONTH, TIDE_NODE_MONTH, TIDE_KIND_MONTH },
    { TIDE_TOKEN_PERIOD, TIDE_NODE_PERIOD, TIDE_KIND_PERIOD },
    { TIDE_TOKEN_TEXT, TIDE_NODE_TEXT, TIDE_KIND_TEXT },
  };
  TideNode *word;

  for (size_t i = 0; i < G_N_ELEMENTS (literals); i++)
    if (literals[i].token == self->token.kind)
      return take_literal (self, literals[i].node, literals[i].kind);

  if (self->token.kind == TIDE_TOKEN_OPEN)
    return parse_group (self, error);

  if (self->token.kind != TIDE_TOKEN_NAME || is_word (&self->token, "and") ||
      is_word (&self->token, "or") || is_word (&self->token, "not"))
    {
      fail_expected (self, "a number, a function or a field", error);
      return NULL;
    }

  word = parse_word (self);
  return word != NULL ? word : parse_call (self, error);
}

static TideNode *
parse_postfix (Parser  *self,
               GError **error)
{
  TideNode *node = parse_primary (self, error);

  if (node == NULL || self->token.kind != TIDE_TOKEN_PERCENT)
    return node;

  advance (self);
  return make_operation (self, TIDE_NODE_PERCENT, TIDE_OPERATOR_DIVIDE, node, NULL, error);
}

static TideNode *
parse_power (Parser  *self,
             GError **error)
{
  TideNode *base = parse_postfix (self, error);
  TideNode *exponent;

  if (base == NULL || self->token.kind != TIDE_TOKEN_POWER)
    return base;

  advance (self);
  if (!enter (self, error))
    return NULL;
  exponent = parse_unary (self, error);
  self->depth--;
  if (exponent == NULL)
    return NULL;
  return make_operation (self, TIDE_NODE_BINARY, TIDE_OPERATOR_POWER, base, exponent, error);
}

static TideNode *
parse_unary (Parser  *self,
             GError **error)
{
  size_t       start = self->token.start;
  TideNodeKind kind;
  TideNode    *operand;
  TideNode    *node;

  if (self->token.kind == TIDE_TOKEN_MINUS)
    kind = TIDE_NODE_NEGATE;
  else if (self->token.kind == TIDE_TOKEN_PLUS)
    kind = TIDE_NODE_PLUS;
  else
    return parse_power (self, error);

  advance (self);
  if ((operand = parse_power (self, error)) == NULL)
    return NULL;
  if ((node = make_operation (self, kind, TIDE_OPERATOR_SUBTRACT, operand, NULL, error)) != NULL)
    node->start = start;
  return node;
}

/* The operators of one line of the grammar; any number of them, or one. */
typedef struct
{
  TideTokenKind kind;
  TideOperator  operation;
} OperatorToken;

static const OperatorToken product_operators[] = {
  { TIDE_TOKEN_TIMES, TIDE_OPERATOR_MULTIPLY },
  { TIDE_TOKEN_DIVIDE, TIDE_OPERATOR_DIVIDE },
};

static const OperatorToken sum_operators[] = {
  { TIDE_TOKEN_PLUS, TIDE_OPERATOR_ADD },
  { TIDE_TOKEN_MINUS, TIDE_OPERATOR_SUBTRACT },
};

static const OperatorToken compare_operators[] = {
  { TIDE_TOKEN_LESS, TIDE_OPERATOR_LESS },
  { TIDE_TOKEN_LESS_EQUAL, TIDE_OPERATOR_LESS_EQUAL },
  { TIDE_TOKEN_GREATER, TIDE_OPERATOR_GREATER },
  { TIDE_TOKEN_GREATER_EQUAL, TIDE_OPERATOR_GREATER_EQUAL },
  { TIDE_TOKEN_EQUAL, TIDE_OPERATOR_EQUAL },
  { TIDE_TOKEN_NOT_EQUAL, TIDE_OPERATOR_NOT_EQUAL },
};

static const OperatorToken *
find_operator (const Parser        *self,
               const OperatorToken *operators,
               size_t               n_operators)
{
  for (size_t i = 0; i < n_operators; i++)
    if (operators[i].kind == self->token.kind)
      return &operators[i];
  return NULL;
}

static TideNode *
parse_product (Parser  *self,
               GError **error)
{
  TideNode            *left = parse_unary (self, error);
  const OperatorToken *found;

  while (left != NULL &&
         (found = find_operator (self, product_operators, G_N_ELEMENTS (product_operators))))
    {
      TideNode *right;

      advance (self);
      if ((right = parse_unary (self, error)) == NULL)
        return NULL;
      left = make_operation (self, TIDE_NODE_BINARY, found->operation, left, right, error);
    }
  return left;
}

static TideNode *
parse_sum (Parser  *self,
           GError **error)
{
  TideNode            *left = parse_product (self, error);
  const OperatorToken *found;

  while (left != NULL &&
         (found = find_operator (self, sum_operators, G_N_ELEMENTS (sum_operators))))
    {
      TideNode *right;

      advance (self);
      if ((right = parse_product (self, error)) == NULL)
        return NULL;
      left = make_operation (self, TIDE_NODE_BINARY, found->operation, left, right, error);
    }
  return left;
}

static TideNode *
parse_compare (Parser  *self,
               GError **error)
{
  TideNode            *left = parse_sum (self, error);
  const OperatorToken *found;
  TideNode            *right;

  if (left == NULL)
    return NULL;
  if (!(found = find_operator (self, compare_operators, G_N_ELEMENTS (compare_operators))))
    return left;

  advance (self);
  if ((right = parse_sum (self, error)) == NULL)
    return NULL;
  return make_operation (self, TIDE_NODE_BINARY, found->operation, left, right, error);
}

static TideNode *
parse_not (Parser  *self,
           GError **error)
{
  size_t    start = self->token.start;
  TideNode *operand;
  TideNode *node;

  if (!is_word (&self->token, "not"))
    return parse_compare (self, error);

  advance (self);
  if ((operand = parse_compare (self, error)) == NULL)
    return NULL;
  node = make_operation (self, TIDE_NODE_NOT, TIDE_OPERATOR_AND, operand, NULL, error);
  if (node != NULL)
    node->start = start;
  return node;
}

static TideNode *
parse_and (Parser  *self,
           GError **error)
{
  TideNode *left = parse_not (self, error);

  while (left != NULL && is_word (&self->token, "and"))
    {
      TideNode *right;

      advance (self);
      if ((right = parse_not (self, error)) == NULL)
        return NULL;
      left = make_operation (self, TIDE_NODE_BINARY, TIDE_OPERATOR_AND, left, right, error);
    }
  return left;
}

static TideNode *
parse_formula (Parser  *self,
               GError **error)
{
  TideNode *left;

  if (!enter (self, error))
    return NULL;

  left = parse_and (self, error);
  while (left != NULL && is_word (&self->token, "or"))
    {
      TideNode *right;

      advance (self);
      if ((right = parse_and (self, error)) == NULL)
        return NULL;
      left = make_operation (self, TIDE_NODE_BINARY, TIDE_OPERATOR_OR, left, right, error);
    }
  self->depth--;
  return left;
}

static bool
check_text (const char *text,
            size_t      length,
            GError    **error)
{
  const char *end;

  if (length > TIDE_FORMULA_MAX_BYTES)
    {
      tide_formula_set_error (error, TIDE_FORMULA_ERROR_LIMIT, text, 0,
                              "the formula has %zu bytes; %d are allowed", length,
                              TIDE_FORMULA_MAX_BYTES);
      return false;
    }

  if (!g_utf8_validate_len (text, length, &end))
    {
      tide_formula_set_error (error, TIDE_FORMULA_ERROR_SYNTAX, text, (size_t) (end - text),
                              "expected text in UTF-8, found the byte 0x%02x",
                              (unsigned int) (unsigned char) *end);
      return false;
    }
  return true;
}

GHashTable *
tide_parser_new_slots (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Parses and checks a formula: names are looked up, arguments are put to their
 * parameters, and what can be known of kinds and units without data is. */
bool
tide_parser_run (TideArena  *arena,
                 const char *text,
                 size_t      length,
                 GHashTable *slots,
                 TidePlan   *out_plan,
                 GError    **error)
{
  Parser    self = { .arena = arena, .text = text, .length = length, .slots = slots };
  TideNode *root;

  if (!check_text (text, length, error))
    return false;

  self.next = tide_lexer_next (arena, text, length, 0);
  advance (&self);
  if ((root = parse_formula (&self, error)) == NULL)
    return false;

  if (self.token.kind != TIDE_TOKEN_END)
    {
      fail_expected (&self, "an operator or the end of the formula", error);
      return false;
    }

  if ((root->kinds & TIDE_KINDS_SCALAR) == 0)
    {
      tide_formula_set_error (error, TIDE_FORMULA_ERROR_ARGUMENT, text, root->start,
                              "a frequency is an argument, not a formula");
      return false;
    }

  *out_plan = (TidePlan){ root, g_hash_table_size (slots), self.needs_row,
                          self.needs_list };
  return true;
}
