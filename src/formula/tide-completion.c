// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-completion"

#include "config.h"

#include "formula/tide-completion.h"

#include <string.h>

#include "model/tide-field.h"
#include "tide-function-private.h"
#include "tide-lexer-private.h"

/* Longer lists are read by nobody. */
#define MAX_CANDIDATES 12

/* Calls within calls; more of them are no formula. */
#define MAX_DEPTH 64

/* A pair of parentheses that is open at the cursor. */
typedef struct
{
  const TideFunction *function; /* (nullable): NULL for parentheses alone */
  unsigned int        argument;
  char                name[32]; /* of the argument, when it is given by name */
} Call;

/* What stands at the cursor. */
typedef struct
{
  const char *text;
  size_t      length;
  size_t      cursor;
  Call        calls[MAX_DEPTH];
  size_t      depth;
  TideToken   token; /* the one the cursor is in or behind */
  bool        touches;
} Place;

static void
free_candidate (gpointer data)
{
  TideCandidate *candidate = data;

  g_free (candidate->text);
  g_free (candidate->label);
  g_free (candidate->detail);
  g_free (candidate);
}

static bool
is_full (const TideCompletion *self)
{
  return self->candidates->len >= MAX_CANDIDATES;
}

static bool
has_label (const TideCompletion *self,
           const char           *label)
{
  for (unsigned int i = 0; i < self->candidates->len; i++)
    if (strcmp (((TideCandidate *) self->candidates->pdata[i])->label, label) == 0)
      return true;

  return false;
}

static void
add_candidate (TideCompletion   *self,
               TideCandidateKind kind,
               char             *text_take,
               const char       *label,
               const char       *detail)
{
  TideCandidate *candidate;

  if (is_full (self) || has_label (self, label))
    {
      g_free (text_take);
      return;
    }
  candidate = g_new0 (TideCandidate, 1);
  candidate->kind = kind;
  candidate->text = text_take;
  candidate->label = g_strdup (label);
  candidate->detail = g_strdup (detail);
  g_ptr_array_add (self->candidates, candidate);
}

static bool
begins (const char *word,
        const char *prefix,
        size_t      length)
{
  return g_ascii_strncasecmp (word, prefix, length) == 0;
}

static void
open_call (Place           *place,
           const TideToken *before)
{
  Call *call;

  if (place->depth == MAX_DEPTH)
    return;
  call = &place->calls[place->depth++];
  *call = (Call){ NULL, 0, "" };
  if (before->kind == TIDE_TOKEN_NAME)
    call->function = tide_function_find (before->text);
}

/* Follows one token before the cursor. */
static void
follow (Place           *place,
        const TideToken *token,
        const TideToken *before)
{
  Call *call = place->depth > 0 ? &place->calls[place->depth - 1] : NULL;

  if (token->kind == TIDE_TOKEN_OPEN)
    open_call (place, before);
  else if (token->kind == TIDE_TOKEN_CLOSE && call != NULL)
    place->depth--;
  else if (token->kind == TIDE_TOKEN_COMMA && call != NULL)
    {
      call->argument++;
      call->name[0] = '\0';
    }
  else if (token->kind == TIDE_TOKEN_EQUAL && call != NULL && before->kind == TIDE_TOKEN_NAME)
    g_strlcpy (call->name, before->text, sizeof call->name);
}

/* Reads up to the token that the cursor is in, or stands right behind. */
static void
find_place (Place     *place,
            TideArena *arena)
{
  TideToken before = { .kind = TIDE_TOKEN_END };
  size_t    offset = 0;

  while (true)
    {
      TideToken token = tide_lexer_next (arena, place->text, place->length, offset);

      place->token = token;
      place->touches = token.kind != TIDE_TOKEN_END && token.start < place->cursor &&
                       place->cursor <= token.end;
      if (token.kind == TIDE_TOKEN_END || token.start >= place->cursor)
        return;
      if (place->touches && (token.kind == TIDE_TOKEN_NAME || token.kind == TIDE_TOKEN_ERROR ||
                             token.kind == TIDE_TOKEN_TEXT))
        return;
      follow (place, &token, &before);
      before = token;
      offset = MAX (token.end, offset + 1);
    }
}

