// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cite-form"

#include "config.h"

#include "gui/tide-cite-form.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "gui/tide-moment-text.h"
#include "model/tide-field.h"

/* The titles of the field table. */
G_GNUC_UNUSED static const char *const titles[] = {
  NC_ ("field", "Allocation"),
  NC_ ("field", "Buying"),
  NC_ ("field", "Close"),
  NC_ ("field", "Close as quoted"),
  NC_ ("field", "Direction"),
  NC_ ("field", "Dividend yield"),
  NC_ ("field", "ETF turnover"),
  NC_ ("field", "EV/EBITDA"),
  NC_ ("field", "Forward P/E"),
  NC_ ("field", "Forward earnings per share"),
  NC_ ("field", "High"),
  NC_ ("field", "Holdings"),
  NC_ ("field", "Low"),
  NC_ ("field", "Market value"),
  NC_ ("field", "Net buying"),
  NC_ ("field", "Net flow"),
  NC_ ("field", "Open"),
  NC_ ("field", "P/B"),
  NC_ ("field", "P/E"),
  NC_ ("field", "P/S"),
  NC_ ("field", "Percentile as published"),
  NC_ ("field", "Price target"),
  NC_ ("field", "Quota balance"),
  NC_ ("field", "Selling"),
  NC_ ("field", "Share of the whole"),
  NC_ ("field", "Shares outstanding"),
  NC_ ("field", "Total return"),
  NC_ ("field", "Trailing earnings per share"),
  NC_ ("field", "Turnover"),
  NC_ ("field", "Upside as published"),
  NC_ ("field", "Volume"),
};

static bool
is_blank (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isspace (*text))
      return false;
  return true;
}

/* “Close” and “Open” are prices here. */
static const char *
translate_title (const char *title)
{
  return g_dpgettext2 (NULL, "field", title);
}

const char *
tide_cite_form_get_title (const char *field)
{
  const TideField *row = tide_field_find (field);

  return row != NULL ? translate_title (row->title) : field;
}

char *
tide_cite_form_dup_unit (TideUnit unit)
{
  switch (unit.kind)
    {
    case TIDE_UNIT_SHARE:
    case TIDE_UNIT_CHANGE:
      return g_strdup ("%");
    case TIDE_UNIT_POINTS:
      return g_strdup ("pp");
    case TIDE_UNIT_MULTIPLE:
    case TIDE_UNIT_TIMES:
      return g_strdup ("x");
    case TIDE_UNIT_PLAIN:
    case TIDE_UNIT_CURRENCY:
    case TIDE_UNIT_SHARES:
    case TIDE_UNIT_DAYS:
    case TIDE_UNIT_INDEX:
      break;
    }
  return tide_unit_to_string (unit);
}

/* A field by its name, or by its title in either language. */
static char *
find_field (const char *text)
{
  g_autofree char        *folded = g_utf8_casefold (text, -1);
  size_t                  n_fields;
  const TideField *const *fields = tide_field_list (&n_fields);

  for (size_t i = 0; i < n_fields; i++)
    {
      g_autofree char *title = g_utf8_casefold (fields[i]->title, -1);
      g_autofree char *shown = g_utf8_casefold (translate_title (fields[i]->title), -1);

      if (g_str_equal (folded, fields[i]->name) || g_str_equal (folded, title) ||
          g_str_equal (folded, shown))
        return g_strdup (fields[i]->name);
    }
  return g_strdup (text);
}

