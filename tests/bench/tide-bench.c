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

/* One whose size may be chosen. */
typedef struct
{
  const char *name;
  const char *option;
  int         usual;
  bool (*run) (const char *folder,
               int         n);
  const char *what;
} SizedBenchmark;

static const Benchmark benchmarks[] = {
  { "chart", tide_bench_chart, "10 k, 1 M and 10 M points, whole content, without a window" },
  { "eval", tide_bench_eval, "one formula on a warm store of 35 instruments, whole process" },
  { "heartbeat", tide_bench_heartbeat, "the longest hold of the main loop, step by step" },
  { "first-frame", tide_bench_first_frame, "a list of 500 rows against a minimal window" },
};

static const SizedBenchmark sized_benchmarks[] = {
  { "metrics", "--series", 5000, tide_bench_metrics,
    "18 columns over ten years of closes in memory, against pandas" },
};

static int
list_benchmarks (void)
{
  g_printerr ("usage: tide-bench NAME\n"
              "       tide-bench page --view flows|valuation\n");
  for (size_t i = 0; i < G_N_ELEMENTS (benchmarks); i++)
    g_printerr ("  %-14s %s\n", benchmarks[i].name, benchmarks[i].what);
  for (size_t i = 0; i < G_N_ELEMENTS (sized_benchmarks); i++)
    g_printerr ("  %-14s %s [%s N]\n", sized_benchmarks[i].name, sized_benchmarks[i].what,
                sized_benchmarks[i].option);
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

/* -1 when it is none of them, or not written that way. */
static int
run_sized (int   argc,
           char *argv[])
{
  for (size_t i = 0; i < G_N_ELEMENTS (sized_benchmarks); i++)
    {
      const SizedBenchmark *one = &sized_benchmarks[i];
      g_autofree char      *folder = NULL;
      gint64                n = one->usual;
      bool                  done;

      if (!g_str_equal (one->name, argv[1]))
        continue;
      if (argc == 4 && (!g_str_equal (argv[2], one->option) ||
                        !g_ascii_string_to_signed (argv[3], 10, 1, 1000000, &n, NULL)))
        return -1;
      if (argc != 2 && argc != 4)
        return -1;

      folder = tide_test_make_folder ("bench");
      done = one->run (folder, (int) n);
      tide_test_remove_folder (folder);
      return done ? 0 : 1;
    }
  return -1;
}

int
main (int   argc,
      char *argv[])
{
  int status = argc >= 2 ? run_sized (argc, argv) : -1;

  if (argc == 4 && g_str_equal (argv[1], "page") && g_str_equal (argv[2], "--view") &&
      (g_str_equal (argv[3], "flows") || g_str_equal (argv[3], "valuation")))
    return run_page (argv[3]);
  if (status >= 0)
    return status;
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
