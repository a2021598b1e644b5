// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-memory-source.h"

#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "base/tide-text.h"

struct _TideMemorySource
{
  GObject      parent_instance;
  char        *folder; /* (nullable) */
  GHashTable  *series; /* "SYMBOL field" -> TideSeries */
  GHashTable  *lists;  /* name -> symbols */
  GHashTable  *read;   /* symbols whose file was looked at */
  TideDay      cut;
  unsigned int asked;
};

static void tide_memory_source_iface_init (TideSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
  TideMemorySource,
  tide_memory_source,
  G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (TIDE_TYPE_SOURCE, tide_memory_source_iface_init))

static const char *const file_fields[] = { "open", "high", "low", "close", "volume" };

static void
add_column (TideMemorySource *self,
            const char       *symbol,
            const char       *field,
            GArray           *days,
            GArray           *values)
{
  g_autoptr (TideInstrument) instrument = tide_instrument_new_assumed (symbol);
  TideSeriesInfo             info = { .symbol = symbol,
                                      .field = field,
                                      .source = "csv",
                                      .unit = tide_instrument_get_field_unit (instrument, field),
                                      .basis = TIDE_BASIS_ADJUSTED,
                                      .facts = TIDE_FACTS_NONE,
                                      .gap_reason = "not reported" };
  g_autoptr (TideSeries)     series =
    tide_series_new (&info, (const TideDay *) (void *) days->data,
                     (const double *) (void *) values->data, days->len);

  tide_memory_source_add (self, series);
}

/* The shape of the files is told in their README: day, four prices, volume. */
static void
read_file (TideMemorySource *self,
           const char       *symbol)
{
  g_autofree char   *name = g_strdup_printf ("%s/%s.csv", self->folder, symbol);
  g_autofree char   *text = NULL;
  g_auto (GStrv)     lines = NULL;
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (TideDay));
  GArray            *columns[G_N_ELEMENTS (file_fields)];

  if (!g_file_get_contents (name, &text, NULL, NULL))
    return;

  for (size_t i = 0; i < G_N_ELEMENTS (columns); i++)
    columns[i] = g_array_new (FALSE, FALSE, sizeof (double));

  lines = g_strsplit (text, "\n", -1);
  for (size_t i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      TideDay        day = tide_day_parse (cells[0], 10);

      g_assert_cmpint (day, !=, TIDE_DAY_NONE);
      g_array_append_val (days, day);
      for (size_t j = 0; j < G_N_ELEMENTS (columns); j++)
        {
          double value;

          g_assert_true (tide_decimal_parse (cells[j + 1], strlen (cells[j + 1]), &value));
          if (j == 4 && !(value > 0.0))
            value = NAN;
          g_array_append_val (columns[j], value);
        }
    }

  for (size_t i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      add_column (self, symbol, file_fields[i], days, columns[i]);
      g_array_unref (columns[i]);
    }
}

static bool
know_symbol (TideMemorySource *self,
             const char       *symbol,
             GError          **error)
{
  if (!g_hash_table_contains (self->read, symbol) && self->folder != NULL)
    read_file (self, symbol);
  g_hash_table_add (self->read, g_strdup (symbol));

  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, self->series);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, symbol) && ((char *) key)[strlen (symbol)] == ' ')
      return true;

  g_set_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_SYMBOL,
               "no instrument is called \"%s\"; the nearest is \"9988.HK\"", symbol);
  return false;
}

static TideSeries *
tide_memory_source_dup_series (TideSource       *source,
                               const char       *symbol,
                               const char       *field,
                               const char       *wanted_source,
                               const TideMoment *moment,
                               GCancellable     *cancellable,
                               GError          **error)
{
  TideMemorySource *self = TIDE_MEMORY_SOURCE (source);
  g_autofree char  *key = g_strdup_printf ("%s %s", symbol, field);
  TideSeries       *series;

  self->asked++;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!know_symbol (self, symbol, error))
    return NULL;

  series = g_hash_table_lookup (self->series, key);
  if (series == NULL || (wanted_source != NULL && strcmp (wanted_source, "csv") != 0))
    return NULL;
  return tide_series_slice (series, 0,
                            tide_series_count_until (series, MIN (moment->as_of, self->cut)));
}

