// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-chart"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "app/tide-subcommands.h"
#include "chart/tide-chart-writer.h"

static const TideOption options[] = {
  { "output", "FILE", N_ ("where to write; ends in .svg, .pdf, .png or .csv") },
  { "type", "TYPE", N_ ("line, step, area, column, candle or bar") },
  { "from", "DAY", N_ ("first day shown") },
  { "to", "DAY", N_ ("last day shown") },
  { "rebase", "DAY", N_ ("show every series as 100 on that day") },
  { "log", NULL, N_ ("logarithmic scale") },
  { "on", "SYMBOL", N_ ("instrument that a bare “close” means") },
  { "list", "NAME", N_ ("draw the formula for every instrument of a list") },
  { "as-of", "DAY|INSTANT", N_ ("count nothing dated later") },
  { "known-at", "INSTANT", N_ ("count nothing that arrived here later") },
  { "size", "WxH", N_ ("in pixels of 1/96 inch, or in millimetres as 178x80mm") },
  { "scale", "1-4", N_ ("pixels of a PNG for each of --size") },
  { "title", "TEXT", N_ ("title; made from the data otherwise") },
  { "theme", "light|dark", N_ ("colours; light otherwise") },
  { NULL },
};

/* A chart as it was asked for, and the series that it borrows. */
typedef struct
{
  TideChartData   data;
  TideChartType   type;
  TideChartFormat format;
  int             scale;
  const char     *output;
  TideMoment      moment;
  GArray         *layers; /* (owned) (element-type TideChartLayer) */
  GPtrArray      *series; /* (owned) (element-type TideSeries): keeps them alive */
  GString        *notes;  /* (owned): what a reader must know about the values */
} Drawing;

static void
clear_drawing (Drawing *drawing)
{
  g_clear_pointer (&drawing->layers, g_array_unref);
  g_clear_pointer (&drawing->series, g_ptr_array_unref);
  if (drawing->notes != NULL)
    g_string_free (g_steal_pointer (&drawing->notes), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Drawing, clear_drawing)

static const struct
{
  const char   *name;
  TideChartType type;
} types[] = {
  { "line", TIDE_CHART_LINE },
  { "step", TIDE_CHART_STEP },
  { "area", TIDE_CHART_AREA },
  { "column", TIDE_CHART_COLUMN },
  { "candle", TIDE_CHART_CANDLE },
  { "bar", TIDE_CHART_BAR },
};

/* The shorter side of a chart that can be read, in points. */
#define SIDE_MIN 72.0

static bool
read_type (const char    *text,
           TideChartType *out_type)
{
  *out_type = TIDE_CHART_LINE;
  if (text == NULL)
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_str_equal (types[i].name, text))
        {
          *out_type = types[i].type;
          return true;
        }
    }

  tide_command_line_say (_ ("“%s” is not a type; it is line, step, area, column, candle or bar."),
                         text);
  return false;
}

static bool
read_day (TideCommandLine *line,
          const char      *option,
          TideDay         *out_day)
{
  const char *text = tide_command_line_get (line, option);

  if (text == NULL)
    return true;
  *out_day = tide_day_parse (text, strlen (text));
  if (*out_day != TIDE_DAY_NONE)
    return true;

  tide_command_line_say (_ ("“%s” is not a day for --%s; write it as 2025-02-14."), text, option);
  return false;
}

static bool
read_days (Drawing         *drawing,
           TideCommandLine *line)
{
  TideChartData *data = &drawing->data;

  if (!read_day (line, "from", &data->from) || !read_day (line, "to", &data->to) ||
      !read_day (line, "rebase", &data->rebase))
    return false;
  if (data->from == TIDE_DAY_NONE || data->to == TIDE_DAY_NONE || data->from <= data->to)
    return true;

  tide_command_line_say (_ ("--from lies after --to: %s is later than %s."),
                         tide_command_line_get (line, "from"), tide_command_line_get (line, "to"));
  return false;
}

/* Sizes are pixels of 1/96 inch or millimetres; a chart on paper counts in
 * points. */
