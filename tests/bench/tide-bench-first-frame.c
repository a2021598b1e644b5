// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-bench.h"

#include <stdio.h>
#include <string.h>

#define N_ROWS 500
#define N_RUNS 11

/* What the probe says of one start. */
typedef struct
{
  double first_frame; /* ms from the start of the process */
  double memory;      /* MB, proportional set size at that frame */
} Start;

static bool
start_once (const char *const *arguments,
            const char        *rows,
            Start             *out_start)
{
  g_autofree char  *text = NULL;
  g_autofree char  *begun = g_strdup_printf ("%.3f", tide_bench_now ());
  const char *const environment[] = { "LD_PRELOAD", TIDE_BENCH_PROBE, "TIDE_PROBE_BEGUN", begun,
                                      "TIDE_PROBE_ROWS", rows, "GTK_A11Y", "none", NULL };
  const char       *line;

  if (!tide_bench_run (arguments, environment, &text))
    return false;
  line = strstr (text, "first-frame ");
  if (line == NULL ||
      sscanf (line, "first-frame %lf ms %lf MB", &out_start->first_frame, &out_start->memory) != 2)
    {
      g_printerr ("no frame was seen: %s\n", text);
      return false;
    }

  return true;
}

static bool
prepare_list (const char *folder,
              const char *data)
{
  g_autofree char  *bars = g_build_filename (folder, "bars.csv", NULL);
  const char *const import[] = { TIDE_BENCH_PROGRAM, "--data-dir", data, "import", bars, NULL };

  return tide_bench_write_bars (bars, N_ROWS, 2520) && tide_bench_run (import, NULL, NULL) &&
         tide_bench_make_list (data, "Bench", N_ROWS);
}

static void
add_start (GArray      *times,
           GArray      *memories,
           const Start *start)
{
  g_array_append_val (times, start->first_frame);
  g_array_append_val (memories, start->memory);
}

/* The window with a list of 500 rows, shown from what was stored of it, against
 * a minimal libadwaita window: A B A B … in one run. A frame counts for the list
 * only when its rows are there. */
bool
tide_bench_first_frame (const char *folder)
{
  g_autofree char   *data = g_build_filename (folder, "data", NULL);
  g_autofree char   *rows = g_strdup_printf ("%d", N_ROWS);
  const char *const  window[] = { TIDE_BENCH_PROGRAM, "--data-dir", data, NULL };
  const char *const  minimal[] = { TIDE_BENCH_MINIMAL, NULL };
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) theirs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) our_memory = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) their_memory = g_array_new (FALSE, FALSE, sizeof (double));

  if (!prepare_list (folder, data))
    return false;

  for (int run = 0; run <= N_RUNS; run++)
    {
      Start start, peer;

      if (!start_once (window, rows, &start) || !start_once (minimal, "0", &peer))
        return false;
      /* The first of each warms caches, and ours stores the list's rows. */
      if (run == 0)
        continue;
      add_start (ours, our_memory, &start);
      add_start (theirs, their_memory, &peer);
    }

  g_print ("{\"benchmark\": \"first-frame\", \"rows\": %d, \"runs\": %d, "
           "\"median_ms\": %.1f, \"minimal_ms\": %.1f, \"ratio\": %.2f, "
           "\"pss_mb\": %.1f, \"minimal_pss_mb\": %.1f, \"pss_above_mb\": %.1f}\n",
           N_ROWS, N_RUNS, tide_bench_median (ours), tide_bench_median (theirs),
           tide_bench_median (ours) / tide_bench_median (theirs), tide_bench_median (our_memory),
           tide_bench_median (their_memory),
           tide_bench_median (our_memory) - tide_bench_median (their_memory));
  return true;
}
