// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cited"

#include "config.h"

#include "tide-cited.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "base/tide-period.h"

struct _TideCited
{
  gatomicrefcount refs;

  /* symbol -> field -> citations in order of entry */
  GHashTable *symbols;
};

static void
add_citation (TideCited    *self,
              TideCitation *citation)
{
  GHashTable *fields = g_hash_table_lookup (self->symbols, citation->symbol);
  GPtrArray  *citations;

  if (fields == NULL)
    {
      fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) g_ptr_array_unref);
      g_hash_table_insert (self->symbols, g_strdup (citation->symbol), fields);
    }
  citations = g_hash_table_lookup (fields, citation->field);
  if (citations == NULL)
    {
      citations = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_citation_unref);
      g_hash_table_insert (fields, g_strdup (citation->field), citations);
    }
  g_ptr_array_add (citations, tide_citation_ref (citation));
}

/**
 * tide_cited_new:
 * @citations: (element-type TideCitation): all there are, in order of entry
 *
 * Arranges citations for reading.
 *
 * Returns: (transfer full)
 */
TideCited *
tide_cited_new (GPtrArray *citations)
{
  TideCited *self;

  g_return_val_if_fail (citations != NULL, NULL);

  self = g_new0 (TideCited, 1);
  g_atomic_ref_count_init (&self->refs);
  self->symbols = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_hash_table_unref);
  for (guint i = 0; i < citations->len; i++)
    add_citation (self, g_ptr_array_index (citations, i));
  return self;
}

/**
 * tide_cited_ref:
 * @self: what was cited
 *
 * Returns: (transfer full): @self
 */
TideCited *
tide_cited_ref (TideCited *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * tide_cited_unref:
 * @self: (transfer full): what was cited
 *
 * Drops a reference. Any thread.
 */
void
tide_cited_unref (TideCited *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->symbols);
  g_free (self);
}

/**
 * tide_cited_holds:
 * @self: what was cited
 * @symbol: canonical symbol
 *
 * Returns: whether anything was cited of it
 */
bool
tide_cited_holds (const TideCited *self,
                  const char      *symbol)
{
  g_return_val_if_fail (self != NULL && symbol != NULL, false);

  return g_hash_table_contains (self->symbols, symbol);
}

static int
compare_strings_cb (const void *a,
                    const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char **
dup_keys (GHashTable *table)
{
  guint             n = 0;
  g_autofree char **keys = (char **) g_hash_table_get_keys_as_array (table, &n);

  qsort (keys, n, sizeof *keys, compare_strings_cb);
  return g_strdupv (keys);
}

/**
 * tide_cited_dup_symbols:
 * @self: what was cited
 *
 * Returns: (transfer full) (array zero-terminated=1): of whom, in order
 */
char **
tide_cited_dup_symbols (const TideCited *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return dup_keys (self->symbols);
}

/**
 * tide_cited_dup_fields:
 * @self: what was cited
 * @symbol: canonical symbol
 *
 * Returns: (transfer full) (array zero-terminated=1): which fields of it, in
 *   order; none when nothing was cited of it
 */
char **
tide_cited_dup_fields (const TideCited *self,
                       const char      *symbol)
{
  GHashTable *fields;

  g_return_val_if_fail (self != NULL && symbol != NULL, NULL);

  fields = g_hash_table_lookup (self->symbols, symbol);
  return fields != NULL ? dup_keys (fields) : g_new0 (char *, 1);
}

/**
 * tide_cited_get_citations:
 * @self: what was cited
 * @symbol: canonical symbol
 * @field: field name
 *
 * Returns: (transfer none) (nullable) (element-type TideCitation): every word on
 *   it in order of entry; %NULL when there is none
 */
const GPtrArray *
tide_cited_get_citations (const TideCited *self,
                          const char      *symbol,
                          const char      *field)
{
  GHashTable *fields;

  g_return_val_if_fail (self != NULL && symbol != NULL && field != NULL, NULL);

  fields = g_hash_table_lookup (self->symbols, symbol);
  return fields != NULL ? g_hash_table_lookup (fields, field) : NULL;
}

/* By day, the newest word on it first. */
static int
compare_citations_cb (const void *a,
                      const void *b)
{
  const TideCitation *one = *(const TideCitation *const *) a;
  const TideCitation *other = *(const TideCitation *const *) b;

  if (one->day != other->day)
    return one->day < other->day ? -1 : 1;
  return (one->id < other->id) - (one->id > other->id);
}

/* One series has one unit: that of the newest word. What was cited in another
 * one is counted and left out. */
static GPtrArray *
choose_present (const GPtrArray *known,
                TideUnit        *out_unit,
                size_t          *out_n_others)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GPtrArray            *present;
  const TideCitation   *newest = g_ptr_array_index (known, known->len - 1);

  present = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_citation_unref);
  *out_unit = newest->unit;
  *out_n_others = 0;
  for (guint i = 0; i < known->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (known, i));
  qsort (sorted->pdata, sorted->len, sizeof *sorted->pdata, compare_citations_cb);

  for (guint i = 0; i < sorted->len; i++)
    {
      TideCitation *citation = g_ptr_array_index (sorted, i);

      if (i > 0 && citation->day == ((TideCitation *) g_ptr_array_index (sorted, i - 1))->day)
        continue;
      if (isnan (citation->value))
        continue;
      if (tide_unit_equal (citation->unit, newest->unit))
        g_ptr_array_add (present, tide_citation_ref (citation));
      else
        (*out_n_others)++;
    }
  return present;
}

