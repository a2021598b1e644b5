// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-summary"

#include "config.h"

#include "tide-chart-summary.h"

#include <math.h>
#include <string.h>

#include "chart/tide-chart-text-private.h"
#include "chart/tide-chart-ticks.h"
#include "chart/tide-chart-window-private.h"
#include "model/tide-field.h"

/* A title says so many changes, then it is a list of names. */
#define MOST_CHANGES 3
#define DAY_SIZE 40

/* First and last value of a layer in the window, or since the base day. */
typedef struct
{
  size_t  first;
  size_t  last;
  TideDay from;
  TideDay to;
  double  change; /* fraction; NaN where it means nothing */
} Move;

static char *
format_long_day (TideDay day,
                 char   *buffer,
                 bool    with_year)
{
  static const char names[12][12] = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  };
  int year, month, day_of_month;

  tide_day_to_ymd (CLAMP (day, TIDE_DAY_MIN, TIDE_DAY_MAX), &year, &month, &day_of_month);
  if (with_year)
    g_snprintf (buffer, DAY_SIZE, "%d %s %d", day_of_month, names[month - 1], year);
  else
    g_snprintf (buffer, DAY_SIZE, "%d %s", day_of_month, names[month - 1]);
  return buffer;
}

static int
get_year (TideDay day)
{
  int year, month, day_of_month;

  tide_day_to_ymd (CLAMP (day, TIDE_DAY_MIN, TIDE_DAY_MAX), &year, &month, &day_of_month);
  return year;
}

/* "13 January to 12 February 2025", the year once where one will do. */
static char *
format_span (TideDay from,
             TideDay to)
{
  char first[DAY_SIZE];
  char last[DAY_SIZE];

  format_long_day (from, first, get_year (from) != get_year (to));
  format_long_day (to, last, true);
  return g_strdup_printf ("%s to %s", first, last);
}

static char *
format_change (double change)
{
  g_autofree char *number = tide_number_format (fabs (change) * 100, TIDE_CHART_DECIMALS,
                                                TIDE_NUMBER_SCREEN);
  bool             zero = fabs (change) * 1000 < 0.5;

  return g_strconcat (zero ? "" : (change > 0 ? "+" : "−"), number, "%", NULL);
}

/* A change in percent is one of prices and amounts, not of percentages, and has
 * a positive base. */
static bool
has_changes (const TideChartLayer *layer)
{
  switch (layer->unit.kind)
    {
    case TIDE_UNIT_PLAIN:
    case TIDE_UNIT_TIMES:
    case TIDE_UNIT_MULTIPLE:
    case TIDE_UNIT_CURRENCY:
    case TIDE_UNIT_SHARES:
    case TIDE_UNIT_INDEX:
      return layer->type != TIDE_CHART_COLUMN;
    case TIDE_UNIT_CHANGE:
    case TIDE_UNIT_SHARE:
    case TIDE_UNIT_POINTS:
    case TIDE_UNIT_DAYS:
      return false;
    }

  return false;
}

static bool
get_move (TideChartSpec *spec,
          size_t         layer,
          Move          *move)
{
  const TideChartLayer *drawn = tide_chart_spec_get_layer (spec, layer);
  TideDay               rebase = tide_chart_spec_get_data (spec)->rebase;
  const TideDay        *days;
  const double         *values;

  if (!tide_chart_window_is_series (drawn) || isnan (tide_chart_spec_get_factor (spec, layer)))
    return false;
  if (!tide_chart_window_get_first (spec, layer, &move->first) ||
      !tide_chart_window_get_last (spec, layer, &move->last))
    return false;

  days = tide_series_get_days (drawn->series);
  values = tide_series_get_values (drawn->series);
  move->to = days[move->last];
  move->from = days[move->first];
  move->change = NAN;
  if (rebase != TIDE_DAY_NONE)
    {
      move->from = rebase;
      move->change = values[move->last] * tide_chart_spec_get_factor (spec, layer) / 100 - 1;
    }
  else if (has_changes (drawn) && values[move->first] > 0 && move->first < move->last)
    move->change = values[move->last] / values[move->first] - 1;

  return true;
}

static const char *
describe_basis (TideBasis basis)
{
  switch (basis)
    {
    case TIDE_BASIS_QUOTED:
      return "";
    case TIDE_BASIS_SPLIT:
      return "adjusted for splits";
    case TIDE_BASIS_ADJUSTED:
      return "adjusted for splits and dividends";
    }

  return "";
}

