// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-bars"

#include "config.h"

#include "tide-bars.h"

#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "base/tide-text.h"
#include "chart/tide-chart-text-private.h"
#include "chart/tide-chart-window-private.h"

/* Amounts are printed in one magnitude, and with one decimal then. */
static double
get_multiplier (TideBarsSpec *self,
                const char  **out_word)
{
  const TideBarsData *data = tide_bars_spec_get_data (self);
  double              largest = 0;

  *out_word = "";
  switch (data->unit.kind)
    {
    case TIDE_UNIT_CHANGE:
    case TIDE_UNIT_SHARE:
    case TIDE_UNIT_POINTS:
      return 100;
    case TIDE_UNIT_TIMES:
    case TIDE_UNIT_MULTIPLE:
    case TIDE_UNIT_DAYS:
      return 1;
    case TIDE_UNIT_PLAIN:
    case TIDE_UNIT_CURRENCY:
    case TIDE_UNIT_SHARES:
    case TIDE_UNIT_INDEX:
      break;
    }

  for (size_t i = 0; i < data->n_rows; i++)
    {
      /* What has a text was printed by whoever knows its magnitude. */
      if (isfinite (data->rows[i].value) && data->rows[i].text == NULL && !data->rows[i].sign_only)
        largest = fmax (largest, fabs (data->rows[i].value));
    }
  return 1 / tide_chart_magnitude_get_divisor (largest, out_word);
}

/* "23rd" */
static char *
format_percentile (double value)
{
  static const char *const endings[] = { "th", "st", "nd", "rd" };
  int                      rank = (int) lround (value * 100);
  bool                     teen = rank % 100 / 10 == 1;

  return g_strdup_printf ("%d%s", rank, teen || rank % 10 > 3 ? "th" : endings[rank % 10]);
}

static char *
format_number (TideBarsSpec *self,
               double        value)
{
  const TideBarsData *data = tide_bars_spec_get_data (self);
  const char         *word;
  double              multiplier = get_multiplier (self, &word);
  int                 decimals = data->decimals;
  g_autofree char    *number = NULL;
  bool                rises;

  if (data->kind == TIDE_BARS_PERCENTILE)
    return format_percentile (value);

  if (decimals < 0)
    decimals = multiplier == 1 ? tide_unit_get_decimals (data->unit, value) : TIDE_CHART_DECIMALS;
  number = tide_chart_window_format_number (value * multiplier, decimals,
                                            tide_chart_window_get_suffix (data->unit));
  rises = data->directed && value > 0 && strpbrk (number, "123456789") != NULL;
  return g_strconcat (rises ? "+" : "", number, NULL);
}

static const char *
get_sign (double value)
{
  if (value == 0)
    return "=";

  return value > 0 ? "▲" : "▼";
}

/**
 * tide_bars_spec_dup_value_text:
 * @self: a spec
 * @row: number of a row
 *
 * Prints a value as the picture does.
 *
 * Returns: (transfer full): the text; a dash for a missing value, nothing for a
 *   heading, and for a sign ▲, ▼ or =
 */
char *
tide_bars_spec_dup_value_text (TideBarsSpec *self,
                               size_t        row)
{
  const TideBarsRow *given = tide_bars_spec_get_row (self, row);

  g_return_val_if_fail (given != NULL, NULL);

  if (given->kind == TIDE_BARS_ROW_HEADING)
    return g_strdup ("");
  if (isnan (given->value))
    return g_strdup ("–");
  if (given->sign_only)
    return g_strdup (get_sign (given->value));
  if (given->text != NULL)
    return g_strdup (given->text);

  return format_number (self, given->value);
}

static const char *
get_before_title (TideBarsSpec *self)
{
  const char *title = tide_bars_spec_get_data (self)->before_title;

  return title != NULL ? title : "period before";
}

/* Signs are words to those who hear them. */
static const char *
get_sign_word (double value)
{
  if (value == 0)
    return "unchanged";

  return value > 0 ? "up" : "down";
}

/**
 * tide_bars_spec_dup_row_text:
 * @self: a spec
 * @row: number of a row
 *
 * Tells a row to those who cannot see it: name, value, the period before, and
 * whether it was cited.
 *
 * Returns: (transfer full): the text
 */
