// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-bars"

#include "config.h"

#include "tide-bars.h"

#include <math.h>

#include "chart/tide-chart-text-private.h"

#define LABEL_LIMIT 120
#define VALUE_LIMIT 40
#define TEXT_LIMIT 600
#define LONGEST_SIDE 20000.0
#define DEFAULT_EM (11.0 * 96.0 / 72.0)

/* A row and where it stood when it was given. */
typedef struct
{
  TideBarsRow row;
  size_t      given;
  size_t      section; /* headings before it */
} Row;

struct _TideBarsSpec
{
  gatomicrefcount ref_count;
  TideBarsData    data;
  TideBarsRow    *rows;
  size_t         *given;
  GPtrArray      *words; /* (element-type utf8) */
};

G_DEFINE_BOXED_TYPE (TideBarsSpec, tide_bars_spec, tide_bars_spec_ref, tide_bars_spec_unref)

static const char *
keep (TideBarsSpec *self,
      const char   *text,
      long          limit)
{
  char *clean = tide_chart_text_clean (text, limit);

  if (clean != NULL)
    g_ptr_array_add (self->words, clean);
  return clean;
}

/* What a row without a length is ranked by: after all that have one. */
static double
get_rank (const Row *row)
{
  return isfinite (row->row.value) ? -row->row.value : INFINITY;
}

static int
compare_rows (const void *a,
              const void *b,
              void       *sorted)
{
  const Row *row_a = a;
  const Row *row_b = b;
  int        kind_a = (int) row_a->row.kind;
  int        kind_b = (int) row_b->row.kind;

  if (row_a->section != row_b->section)
    return row_a->section < row_b->section ? -1 : 1;
  /* A heading opens its section. */
  kind_a = kind_a == TIDE_BARS_ROW_HEADING ? -1 : kind_a;
  kind_b = kind_b == TIDE_BARS_ROW_HEADING ? -1 : kind_b;
  if (kind_a != kind_b)
    return kind_a - kind_b;
  if (GPOINTER_TO_INT (sorted) && get_rank (row_a) != get_rank (row_b))
    return get_rank (row_a) < get_rank (row_b) ? -1 : 1;

  return row_a->given < row_b->given ? -1 : row_a->given > row_b->given;
}

/* What cannot be drawn is missing, with a reason; a sign has no size. */
static void
clean_row (const TideBarsData *data,
           TideBarsRow        *row)
{
  bool outside = data->kind == TIDE_BARS_PERCENTILE && (row->value < 0 || row->value > 1);

  if (row->kind == TIDE_BARS_ROW_HEADING)
    row->value = row->before = NAN;
  if (outside && row->reason == NULL)
    row->reason = "outside 0 to 100";
  if (outside || !isfinite (row->value))
    {
      row->value = NAN;
      row->text = NULL;
    }
  if (data->kind == TIDE_BARS_PERCENTILE && (row->before < 0 || row->before > 1))
    row->before = NAN;
  if (!isfinite (row->before))
    row->before = NAN;
  if (row->sign_only)
    {
      row->value = row->value > 0 ? 1 : (row->value < 0 ? -1 : row->value);
      row->before = NAN;
      row->text = NULL;
    }
}

static void
copy_rows (TideBarsSpec       *self,
           const TideBarsData *data)
{
  g_autofree Row *rows = g_new0 (Row, MAX (data->n_rows, 1));
  size_t          section = 0;

  for (size_t i = 0; i < data->n_rows; i++)
    {
      section += data->rows[i].kind == TIDE_BARS_ROW_HEADING;
      rows[i] = (Row){ data->rows[i], i, section };
      clean_row (data, &rows[i].row);
    }
  g_qsort_with_data (rows, (int) data->n_rows, sizeof (Row), compare_rows,
                     GINT_TO_POINTER (data->sorted));

  self->rows = g_new0 (TideBarsRow, MAX (data->n_rows, 1));
  self->given = g_new0 (size_t, MAX (data->n_rows, 1));
  for (size_t i = 0; i < data->n_rows; i++)
    {
      TideBarsRow *row = &self->rows[i];

      *row = rows[i].row;
      self->given[i] = rows[i].given;
      row->label = keep (self, row->label != NULL ? row->label : "", LABEL_LIMIT);
      row->text = keep (self, row->text, VALUE_LIMIT);
      row->reason = keep (self, row->reason, LABEL_LIMIT);
    }
  self->data.rows = self->rows;
}

static void
copy_texts (TideBarsSpec *self)
{
  const char **fields[] = {
    &self->data.value_title,
    &self->data.before_title,
    &self->data.title,
    &self->data.subtitle,
    &self->data.note,
    &self->data.source,
    &self->data.as_of,
  };

  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    *fields[i] = keep (self, *fields[i], TEXT_LIMIT);
}

