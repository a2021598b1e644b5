// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-bench.h"
#include "tide-test-common.h"

typedef struct
{
  const char *name;
  bool (*run) (const char *folder);
  const char *what;
} Benchmark;

static const Benchmark benchmarks[] = {
  { "chart", tide_bench_chart, "10 k, 1 M and 10 M points, whole content, without a window" },
  { "eval", tide_bench_eval, "one formula on a warm store of 35 instruments, whole process" },
  { "heartbeat", tide_bench_heartbeat, "the longest hold of the main loop, step by step" },
  { "first-frame", tide_bench_first_frame, "a list of 500 rows against a minimal window" },
};

static int
list_benchmarks (void)
{
  g_printerr ("usage: tide-bench NAME\n"
              "       tide-bench page --view flows|valuation\n");
  for (size_t i = 0; i < G_N_ELEMENTS (benchmarks); i++)
    g_printerr ("  %-14s %s\n", benchmarks[i].name, benchmarks[i].what);
  return 2;
}

/* The one that has an option. */
static int
run_page (const char *view)
{
  g_autofree char *folder = tide_test_make_folder ("bench");
  bool             done = tide_bench_page (folder, view);

  tide_test_remove_folder (folder);
  return done ? 0 : 1;
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "page") && g_str_equal (argv[2], "--view") &&
      (g_str_equal (argv[3], "flows") || g_str_equal (argv[3], "valuation")))
    return run_page (argv[3]);
  if (argc != 2)
    return list_benchmarks ();

  for (size_t i = 0; i < G_N_ELEMENTS (benchmarks); i++)
    {
      g_autofree char *folder = NULL;
      bool             done;

      if (!g_str_equal (benchmarks[i].name, argv[1]))
        continue;
      folder = tide_test_make_folder ("bench");
      done = benchmarks[i].run (folder);
      tide_test_remove_folder (folder);
      return done ? 0 : 1;
    }

  return list_benchmarks ();
}