char *
tide_bars_spec_dup_row_text (TideBarsSpec *self,
                             size_t        row)
{
  const TideBarsRow *given = tide_bars_spec_get_row (self, row);
  GString           *text;
  g_autofree char   *value = NULL;

  g_return_val_if_fail (given != NULL, NULL);

  text = g_string_new (given->label);
  if (given->kind == TIDE_BARS_ROW_HEADING)
    return g_string_free (text, FALSE);

  value = tide_bars_spec_dup_value_text (self, row);
  if (isnan (given->value))
    g_string_append_printf (text, ", missing%s%s", given->reason != NULL ? ": " : "",
                            given->reason != NULL ? given->reason : "");
  else if (given->sign_only)
    g_string_append_printf (text, ", %s, known as a sign only", get_sign_word (given->value));
  else
    g_string_append_printf (text, ", %s", value);
  if (isfinite (given->before))
    {
      g_autofree char *before = format_number (self, given->before);

      g_string_append_printf (text, ", %s %s", get_before_title (self), before);
    }
  if (given->cited)
    g_string_append (text, ", cited");

  return g_string_free (text, FALSE);
}

/**
 * tide_bars_spec_dup_subtitle:
 * @self: a spec
 *
 * Returns: (transfer full): the given subtitle, or what the values are
 */
char *
tide_bars_spec_dup_subtitle (TideBarsSpec *self)
{
  const TideBarsData *data = tide_bars_spec_get_data (self);
  g_autofree char    *unit = NULL;
  const char         *word;

  if (data->subtitle != NULL)
    return g_strdup (data->subtitle);
  if (data->kind == TIDE_BARS_PERCENTILE)
    return g_strdup ("Percentile");

  get_multiplier (self, &word);
  unit = tide_chart_text_describe_unit (data->unit, word);
  if (data->value_title == NULL)
    return g_steal_pointer (&unit);

  return g_strdup_printf ("%s%s%s", unit, *unit != '\0' ? ", " : "", data->value_title);
}

static void
append_sentence (GString    *note,
                 const char *lead,
                 const char *words)
{
  if (note->len > 0 && note->str[note->len - 1] != '.')
    g_string_append_c (note, '.');
  if (note->len > 0)
    g_string_append_c (note, ' ');
  g_string_append_printf (note, "%s%s.", lead, words);
}

/**
 * tide_bars_spec_dup_note:
 * @self: a spec
 *
 * Writes the whole note: the given one, then what ticks, hollow marks and signs
 * mean where there are any.
 *
 * Returns: (transfer full): the text; empty when there is nothing to explain
 */
char *
tide_bars_spec_dup_note (TideBarsSpec *self)
{
  const TideBarsData *data = tide_bars_spec_get_data (self);
  GString            *note = g_string_new (data->note);
  bool                ticks = false, hollow = false, signs = false;

  for (size_t i = 0; i < data->n_rows; i++)
    {
      const TideBarsRow *row = &data->rows[i];

      ticks |= isfinite (row->before) && row->kind != TIDE_BARS_ROW_SUM;
      hollow |= row->cited && isfinite (row->value) && row->kind != TIDE_BARS_ROW_SUM;
      signs |= row->sign_only && isfinite (row->value);
    }
  if (ticks)
    append_sentence (note, "Tick: ", get_before_title (self));
  if (hollow)
    append_sentence (note, "Hollow: ", "cited");
  if (signs)
    append_sentence (note, "▲▼: ", "known as a sign only");
  if (note->len > 0)
    g_string_prepend (note, "Note: ");

  return g_string_free (note, FALSE);
}

/**
 * tide_bars_spec_dup_source:
 * @self: a spec
 *
 * Returns: (transfer full): the whole source line; empty when there is nothing
 *   to name
 */
char *
tide_bars_spec_dup_source (TideBarsSpec *self)
{
  const TideBarsData *data = tide_bars_spec_get_data (self);
  GString            *text = g_string_new (NULL);

  if (data->source != NULL && *data->source != '\0')
    append_sentence (text, "Source: ", data->source);
  if (data->sample)
    append_sentence (text, "Sample, not market data", "");
  if (data->as_of != NULL && *data->as_of != '\0')
    g_string_append_printf (text, "%s%s%s", text->len > 0 ? " " : "", data->as_of,
                            g_str_has_suffix (data->as_of, ".") ? "" : ".");

  return g_string_free (text, FALSE);
}

/**
 * tide_bars_spec_dup_summary:
 * @self: a spec
 *
 * Tells in one paragraph what the picture shows, row by row.
 *
 * Returns: (transfer full): the paragraph
 */