static bool
check_size (TideBarsData *data,
            GError      **error)
{
  bool paper = data->medium == TIDE_CHART_PAPER;

  if (data->width == 0)
    data->width = paper ? 86 * TIDE_CHART_POINTS_PER_MM : 480;
  if (data->height == 0)
    data->height = paper ? 58 * TIDE_CHART_POINTS_PER_MM : 360;
  if (data->em == 0)
    data->em = DEFAULT_EM;

  if (data->width > 0 && data->height > 0 && data->width <= LONGEST_SIDE &&
      data->height <= LONGEST_SIDE && data->em > 0)
    return true;

  g_set_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_SIZE,
               "Bars of %g by %g cannot be drawn; each side must be above 0 and at most %g.",
               data->width, data->height, LONGEST_SIDE);
  return false;
}

/**
 * tide_bars_data_init:
 * @data: (out): a struct of any content
 *
 * Empties a description: no rows, everything else automatic.
 */
void
tide_bars_data_init (TideBarsData *data)
{
  *data = (TideBarsData){ .unit = tide_unit_plain (), .decimals = -1 };
}

/**
 * tide_bars_spec_new:
 * @data: what is shown; copied
 * @error: return location
 *
 * Checks, orders and freezes a description: categories, then what no category
 * holds, then the sum. Text is made valid UTF-8 on one line; it is never read as
 * markup. What is not finite, or no percentile, is missing. May be called on any
 * thread.
 *
 * Errors: %TIDE_CHART_ERROR_LAYER for too many rows, %TIDE_CHART_ERROR_SIZE.
 *
 * Returns: (transfer full): the spec, or %NULL
 */
TideBarsSpec *
tide_bars_spec_new (const TideBarsData *data,
                    GError            **error)
{
  g_autoptr (TideBarsSpec) self = NULL;

  g_return_val_if_fail (data != NULL, NULL);

  if (data->n_rows > TIDE_BARS_ROWS_MAX)
    {
      g_set_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_LAYER,
                   "%zu rows of bars cannot be read in one picture; it takes %d. Show fewer, or "
                   "a table.",
                   data->n_rows, TIDE_BARS_ROWS_MAX);
      return NULL;
    }

  self = g_new0 (TideBarsSpec, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->data = *data;
  copy_rows (self, data);
  copy_texts (self);
  if (!(self->data.extent > 0) || !isfinite (self->data.extent))
    self->data.extent = 0;
  if (!check_size (&self->data, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * tide_bars_spec_new_sized:
 * @self: a spec
 * @medium: paper or screen
 * @width: of the picture, in the unit of @medium; 0 for the default
 * @height: likewise
 *
 * Makes the same bars for another place: what is on screen, for a page.
 *
 * Returns: (transfer full) (nullable): the other spec; %NULL if the size cannot
 *   be drawn
 */
TideBarsSpec *
tide_bars_spec_new_sized (TideBarsSpec   *self,
                          TideChartMedium medium,
                          double          width,
                          double          height)
{
  TideBarsData data = self->data;

  data.medium = medium;
  data.width = width;
  data.height = height;
  if (medium == TIDE_CHART_PAPER)
    data.bare = false;

  return tide_bars_spec_new (&data, NULL);
}

/**
 * tide_bars_spec_ref:
 * @self: a spec
 *
 * Returns: (transfer full): @self with one more reference
 */
TideBarsSpec *
tide_bars_spec_ref (TideBarsSpec *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * tide_bars_spec_unref:
 * @self: (transfer full): a spec
 *
 * Drops a reference; the last one frees the spec.
 */
void
tide_bars_spec_unref (TideBarsSpec *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->words);
  g_free (self->rows);
  g_free (self->given);
  g_free (self);
}

/**
 * tide_bars_spec_get_data:
 * @self: a spec
 *
 * Returns: (transfer none): the description, with its rows in order
 */
const TideBarsData *
tide_bars_spec_get_data (const TideBarsSpec *self)
{
  return &self->data;
}

/**
 * tide_bars_spec_get_row:
 * @self: a spec
 * @row: number of a row, from the top
 *
 * Returns: (transfer none): the row
 */
const TideBarsRow *
tide_bars_spec_get_row (const TideBarsSpec *self,
                        size_t              row)
{
  g_return_val_if_fail (row < self->data.n_rows, NULL);

  return &self->rows[row];
}

/**
 * tide_bars_spec_get_given:
 * @self: a spec
 * @row: number of a row, from the top
 *
 * Returns: which of the rows it was when the spec was made
 */
size_t
tide_bars_spec_get_given (const TideBarsSpec *self,
                          size_t              row)
{
  g_return_val_if_fail (row < self->data.n_rows, 0);

  return self->given[row];
}

/**
 * tide_bars_spec_get_theme:
 * @self: a spec
 *
 * Returns: the colours it is drawn in; the light ones on paper
 */
TideTheme
tide_bars_spec_get_theme (const TideBarsSpec *self)
{
  bool paper = self->data.medium == TIDE_CHART_PAPER;

  return tide_theme_get (paper ? TIDE_THEME_LIGHT : self->data.theme, self->data.up);
}