/* What is wrong with one entry, in the reader's language. */
static char *
describe_problem (TideCiteEntry entry,
                  const char   *text,
                  const char   *field)
{
  const TideField *row = tide_field_find (field);

  switch (entry)
    {
    case TIDE_CITE_SYMBOL:
      return g_strdup_printf (_ ("“%s” cannot be a symbol; write one such as 9988.HK or GS-PRIME."),
                              text);
    case TIDE_CITE_FIELD:
      return g_strdup_printf (_ ("“%s” cannot be a field; write one such as allocation."), text);
    case TIDE_CITE_DAY:
      return g_strdup_printf (_ ("“%s” is not a day up to today; write one such as 2025-02-07."),
                              text);
    case TIDE_CITE_VALUE:
      if (row != NULL && row->measure == TIDE_FIELD_SIGN)
        return g_strdup (_ ("A direction is −1, 0 or 1: sold, unchanged or bought."));
      if (row != NULL && g_str_equal (row->name, "percentile"))
        return g_strdup (_ ("A percentile lies between 0% and 100%."));
      return g_strdup_printf (_ ("“%s” is no figure that can be; write one such as 7.6."), text);
    case TIDE_CITE_UNIT:
      return g_strdup_printf (_ ("“%s” is no unit; write one such as %%, x, HKD or HKD bn."), text);
    case TIDE_CITE_PUBLICATION:
      return g_strdup_printf (_ ("The source is longer than %d characters."),
                              TIDE_CITATION_PUBLICATION_MAX);
    case TIDE_CITE_WORDING:
      return g_strdup_printf (_ ("The wording is longer than %d characters."),
                              TIDE_CITATION_WORDING_MAX);
    case TIDE_N_CITE_ENTRIES:
      break;
    }

  g_assert_not_reached ();
}

static TideCiteEntry
find_entry (const GError *error)
{
  static const TideCiteEntry entries[] = {
    [TIDE_CITATION_ERROR_SYMBOL] = TIDE_CITE_SYMBOL,
    [TIDE_CITATION_ERROR_FIELD] = TIDE_CITE_FIELD,
    [TIDE_CITATION_ERROR_DAY] = TIDE_CITE_DAY,
    [TIDE_CITATION_ERROR_VALUE] = TIDE_CITE_VALUE,
    [TIDE_CITATION_ERROR_UNIT] = TIDE_CITE_UNIT,
    [TIDE_CITATION_ERROR_PUBLICATION] = TIDE_CITE_PUBLICATION,
    [TIDE_CITATION_ERROR_WORDING] = TIDE_CITE_WORDING,
  };

  return entries[error->code];
}

static void
set_problem (TideCiteReading   *self,
             TideCiteEntry      entry,
             const char *const *texts,
             const char        *field)
{
  if (self->problems[entry] == NULL && !self->lacks[entry])
    self->problems[entry] = describe_problem (entry, texts[entry], field != NULL ? field : "");
}

/* Each entry by itself, so that all that is wrong is told at once. */
static void
read_parts (TideCiteReading   *self,
            TideDesk          *desk,
            const char *const *texts,
            TideCitation      *fields)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *unit = NULL;

  for (int i = 0; i < TIDE_N_CITE_ENTRIES; i++)
    self->lacks[i] = i != TIDE_CITE_UNIT && i != TIDE_CITE_WORDING && is_blank (texts[i]);

  fields->symbol = tide_symbol_normalize (texts[TIDE_CITE_SYMBOL],
                                          strlen (texts[TIDE_CITE_SYMBOL]));
  if (fields->symbol == NULL)
    set_problem (self, TIDE_CITE_SYMBOL, texts, NULL);
  if (!self->lacks[TIDE_CITE_FIELD])
    {
      g_autofree char *trimmed = g_strstrip (g_strdup (texts[TIDE_CITE_FIELD]));

      fields->field = find_field (trimmed);
      if (!tide_field_name_valid (fields->field, strlen (fields->field)))
        {
          set_problem (self, TIDE_CITE_FIELD, texts, NULL);
          g_clear_pointer (&fields->field, g_free);
        }
    }
  fields->day = tide_day_read_text (texts[TIDE_CITE_DAY]);
  if (fields->day == TIDE_DAY_NONE || fields->day > tide_clock_today ())
    set_problem (self, TIDE_CITE_DAY, texts, NULL);

  self->usual = fields->symbol != NULL && fields->field != NULL
                  ? tide_desk_get_usual_unit (desk, fields->symbol, fields->field)
                  : tide_unit_plain ();
  unit = is_blank (texts[TIDE_CITE_UNIT]) ? tide_cite_form_dup_unit (self->usual)
                                          : g_strdup (texts[TIDE_CITE_UNIT]);
  if (!tide_desk_read_figure (texts[TIDE_CITE_VALUE], unit, self->usual, &fields->unit,
                              &fields->value, &error))
    set_problem (self, find_entry (error), texts, fields->field);
}

