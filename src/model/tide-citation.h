// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-series.h"

G_BEGIN_DECLS

/** TIDE_CITED: name of the source that cited figures are read from. */
#define TIDE_CITED "cited"
/** TIDE_CITATION_PUBLICATION_MAX: characters of the longest publication. */
#define TIDE_CITATION_PUBLICATION_MAX 200
/** TIDE_CITATION_WORDING_MAX: characters of the longest wording. */
#define TIDE_CITATION_WORDING_MAX 2000

#define TIDE_CITATION_ERROR (tide_citation_error_quark ())

/**
 * TideCitationError:
 * @TIDE_CITATION_ERROR_SYMBOL: not a canonical symbol
 * @TIDE_CITATION_ERROR_FIELD: not the name of a field
 * @TIDE_CITATION_ERROR_DAY: no day, or one that has not come
 * @TIDE_CITATION_ERROR_VALUE: not a number, or none that the field can have
 * @TIDE_CITATION_ERROR_UNIT: not a unit
 * @TIDE_CITATION_ERROR_PUBLICATION: no publication is named, or at too great length
 * @TIDE_CITATION_ERROR_WORDING: too long, or no text
 *
 * Which part of a citation cannot be.
 */
typedef enum
{
  TIDE_CITATION_ERROR_SYMBOL,
  TIDE_CITATION_ERROR_FIELD,
  TIDE_CITATION_ERROR_DAY,
  TIDE_CITATION_ERROR_VALUE,
  TIDE_CITATION_ERROR_UNIT,
  TIDE_CITATION_ERROR_PUBLICATION,
  TIDE_CITATION_ERROR_WORDING,
} TideCitationError;

GQuark tide_citation_error_quark (void);

#define TIDE_TYPE_CITATION (tide_citation_get_type ())

/**
 * TideCitation:
 * @id: number in the workspace, ascending in order of entry; 0 if not stored
 * @symbol: canonical symbol of the instrument it is about
 * @field: field name
 * @day: day it describes
 * @value: the figure in @unit; NaN takes back what was cited of that day
 * @unit: its unit
 * @publication: who published it, and where: `Financial Times, 7 Feb 2025`
 * @wording: the words it was read in; may be empty
 * @entered: when the analyst entered it; UTC seconds
 *
 * A figure that the analyst read somewhere. What was entered is never changed: a
 * correction is a newer citation of the same symbol, field and day. Immutable,
 * reference counted, safe across threads.
 */
struct _TideCitation
{
  int64_t     id;
  char       *symbol;
  char       *field;
  TideDay     day;
  double      value;
  TideUnit    unit;
  char       *publication;
  char       *wording;
  TideInstant entered;
};

/**
 * TideCiteCount:
 * @n_new: cells that had no figure before
 * @n_revised: cells that say something else now
 * @n_unchanged: citations that said what was cited already; not stored again
 *
 * What entering citations came to.
 */
typedef struct
{
  size_t n_new;
  size_t n_revised;
  size_t n_unchanged;
} TideCiteCount;

GType         tide_citation_get_type (void) G_GNUC_CONST;
TideCitation *tide_citation_new (const TideCitation *fields);
TideCitation *tide_citation_ref (TideCitation *self);
void          tide_citation_unref (TideCitation *self);
bool          tide_citation_check (const TideCitation *self,
                                   TideDay             today,
                                   GError            **error);
bool          tide_citation_same_cell (const TideCitation *a,
                                       const TideCitation *b);
bool          tide_citation_same_words (const TideCitation *a,
                                        const TideCitation *b);
TideSeries   *tide_citation_make_series (GPtrArray            *citations,
                                         const TideSeriesInfo *info);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideCitation, tide_citation_unref)

G_END_DECLS
