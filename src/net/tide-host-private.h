// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-session.h"
#include "net/tide-token-bucket.h"

G_BEGIN_DECLS

/* What a session knows of one host: its budget, how it has behaved, and until
 * when it is left alone. The caller gives the time, on its monotonic clock in
 * microseconds, so that a test lives through an hour at once. */
typedef struct
{
  TideTokenBucket paced;
  TideTokenBucket hourly;
  int64_t         rests_until;
  TideNetError    rest_code;
  int             failures;
  int             throttles;
} TideHost;

void tide_host_init (TideHost       *self,
                     const TideRate *rate,
                     int64_t         now);

/* Takes another rate; the budget starts anew unless the rate is the one it has. */
void tide_host_set_rate (TideHost       *self,
                         const TideRate *rate,
                         int64_t         now);

/* Microseconds until the budget allows a request, 0 if it does now. */
int64_t tide_host_get_budget_wait (const TideHost *self,
                                   int64_t         now);
void    tide_host_spend (TideHost *self,
                         int64_t   now);

/* Leaves the host alone; a longer rest stands. Microseconds until it ends. */
void    tide_host_rest (TideHost    *self,
                        int64_t      milliseconds,
                        TideNetError code,
                        int64_t      now);
int64_t tide_host_get_rest (const TideHost *self,
                            int64_t         now);

/* Keeps count of what the host does to us. `wait` is what it asked for in
 * milliseconds, 0 if nothing. */
void tide_host_note_success (TideHost *self);
void tide_host_note_failure (TideHost    *self,
                             TideNetError code,
                             int64_t      wait,
                             int64_t      now);

/* Says why the host is not asked; `title` names it. */
GError *tide_host_describe_rest (const TideHost *self,
                                 const char     *title,
                                 int64_t         now);

/* What is kept between runs: name, tokens of both buckets, when they were
 * counted, and until when the host rests, in UTC seconds. */
#define TIDE_HOST_SAVED "(sddxx)"

GVariant *tide_host_save (const TideHost *self,
                          const char     *name,
                          int64_t         now,
                          TideInstant     wall);
void      tide_host_restore (TideHost   *self,
                             GVariant   *saved,
                             int64_t     now,
                             TideInstant wall);

G_END_DECLS
