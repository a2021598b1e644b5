// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-bench.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/tide-day.h"

#define N_DAYS 2520
#define N_ROWS 20
#define N_SECTORS 12
/* A page is drawn this long after it was chosen, and a key is answered within the
 * other time whatever else happens; ms. */
#define DRAWN_LIMIT 150.0
#define HELD_LIMIT 8.0

/* What the window says of one step. */
typedef struct
{
  double held;  /* longest hold of the main loop, time of its thread */
  double drawn; /* last frame, from the choice on */
} Answer;

static TideDay
get_weekday (int n)
{
  return tide_day_from_ymd (2015, 1, 5) + n / 5 * 7 + n % 5;
}

/* Ten years of a flow by session. */
static bool
write_flow (const char *path,
            double      level)
{
  GString *text = g_string_new ("date,turnover,buy,sell,net_buy\n");
  bool     written;

  for (int i = 0; i < N_DAYS; i++)
    {
      char   day[TIDE_DAY_TEXT_SIZE];
      double turnover = floor (level * (1.0 + 0.4 * sin (i / 90.0) + 0.1 * sin (i * 1.7)));
      double net = floor (turnover * 0.1 * sin (i / 7.0));
      double buy = floor ((turnover + net) / 2.0);

      g_string_append_printf (text, "%s,%.0f,%.0f,%.0f,%.0f\n",
                              tide_day_format (get_weekday (i), day), turnover, buy,
                              turnover - buy, 2.0 * buy - turnover);
    }
  written = g_file_set_contents (path, text->str, -1, NULL);
  g_string_free (text, TRUE);

  return written;
}

static bool
write_sector (const char *path,
              int         n)
{
  GString *text = g_string_new ("date,value\n");
  bool     written;

  for (int i = 4; i < N_DAYS; i += 5)
    {
      char day[TIDE_DAY_TEXT_SIZE];

      g_string_append_printf (text, "%s,%.0f\n", tide_day_format (get_weekday (i), day),
                              floor (1e9 * sin (i / 11.0 + n)));
    }
  written = g_file_set_contents (path, text->str, -1, NULL);
  g_string_free (text, TRUE);

  return written;
}

/* Ten years of multiples of a list. */
static bool
write_multiples (const char *path)
{
  GString *text = g_string_new ("symbol,date,close,pe_fwd,pe,pb,ps\n");
  bool     written;

  for (int row = 0; row < N_ROWS; row++)
    for (int i = 0; i < N_DAYS; i++)
      {
        char   day[TIDE_DAY_TEXT_SIZE];
        double x = 1.0 + 0.3 * sin (i / 200.0 + row) + 0.02 * sin (i * 1.3);

        g_string_append_printf (text, "B%04d,%s,%.2f,%.2f,%.2f,%.2f,%.2f\n", row,
                                tide_day_format (get_weekday (i), day), 100.0 * x, 15.0 * x,
                                18.0 * x, 2.0 * x, 3.0 * x);
      }
  written = g_file_set_contents (path, text->str, -1, NULL);
  g_string_free (text, TRUE);

  return written;
}

static bool
import (const char *data,
        const char *path,
        const char *symbol,
        const char *field)
{
  const char *arguments[16] = { TIDE_BENCH_PROGRAM, "--data-dir", data, "import", path,
                                "--currency", "HKD" };
  size_t      n = 7;

  if (symbol != NULL)
    {
      arguments[n++] = "--symbol";
      arguments[n++] = symbol;
    }
  if (field != NULL)
    {
      arguments[n++] = "--field";
      arguments[n++] = field;
    }

  return tide_bench_run (arguments, NULL, NULL);
}

static bool
prepare (const char *folder,
         const char *data)
{
  g_autofree char *path = g_build_filename (folder, "file.csv", NULL);

  if (!write_multiples (path) || !import (data, path, NULL, NULL) ||
      !tide_bench_make_list (data, "Bench", N_ROWS) || !write_flow (path, 40e9) ||
      !import (data, path, "STOCK-CONNECT/SOUTH", NULL) || !write_flow (path, 150e9) ||
      !import (data, path, "STOCK-CONNECT/NORTH", NULL))
    return false;

  for (int i = 0; i < N_SECTORS; i++)
    {
      g_autofree char *symbol = g_strdup_printf ("STOCK-CONNECT/SOUTH/SECTOR/S%02d", i);

      if (!write_sector (path, i) || !import (data, path, symbol, "net_buy"))
        return false;
    }

  return true;
}

/* The last answer for a step of that name, and the longest hold of all. */
static bool
read_answer (const char *text,
             const char *step,
             Answer     *out_answer)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  bool           found = false;

  out_answer->held = 0.0;
  for (size_t i = 0; lines[i] != NULL; i++)
    {
      char   name[32];
      double thread, clock, drawn;

      if (sscanf (lines[i], "step %31s %lf %lf %lf", name, &thread, &clock, &drawn) != 4 ||
          strcmp (name, "nothing") == 0)
        continue;
      out_answer->held = MAX (out_answer->held, thread);
      if (strcmp (name, step) != 0)
        continue;
      found = true;
      out_answer->drawn = drawn;
    }

  return found;
}

/* From the choice of a page to its last frame, with ten years of daily data: the
 * first time, when it is built, and again, when it is warm. */
bool
tide_bench_page (const char *folder,
                 const char *view)
{
  g_autofree char  *data = g_build_filename (folder, "data", NULL);
  g_autofree char  *first = NULL;
  g_autofree char  *again = NULL;
  const char *const once[] = { TIDE_BENCH_HEARTBEAT, data, "", "nothing", view, NULL };
  const char *const twice[] = { TIDE_BENCH_HEARTBEAT, data, "", "nothing", "list", view,
                                "list", view, "list", view, NULL };
  Answer            cold, warm;

  if (!prepare (folder, data) || !tide_bench_run (once, NULL, &first) ||
      !tide_bench_run (twice, NULL, &again) || !read_answer (first, view, &cold) ||
      !read_answer (again, view, &warm))
    return false;

  g_print ("{\"benchmark\": \"page\", \"view\": \"%s\", \"days\": %d, \"first_ms\": %.1f, "
           "\"drawn_ms\": %.1f, \"limit_ms\": %.1f, \"ratio\": %.2f, \"held_ms\": %.1f, "
           "\"held_limit_ms\": %.1f}\n",
           view, N_DAYS, cold.drawn, warm.drawn, DRAWN_LIMIT, warm.drawn / DRAWN_LIMIT,
           MAX (cold.held, warm.held), HELD_LIMIT);
  return true;
}