static const TideSeriesInfo *
get_first_info (TideChartSpec *spec)
{
  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    {
      const TideChartLayer *layer = tide_chart_spec_get_layer (spec, i);

      if (layer->series != NULL)
        return tide_series_get_info (layer->series);
    }

  return NULL;
}

typedef const char *(*GetWord) (const TideSeriesInfo *info);

static const char *
get_field (const TideSeriesInfo *info)
{
  return info->field;
}

static const char *
get_symbol (const TideSeriesInfo *info)
{
  return info->symbol;
}

static const char *
get_frequency (const TideSeriesInfo *info)
{
  return tide_frequency_to_string (info->frequency);
}

static const char *
get_measure (const TideSeriesInfo *info)
{
  return info->facts.measure != NULL ? info->facts.measure : "";
}

static const char *
get_investor (const TideSeriesInfo *info)
{
  return info->facts.investor != NULL ? info->facts.investor : "";
}

static const char *
get_horizon (const TideSeriesInfo *info)
{
  return info->facts.horizon != NULL ? info->facts.horizon : "";
}

static const char *
get_aggregation (const TideSeriesInfo *info)
{
  return info->facts.aggregation != NULL ? info->facts.aggregation : "";
}

static const char *
get_basis (const TideSeriesInfo *info)
{
  return describe_basis (info->basis);
}

/* What all layers have in common; NULL where they differ. */
static const char *
get_common (TideChartSpec *spec,
            GetWord        get_word)
{
  const TideSeriesInfo *first = get_first_info (spec);

  for (size_t i = 0; first != NULL && i < tide_chart_spec_get_n_layers (spec); i++)
    {
      TideSeries *series = tide_chart_spec_get_layer (spec, i)->series;

      if (series == NULL)
        continue;
      if (!g_str_equal (get_word (tide_series_get_info (series)), get_word (first)))
        return NULL;
    }

  return first != NULL ? get_word (first) : NULL;
}

static bool
is_name_said (TideChartSpec *spec,
              const char    *name)
{
  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    {
      const TideChartLayer *layer = tide_chart_spec_get_layer (spec, i);

      if (tide_chart_window_is_series (layer) && strstr (layer->label, name) == NULL)
        return false;
    }

  return true;
}

/* The symbol that all layers share, when their labels leave it out. */
static char *
make_subject (TideChartSpec *spec)
{
  const char *symbol = get_common (spec, get_symbol);

  if (symbol == NULL || *symbol == '\0' || is_name_said (spec, symbol))
    return g_strdup ("");

  return g_strconcat (symbol, ": ", NULL);
}

static char *
list_labels (TideChartSpec *spec)
{
  GString         *names = g_string_new (NULL);
  g_autofree char *subject = make_subject (spec);
  size_t           n = 0;

  g_string_append (names, subject);
  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    {
      const TideChartLayer *layer = tide_chart_spec_get_layer (spec, i);

      if (!tide_chart_window_is_series (layer))
        continue;
      if (n++ < MOST_CHANGES)
        g_string_append_printf (names, "%s%s", n > 1 ? ", " : "", layer->label);
    }
  if (n > MOST_CHANGES)
    g_string_append_printf (names, " and %zu more", n - MOST_CHANGES);

  return g_string_free (names, FALSE);
}

/**
 * tide_chart_summary_new_title:
 * @spec: a chart
 *
 * Writes a title for a chart that was given none: what moved how much over the
 * window, or since the base day. Changes are fractions of the first value.
 *
 * Returns: (transfer full): one sentence without a full stop
 */
char *
tide_chart_summary_new_title (TideChartSpec *spec)
{
  g_autoptr (GString) title = g_string_new (NULL);
  g_autofree char    *subject = make_subject (spec);
  TideDay             rebase = tide_chart_spec_get_data (spec)->rebase;
  TideDay             from = TIDE_DAY_NONE;
  TideDay             to = TIDE_DAY_NONE;
  size_t              n = 0;

  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    {
      Move             move;
      g_autofree char *change = NULL;

      if (!get_move (spec, i, &move))
        continue;
      if (isnan (move.change) || ++n > MOST_CHANGES)
        return list_labels (spec);
      change = format_change (move.change);
      g_string_append_printf (title, "%s%s %s", title->len > 0 ? ", " : "",
                              tide_chart_spec_get_layer (spec, i)->label, change);
      from = from == TIDE_DAY_NONE ? move.from : MIN (from, move.from);
      to = MAX (to, move.to);
    }
  if (n == 0)
    return list_labels (spec);

  if (rebase != TIDE_DAY_NONE && to >= rebase)
    {
      char day[DAY_SIZE];

      g_string_append_printf (title, " since %s", format_long_day (rebase, day, true));
    }
  else
    {
      g_autofree char *span = format_span (MIN (from, to), MAX (from, to));

      g_string_append_printf (title, " from %s", span);
    }

  return g_strconcat (subject, title->str, NULL);
}

