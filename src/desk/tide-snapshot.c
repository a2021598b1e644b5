// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-snapshot"

#include "config.h"

#include "desk/tide-desk-private.h"

/* Raised when the shape changes: older bytes are then not read. */
#define VERSION 1

/* kind, number, day, text, truth, unit, missing, reason, stale days, note, days
 * and values of a sparkline, error. */
#define CELL_TYPE "(ydimsbsymsimsaiadms)"
#define ROW_TYPE "(smsia" CELL_TYPE ")"
#define TABLE_TYPE "(uxa{ss}a" ROW_TYPE ")"

static GVariant *
write_cell (const TideResult *result,
            const char       *failure)
{
  static const TideResultData nothing = { .kind = TIDE_VALUE_MISSING, .day = TIDE_DAY_NONE };

  const TideResultData *data = result != NULL ? tide_result_get_data (result) : &nothing;
  g_autofree char      *unit = tide_unit_to_string (data->unit);
  const TideDay        *days = NULL;
  const double         *values = NULL;
  size_t                n_rows = 0;

  if (data->series != NULL)
    {
      days = tide_series_get_days (data->series);
      values = tide_series_get_values (data->series);
      n_rows = tide_series_get_length (data->series);
    }

  return g_variant_new ("(ydimsbsymsims@ai@adms)", (guchar) data->kind, data->number,
                        (gint32) data->day, data->text, (gboolean) data->truth, unit,
                        (guchar) data->missing, data->reason, (gint32) data->stale_days,
                        data->note,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, days, n_rows,
                                                   sizeof (gint32)),
                        g_variant_new_fixed_array (G_VARIANT_TYPE_DOUBLE, values, n_rows,
                                                   sizeof (double)),
                        failure);
}

static GVariant *
write_row (const TideRowAnswer *row)
{
  GVariantBuilder cells;

  g_variant_builder_init (&cells, G_VARIANT_TYPE ("a" CELL_TYPE));
  for (guint i = 0; i < row->results->len; i++)
    g_variant_builder_add_value (&cells,
                                 write_cell (row->results->pdata[i],
                                             row->errors != NULL ? row->errors[i] : NULL));

  return g_variant_new ("(smsi@a" CELL_TYPE ")", row->symbol, row->name, (gint32) row->session,
                        g_variant_builder_end (&cells));
}

/* Any thread. */
GBytes *
tide_snapshot_write (const TideListAnswer *answer)
{
  g_autoptr (GVariant) table = NULL;
  g_autofree char     *origin = tide_sources_to_text (answer->sources);
  GVariantBuilder      sources;
  GVariantBuilder      all;

  g_variant_builder_init (&sources, G_VARIANT_TYPE ("a{ss}"));
  if (origin != NULL)
    g_variant_builder_add (&sources, "{ss}", "origin", origin);
  g_variant_builder_init (&all, G_VARIANT_TYPE ("a" ROW_TYPE));
  for (guint i = 0; i < answer->rows->len; i++)
    g_variant_builder_add_value (&all, write_row (g_ptr_array_index (answer->rows, i)));

  table = g_variant_ref_sink (g_variant_new ("(ux@a{ss}@a" ROW_TYPE ")", (guint32) VERSION,
                                             (gint64) answer->learned,
                                             g_variant_builder_end (&sources),
                                             g_variant_builder_end (&all)));

  return g_variant_get_data_as_bytes (table);
}

/* NULL for days that do not ascend: the bytes may be anybody's. */
static TideSeries *
read_series (GVariant   *days_value,
             GVariant   *values_value,
             const char *symbol,
             TideUnit    unit)
{
  TideSeriesInfo info = { .symbol = symbol,
                          .field = "close",
                          .unit = unit,
                          .facts = TIDE_FACTS_NONE };
  size_t         n_days = 0;
  size_t         n_values = 0;
  const gint32  *days = g_variant_get_fixed_array (days_value, &n_days, sizeof (gint32));
  const double  *values = g_variant_get_fixed_array (values_value, &n_values, sizeof (double));

  if (n_days != n_values)
    return NULL;
  for (size_t i = 0; i < n_days; i++)
    if (days[i] < TIDE_DAY_MIN || days[i] > TIDE_DAY_MAX || (i > 0 && days[i] <= days[i - 1]))
      return NULL;

  return tide_series_new (&info, days, values, n_days);
}