/* What hangs together is looked at once all parts are there. */
static void
check_whole (TideCiteReading   *self,
             const char *const *texts,
             TideCitation      *fields)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < TIDE_N_CITE_ENTRIES; i++)
    if (self->lacks[i] || self->problems[i] != NULL)
      return;

  fields->publication = g_strstrip (g_strdup (texts[TIDE_CITE_PUBLICATION]));
  fields->wording = g_strstrip (g_strdup (texts[TIDE_CITE_WORDING]));
  if (tide_citation_check (fields, tide_clock_today (), &error))
    self->citation = tide_citation_new (fields);
  else
    set_problem (self, find_entry (error), texts, fields->field);
}

/* @texts: what stands in each entry. A figure without a unit is in the usual one of
 * its field, in per cent where that is a fraction. */
TideCiteReading *
tide_cite_reading_new (TideDesk          *desk,
                       const char *const *texts)
{
  TideCiteReading *self = g_new0 (TideCiteReading, 1);
  TideCitation     fields = { .day = TIDE_DAY_NONE };

  read_parts (self, desk, texts, &fields);
  check_whole (self, texts, &fields);
  g_free (fields.symbol);
  g_free (fields.field);
  g_free (fields.publication);
  g_free (fields.wording);
  return self;
}

void
tide_cite_reading_free (TideCiteReading *self)
{
  for (int i = 0; i < TIDE_N_CITE_ENTRIES; i++)
    g_free (self->problems[i]);
  g_clear_pointer (&self->citation, tide_citation_unref);
  g_free (self);
}

/* What is cited of the same cell now; NULL when nothing is. */
static TideCitation *
find_present (TideDesk           *desk,
              const TideCitation *cell)
{
  g_autoptr (GPtrArray) all = tide_desk_dup_citations (desk, cell->symbol);

  for (guint i = all->len; i-- > 0;)
    {
      TideCitation *citation = g_ptr_array_index (all, i);

      if (tide_citation_same_cell (citation, cell))
        return isnan (citation->value) ? NULL : tide_citation_ref (citation);
    }
  return NULL;
}

static char *
dup_figure (const TideCitation *citation)
{
  return tide_unit_format (citation->unit, citation->value,
                           tide_unit_get_decimals (citation->unit, citation->value),
                           TIDE_NUMBER_SCREEN);
}

/* Says what would be entered, or the first thing that is wrong, or what is
 * still to be filled in. */
char *
tide_cite_reading_dup_summary (const TideCiteReading *self,
                               TideDesk              *desk)
{
  g_autoptr (TideCitation) present = NULL;
  g_autofree char         *figure = NULL;
  g_autofree char         *day = NULL;
  g_autofree char         *before = NULL;

  for (int i = 0; i < TIDE_N_CITE_ENTRIES; i++)
    if (self->problems[i] != NULL)
      return g_strdup (self->problems[i]);
  if (self->citation == NULL)
    return g_strdup (_ ("Symbol, field, day, figure and source are needed."));

  figure = dup_figure (self->citation);
  day = tide_day_dup_text (self->citation->day);
  present = find_present (desk, self->citation);
  if (present == NULL)
    /* Translators: symbol, field, day and figure that will be entered. */
    return g_strdup_printf (_ ("%s, %s, %s: %s"), self->citation->symbol,
                            tide_cite_form_get_title (self->citation->field), day, figure);
  before = dup_figure (present);
  /* Translators: symbol, field, day, figure, and the figure that was entered before. */
  return g_strdup_printf (_ ("%s, %s, %s: %s corrects %s, which is kept"), self->citation->symbol,
                          tide_cite_form_get_title (self->citation->field), day, figure, before);
}
