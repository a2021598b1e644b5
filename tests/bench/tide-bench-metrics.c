// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-bench.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "formula/tide-formula.h"

#define N_DAYS 2520
#define N_DAYS_OF_YEAR 150
#define N_RUNS 9
#define LIMIT_MS 40.0
#define LEAST_RATIO 10.0
#define INDEX "^INDEX"

/* The columns of a watchlist, in the order of the peer's. */
static const char *const formulas[] = {
  "change(close, 1D)",
  "change(close, 5D)",
  "change(close, 21D)",
  "change(close, 63D)",
  "change(close, YTD)",
  "change(close, 252D)",
  "change(close, 1260D)",
  "max(close, 252D)",
  "min(close, 252D)",
  "close / max(close, 252D) - 1",
  "close / min(close, 252D) - 1",
  "drawdown(close)",
  "max_drawdown(close, MAX)",
  "stdev(returns(close), 20D) * sqrt(252)",
  "stdev(returns(close), 60D) * sqrt(252)",
  ("beta(close, close(\"" INDEX "\"), 252D)"),
  "percentile(close, 1260D)",
  "zscore(close, 1260D)",
};

/* Closes that are in memory already. */
#define TIDE_TYPE_BENCH_SOURCE (tide_bench_source_get_type ())
G_DECLARE_FINAL_TYPE (TideBenchSource, tide_bench_source, TIDE, BENCH_SOURCE, GObject)

struct _TideBenchSource
{
  GObject     parent_instance;
  GHashTable *series; /* symbol -> TideSeries */
};

static void tide_bench_source_iface_init (TideSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
  TideBenchSource,
  tide_bench_source,
  G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (TIDE_TYPE_SOURCE, tide_bench_source_iface_init))

static TideSeries *
tide_bench_source_dup_series (TideSource       *source,
                              const char       *symbol,
                              const char       *field,
                              const char       *name,
                              const TideMoment *moment,
                              GCancellable     *cancellable,
                              GError          **error)
{
  TideSeries *series = g_hash_table_lookup (TIDE_BENCH_SOURCE (source)->series, symbol);

  if (series != NULL && strcmp (field, "close") == 0)
    return tide_series_ref (series);
  g_set_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_SYMBOL, "no %s of %s", field, symbol);
  return NULL;
}

static void
tide_bench_source_iface_init (TideSourceInterface *iface)
{
  iface->dup_series = tide_bench_source_dup_series;
}

static void
tide_bench_source_finalize (GObject *object)
{
  g_hash_table_unref (TIDE_BENCH_SOURCE (object)->series);
  G_OBJECT_CLASS (tide_bench_source_parent_class)->finalize (object);
}

static void
tide_bench_source_class_init (TideBenchSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_bench_source_finalize;
}

static void
tide_bench_source_init (TideBenchSource *self)
{
  self->series = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) tide_series_unref);
}

/* Weekdays, so that the year of the last one has as many as the peer takes. */
static void
make_days (TideDay *days)
{
  TideDay day = tide_day_from_ymd (2026, 1, 1);

  for (int i = N_DAYS - N_DAYS_OF_YEAR; i < N_DAYS; i++)
    {
      while (tide_day_get_weekday (day) > 5)
        day++;
      days[i] = day++;
    }
  day = tide_day_from_ymd (2025, 12, 31);
  for (int i = N_DAYS - N_DAYS_OF_YEAR; i-- > 0;)
    {
      while (tide_day_get_weekday (day) > 5)
        day--;
      days[i] = day--;
    }
}

/* Sums of uniform numbers are normal enough here. */
static double
draw_normal (GRand *random)
{
  double sum = -6.0;

  for (int i = 0; i < 12; i++)
    sum += g_rand_double (random);
  return sum;
}

static TideSeries *
add_series (TideBenchSource *source,
            TideSeries      *calendar,
            const char      *symbol,
            const TideDay   *days,
            const double    *values)
{
  TideSeriesInfo info = { .symbol = symbol,
                          .field = "close",
                          .source = "bench",
                          .unit = tide_unit_of_currency ("HKD"),
                          .facts = TIDE_FACTS_NONE };
  TideSeries    *series =
    calendar != NULL
         ? tide_series_new_like (calendar, &info, g_memdup2 (values, N_DAYS * sizeof *values))
         : tide_series_new (&info, days, values, N_DAYS);

  g_hash_table_insert (source->series, g_strdup (symbol), series);
  return series;
}

