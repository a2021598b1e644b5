// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-spec"

#include "config.h"

#include "tide-chart-spec.h"

#include <math.h>
#include <string.h>

#include "chart/tide-chart-text-private.h"
#include "chart/tide-chart-window-private.h"

#define LABEL_LIMIT 120
#define WORD_LIMIT 24
#define TEXT_LIMIT 600
/* Below this a scan is as quick as a pyramid. */
#define PYRAMID_ROWS 4096
/* A base older than this is no base; formulas use the same limit. */
#define BASE_SESSIONS 10
#define LONGEST_SIDE 20000.0
#define DEFAULT_EM (11.0 * 96.0 / 72.0)

struct _TideChartSpec
{
  gatomicrefcount  ref_count;
  TideChartData    data;
  TideChartLayer  *layers;
  TideChartTint   *tints;
  TideChartEvent  *events;
  GPtrArray       *words;    /* labels and words of the layers, and bases of stacks */
  char            *texts[5]; /* title, subtitle, note, source, as of */
  TideChartSpacing spacing;
};

G_DEFINE_BOXED_TYPE (TideChartSpec,
                     tide_chart_spec,
                     tide_chart_spec_ref,
                     tide_chart_spec_unref)

static bool
is_bars (TideChartType type)
{
  return type == TIDE_CHART_CANDLE || type == TIDE_CHART_BAR;
}

static bool
have_same_days (TideSeries *a,
                TideSeries *b)
{
  size_t n = tide_series_get_length (a);

  if (n != tide_series_get_length (b))
    return false;

  return n == 0 || tide_series_share_days (a, b) ||
         memcmp (tide_series_get_days (a), tide_series_get_days (b), n * sizeof (TideDay)) == 0;
}

static bool
check_band (const TideChartLayer *layer,
            GError              **error)
{
  if (layer->series == NULL ? layer->low == NULL
                            : layer->low != NULL && have_same_days (layer->series, layer->low))
    return true;

  g_set_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_LAYER,
               "A band needs an upper and a lower edge on the same days; draw the edges as two "
               "lines instead.");
  return false;
}

static bool
check_layer (const TideChartLayer *layer,
             size_t                index,
             GError              **error)
{
  TideSeries *parts[] = { layer->open, layer->high, layer->low };

  if (layer->type == TIDE_CHART_LEVEL)
    return true;
  if (layer->type == TIDE_CHART_BAND)
    return check_band (layer, error);

  if (layer->series == NULL)
    {
      g_set_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_LAYER,
                   "Layer %zu of the chart has no series.", index + 1);
      return false;
    }

  for (size_t i = 0; is_bars (layer->type) && i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] != NULL &&
          tide_series_get_length (parts[i]) == tide_series_get_length (layer->series))
        continue;
      g_set_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_LAYER,
                   "Candles of %s need open, high, low and close on the same days; "
                   "draw its close as a line instead.",
                   tide_series_get_info (layer->series)->symbol);
      return false;
    }

  return true;
}

static bool
check_size (TideChartData *data,
            GError       **error)
{
  bool paper = data->medium == TIDE_CHART_PAPER;

  if (data->width == 0)
    data->width = paper ? 178 * TIDE_CHART_POINTS_PER_MM : 900;
  if (data->height == 0)
    data->height = paper ? 80 * TIDE_CHART_POINTS_PER_MM : 480;
  if (data->em == 0)
    data->em = DEFAULT_EM;

  if (data->width > 0 && data->height > 0 && data->width <= LONGEST_SIDE &&
      data->height <= LONGEST_SIDE && data->em > 0)
    return true;

  g_set_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_SIZE,
               "A chart of %g by %g cannot be drawn; each side must be above 0 and at most %g.",
               data->width, data->height, LONGEST_SIDE);
  return false;
}

static TideUnit
get_layer_unit (const TideChartLayer *layer)
{
  return layer->series != NULL ? tide_series_get_info (layer->series)->unit : layer->unit;
}

static bool
refuse_units (const TideChartSpec *self,
              GError             **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (size_t i = 0; i < self->data.n_layers; i++)
    {
      g_autofree char *name = tide_unit_to_string (self->layers[i].unit);

      g_string_append_printf (names, "%s%s (%s)", i > 0 ? ", " : "",
                              self->layers[i].label, name);
    }
  g_set_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_UNITS,
               "A chart has two value axes, and these values need more: %s. "
               "Rebase them to a common day, or draw them apart.",
               names->str);
  return false;
}

/* What a layer measures; two measures never share an axis. An unknown one goes
 * with any. */
