// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-desk.h"

G_BEGIN_DECLS

/* The entries of a cited figure, in the order in which they are typed. */
typedef enum
{
  TIDE_CITE_SYMBOL,
  TIDE_CITE_FIELD,
  TIDE_CITE_DAY,
  TIDE_CITE_VALUE,
  TIDE_CITE_UNIT,
  TIDE_CITE_PUBLICATION,
  TIDE_CITE_WORDING,
  TIDE_N_CITE_ENTRIES,
} TideCiteEntry;

/**
 * TideCiteReading:
 * @problems: for each entry the sentence that tells what is wrong, or NULL
 * @lacks: for each entry whether it must still be filled in
 * @citation: (nullable): what the entries say, when all of them can be
 * @usual: unit that figures of this field usually have
 *
 * What was typed into the entries.
 */
typedef struct
{
  char         *problems[TIDE_N_CITE_ENTRIES];
  bool          lacks[TIDE_N_CITE_ENTRIES];
  TideCitation *citation;
  TideUnit      usual;
} TideCiteReading;

TideCiteReading *tide_cite_reading_new (TideDesk          *desk,
                                        const char *const *texts);
void             tide_cite_reading_free (TideCiteReading *self);
char            *tide_cite_reading_dup_summary (const TideCiteReading *self,
                                                TideDesk              *desk);

/* `Allocation`, in the reader's language; a field of the user's own by its name. */
const char *tide_cite_form_get_title (const char *field);
/* `%`, `x`, `HKD`: as people write it. */
char *tide_cite_form_dup_unit (TideUnit unit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideCiteReading, tide_cite_reading_free)

G_END_DECLS
