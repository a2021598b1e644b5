// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-citation"

#include "config.h"

#include "tide-citation.h"

#include <math.h>
#include <string.h>

#include "model/tide-field.h"
#include "model/tide-instrument.h"
#include "model/tide-series-private.h"

G_DEFINE_QUARK (tide_citation_error, tide_citation_error)
G_DEFINE_BOXED_TYPE (TideCitation, tide_citation, tide_citation_ref, tide_citation_unref)

/**
 * tide_citation_new:
 * @fields: what it says; copied
 *
 * Makes a citation. Whether it can be is told by tide_citation_check().
 *
 * Returns: (transfer full)
 */
TideCitation *
tide_citation_new (const TideCitation *fields)
{
  TideCitation *self;

  g_return_val_if_fail (fields != NULL, NULL);

  self = g_atomic_rc_box_new0 (TideCitation);
  *self = *fields;
  self->symbol = g_strdup (fields->symbol);
  self->field = g_strdup (fields->field);
  self->publication = g_strdup (fields->publication);
  self->wording = g_strdup (fields->wording != NULL ? fields->wording : "");
  return self;
}

/**
 * tide_citation_ref:
 * @self: a citation
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
TideCitation *
tide_citation_ref (TideCitation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_citation (gpointer data)
{
  TideCitation *self = data;

  g_free (self->symbol);
  g_free (self->field);
  g_free (self->publication);
  g_free (self->wording);
}

/**
 * tide_citation_unref:
 * @self: (transfer full): a citation
 *
 * Drops a reference. Any thread.
 */
void
tide_citation_unref (TideCitation *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_citation);
}

static bool
refuse (GError          **error,
        TideCitationError code,
        const char       *format,
        ...) G_GNUC_PRINTF (3, 4);

static bool
refuse (GError          **error,
        TideCitationError code,
        const char       *format,
        ...)
{
  g_autofree char *message = NULL;
  va_list          arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, TIDE_CITATION_ERROR, (int) code, message);
  return false;
}

static bool
check_names (const TideCitation *self,
             GError            **error)
{
  g_autofree char *symbol = NULL;

  if (self->symbol != NULL)
    symbol = tide_symbol_normalize (self->symbol, strlen (self->symbol));
  if (symbol == NULL || strcmp (symbol, self->symbol) != 0)
    return refuse (error, TIDE_CITATION_ERROR_SYMBOL,
                   "“%s” cannot be a symbol; expected one such as 9988.HK or GS-PRIME.",
                   self->symbol != NULL ? self->symbol : "");
  if (self->field == NULL || !tide_field_name_valid (self->field, strlen (self->field)))
    return refuse (error, TIDE_CITATION_ERROR_FIELD,
                   "“%s” cannot be the name of a field; expected small letters, digits and _, "
                   "such as allocation.",
                   self->field != NULL ? self->field : "");
  return true;
}

static bool
check_day (const TideCitation *self,
           TideDay             today,
           GError            **error)
{
  char day[TIDE_DAY_TEXT_SIZE];

  if (self->day < TIDE_DAY_MIN || self->day > TIDE_DAY_MAX)
    return refuse (error, TIDE_CITATION_ERROR_DAY,
                   "The day that the figure describes is missing; expected one such as "
                   "2025-02-07.");
  if (self->day > today)
    return refuse (error, TIDE_CITATION_ERROR_DAY,
                   "%s has not come yet; a figure describes a day up to today.",
                   tide_day_format (self->day, day));
  return true;
}

/* A value that is not there takes back what was cited before. */
static bool
check_value (const TideCitation *self,
             GError            **error)
{
  const TideField *field = tide_field_find (self->field);
  double           value = self->value;

  if (isinf (value))
    return refuse (error, TIDE_CITATION_ERROR_VALUE,
                   "The figure is not finite; expected a number such as 7.6.");
  if (isnan (value) || field == NULL)
    return true;

  if (field->measure == TIDE_FIELD_SIGN && value != -1 && value != 0 && value != 1)
    return refuse (error, TIDE_CITATION_ERROR_VALUE,
                   "A direction is -1, 0 or 1: sold, unchanged or bought. It has no size.");
  if (strcmp (self->field, "percentile") == 0 && (value < 0 || value > 1))
    return refuse (error, TIDE_CITATION_ERROR_VALUE,
                   "A percentile lies between 0 %% and 100 %%; expected one such as 23%%.");
  if (field->positive && value <= 0)
    return refuse (error, TIDE_CITATION_ERROR_VALUE, "A %s is above zero.", field->name);
  return true;
}