static char *
describe_unit (TideChartSpec *spec,
               TideChartAxis  axis)
{
  const char *magnitude;

  tide_chart_window_get_multiplier (spec, axis, &magnitude);
  return tide_chart_text_describe_unit (tide_chart_window_get_unit (spec, axis), magnitude);
}

static void
append_part (GString    *text,
             const char *part)
{
  if (*part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append (text, part);
}

/* The one currency of rebased prices, or that there are several. */
static const char *
describe_currency (TideChartSpec *spec)
{
  const char *found = "";
  bool        mixed = false;

  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    {
      const TideChartLayer *layer = tide_chart_spec_get_layer (spec, i);

      if (!tide_chart_window_is_series (layer))
        continue;
      mixed |= i > 0 && !tide_unit_equal (layer->unit, tide_chart_spec_get_layer (spec, 0)->unit);
      if (layer->unit.kind == TIDE_UNIT_CURRENCY)
        found = layer->unit.currency;
    }

  return mixed && *found != '\0' ? "local currency" : found;
}

static void
append_units (GString       *text,
              TideChartSpec *spec)
{
  bool             paper = tide_chart_spec_get_data (spec)->medium == TIDE_CHART_PAPER;
  g_autofree char *first = describe_unit (spec, TIDE_CHART_AXIS_PRIMARY);
  g_autofree char *second = NULL;
  g_autofree char *both = NULL;

  if (!tide_chart_window_has_axis (spec, TIDE_CHART_AXIS_SECONDARY))
    {
      append_part (text, first);
      return;
    }

  second = describe_unit (spec, TIDE_CHART_AXIS_SECONDARY);
  if (g_str_equal (first, second))
    {
      append_part (text, first);
      return;
    }
  both = g_strdup_printf ("%s%s(%s), %s%s(%s)", first, *first != '\0' ? " " : "",
                          paper ? "LHS" : "RHS", second, *second != '\0' ? " " : "",
                          paper ? "RHS" : "LHS");
  append_part (text, both);
}

static void
append_common (GString       *text,
               TideChartSpec *spec,
               GetWord        get_word)
{
  const char *word = get_common (spec, get_word);

  if (word != NULL)
    append_part (text, word);
}

static bool
is_bars (TideChartSpec *spec)
{
  TideChartType type;

  if (tide_chart_spec_get_n_layers (spec) == 0)
    return false;

  type = tide_chart_spec_get_layer (spec, 0)->type;
  return type == TIDE_CHART_CANDLE || type == TIDE_CHART_BAR;
}

/* A field's name in words, "Forward P/E"; a capital is for the first word only.
 * What is a formula stays one. */
static void
append_field (GString    *text,
              const char *name)
{
  const TideField *field = tide_field_find (name);
  size_t           start;

  append_part (text, field != NULL ? field->title : name);
  if (field == NULL)
    return;

  start = text->len - strlen (field->title);
  if (start > 0 && g_ascii_islower (text->str[start + 1]))
    text->str[start] = g_ascii_tolower (text->str[start]);
}

/* "close" reads "Close". */
static void
append_what (GString       *text,
             TideChartSpec *spec)
{
  const char *field = get_common (spec, get_field);
  const char *symbol = get_common (spec, get_symbol);
  size_t      start;

  if (symbol != NULL && !is_name_said (spec, symbol))
    append_part (text, symbol);
  start = text->len;
  if (is_bars (spec))
    append_part (text, "open, high, low, close");
  else if (field != NULL && !is_name_said (spec, field))
    append_field (text, field);
  if (start == 0 && text->len > 0 && strpbrk (text->str, "(./^*+") == NULL)
    text->str[0] = g_ascii_toupper (text->str[0]);
}

static bool
contains_word (const char *text,
               const char *word)
{
  g_autofree char *folded_text = g_utf8_casefold (text, -1);
  g_autofree char *folded_word = g_utf8_casefold (word, -1);

  return strstr (folded_text, folded_word) != NULL;
}

/* What is measured, whose money it is, and how the figure is made, where the
 * name of the field does not tell. */
static void
append_facts (GString       *text,
              TideChartSpec *spec)
{
  static const GetWord facts[] = { get_measure, get_investor, get_horizon, get_aggregation };

  for (size_t i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      const char *word = get_common (spec, facts[i]);
      bool        first = text->len == 0;

      if (word == NULL || *word == '\0' || contains_word (text->str, word))
        continue;
      append_part (text, word);
      if (first)
        text->str[0] = g_ascii_toupper (text->str[0]);
    }
}

/**
 * tide_chart_summary_new_subtitle:
 * @spec: a chart
 *
 * Writes a subtitle for a chart that was given none: field, measure, investor,
 * base, unit, frequency, adjustment and kind of scale.
 *
 * Returns: (transfer full): the text
 */
char *
tide_chart_summary_new_subtitle (TideChartSpec *spec)
{
  const TideChartData *data = tide_chart_spec_get_data (spec);
  GString             *text = g_string_new (NULL);

  append_what (text, spec);
  append_facts (text, spec);
  if (data->rebase != TIDE_DAY_NONE)
    {
      char             day[TIDE_CHART_DAY_LABEL_SIZE];
      g_autofree char *base = g_strdup_printf ("%sebased, %s = 100", text->len > 0 ? "r" : "R",
                                               tide_chart_day_format (data->rebase, day));

      append_part (text, base);
      append_part (text, describe_currency (spec));
    }
  else
    append_units (text, spec);
  append_common (text, spec, get_frequency);
  append_common (text, spec, get_basis);
  if (tide_chart_window_is_log (spec, TIDE_CHART_AXIS_PRIMARY))
    append_part (text, "logarithmic scale");
  if (data->inverted)
    append_part (text, "inverted scale");

  return g_string_free (text, FALSE);
}

/**
 * tide_chart_summary_new_unit:
 * @spec: a chart
 *
 * Writes the unit of the values with the power of ten that its axes leave out,
 * for a subtitle that is written elsewhere: `HKD bn`. Two axes that differ are
 * told apart.
 *
 * Returns: (transfer full): the text
 */
char *
tide_chart_summary_new_unit (TideChartSpec *spec)
{
  GString *text = g_string_new (NULL);

  append_units (text, spec);

  return g_string_free (text, FALSE);
}

typedef struct
{
  size_t low;
  size_t high;
  size_t missing;
} Extremes;

static Extremes
find_extremes (const double *values,
               const Move   *move)
{
  Extremes found = { move->first, move->first, 0 };

  for (size_t row = move->first; row <= move->last; row++)
    {
      if (!isfinite (values[row]))
        {
          found.missing++;
          continue;
        }
      if (values[row] < values[found.low])
        found.low = row;
      if (values[row] > values[found.high])
        found.high = row;
    }

  return found;
}

static char *
describe_move (const Move *move)
{
  g_autofree char *span = format_span (MIN (move->from, move->to), MAX (move->from, move->to));
  g_autofree char *number = NULL;

  if (isnan (move->change))
    return g_strdup_printf ("from %s", span);
  if (fabs (move->change) * 1000 < 0.5)
    return g_strdup_printf ("unchanged from %s", span);

  number = tide_number_format (fabs (move->change) * 100, TIDE_CHART_DECIMALS, TIDE_NUMBER_SCREEN);
  return g_strdup_printf ("%s %s%% from %s", move->change > 0 ? "rose" : "fell", number, span);
}

/* "mean at 24.5x", "within 1 s.d. from 18.1x to 30.9x" */
static void
append_level (GString       *text,
              TideChartSpec *spec,
              size_t         layer)
{
  const TideChartLayer *drawn = tide_chart_spec_get_layer (spec, layer);
  g_autofree char      *level = NULL;
  g_autofree char      *upper = NULL;

  if (drawn->series != NULL || !isfinite (drawn->level))
    return;

  level = tide_chart_window_format (spec, layer, drawn->level);
  if (drawn->type == TIDE_CHART_LEVEL)
    {
      g_string_append_printf (text, " %s at %s.", drawn->label, level);
      return;
    }
  if (!isfinite (drawn->upper))
    return;
  upper = tide_chart_window_format (spec, layer, drawn->upper);
  g_string_append_printf (text, " %s from %s to %s.", drawn->label, level, upper);
}

/* What the marks at an end and the tint of a start say to those who see them. */
static void
append_life (GString       *text,
             TideChartSpec *spec,
             size_t         layer)
{
  TideSeries      *series = tide_chart_spec_get_layer (spec, layer)->series;
  const TideFacts *facts = &tide_series_get_info (series)->facts;
  g_autofree char *ending = tide_facts_dup_ending (facts);
  size_t           first;
  char             day[DAY_SIZE];

  if (tide_chart_window_shows_end (spec, layer))
    g_string_append_printf (text, " It ended on %s%s%s.",
                            format_long_day (facts->ended_day, day, true),
                            ending != NULL ? ": " : "", ending != NULL ? ending : "");
  if (facts->live_since != TIDE_DAY_NONE && tide_chart_window_get_first (spec, layer, &first) &&
      tide_series_get_days (series)[first] < facts->live_since)
    g_string_append_printf (text, " Values before %s are back-filled.",
                            format_long_day (facts->live_since, day, true));
}

static void
append_layer (GString       *text,
              TideChartSpec *spec,
              size_t         layer)
{
  const TideChartLayer *drawn = tide_chart_spec_get_layer (spec, layer);
  double                factor = tide_chart_spec_get_factor (spec, layer);
  Move                  move;
  Extremes              extremes;
  const double         *values;
  const TideDay        *days;
  g_autofree char      *moved = NULL;
  g_autofree char      *low = NULL;
  g_autofree char      *high = NULL;
  g_autofree char      *last = NULL;
  char                  low_day[DAY_SIZE], high_day[DAY_SIZE];
  const char           *part;

  if (!get_move (spec, layer, &move))
    return;

  values = tide_series_get_values (drawn->series);
  days = tide_series_get_days (drawn->series);
  extremes = find_extremes (values, &move);
  moved = describe_move (&move);
  low = tide_chart_window_format (spec, layer, values[extremes.low] * factor);
  high = tide_chart_window_format (spec, layer, values[extremes.high] * factor);
  last = tide_chart_window_format (spec, layer, values[move.last] * factor);
  part = tide_chart_window_get_part (spec, layer);
  format_long_day (days[extremes.low], low_day, true);
  format_long_day (days[extremes.high], high_day, true);
  g_string_append_printf (text, " %s %s, high %s on %s, low %s on %s, last %s%s%s.", drawn->label,
                          moved, high, high_day, low, low_day, last, part != NULL ? " " : "",
                          part != NULL ? part : "");
  if (extremes.missing > 0)
    g_string_append_printf (text, " %zu %s missing.", extremes.missing,
                            extremes.missing == 1 ? "value is" : "values are");
  append_life (text, spec, layer);
}

static void
append_events (GString       *text,
               TideChartSpec *spec)
{
  const TideChartData *data = tide_chart_spec_get_data (spec);

  for (size_t i = 0; i < data->n_events; i++)
    {
      const TideChartEvent *event = &data->events[i];
      char                  day[DAY_SIZE];

      if ((data->from == TIDE_DAY_NONE || event->day >= data->from) &&
          (data->to == TIDE_DAY_NONE || event->day <= data->to) && event->name != NULL)
        g_string_append_printf (text, " %s on %s.", event->name,
                                format_long_day (event->day, day, true));
    }
}

/**
 * tide_chart_summary_new:
 * @spec: a chart
 *
 * Tells in one paragraph what the picture shows, for readers who cannot see it:
 * title, what is drawn, and for each series the change over the window, high,
 * low and last value with their days.
 *
 * Returns: (transfer full): the paragraph
 */
char *
tide_chart_summary_new (TideChartSpec *spec)
{
  const TideChartData *data = tide_chart_spec_get_data (spec);
  GString             *text = g_string_new (NULL);
  g_autofree char     *subtitle = NULL;
  g_autofree char     *source = tide_chart_summary_new_source (spec);

  subtitle = data->subtitle != NULL ? g_strdup (data->subtitle)
                                    : tide_chart_summary_new_subtitle (spec);
  if (data->title != NULL && *data->title != '\0')
    g_string_append_printf (text, "%s. ", data->title);
  g_string_append_printf (text, "Chart%s%s.", *subtitle != '\0' ? ": " : "", subtitle);
  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    {
      append_layer (text, spec, i);
      append_level (text, spec, i);
    }
  append_events (text, spec);
  if (*source != '\0')
    g_string_append_printf (text, " %s", source);

  return g_string_free (text, FALSE);
}
