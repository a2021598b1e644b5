// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* The benchmarks, each in a file of its own. Each prints one JSON object with
 * its figure, the figure of the peer or limit from the same run, and the ratio,
 * and returns whether it could be run. */
bool tide_bench_first_frame (const char *folder);
bool tide_bench_eval (const char *folder);
bool tide_bench_chart (const char *folder);
bool tide_bench_heartbeat (const char *folder);
bool tide_bench_page (const char *folder,
                      const char *view);
bool tide_bench_metrics (const char *folder,
                         int         n_series);

/* tide-bench-tools.c: what they share. Times are milliseconds. */
double tide_bench_now (void);
double tide_bench_median (GArray *values);
bool   tide_bench_run (const char *const *arguments,
                       const char *const *environment,
                       char             **out_text);
bool   tide_bench_write_bars (const char *path,
                              int         n_series,
                              int         n_days);
bool   tide_bench_make_list (const char *data,
                             const char *list,
                             int         n_rows);

G_END_DECLS