static const char *
get_measure (const TideChartLayer *layer)
{
  return layer->series != NULL ? tide_series_get_info (layer->series)->facts.measure : NULL;
}

static bool
is_same_measure (const char *a,
                 const char *b)
{
  return a == NULL || b == NULL || g_str_equal (a, b);
}

static bool
refuse_measure (const TideChartLayer *layer,
                const char           *measure,
                GError              **error)
{
  g_set_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_UNITS,
               "An axis shows one measure: %s is %s, and its axis already shows %s. "
               "Draw them apart.",
               layer->label, get_measure (layer), measure);
  return false;
}

/* One unit and one measure to an axis. Rebased values all share one. */
static bool
assign_axes (TideChartSpec *self,
             GError       **error)
{
  TideUnit    units[2];
  const char *measures[2] = { NULL, NULL };
  bool        taken[2] = { false, false };

  for (size_t i = 0; i < self->data.n_layers; i++)
    {
      TideChartLayer *layer = &self->layers[i];
      bool            same = self->data.rebase != TIDE_DAY_NONE;
      int             side = layer->axis == TIDE_CHART_AXIS_SECONDARY ? 1 : 0;

      layer->unit = get_layer_unit (layer);
      if (layer->axis == TIDE_CHART_AXIS_AUTO && taken[0] && !same &&
          (!tide_unit_equal (units[0], layer->unit) ||
           !is_same_measure (measures[0], get_measure (layer))))
        side = 1;
      if (taken[side] && !same && !tide_unit_equal (units[side], layer->unit))
        return refuse_units (self, error);
      if (!same && !is_same_measure (measures[side], get_measure (layer)))
        return refuse_measure (layer, measures[side], error);
      if (get_measure (layer) != NULL)
        measures[side] = get_measure (layer);
      taken[side] = true;
      units[side] = layer->unit;
      layer->axis = side == 1 ? TIDE_CHART_AXIS_SECONDARY : TIDE_CHART_AXIS_PRIMARY;
    }

  return true;
}

/* Symbols where they tell the layers apart, fields where those do, else both. */
static char *
make_label (const TideChartData  *data,
            const TideChartLayer *layer)
{
  const TideSeriesInfo *info;
  size_t                n_symbol = 0;
  size_t                n_field = 0;

  if (layer->label != NULL && *layer->label != '\0')
    return tide_chart_text_clean (layer->label, LABEL_LIMIT);
  if (layer->series == NULL)
    return g_strdup (layer->type == TIDE_CHART_BAND ? "Band" : "Level");

  info = tide_series_get_info (layer->series);
  for (size_t i = 0; i < data->n_layers; i++)
    {
      TideSeries *other = data->layers[i].series;

      if (other == NULL)
        continue;
      n_symbol += g_str_equal (tide_series_get_info (other)->symbol, info->symbol);
      n_field += g_str_equal (tide_series_get_info (other)->field, info->field);
    }

  if (n_symbol <= 1 && *info->symbol != '\0')
    return tide_chart_text_clean (info->symbol, LABEL_LIMIT);
  if (n_field <= 1 || *info->symbol == '\0')
    return tide_chart_text_clean (info->field, LABEL_LIMIT);

  {
    g_autofree char *both = g_strdup_printf ("%s %s", info->symbol, info->field);

    return tide_chart_text_clean (both, LABEL_LIMIT);
  }
}

static bool
is_cited (const TideChartLayer *layer)
{
  return layer->series != NULL &&
         g_strcmp0 (tide_series_get_info (layer->series)->source, "cited") == 0;
}

/* What is known for some days only is never joined up. */
static TideChartStroke
choose_stroke (const TideChartLayer *layer)
{
  if (layer->stroke != TIDE_CHART_STROKE_AUTO)
    return layer->stroke;
  if (layer->type == TIDE_CHART_LEVEL)
    return TIDE_CHART_STROKE_DASHED;
  if (layer->type == TIDE_CHART_LINE && is_cited (layer))
    return TIDE_CHART_STROKE_POINTS;

  return TIDE_CHART_STROKE_AUTO;
}

/* Signs and direction colours are for changes and flows, and these have them
 * whoever draws them. */
static bool
is_directed (const TideChartLayer *layer)
{
  const TideSeriesInfo *info;

  if (layer->directed || layer->type != TIDE_CHART_COLUMN || layer->stacked)
    return layer->directed;

  info = tide_series_get_info (layer->series);
  return info->unit.kind == TIDE_UNIT_CHANGE ||
         g_strcmp0 (info->facts.measure, "net buying") == 0;
}