static TideResult *
read_cell (GVariant   *cell,
           const char *symbol,
           char      **out_failure)
{
  TideResultData         data = { 0 };
  g_autoptr (GVariant)   days = NULL;
  g_autoptr (GVariant)   values = NULL;
  g_autoptr (TideSeries) series = NULL;
  const char            *unit = NULL;
  const char            *failure = NULL;
  guchar                 kind = 0;
  guchar                 missing = 0;
  gboolean               truth = FALSE;

  g_variant_get (cell, "(ydim&sb&sym&sim&s@ai@adm&s)", &kind, &data.number, &data.day,
                 &data.text, &truth, &unit, &missing, &data.reason, &data.stale_days, &data.note,
                 &days, &values, &failure);
  *out_failure = g_strdup (failure);
  if (failure != NULL || kind > TIDE_VALUE_SERIES || missing > TIDE_MISSING_ERROR ||
      !tide_unit_parse (unit, &data.unit))
    return NULL;

  data.kind = (TideValueKind) kind;
  data.missing = (TideMissing) missing;
  data.truth = truth;
  if (data.kind == TIDE_VALUE_SERIES)
    {
      series = read_series (days, values, symbol, data.unit);
      data.series = series;
      if (series == NULL)
        return NULL;
    }

  return tide_result_new (&data, "", symbol, NULL, 0, NULL);
}

static void
result_clear (gpointer data)
{
  if (data != NULL)
    tide_result_unref (data);
}

static TideRowAnswer *
read_row (GVariant *from)
{
  TideRowAnswer       *row = g_new0 (TideRowAnswer, 1);
  g_autoptr (GVariant) cells = NULL;
  size_t               n_cells;

  row->results = g_ptr_array_new_with_free_func (result_clear);
  g_variant_get (from, "(smsi@a" CELL_TYPE ")", &row->symbol, &row->name, &row->session, &cells);
  n_cells = g_variant_n_children (cells);
  row->errors = g_new0 (char *, n_cells + 1);

  for (size_t i = 0; i < n_cells; i++)
    {
      g_autoptr (GVariant) cell = g_variant_get_child_value (cells, i);

      g_ptr_array_add (row->results, read_cell (cell, row->symbol, &row->errors[i]));
    }

  return row;
}

TideListAnswer *
tide_snapshot_read (GBytes *bytes,
                    size_t  n_columns)
{
  g_autoptr (GVariant)       table = NULL;
  g_autoptr (GVariant)       sources = NULL;
  g_autoptr (GVariant)       rows = NULL;
  g_autoptr (TideListAnswer) answer = tide_list_answer_new ();
  const char                *origin = NULL;
  guint32                    version = 0;

  /* Not trusted: reading it is checked, and damaged bytes read as empty. */
  table = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (TABLE_TYPE), bytes,
                                                        FALSE));
  g_variant_get (table, "(ux@a{ss}@a" ROW_TYPE ")", &version, &answer->learned, &sources, &rows);
  if (version != VERSION)
    return NULL;

  if (g_variant_lookup (sources, "origin", "&s", &origin))
    g_hash_table_add (answer->sources, g_strdup (origin));
  for (size_t i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant)      from = g_variant_get_child_value (rows, i);
      g_autoptr (TideRowAnswer) row = read_row (from);

      if (row->results->len == n_columns)
        g_ptr_array_add (answer->rows, g_steal_pointer (&row));
    }

  return g_steal_pointer (&answer);
}