/* Within quotation marks: after the first, and not after the last. */
static bool
is_in_text (const Place *place)
{
  if (!place->touches || place->text[place->token.start] != '"')
    return false;
  return place->token.kind == TIDE_TOKEN_ERROR || place->cursor < place->token.end;
}

/* Needs an argument before it means anything. */
static bool
wants_arguments (const TideFunction *function)
{
  return function->n_parameters > 0 &&
         (function->parameters[0].flags & (TIDE_PARAMETER_OPTIONAL | TIDE_PARAMETER_NAMED)) == 0;
}

static void
add_functions (TideCompletion *self,
               const Place    *place,
               const char     *prefix,
               size_t          length)
{
  bool                    open = self->end < place->length && place->text[self->end] == '(';
  size_t                  n_help;
  const TideFunctionHelp *help = tide_formula_list_functions (&n_help);

  for (size_t i = 0; i < n_help && !is_full (self); i++)
    {
      const TideFunction *function = tide_function_find (help[i].name);

      if (function == NULL || !begins (help[i].name, prefix, length))
        continue;
      add_candidate (self, TIDE_CANDIDATE_FUNCTION,
                     g_strconcat (help[i].name, !open && wants_arguments (function) ? "(" : "",
                                  NULL),
                     help[i].name, help[i].meaning);
    }
}

/* Parameters that are given by name, or may be. */
static void
add_parameters (TideCompletion *self,
                const Call     *call,
                const char     *prefix,
                size_t          length)
{
  if (call == NULL || call->function == NULL || call->name[0] != '\0')
    return;

  for (size_t i = 0; i < call->function->n_parameters; i++)
    {
      const TideParameter *parameter = &call->function->parameters[i];
      g_autofree char     *label = g_strconcat (parameter->name, "=", NULL);

      if ((parameter->flags & (TIDE_PARAMETER_OPTIONAL | TIDE_PARAMETER_NAMED)) != 0 &&
          begins (parameter->name, prefix, length))
        add_candidate (self, TIDE_CANDIDATE_PARAMETER, g_strdup (label), label, NULL);
    }
}

static void
add_words (TideCompletion *self,
           const char     *prefix,
           size_t          length)
{
  static const char *const words[] = { "YTD", "QTD", "MTD", "MAX", "and",
                                       "or", "not", "true", "false" };

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (begins (words[i], prefix, length))
      add_candidate (self, TIDE_CANDIDATE_WORD, g_strdup (words[i]), words[i], NULL);
}

/* A text is closed when it is completed. */
static char *
close_text (const Place *place,
            const char  *word)
{
  return place->token.kind == TIDE_TOKEN_TEXT ? g_strdup (word) : g_strconcat (word, "\"", NULL);
}

static void
add_fields (TideCompletion *self,
            const Place    *place,
            const char     *prefix,
            size_t          length)
{
  size_t                  n_fields;
  const TideField *const *fields = tide_field_list (&n_fields);

  for (size_t i = 0; i < n_fields; i++)
    if (begins (fields[i]->name, prefix, length))
      add_candidate (self, TIDE_CANDIDATE_FIELD, close_text (place, fields[i]->name),
                     fields[i]->name, fields[i]->title);
}

/* By symbol first, then by any word of the name. */
static void
add_symbols (TideCompletion *self,
             const Place    *place,
             GPtrArray      *instruments,
             const char     *prefix,
             size_t          length)
{
  g_autofree char *needle = g_strndup (prefix, length);

  for (unsigned int i = 0; instruments != NULL && i < instruments->len; i++)
    {
      const TideInstrument *instrument = g_ptr_array_index (instruments, i);

      if (begins (instrument->symbol, prefix, length))
        add_candidate (self, TIDE_CANDIDATE_SYMBOL, close_text (place, instrument->symbol),
                       instrument->symbol, instrument->name);
    }
  for (unsigned int i = 0; instruments != NULL && i < instruments->len && length > 0; i++)
    {
      const TideInstrument *instrument = g_ptr_array_index (instruments, i);

      if (instrument->name != NULL && g_str_match_string (needle, instrument->name, TRUE))
        add_candidate (self, TIDE_CANDIDATE_SYMBOL, close_text (place, instrument->symbol),
                       instrument->symbol, instrument->name);
    }
}