static TideSeries *
ref_series (TideSeries *series)
{
  return series != NULL ? tide_series_ref (series) : NULL;
}

static TideChartPyramid *
get_pyramid (const TideChartLayer *layer)
{
  if (layer->series == NULL)
    return NULL;
  if (layer->pyramid != NULL && tide_chart_pyramid_get_series (layer->pyramid) == layer->series)
    return tide_chart_pyramid_ref (layer->pyramid);
  if (tide_series_get_length (layer->series) < PYRAMID_ROWS)
    return NULL;

  return tide_chart_pyramid_new (layer->series);
}

/* Keeps a text as long as the spec; of NULL and nothing it makes NULL. */
static const char *
keep_word (TideChartSpec *self,
           char          *word_take)
{
  if (word_take == NULL || *word_take == '\0')
    {
      g_free (word_take);
      return NULL;
    }

  g_ptr_array_add (self->words, word_take);
  return word_take;
}

static void
copy_layers (TideChartSpec       *self,
             const TideChartData *data)
{
  self->layers = g_new0 (TideChartLayer, MAX (data->n_layers, 1));
  self->words = g_ptr_array_new_with_free_func (g_free);
  for (size_t i = 0; i < data->n_layers; i++)
    {
      TideChartLayer *layer = &self->layers[i];

      *layer = data->layers[i];
      layer->series = ref_series (layer->series);
      layer->open = ref_series (layer->open);
      layer->high = ref_series (layer->high);
      layer->low = ref_series (layer->low);
      layer->pyramid = get_pyramid (layer);
      layer->stroke = choose_stroke (layer);
      layer->stacked = layer->stacked && layer->type == TIDE_CHART_COLUMN;
      layer->directed = is_directed (layer);
      layer->base = NULL;
      layer->label = make_label (data, layer);
      g_ptr_array_add (self->words, (char *) layer->label);
      layer->part = keep_word (self, tide_chart_text_clean (layer->part, WORD_LIMIT));
    }
  self->data.layers = self->layers;
}

static void
stack_layers (TideChartSpec *self)
{
  for (size_t i = 0; i < self->data.n_layers; i++)
    {
      double *base = tide_chart_stack_new_base (self->layers, self->data.n_layers, i);

      if (base != NULL)
        g_ptr_array_add (self->words, base);
      self->layers[i].base = base;
    }
}

static void
copy_tints (TideChartSpec       *self,
            const TideChartData *data)
{
  self->data.n_tints = MIN (data->n_tints, TIDE_CHART_TINTS_MAX);
  self->tints = g_new0 (TideChartTint, MAX (self->data.n_tints, 1));
  for (size_t i = 0; i < self->data.n_tints; i++)
    {
      self->tints[i] = data->tints[i];
      self->tints[i].words = keep_word (self,
                                        tide_chart_text_clean (data->tints[i].words, LABEL_LIMIT));
    }
  self->data.tints = self->tints;
}

static int
compare_events (const void *a,
                const void *b,
                void       *unused)
{
  TideDay day_a = ((const TideChartEvent *) a)->day;
  TideDay day_b = ((const TideChartEvent *) b)->day;

  return (day_a > day_b) - (day_a < day_b);
}

static void
copy_events (TideChartSpec       *self,
             const TideChartData *data)
{
  size_t n = MIN (data->n_events, TIDE_CHART_EVENTS_MAX);

  self->events = g_new0 (TideChartEvent, MAX (n, 1));
  for (size_t i = 0; i < n; i++)
    {
      self->events[i] = data->events[i];
      self->events[i].name = keep_word (self, tide_chart_text_clean (data->events[i].name,
                                                                     LABEL_LIMIT));
    }
  g_qsort_with_data (self->events, (int) n, sizeof (TideChartEvent), compare_events, NULL);
  self->data.events = self->events;
  self->data.n_events = n;
}

static void
copy_texts (TideChartSpec *self)
{
  const char **fields[] = {
    &self->data.title,
    &self->data.subtitle,
    &self->data.note,
    &self->data.source,
    &self->data.as_of,
  };

  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      self->texts[i] = tide_chart_text_clean (*fields[i], TEXT_LIMIT);
      *fields[i] = self->texts[i];
    }
}

/* Two calendars differ when, where both have a history, each has a day the other
 * lacks. A suspended share lacks days of its market but has none of its own. */
