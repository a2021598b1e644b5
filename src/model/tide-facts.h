// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>

#include "base/tide-day.h"

G_BEGIN_DECLS

/** TIDE_FACT_LENGTH_MAX: bytes that a word of TideFacts may have. */
#define TIDE_FACT_LENGTH_MAX 200

/**
 * TideFacts:
 * @measure: (nullable): what is measured: `turnover`, `net buying`, `holdings`,
 *   `allocation`, `share`, `direction`; two measures never share an axis
 * @investor: (nullable): whose money it is: `Mainland investors, southbound`
 * @horizon: (nullable): `trailing` or `forward`, of multiples and earnings
 * @aggregation: (nullable): how a group's figure is made of its members':
 *   `cap-weighted harmonic`
 * @live_since: first day that was observed as it happened; earlier values were
 *   calculated backwards. %TIDE_DAY_NONE where that is not known
 * @ended_day: last day of a discontinued series, else %TIDE_DAY_NONE
 * @ended_reason: (nullable): why it ended
 * @successor: (nullable): what is published in its place
 *
 * What must be known of a column before its numbers can be read. Strings belong
 * to whoever holds the struct.
 */
typedef struct
{
  const char *measure;
  const char *investor;
  const char *horizon;
  const char *aggregation;
  TideDay     live_since;
  TideDay     ended_day;
  const char *ended_reason;
  const char *successor;
} TideFacts;

/** TIDE_FACTS_NONE: nothing is known; initialises a TideFacts. */
#define TIDE_FACTS_NONE          \
  {                              \
    .live_since = TIDE_DAY_NONE, \
    .ended_day = TIDE_DAY_NONE,  \
  }

/** TIDE_N_FACTS: how many facts there are; see tide_facts_get_text(). */
#define TIDE_N_FACTS 8

bool        tide_facts_are_empty (const TideFacts *self);
bool        tide_facts_equal (const TideFacts *a,
                              const TideFacts *b);
void        tide_facts_complete (TideFacts       *self,
                                 const TideFacts *defaults);
void        tide_facts_copy (TideFacts       *copy,
                             const TideFacts *facts);
void        tide_facts_clear (TideFacts *facts);
const char *tide_facts_get_name (size_t fact);
const char *tide_facts_get_text (const TideFacts *self,
                                 size_t           fact,
                                 char             buffer[TIDE_DAY_TEXT_SIZE]);
bool        tide_facts_set_text (TideFacts  *facts,
                                 const char *name,
                                 const char *text);
const char *tide_facts_get_expected (const char *name);
char       *tide_facts_dup_ending (const TideFacts *self);
char       *tide_facts_dup_text (const TideFacts *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TideFacts, tide_facts_clear)

G_END_DECLS