static bool
read_size (Drawing    *drawing,
           const char *text)
{
  double      factor = drawing->data.medium == TIDE_CHART_PAPER ? TIDE_CHART_POINTS_PER_PX : 1.0;
  const char *rest;
  char       *end;
  double      width, height = 0.0;

  if (text == NULL)
    return true;

  width = g_ascii_strtod (text, &end);
  rest = end;
  if (*rest == 'x')
    {
      height = g_ascii_strtod (rest + 1, &end);
      rest = end;
    }
  if (g_str_equal (rest, "mm"))
    factor = drawing->data.medium == TIDE_CHART_PAPER ? TIDE_CHART_POINTS_PER_MM : 96.0 / 25.4;
  else if (*rest != '\0')
    width = 0.0;
  if (!(width > 0.0) || !(height > 0.0) || !isfinite (width) || !isfinite (height))
    {
      tide_command_line_say (_ ("“%s” is not a size; write it as 1200x600 or 178x80mm."), text);
      return false;
    }

  if (width * factor < SIDE_MIN || height * factor < SIDE_MIN)
    {
      tide_command_line_say (_ ("“%s” leaves no room for a chart; make each side at least 100 "
                                "pixels or 26mm."),
                             text);
      return false;
    }

  drawing->data.width = width * factor;
  drawing->data.height = height * factor;
  return true;
}

static bool
read_scale (Drawing    *drawing,
            const char *text)
{
  guint64 scale = 1;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, TIDE_CHART_SCALE_MAX, &scale, NULL))
    {
      tide_command_line_say (_ ("“%s” is not a scale; it is a whole number from 1 to 4."), text);
      return false;
    }

  drawing->scale = (int) scale;
  return true;
}

static bool
read_theme (Drawing    *drawing,
            const char *text)
{
  drawing->data.medium = TIDE_CHART_PAPER;
  if (text == NULL || g_str_equal (text, "light"))
    return true;
  if (g_str_equal (text, "dark"))
    {
      drawing->data.medium = TIDE_CHART_SCREEN;
      drawing->data.theme = TIDE_THEME_DARK;
      return true;
    }

  tide_command_line_say (_ ("“%s” is not a theme; it is light or dark."), text);
  return false;
}

static bool
read_options (Drawing         *drawing,
              TideCommandLine *line)
{
  g_autoptr (GError) error = NULL;

  tide_chart_data_init (&drawing->data);
  drawing->data.title = tide_command_line_get (line, "title");
  drawing->data.log = tide_command_line_has (line, "log");
  drawing->output = tide_command_line_get (line, "output");
  if (!tide_chart_format_from_name (drawing->output, &drawing->format, &error))
    {
      tide_command_line_say ("%s", error->message);
      return false;
    }

  return read_type (tide_command_line_get (line, "type"), &drawing->type) &&
         read_days (drawing, line) &&
         read_theme (drawing, tide_command_line_get (line, "theme")) &&
         read_size (drawing, tide_command_line_get (line, "size")) &&
         read_scale (drawing, tide_command_line_get (line, "scale"));
}

/* Says once what several series have in common. */
static void
add_note (Drawing    *drawing,
          const char *note)
{
  if (note == NULL || strstr (drawing->notes->str, note) != NULL)
    return;
  if (drawing->notes->len > 0)
    g_string_append (drawing->notes, "; ");
  g_string_append (drawing->notes, note);
  drawing->data.note = drawing->notes->str;
}

/* (transfer none) (nullable): the series that a formula gives; kept by the
 * drawing. Says why there is none. */
static TideSeries *
evaluate_series (Drawing    *drawing,
                 TideDesk   *desk,
                 const char *formula,
                 const char *symbol)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (TideResult) result = tide_desk_evaluate (desk, formula, symbol, &drawing->moment,
                                                      TIDE_EVALUATE_PLAIN, &error);
  const TideResultData  *data;

  if (result == NULL)
    {
      tide_command_line_say ("%s", error->message);
      return NULL;
    }

  data = tide_result_get_data (result);
  if (data->series == NULL)
    {
      if (data->kind == TIDE_VALUE_MISSING)
        tide_command_line_say (_ ("There is nothing to draw for “%s”: %s."), formula, data->reason);
      else
        tide_command_line_say (_ ("“%s” gives one value; a chart needs a series such as "
                                  "close(\"9988.HK\")."),
                               formula);
      return NULL;
    }

  add_note (drawing, data->note);
  g_ptr_array_add (drawing->series, tide_series_ref (data->series));
  return data->series;
}

/* Candles and bars are of one instrument's close; open, high and low are those
 * of the same instrument. */