static bool
calendars_differ (TideSeries *a,
                  TideSeries *b)
{
  const TideDay *days_a = tide_series_get_days (a);
  const TideDay *days_b = tide_series_get_days (b);
  size_t         n_a = tide_series_get_length (a);
  size_t         n_b = tide_series_get_length (b);
  bool           only_a = false;
  bool           only_b = false;
  size_t         i, j;

  if (n_a == 0 || n_b == 0 || tide_series_share_days (a, b))
    return false;
  if (tide_series_get_info (a)->frequency != tide_series_get_info (b)->frequency)
    return true;

  i = tide_series_count_until (a, days_b[0] - 1);
  j = tide_series_count_until (b, days_a[0] - 1);
  while (i < n_a && j < n_b && !(only_a && only_b))
    {
      only_a |= days_a[i] < days_b[j];
      only_b |= days_b[j] < days_a[i];
      if (days_a[i] == days_b[j])
        i++, j++;
      else if (days_a[i] < days_b[j])
        i++;
      else
        j++;
    }

  return only_a && only_b;
}

static TideChartSpacing
choose_spacing (const TideChartSpec *self)
{
  TideSeries *first = NULL;

  if (self->data.spacing != TIDE_CHART_SPACING_AUTO)
    return self->data.spacing;

  for (size_t i = 0; i < self->data.n_layers; i++)
    {
      TideSeries *series = self->layers[i].series;

      if (series == NULL)
        continue;
      if (first != NULL && calendars_differ (first, series))
        return TIDE_CHART_SPACING_CALENDAR;
      if (first == NULL)
        first = series;
    }

  return TIDE_CHART_SPACING_SESSIONS;
}

/**
 * tide_chart_data_init:
 * @data: (out): a struct of any content
 *
 * Empties a description: no layers, no days, everything else automatic.
 */
void
tide_chart_data_init (TideChartData *data)
{
  *data = (TideChartData){
    .from = TIDE_DAY_NONE,
    .to = TIDE_DAY_NONE,
    .window_from = TIDE_DAY_NONE,
    .window_to = TIDE_DAY_NONE,
    .rebase = TIDE_DAY_NONE,
  };
}

/**
 * tide_chart_spec_new:
 * @data: what is shown; copied, series and pyramids by reference
 * @error: return location
 *
 * Checks and freezes a description. Units are given axes: the first one the
 * primary axis, a second one the secondary. Text is made valid UTF-8 on one
 * line; it is never read as markup. Long series get a pyramid. May be called on
 * any thread.
 *
 * Errors: %TIDE_CHART_ERROR_UNITS, %TIDE_CHART_ERROR_LAYER,
 * %TIDE_CHART_ERROR_SIZE.
 *
 * Returns: (transfer full): the spec, or %NULL
 */