char *
tide_bars_spec_dup_summary (TideBarsSpec *self)
{
  const TideBarsData *data = tide_bars_spec_get_data (self);
  GString            *text = g_string_new (NULL);
  g_autofree char    *subtitle = tide_bars_spec_dup_subtitle (self);
  g_autofree char    *source = tide_bars_spec_dup_source (self);

  if (data->title != NULL && *data->title != '\0')
    g_string_append_printf (text, "%s. ", data->title);
  g_string_append_printf (text, "%s%s%s.",
                          data->kind == TIDE_BARS_PERCENTILE ? "Percentiles" : "Bars",
                          *subtitle != '\0' ? ": " : "", subtitle);
  for (size_t i = 0; i < data->n_rows; i++)
    {
      g_autofree char *row = tide_bars_spec_dup_row_text (self, i);

      g_string_append_printf (text, " %s.", row);
    }
  if (*source != '\0')
    g_string_append_printf (text, " %s", source);

  return g_string_free (text, FALSE);
}

typedef void (*AppendCell) (GString    *text,
                            const char *cell);

static void
append_number (GString *text,
               char     separator,
               double   value)
{
  char number[TIDE_DECIMAL_TEXT_SIZE];

  g_string_append_c (text, separator);
  if (isfinite (value))
    g_string_append (text, tide_decimal_format (value, number));
}

static char *
describe_row (const TideBarsRow *row)
{
  if (row->kind != TIDE_BARS_ROW_HEADING && isnan (row->value))
    return g_strdup (row->reason != NULL ? row->reason : "missing");
  if (row->sign_only)
    return g_strdup (row->cited ? "sign only, cited" : "sign only");

  return g_strdup (row->cited ? "cited" : "");
}

static void
append_heading (TideBarsSpec *self,
                GString      *text,
                char          separator,
                AppendCell    append_cell)
{
  const TideBarsData *data = tide_bars_spec_get_data (self);
  g_autofree char    *unit = tide_chart_text_describe_unit (data->unit, "");
  g_autofree char    *name = NULL;
  const char         *value = data->value_title != NULL ? data->value_title : "Value";

  /* The values as stored, which need no rounding to be written. */
  if (data->unit.kind == TIDE_UNIT_CURRENCY || data->unit.kind == TIDE_UNIT_SHARES)
    name = g_strdup_printf ("%s, %s", value, unit);
  g_string_append (text, "Name");
  g_string_append_c (text, separator);
  append_cell (text, name != NULL ? name : value);
  g_string_append_c (text, separator);
  append_cell (text, get_before_title (self));
  g_string_append_c (text, separator);
  g_string_append (text, "Remark");
}

static char *
print_table (TideBarsSpec *self,
             char          separator,
             const char   *line_end,
             AppendCell    append_cell)
{
  const TideBarsData *data = tide_bars_spec_get_data (self);
  GString            *text = g_string_new (NULL);

  append_heading (self, text, separator, append_cell);
  g_string_append (text, line_end);
  for (size_t i = 0; i < data->n_rows; i++)
    {
      const TideBarsRow *row = &data->rows[i];
      g_autofree char   *remark = describe_row (row);

      append_cell (text, row->label);
      append_number (text, separator, row->value);
      append_number (text, separator, row->before);
      g_string_append_c (text, separator);
      append_cell (text, remark);
      g_string_append (text, line_end);
    }

  return g_string_free (text, FALSE);
}

/**
 * tide_bars_spec_to_csv:
 * @self: a spec
 *
 * Writes the rows in their order: name, value, the period before and a remark,
 * numbers in the fewest digits that read back as the same double, an empty cell
 * for a missing one, a sign as -1, 0 or 1.
 *
 * Returns: (transfer full): UTF-8 without a byte order mark
 */
GBytes *
tide_bars_spec_to_csv (TideBarsSpec *self)
{
  char *text = print_table (self, ',', "\r\n", tide_text_append_csv);

  return g_bytes_new_take (text, strlen (text));
}

/**
 * tide_bars_spec_to_tsv:
 * @self: a spec
 *
 * Returns: (transfer full): the same table, as spreadsheets take it from a
 *   clipboard
 */
char *
tide_bars_spec_to_tsv (TideBarsSpec *self)
{
  return print_table (self, '\t', "\n", tide_chart_text_append_tsv);
}