static bool
add_range (Drawing        *drawing,
           TideDesk       *desk,
           TideChartLayer *layer)
{
  const TideSeriesInfo *info = tide_series_get_info (layer->series);
  TideSeries          **parts[] = { &layer->open, &layer->high, &layer->low };
  static const char    *names[] = { "open", "high", "low" };

  if (g_strcmp0 (info->field, "close") != 0)
    {
      tide_command_line_say (_ ("A %s chart needs the close of an instrument, such as "
                                "close(\"9988.HK\")."),
                             drawing->type == TIDE_CHART_CANDLE ? "candle" : "bar");
      return false;
    }

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      *parts[i] = evaluate_series (drawing, desk, names[i], info->symbol);
      if (*parts[i] == NULL)
        return false;
    }
  return true;
}

static bool
add_layer (Drawing    *drawing,
           TideDesk   *desk,
           const char *formula,
           const char *symbol)
{
  TideChartLayer layer = {
    .type = drawing->type,
    .color = TIDE_CHART_COLOR_AUTO,
    .axis = TIDE_CHART_AXIS_AUTO,
  };

  layer.series = evaluate_series (drawing, desk, formula, symbol);
  if (layer.series == NULL)
    return false;
  if ((drawing->type == TIDE_CHART_CANDLE || drawing->type == TIDE_CHART_BAR) &&
      !add_range (drawing, desk, &layer))
    return false;

  g_array_append_val (drawing->layers, layer);
  return true;
}

static bool
add_list (Drawing    *drawing,
          TideDesk   *desk,
          const char *formula,
          const char *list)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv)     members = tide_desk_dup_list_members (desk, list, &error);

  if (members == NULL)
    {
      tide_command_line_say ("%s", error->message);
      return false;
    }
  for (size_t i = 0; members[i] != NULL; i++)
    {
      if (!add_layer (drawing, desk, formula, members[i]))
        return false;
    }

  return true;
}

static bool
add_layers (Drawing         *drawing,
            TideCommandLine *line,
            TideDesk        *desk)
{
  const char *list = tide_command_line_get (line, "list");
  char      **words = tide_command_line_get_words (line);

  for (size_t i = 0; words[i] != NULL; i++)
    {
      bool added = list != NULL
                     ? add_list (drawing, desk, words[i], list)
                     : add_layer (drawing, desk, words[i], tide_command_line_get (line, "on"));

      if (!added)
        return false;
    }

  return true;
}

static bool
write_chart (Drawing  *drawing,
             TideDesk *desk)
{
  g_autoptr (GFile)         file = g_file_new_for_commandline_arg (drawing->output);
  g_autoptr (TideChartSpec) spec = NULL;
  g_autoptr (TidePicture)   picture = NULL;
  g_autoptr (GError)        error = NULL;

  drawing->data.layers = (const TideChartLayer *) (void *) drawing->layers->data;
  drawing->data.n_layers = drawing->layers->len;
  drawing->data.sample = tide_desk_is_sample (desk);
  spec = tide_chart_spec_new (&drawing->data, &error);
  if (spec != NULL)
    picture = tide_picture_new_chart (spec);
  if (picture != NULL &&
      tide_chart_writer_write (picture, file, drawing->format, drawing->scale, NULL, &error))
    return true;

  tide_command_line_say ("%s", error->message);
  return false;
}

static int
run_chart (TideCommandLine *line)
{
  char               **words = tide_command_line_get_words (line);
  g_autoptr (TideDesk) desk = NULL;
  g_auto (Drawing)     drawing = { 0 };
  bool                 done;

  if (words[0] == NULL)
    return tide_command_line_fail_usage (line, _ ("Write at least one formula, in quotes."));
  if (!tide_command_line_has (line, "output"))
    return tide_command_line_fail_usage (line, _ ("Say where to write with --output FILE."));
  if (!read_options (&drawing, line))
    return TIDE_EXIT_FAILED;
  if ((desk = tide_command_line_open_desk (line)) == NULL)
    return TIDE_EXIT_FAILED;

  drawing.layers = g_array_new (FALSE, TRUE, sizeof (TideChartLayer));
  drawing.series = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_series_unref);
  drawing.notes = g_string_new (NULL);
  done = tide_command_line_get_moment (line, desk, &drawing.moment) &&
         add_layers (&drawing, line, desk) &&
         write_chart (&drawing, desk);
  tide_desk_close (desk);
  return done ? TIDE_EXIT_DONE : TIDE_EXIT_FAILED;
}

const TideSubcommand tide_subcommand_chart = {
  "chart",
  N_ ("[OPTION…] FORMULA… --output FILE.{svg,pdf,png,csv}"),
  N_ ("Draw formulas as a chart fit for a report."),
  options,
  run_chart,
};
