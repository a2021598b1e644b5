// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-bench.h"

#define N_RUNS 21
#define LIMIT_MS 60.0

/* One formula on a warm store of 35 instruments, as a whole process. */
bool
tide_bench_eval (const char *folder)
{
  g_autofree char   *bars = g_build_filename (folder, "bars.csv", NULL);
  g_autofree char   *data = g_build_filename (folder, "data", NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  const char *const  import[] = { TIDE_BENCH_PROGRAM, "--data-dir", data, "import", bars, NULL };
  const char *const  eval[] = { TIDE_BENCH_PROGRAM, "--data-dir", data, "eval",
                                "change(close, 1Y)", "--on", "B0017", NULL };
  double             figure;

  if (!tide_bench_write_bars (bars, 35, 2520) || !tide_bench_run (import, NULL, NULL))
    return false;

  for (int run = 0; run <= N_RUNS; run++)
    {
      double start = tide_bench_now ();
      double took;

      if (!tide_bench_run (eval, NULL, NULL))
        return false;
      took = tide_bench_now () - start;
      /* The first one warms the file cache. */
      if (run > 0)
        g_array_append_val (times, took);
    }

  figure = tide_bench_median (times);
  g_print ("{\"benchmark\": \"eval\", \"instruments\": 35, \"runs\": %d, "
           "\"median_ms\": %.1f, \"limit_ms\": %.1f, \"ratio\": %.3f}\n",
           N_RUNS, figure, LIMIT_MS, figure / LIMIT_MS);
  return true;
}