/* A text of the analyst's; @lines tells whether it may have several. */
static bool
is_text (const char *text,
         long        limit,
         bool        lines)
{
  if (!g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) > limit)
    return false;
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) && !(lines && (*c == '\n' || *c == '\t')))
      return false;
  return true;
}

static bool
check_texts (const TideCitation *self,
             GError            **error)
{
  if (self->publication == NULL || *self->publication == '\0')
    return refuse (error, TIDE_CITATION_ERROR_PUBLICATION,
                   "Who published the figure is missing; expected a source such as Financial "
                   "Times, 7 Feb 2025.");
  if (!is_text (self->publication, TIDE_CITATION_PUBLICATION_MAX, false))
    return refuse (error, TIDE_CITATION_ERROR_PUBLICATION,
                   "The source is longer than %d characters or not one line of text.",
                   TIDE_CITATION_PUBLICATION_MAX);
  if (self->wording != NULL && !is_text (self->wording, TIDE_CITATION_WORDING_MAX, true))
    return refuse (error, TIDE_CITATION_ERROR_WORDING,
                   "The wording is longer than %d characters or not text.",
                   TIDE_CITATION_WORDING_MAX);
  return true;
}

/**
 * tide_citation_check:
 * @self: a citation that somebody wants to enter
 * @today: last day that is not in the future
 * @error: a #TideCitationError that tells which part; a sentence
 *
 * Tells whether it can be entered.
 *
 * Returns: %TRUE if so
 */
bool
tide_citation_check (const TideCitation *self,
                     TideDay             today,
                     GError            **error)
{
  g_return_val_if_fail (self != NULL, false);

  return check_names (self, error) && check_day (self, today, error) &&
         check_value (self, error) && check_texts (self, error);
}

/**
 * tide_citation_same_cell:
 * @a: a citation
 * @b: a citation
 *
 * Tells whether both are about one symbol, field and day, so that the newer one
 * corrects the older.
 *
 * Returns: %TRUE if so
 */
bool
tide_citation_same_cell (const TideCitation *a,
                         const TideCitation *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, false);

  return a->day == b->day && strcmp (a->symbol, b->symbol) == 0 &&
         strcmp (a->field, b->field) == 0;
}

/**
 * tide_citation_same_words:
 * @a: a citation
 * @b: a citation of the same cell
 *
 * Tells whether both say the same in the same words.
 *
 * Returns: %TRUE if so
 */
bool
tide_citation_same_words (const TideCitation *a,
                          const TideCitation *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, false);

  return (a->value == b->value || (isnan (a->value) && isnan (b->value))) &&
         tide_unit_equal (a->unit, b->unit) && strcmp (a->publication, b->publication) == 0 &&
         strcmp (a->wording, b->wording) == 0;
}

/**
 * tide_citation_make_series:
 * @citations: (element-type TideCitation): one a day, ascending, with values in
 *   one unit
 * @info: what they are
 *
 * Makes a series of cited figures. Each was learned when it was entered, and
 * tide_series_get_citation() tells where it was read.
 *
 * Returns: (transfer full)
 */
TideSeries *
tide_citation_make_series (GPtrArray            *citations,
                           const TideSeriesInfo *info)
{
  g_autofree TideDay    *days = NULL;
  g_autofree double     *values = NULL;
  g_autofree TideOrigin *origins = NULL;
  GPtrArray             *kept;
  TideSeries            *series;

  g_return_val_if_fail (citations != NULL && info != NULL, NULL);

  days = g_new (TideDay, citations->len);
  values = g_new (double, citations->len);
  origins = g_new (TideOrigin, citations->len);
  kept = g_ptr_array_new_full (citations->len, (GDestroyNotify) tide_citation_unref);
  for (size_t i = 0; i < citations->len; i++)
    {
      TideCitation *citation = g_ptr_array_index (citations, i);

      g_ptr_array_add (kept, tide_citation_ref (citation));
      days[i] = citation->day;
      values[i] = citation->value;
      origins[i] = (TideOrigin){ .first_row = i,
                                 .learned = citation->entered,
                                 .basis_day = TIDE_DAY_NONE };
    }

  series = tide_series_new_full (info, days, values, citations->len, NULL, origins,
                                 citations->len);
  tide_series_set_citations (series, kept);
  return series;
}