/* Closes that follow an index more or less, and their raw values for the peer. */
static TideBenchSource *
make_source (char      **symbols,
             int         n_series,
             const char *folder,
             TideDay    *out_last_day)
{
  TideBenchSource    *source = g_object_new (TIDE_TYPE_BENCH_SOURCE, NULL);
  GRand              *random = g_rand_new_with_seed (20250212);
  g_autofree double  *factor = g_new (double, N_DAYS);
  g_autofree double  *values = g_new (double, N_DAYS);
  g_autofree TideDay *days = g_new (TideDay, N_DAYS);
  g_autofree char    *index_path = g_build_filename (folder, "index.f64", NULL);
  g_autofree char    *close_path = g_build_filename (folder, "close.f64", NULL);
  FILE               *file = fopen (close_path, "wb");
  double              level = 1000.0;
  TideSeries         *calendar;

  make_days (days);
  *out_last_day = days[N_DAYS - 1];
  for (int i = 0; i < N_DAYS; i++)
    {
      factor[i] = 0.01 * draw_normal (random);
      values[i] = level *= 1.0 + factor[i];
    }
  calendar = add_series (source, NULL, INDEX, days, values);
  g_file_set_contents (index_path, (const char *) values, N_DAYS * sizeof *values, NULL);

  for (int row = 0; row < n_series; row++)
    {
      double beta = g_rand_double_range (random, 0.3, 1.7);

      level = g_rand_double_range (random, 10.0, 210.0);
      for (int i = 0; i < N_DAYS; i++)
        {
          level *= 1.0 + beta * factor[i] + 0.012 * draw_normal (random);
          values[i] = level = fmax (level, 1.0);
        }
      symbols[row] = g_strdup_printf ("B%05d", row);
      add_series (source, calendar, symbols[row], days, values);
      if (file != NULL)
        fwrite (values, sizeof *values, N_DAYS, file);
    }
  if (file != NULL)
    fclose (file);
  g_rand_free (random);
  return source;
}

/* Time of this thread alone: what a machine that does nothing else needs. */
static double
get_thread_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* What the peer says: its time and the largest difference; empty without it. */
static char *
ask_peer (const char *folder)
{
  static const char *const pythons[] = { "python3", "/usr/bin/python3" };

  for (size_t i = 0; i < G_N_ELEMENTS (pythons); i++)
    {
      const char *const arguments[] = { pythons[i], TIDE_BENCH_METRICS_PEER, folder, NULL };
      char             *text = NULL;

      if (tide_bench_run (arguments, NULL, &text) && text != NULL)
        return g_strstrip (text);
      g_free (text);
    }
  return NULL;
}

static bool
report (const char *folder,
        int         n_series,
        double      figure,
        double      thread)
{
  g_autofree char *text = ask_peer (folder);
  double           peer = 0.0;
  double           difference = 0.0;

  if (text == NULL || sscanf (text, "%lf %lf", &peer, &difference) != 2)
    {
      g_print ("{\"benchmark\": \"metrics\", \"series\": %d, \"median_ms\": %.1f, "
               "\"limit_ms\": %.1f, \"peer\": null, \"why\": \"no Python with pandas\"}\n",
               n_series, figure, LIMIT_MS);
      return true;
    }

  g_print ("{\"benchmark\": \"metrics\", \"series\": %d, \"runs\": %d, \"median_ms\": %.1f, "
           "\"thread_ms\": %.1f, "
           "\"limit_ms\": %.1f, \"pandas_ms\": %.1f, \"ratio\": %.1f, \"least_ratio\": %.1f, "
           "\"difference\": %.1e}\n",
           n_series, N_RUNS, figure, thread, LIMIT_MS, peer, peer / figure, LEAST_RATIO,
           difference);
  return true;
}

/* The metrics of a watchlist over ten years of closes in memory, one thread,
 * through the formula engine. */
bool
tide_bench_metrics (const char *folder,
                    int         n_series)
{
  g_auto (GStrv)              symbols = g_new0 (char *, (size_t) n_series + 1);
  TideDay                     last_day = TIDE_DAY_NONE;
  g_autoptr (TideBenchSource) source = make_source (symbols, n_series, folder, &last_day);
  g_autoptr (TideFormulaSet)  set = NULL;
  g_autoptr (GError)          error = NULL;
  g_autoptr (GArray)          times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray)          thread_times = g_array_new (FALSE, FALSE, sizeof (double));
  size_t                      n_cells = (size_t) n_series * G_N_ELEMENTS (formulas);
  g_autofree double          *numbers = g_new (double, n_cells);
  g_autofree char            *path = g_build_filename (folder, "metrics.f64", NULL);
  TideRows                    rows = { (const char *const *) symbols, (size_t) n_series, NULL };
  TideMoment                  moment = TIDE_MOMENT_LATEST;

  set = tide_formula_set_new (formulas, G_N_ELEMENTS (formulas), &error);
  moment.as_of = last_day;
  for (int run = 0; error == NULL && run <= N_RUNS; run++)
    {
      double start = tide_bench_now ();
      double thread_start = get_thread_time ();
      double took;

      tide_formula_set_evaluate (set, TIDE_SOURCE (source), &rows, &moment, NULL, numbers, &error);
      took = tide_bench_now () - start;
      if (run > 0)
        g_array_append_val (times, took);
      took = get_thread_time () - thread_start;
      if (run > 0)
        g_array_append_val (thread_times, took);
    }
  if (error != NULL)
    {
      g_printerr ("%s\n", error->message);
      return false;
    }

  g_file_set_contents (path, (const char *) numbers, (gssize) (n_cells * sizeof (double)), NULL);
  return report (folder, n_series, tide_bench_median (times), tide_bench_median (thread_times));
}