/* (nullable): the parameter that the cursor's argument is for. */
static const TideParameter *
find_parameter (const Call *call)
{
  size_t index = call->argument;

  if (call->function == NULL || call->function->n_parameters == 0)
    return NULL;
  if (call->name[0] != '\0' &&
      !tide_function_find_parameter (call->function, call->name, &index))
    return NULL;
  return index < call->function->n_parameters ? &call->function->parameters[index] : NULL;
}

static void
complete_text (TideCompletion *self,
               const Place    *place,
               GPtrArray      *instruments)
{
  const Call          *call = place->depth > 0 ? &place->calls[place->depth - 1] : NULL;
  const TideParameter *parameter = call != NULL ? find_parameter (call) : NULL;
  const char          *prefix = place->text + place->token.start + 1;
  size_t               length = place->cursor - place->token.start - 1;

  self->start = place->token.start + 1;
  self->end = place->token.kind == TIDE_TOKEN_TEXT ? place->token.end - 1 : place->length;
  if (parameter != NULL && parameter->choices != NULL)
    {
      for (size_t i = 0; parameter->choices[i] != NULL; i++)
        if (begins (parameter->choices[i], prefix, length))
          add_candidate (self, TIDE_CANDIDATE_CHOICE, close_text (place, parameter->choices[i]),
                         parameter->choices[i], NULL);
    }
  else if (call != NULL && call->function != NULL && call->argument == 0 &&
           strcmp (call->function->help.name, "field") == 0)
    add_fields (self, place, prefix, length);
  else
    add_symbols (self, place, instruments, prefix, length);
}

static void
complete_name (TideCompletion *self,
               const Place    *place)
{
  const Call *call = place->depth > 0 ? &place->calls[place->depth - 1] : NULL;
  const char *prefix = place->text + place->token.start;
  size_t      length = place->cursor - place->token.start;

  self->start = place->token.start;
  self->end = place->token.end;
  add_parameters (self, call, prefix, length);
  add_functions (self, place, prefix, length);
  add_words (self, prefix, length);
}

/**
 * tide_completion_new:
 * @text: a formula as far as it is typed; any UTF-8
 * @cursor: where the cursor stands; bytes, on a character's edge
 * @instruments: (nullable) (element-type TideInstrument): what symbols there are
 *
 * Finds how a formula that is being typed can go on: names of functions, fields
 * and parameters after letters; symbols, fields or choices within quotation
 * marks. Pure, and fast enough for every key. Any thread.
 *
 * Returns: (transfer full): what is possible there, perhaps nothing
 */
TideCompletion *
tide_completion_new (const char *text,
                     size_t      cursor,
                     GPtrArray  *instruments)
{
  g_autoptr (TideArena) arena = NULL;
  TideCompletion       *self;
  Place                 place = { .text = text };

  g_return_val_if_fail (text != NULL, NULL);

  arena = tide_arena_new ();
  self = g_new0 (TideCompletion, 1);
  place.length = strlen (text);
  place.cursor = MIN (cursor, place.length);
  self->candidates = g_ptr_array_new_with_free_func (free_candidate);
  self->start = self->end = place.cursor;
  find_place (&place, arena);

  if (place.depth > 0 && place.calls[place.depth - 1].function != NULL)
    {
      self->function = &place.calls[place.depth - 1].function->help;
      self->argument = place.calls[place.depth - 1].argument;
    }
  if (is_in_text (&place))
    complete_text (self, &place, instruments);
  else if (place.touches && place.token.kind == TIDE_TOKEN_NAME)
    complete_name (self, &place);
  return self;
}

/**
 * tide_completion_free:
 * @self: (transfer full) (nullable): a completion
 *
 * Frees a completion.
 */
void
tide_completion_free (TideCompletion *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->candidates);
  g_free (self);
}
