// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-bench.h"

#include <stdio.h>

#include "base/tide-day.h"

double
tide_bench_now (void)
{
  return (double) g_get_monotonic_time () / 1e3;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

double
tide_bench_median (GArray *values)
{
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, values->len / 2);
}

/* Runs a program to its end; @out_text is what it said, on either stream. Says
 * what it said, and returns false, if it failed. */
bool
tide_bench_run (const char *const *arguments,
                const char *const *environment,
                char             **out_text)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError)      error = NULL;
  g_autofree char        *text = NULL;

  for (size_t i = 0; environment != NULL && environment[i] != NULL; i += 2)
    g_subprocess_launcher_setenv (launcher, environment[i], environment[i + 1], TRUE);

  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  if (process == NULL ||
      !g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error))
    {
      g_printerr ("%s: %s\n", arguments[0], error->message);
      return false;
    }
  if (!g_subprocess_get_successful (process))
    {
      g_printerr ("%s failed: %s\n", arguments[0], text);
      return false;
    }

  if (out_text != NULL)
    *out_text = g_steal_pointer (&text);
  return true;
}

/* Writes a long CSV of so many made series: a random walk, the same each time. */
bool
tide_bench_write_bars (const char *path,
                       int         n_series,
                       int         n_days)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20250214);
  TideDay           start = tide_day_from_ymd (2015, 1, 5);
  FILE             *file = fopen (path, "w");

  if (file == NULL)
    return false;

  fputs ("symbol,date,open,high,low,close,volume\n", file);
  for (int series = 0; series < n_series; series++)
    {
      double close = g_rand_double_range (rand, 5.0, 500.0);

      for (int row = 0; row < n_days; row++)
        {
          char    text[TIDE_DAY_TEXT_SIZE];
          TideDay day = start + row / 5 * 7 + row % 5;
          double  open = close;

          close *= g_rand_double_range (rand, 0.98, 1.0203);
          fprintf (file, "B%04d,%s,%.2f,%.2f,%.2f,%.2f,%d\n", series,
                   tide_day_format (day, text), open, MAX (open, close) * 1.01,
                   MIN (open, close) * 0.99, close, g_rand_int_range (rand, 1000, 9000000));
        }
    }
  return fclose (file) == 0;
}

/* Makes a list of the first series that tide_bench_write_bars() writes. */
bool
tide_bench_make_list (const char *data,
                      const char *list,
                      int         n_rows)
{
  const char *const create[] = { TIDE_BENCH_PROGRAM, "--data-dir", data, "list", "create", list,
                                 NULL };
  const char *const words[] = { TIDE_BENCH_PROGRAM, "--data-dir", data, "list", "add", list };

  g_autoptr (GPtrArray) add = g_ptr_array_new_with_free_func (g_free);

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (add, g_strdup (words[i]));
  for (int row = 0; row < n_rows; row++)
    g_ptr_array_add (add, g_strdup_printf ("B%04d", row));
  g_ptr_array_add (add, NULL);

  return tide_bench_run (create, NULL, NULL) &&
         tide_bench_run ((const char *const *) add->pdata, NULL, NULL);
}
