// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "formula/tide-formula.h"
#include "model/tide-instrument.h"

G_BEGIN_DECLS

/**
 * TideCandidateKind:
 * @TIDE_CANDIDATE_FUNCTION: a function or a field that is one
 * @TIDE_CANDIDATE_PARAMETER: a named parameter of the function around
 * @TIDE_CANDIDATE_WORD: a word of the language or a period
 * @TIDE_CANDIDATE_SYMBOL: an instrument
 * @TIDE_CANDIDATE_FIELD: a stored field, as field() wants it
 * @TIDE_CANDIDATE_CHOICE: one of the words that a parameter may be
 */
typedef enum
{
  TIDE_CANDIDATE_FUNCTION,
  TIDE_CANDIDATE_PARAMETER,
  TIDE_CANDIDATE_WORD,
  TIDE_CANDIDATE_SYMBOL,
  TIDE_CANDIDATE_FIELD,
  TIDE_CANDIDATE_CHOICE,
} TideCandidateKind;

/**
 * TideCandidate:
 * @kind: what it is
 * @text: what takes the place of the bytes between @TideCompletion.start and
 *   @TideCompletion.end
 * @label: how it is listed
 * @detail: (nullable): what it means
 *
 * One way to go on.
 */
typedef struct
{
  TideCandidateKind kind;
  char             *text;
  char             *label;
  char             *detail;
} TideCandidate;

/**
 * TideCompletion:
 * @start: first byte that a candidate replaces
 * @end: first byte after those
 * @candidates: (element-type TideCandidate): ways to go on, best first
 * @function: (nullable): the function whose parentheses are around the cursor
 * @argument: which of its arguments, from 0
 *
 * What a formula that is being typed can become at the cursor.
 */
typedef struct
{
  size_t                  start;
  size_t                  end;
  GPtrArray              *candidates;
  const TideFunctionHelp *function;
  unsigned int            argument;
} TideCompletion;

TideCompletion *tide_completion_new (const char *text,
                                     size_t      cursor,
                                     GPtrArray  *instruments);
void            tide_completion_free (TideCompletion *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideCompletion, tide_completion_free)

G_END_DECLS
