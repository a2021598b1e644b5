// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "net/tide-host-private.h"

#include "net/tide-retry.h"

/* Failed requests in a row after which a host is left alone, and how long:
 * when it answers badly, and when no connection could be made at all, which the
 * reader may mend at any moment. Milliseconds. */
#define CIRCUIT_FAILURES 5
#define CIRCUIT_REST 900000
#define OFFLINE_REST 15000
/* Rest after a 429 that names no time, doubled with each further one. */
#define THROTTLE_REST 60000
#define THROTTLE_REST_MAX 1800000
/* Stands for "no limit by the hour". */
#define UNLIMITED 1e9

static void
fill_buckets (TideHost       *self,
              const TideRate *rate,
              int64_t         now)
{
  tide_token_bucket_init (&self->paced, rate->per_second, rate->burst, now);
  if (rate->per_hour > 0.0)
    tide_token_bucket_init (&self->hourly, rate->per_hour / 3600.0, rate->per_hour, now);
  else
    tide_token_bucket_init (&self->hourly, UNLIMITED, UNLIMITED, now);
}

void
tide_host_init (TideHost       *self,
                const TideRate *rate,
                int64_t         now)
{
  *self = (TideHost){ .rests_until = now };
  fill_buckets (self, rate, now);
}

void
tide_host_set_rate (TideHost       *self,
                    const TideRate *rate,
                    int64_t         now)
{
  double hourly = rate->per_hour > 0.0 ? rate->per_hour : UNLIMITED;

  if (self->paced.rate != rate->per_second || self->paced.burst != rate->burst ||
      self->hourly.burst != hourly)
    fill_buckets (self, rate, now);
}

int64_t
tide_host_get_budget_wait (const TideHost *self,
                           int64_t         now)
{
  return MAX (tide_token_bucket_get_wait (&self->paced, now),
              tide_token_bucket_get_wait (&self->hourly, now));
}

void
tide_host_spend (TideHost *self,
                 int64_t   now)
{
  tide_token_bucket_spend (&self->paced, now);
  tide_token_bucket_spend (&self->hourly, now);
}

void
tide_host_rest (TideHost    *self,
                int64_t      milliseconds,
                TideNetError code,
                int64_t      now)
{
  int64_t until = now + milliseconds * 1000;

  if (until <= self->rests_until)
    return;

  self->rests_until = until;
  self->rest_code = code;
}

int64_t
tide_host_get_rest (const TideHost *self,
                    int64_t         now)
{
  return MAX (self->rests_until - now, 0);
}

void
tide_host_note_success (TideHost *self)
{
  self->failures = 0;
  self->throttles = 0;
}

static void
note_throttle (TideHost *self,
               int64_t   wait,
               int64_t   now)
{
  int64_t step = THROTTLE_REST;

  for (int i = 0; i < self->throttles && step < THROTTLE_REST_MAX; i++)
    step *= 2;

  self->throttles++;
  tide_host_rest (self, wait > 0 ? wait : MIN (step, THROTTLE_REST_MAX),
                  TIDE_NET_ERROR_RATE_LIMITED, now);
}

void
tide_host_note_failure (TideHost    *self,
                        TideNetError code,
                        int64_t      wait,
                        int64_t      now)
{
  if (code == TIDE_NET_ERROR_RATE_LIMITED)
    {
      note_throttle (self, wait, now);
      return;
    }

  if (code != TIDE_NET_ERROR_TIMEOUT && code != TIDE_NET_ERROR_STATUS &&
      code != TIDE_NET_ERROR_OFFLINE)
    return;

  if (++self->failures < CIRCUIT_FAILURES)
    return;

  /* One more failure after the rest is enough to rest again. */
  self->failures = CIRCUIT_FAILURES - 1;
  if (code == TIDE_NET_ERROR_OFFLINE)
    tide_host_rest (self, OFFLINE_REST, TIDE_NET_ERROR_OFFLINE, now);
  else
    tide_host_rest (self, CIRCUIT_REST, TIDE_NET_ERROR_RATE_LIMITED, now);
}

GError *
tide_host_describe_rest (const TideHost *self,
                         const char     *title,
                         int64_t         now)
{
  g_autofree char *wait = tide_retry_format_wait (tide_host_get_rest (self, now) / 1000);

  if (self->rest_code == TIDE_NET_ERROR_OFFLINE)
    return g_error_new (TIDE_NET_ERROR, TIDE_NET_ERROR_OFFLINE,
                        "%s could not be reached. Stored data are unchanged. Try again in %s.",
                        title, wait);

  return g_error_new (TIDE_NET_ERROR, TIDE_NET_ERROR_RATE_LIMITED,
                      "%s is left alone, because it refused or failed too often. "
                      "Stored data are unchanged. Try again in %s.",
                      title, wait);
}

GVariant *
tide_host_save (const TideHost *self,
                const char     *name,
                int64_t         now,
                TideInstant     wall)
{
  TideTokenBucketState paced = tide_token_bucket_save (&self->paced, now, wall);
  TideTokenBucketState hourly = tide_token_bucket_save (&self->hourly, now, wall);
  int64_t              rest = tide_host_get_rest (self, now) / G_USEC_PER_SEC;

  return g_variant_new (TIDE_HOST_SAVED, name, paced.tokens, hourly.tokens, wall, wall + rest);
}

void
tide_host_restore (TideHost   *self,
                   GVariant   *saved,
                   int64_t     now,
                   TideInstant wall)
{
  TideTokenBucketState paced;
  TideTokenBucketState hourly;
  TideInstant          until;

  g_variant_get (saved, TIDE_HOST_SAVED, NULL, &paced.tokens, &hourly.tokens, &paced.at, &until);
  hourly.at = paced.at;
  tide_token_bucket_restore (&self->paced, paced, now, wall);
  tide_token_bucket_restore (&self->hourly, hourly, now, wall);

  /* A date from a damaged file, or a clock set back, must not close a host for good. */
  if (until > wall)
    tide_host_rest (self, MIN (until - wall, TIDE_RETRY_AFTER_CAP / 1000) * 1000,
                    TIDE_NET_ERROR_RATE_LIMITED, now);
}