static TideInstrument *
tide_memory_source_dup_instrument (TideSource *source,
                                   const char *symbol,
                                   GError    **error)
{
  if (!know_symbol (TIDE_MEMORY_SOURCE (source), symbol, error))
    return NULL;
  return tide_instrument_new_assumed (symbol);
}

static char **
tide_memory_source_dup_members (TideSource *source,
                                const char *list,
                                GError    **error)
{
  char **members = g_hash_table_lookup (TIDE_MEMORY_SOURCE (source)->lists, list);

  if (members == NULL)
    g_set_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_NAME, "no list is called \"%s\"",
                 list);
  return g_strdupv (members);
}

static void
tide_memory_source_iface_init (TideSourceInterface *iface)
{
  iface->dup_members = tide_memory_source_dup_members;
  iface->dup_series = tide_memory_source_dup_series;
  iface->dup_instrument = tide_memory_source_dup_instrument;
}

static void
tide_memory_source_finalize (GObject *object)
{
  TideMemorySource *self = TIDE_MEMORY_SOURCE (object);

  g_free (self->folder);
  g_hash_table_unref (self->series);
  g_hash_table_unref (self->read);
  g_hash_table_unref (self->lists);
  G_OBJECT_CLASS (tide_memory_source_parent_class)->finalize (object);
}

static void
tide_memory_source_class_init (TideMemorySourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_memory_source_finalize;
}

static void
tide_memory_source_init (TideMemorySource *self)
{
  self->series = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) tide_series_unref);
  self->read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_strfreev);
  self->cut = TIDE_DAY_MAX;
}

TideMemorySource *
tide_memory_source_new (const char *folder)
{
  TideMemorySource *self = g_object_new (TIDE_TYPE_MEMORY_SOURCE, NULL);

  self->folder = g_strdup (folder);
  return self;
}

void
tide_memory_source_add (TideMemorySource *self,
                        TideSeries       *series)
{
  const TideSeriesInfo *info = tide_series_get_info (series);

  g_hash_table_replace (self->series, g_strdup_printf ("%s %s", info->symbol, info->field),
                        tide_series_ref (series));
}

/* Puts values on consecutive weekdays. */
void
tide_memory_source_add_values (TideMemorySource *self,
                               const char       *symbol,
                               const char       *field,
                               TideUnit          unit,
                               const char       *first_day,
                               const double     *values,
                               size_t            n)
{
  TideSeriesInfo         info = { .symbol = symbol,
                                  .field = field,
                                  .source = "csv",
                                  .unit = unit,
                                  .facts = TIDE_FACTS_NONE };
  g_autofree TideDay    *days = g_new (TideDay, n + 1);
  TideDay                day = tide_day_parse (first_day, 10);
  g_autoptr (TideSeries) series = NULL;

  for (size_t i = 0; i < n; i++)
    {
      days[i] = day++;
      while (tide_day_get_weekday (day) > 5)
        day++;
    }
  series = tide_series_new (&info, days, values, n);
  tide_memory_source_add (self, series);
}

/* Symbols are separated by spaces. */
void
tide_memory_source_add_list (TideMemorySource *self,
                             const char       *name,
                             const char       *symbols)
{
  g_hash_table_replace (self->lists, g_strdup (name), g_strsplit (symbols, " ", -1));
}

void
tide_memory_source_cut (TideMemorySource *self,
                        TideDay           day)
{
  self->cut = day;
}

unsigned int
tide_memory_source_get_asked (const TideMemorySource *self)
{
  return self->asked;
}
