// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-bench.h"

#include <stdio.h>
#include <string.h>

#define N_ROWS 500
#define N_OTHER_ROWS 40
/* A key is answered within this time whatever else happens; ms. */
#define LIMIT 8.0

static bool
prepare (const char *folder,
         const char *data,
         const char *more)
{
  g_autofree char  *bars = g_build_filename (folder, "bars.csv", NULL);
  const char *const import[] = { TIDE_BENCH_PROGRAM, "--data-dir", data, "import", bars, NULL };

  return tide_bench_write_bars (bars, N_ROWS, 2520) && tide_bench_write_bars (more, 200, 2600) &&
         tide_bench_run (import, NULL, NULL) && tide_bench_make_list (data, "Bench", N_ROWS) &&
         tide_bench_make_list (data, "Other", N_OTHER_ROWS);
}

/* The steps as members of a JSON object; the longest of all but the opening. */
static char *
read_steps (const char *text,
            double     *out_longest)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString       *steps = g_string_new (NULL);

  *out_longest = 0.0;
  for (size_t i = 0; lines[i] != NULL; i++)
    {
      char   name[32];
      double thread, clock;

      if (sscanf (lines[i], "step %31s %lf %lf", name, &thread, &clock) != 3)
        continue;
      g_string_append_printf (steps, "%s\"%s\": [%.1f, %.1f]", steps->len > 0 ? ", " : "", name,
                              thread, clock);
      if (strcmp (name, "open") != 0)
        *out_longest = MAX (*out_longest, thread);
    }

  return g_string_free (steps, FALSE);
}

/* The longest hold of the main loop outside layout and paint, in the time of its
 * thread, so that a busy machine says the same; beside it the time of the clock. */
bool
tide_bench_heartbeat (const char *folder)
{
  g_autofree char  *data = g_build_filename (folder, "data", NULL);
  g_autofree char  *more = g_build_filename (folder, "more.csv", NULL);
  g_autofree char  *text = NULL;
  g_autofree char  *steps = NULL;
  const char *const window[] = { TIDE_BENCH_HEARTBEAT, data, more, NULL };
  double            longest;

  if (!prepare (folder, data, more) || !tide_bench_run (window, NULL, &text))
    return false;

  steps = read_steps (text, &longest);
  g_print ("{\"benchmark\": \"heartbeat\", \"rows\": %d, \"longest_ms\": %.1f, "
           "\"limit_ms\": %.1f, \"ratio\": %.2f, \"steps\": {%s}}\n",
           N_ROWS, longest, LIMIT, longest / LIMIT, steps);
  return true;
}