TideChartSpec *
tide_chart_spec_new (const TideChartData *data,
                     GError             **error)
{
  g_autoptr (TideChartSpec) self = NULL;

  g_return_val_if_fail (data != NULL, NULL);

  for (size_t i = 0; i < data->n_layers; i++)
    {
      if (!check_layer (&data->layers[i], i, error))
        return NULL;
    }

  self = g_new0 (TideChartSpec, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->data = *data;
  self->data.volume = ref_series (data->volume);
  copy_layers (self, data);
  copy_tints (self, data);
  copy_events (self, data);
  copy_texts (self);
  if (!check_size (&self->data, error) || !assign_axes (self, error))
    return NULL;
  stack_layers (self);
  self->spacing = choose_spacing (self);

  return g_steal_pointer (&self);
}

/**
 * tide_chart_spec_new_sized:
 * @self: a spec
 * @medium: paper or screen
 * @width: of the picture, in the unit of @medium; 0 for the default
 * @height: likewise
 *
 * Makes the same chart for another place: what is on screen, for a page.
 *
 * Returns: (transfer full) (nullable): the other spec; %NULL if the size cannot
 *   be drawn
 */
TideChartSpec *
tide_chart_spec_new_sized (TideChartSpec  *self,
                           TideChartMedium medium,
                           double          width,
                           double          height)
{
  TideChartData data = self->data;

  data.medium = medium;
  data.width = width;
  data.height = height;
  if (medium == TIDE_CHART_PAPER)
    data.bare = false;

  return tide_chart_spec_new (&data, NULL);
}

/**
 * tide_chart_spec_ref:
 * @self: a spec
 *
 * Returns: (transfer full): @self with one more reference
 */
TideChartSpec *
tide_chart_spec_ref (TideChartSpec *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * tide_chart_spec_unref:
 * @self: (transfer full): a spec
 *
 * Drops a reference; the last one frees the spec.
 */
void
tide_chart_spec_unref (TideChartSpec *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (size_t i = 0; i < self->data.n_layers; i++)
    {
      TideChartLayer *layer = &self->layers[i];

      g_clear_pointer (&layer->series, tide_series_unref);
      g_clear_pointer (&layer->open, tide_series_unref);
      g_clear_pointer (&layer->high, tide_series_unref);
      g_clear_pointer (&layer->low, tide_series_unref);
      g_clear_pointer (&layer->pyramid, tide_chart_pyramid_unref);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->data.volume, tide_series_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_free (self->layers);
  g_free (self->tints);
  g_free (self->events);
  g_free (self);
}

/**
 * tide_chart_spec_get_data:
 * @self: a spec
 *
 * Returns: (transfer none): the description; defaults of size are filled in,
 *   texts that were %NULL still are
 */
const TideChartData *
tide_chart_spec_get_data (const TideChartSpec *self)
{
  return &self->data;
}

/**
 * tide_chart_spec_get_n_layers:
 * @self: a spec
 *
 * Returns: how many layers there are
 */
size_t
tide_chart_spec_get_n_layers (const TideChartSpec *self)
{
  return self->data.n_layers;
}

/**
 * tide_chart_spec_get_layer:
 * @self: a spec
 * @layer: index of a layer
 *
 * Returns: (transfer none): the layer, with label, unit and axis filled in
 */
const TideChartLayer *
tide_chart_spec_get_layer (const TideChartSpec *self,
                           size_t               layer)
{
  g_return_val_if_fail (layer < self->data.n_layers, NULL);

  return &self->layers[layer];
}

/**
 * tide_chart_spec_get_theme:
 * @self: a spec
 *
 * Returns: the colours it is drawn in; the light ones on paper
 */
TideTheme
tide_chart_spec_get_theme (const TideChartSpec *self)
{
  bool paper = self->data.medium == TIDE_CHART_PAPER;

  return tide_theme_get (paper ? TIDE_THEME_LIGHT : self->data.theme, self->data.up);
}

/**
 * tide_chart_spec_get_spacing:
 * @self: a spec
 *
 * Returns: by sessions or by calendar; never automatic
 */
TideChartSpacing
tide_chart_spec_get_spacing (const TideChartSpec *self)
{
  return self->spacing;
}

/**
 * tide_chart_spec_get_rows:
 * @self: a spec
 * @layer: index of a layer
 * @out_begin: (out): first row in the window
 * @out_end: (out): row after the last one in the window
 *
 * Finds which rows of a layer's series are shown.
 *
 * Returns: %FALSE if there are none
 */
bool
tide_chart_spec_get_rows (const TideChartSpec *self,
                          size_t               layer,
                          size_t              *out_begin,
                          size_t              *out_end)
{
  TideSeries *series;

  g_return_val_if_fail (layer < self->data.n_layers, false);

  *out_begin = *out_end = 0;
  series = self->layers[layer].series;
  if (series == NULL)
    return false;

  if (self->data.from != TIDE_DAY_NONE)
    *out_begin = tide_series_count_until (series, self->data.from - 1);
  *out_end = tide_series_get_length (series);
  if (self->data.to != TIDE_DAY_NONE)
    *out_end = tide_series_count_until (series, self->data.to);
  *out_end = MAX (*out_begin, *out_end);

  return *out_begin < *out_end;
}

/**
 * tide_chart_spec_get_factor:
 * @self: a spec
 * @layer: index of a layer
 *
 * Tells how much is drawn for one of the layer's unit: 1 as it is; when rebased
 * 100 over the last value on or before the base day, which must not be more than
 * ten sessions old.
 *
 * Returns: the factor; NaN when the base is missing, zero or negative
 */
double
tide_chart_spec_get_factor (const TideChartSpec *self,
                            size_t               layer)
{
  TideSeries *series;
  size_t      row;
  TideDay     day;
  double      base;

  g_return_val_if_fail (layer < self->data.n_layers, NAN);

  series = self->layers[layer].series;
  if (series == NULL || self->data.rebase == TIDE_DAY_NONE)
    return 1;
  if (!tide_series_find_last (series, tide_series_count_until (series, self->data.rebase), &row))
    return NAN;

  day = tide_series_get_days (series)[row];
  base = tide_series_get_values (series)[row];
  if (!(base > 0) || tide_day_count_weekdays (day, self->data.rebase) > BASE_SESSIONS)
    return NAN;

  return 100 / base;
}