static TideFrequency
measure_frequency (GPtrArray *present)
{
  g_autofree TideDay *days = g_new (TideDay, present->len);

  for (guint i = 0; i < present->len; i++)
    days[i] = ((TideCitation *) g_ptr_array_index (present, i))->day;
  return tide_frequency_measure (days, present->len, TIDE_FREQUENCY_DAILY);
}

/* A moment before the first word was entered. */
static TideSeries *
make_unknown (const char         *symbol,
              const char         *field,
              const TideCitation *first)
{
  char             instant[TIDE_INSTANT_TEXT_SIZE];
  g_autofree char *limit = g_strdup_printf ("known since it was entered, %s",
                                            tide_instant_format (first->entered, instant));
  TideSeriesInfo   info = { .symbol = symbol,
                            .field = field,
                            .source = TIDE_CITED,
                            .unit = first->unit,
                            .basis = TIDE_BASIS_QUOTED,
                            .facts = TIDE_FACTS_NONE,
                            .refused_day = TIDE_DAY_NONE,
                            .history_limit = limit };

  return tide_series_new (&info, NULL, NULL, 0);
}

/**
 * tide_cited_make_series:
 * @self: what was cited
 * @symbol: canonical symbol
 * @field: field name
 * @known_at: moment whose knowledge is wanted, inclusive
 *
 * Makes a series of the newest word on each day, as it stood at @known_at.
 *
 * Returns: (transfer full) (nullable): %NULL when nothing was cited, or all of it
 *   taken back
 */
TideSeries *
tide_cited_make_series (const TideCited *self,
                        const char      *symbol,
                        const char      *field,
                        TideInstant      known_at)
{
  const GPtrArray      *all = tide_cited_get_citations (self, symbol, field);
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  g_autoptr (GPtrArray) present = NULL;
  g_autofree char      *note = NULL;
  size_t                n_others = 0;
  TideSeriesInfo        info = { .symbol = symbol,
                                 .field = field,
                                 .source = TIDE_CITED,
                                 .basis = TIDE_BASIS_QUOTED,
                                 .facts = TIDE_FACTS_NONE,
                                 .refused_day = TIDE_DAY_NONE };

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (((TideCitation *) g_ptr_array_index (all, i))->entered <= known_at)
      g_ptr_array_add (known, g_ptr_array_index (all, i));
  if (known->len == 0)
    return all != NULL ? make_unknown (symbol, field, g_ptr_array_index (all, 0)) : NULL;

  present = choose_present (known, &info.unit, &n_others);
  if (present->len == 0)
    return NULL;
  if (n_others > 0)
    note = g_strdup_printf ("%zu cited in another unit left out", n_others);
  info.note = note;
  info.frequency = measure_frequency (present);
  return tide_citation_make_series (present, &info);
}

/* A cell of a CSV file. */
static void
write_text (GString    *file,
            const char *text)
{
  if (strpbrk (text, ",\"\r\n\t;") == NULL)
    {
      g_string_append (file, text);
      return;
    }

  g_string_append_c (file, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (file, '"');
      g_string_append_c (file, *text);
    }
  g_string_append_c (file, '"');
}

static void
write_row (GString            *file,
           const TideCitation *citation)
{
  g_autofree char *unit = tide_unit_to_string (citation->unit);
  char             day[TIDE_DAY_TEXT_SIZE];
  char             value[TIDE_DECIMAL_TEXT_SIZE];

  g_string_append_printf (file, "%s,%s,%s,%s,%s,", citation->symbol, citation->field,
                          tide_day_format (citation->day, day),
                          tide_decimal_format (citation->value, value), unit);
  write_text (file, citation->publication);
  g_string_append_c (file, ',');
  write_text (file, citation->wording);
  g_string_append_c (file, '\n');
}

/**
 * tide_cited_write:
 * @self: what was cited
 * @symbol: canonical symbol
 * @field: (nullable): a field; NULL for all
 *
 * Writes the newest words on a symbol as a file of cited figures, which
 * `tidemark import --cited` reads back with nothing new.
 *
 * Returns: (transfer full) (nullable): the text; %NULL when nothing was cited
 */
char *
tide_cited_write (const TideCited *self,
                  const char      *symbol,
                  const char      *field)
{
  g_auto (GStrv)      fields = tide_cited_dup_fields (self, symbol);
  g_autoptr (GString) file = g_string_new ("symbol,field,date,value,unit,source,wording\n");
  size_t              n = 0;

  for (size_t i = 0; fields[i] != NULL; i++)
    {
      g_autoptr (TideSeries) series = NULL;

      if (field != NULL && strcmp (field, fields[i]) != 0)
        continue;
      series = tide_cited_make_series (self, symbol, fields[i], TIDE_INSTANT_MAX);
      for (size_t row = 0; series != NULL && row < tide_series_get_length (series); row++, n++)
        write_row (file, tide_series_get_citation (series, row));
    }
  return n > 0 ? g_string_free (g_steal_pointer (&file), FALSE) : NULL;
}
