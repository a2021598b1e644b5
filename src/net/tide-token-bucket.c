// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "net/tide-token-bucket.h"

#include <math.h>

/* Tokens held at `now`. A clock that went back gives nothing and takes nothing. */
static double
count_tokens (const TideTokenBucket *self,
              int64_t                now)
{
  double elapsed = (double) MAX (now - self->at, 0) / G_USEC_PER_SEC;

  return fmin (self->tokens + elapsed * self->rate, self->burst);
}

static void
settle (TideTokenBucket *self,
        int64_t          now)
{
  self->tokens = count_tokens (self, now);
  self->at = MAX (self->at, now);
}

/**
 * tide_token_bucket_init:
 * @self: (out caller-allocates): a bucket
 * @rate: tokens that arrive each second, greater than 0
 * @burst: most tokens it holds, 1 or more
 * @now: the present on a monotonic clock; microseconds
 *
 * Makes a full bucket.
 */
void
tide_token_bucket_init (TideTokenBucket *self,
                        double           rate,
                        double           burst,
                        int64_t          now)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (rate > 0.0 && burst >= 1.0);

  self->rate = rate;
  self->burst = burst;
  self->tokens = burst;
  self->at = now;
}

/**
 * tide_token_bucket_take:
 * @self: a bucket
 * @now: the present; microseconds
 *
 * Takes one token if there is one.
 *
 * Returns: whether the request may go
 */
bool
tide_token_bucket_take (TideTokenBucket *self,
                        int64_t          now)
{
  g_return_val_if_fail (self != NULL, false);

  if (tide_token_bucket_get_wait (self, now) > 0)
    return false;

  tide_token_bucket_spend (self, now);
  return true;
}

/**
 * tide_token_bucket_spend:
 * @self: a bucket
 * @now: the present; microseconds
 *
 * Takes one token even if there is none, for a request that goes anyway, such
 * as the next step of a redirect; the debt delays those that follow.
 */
void
tide_token_bucket_spend (TideTokenBucket *self,
                         int64_t          now)
{
  g_return_if_fail (self != NULL);

  settle (self, now);
  self->tokens -= 1.0;
}

/**
 * tide_token_bucket_get_wait:
 * @self: a bucket
 * @now: the present; microseconds
 *
 * Tells how long until a token is there.
 *
 * Returns: microseconds, 0 if there is one now
 */
int64_t
tide_token_bucket_get_wait (const TideTokenBucket *self,
                            int64_t                now)
{
  double missing;

  g_return_val_if_fail (self != NULL, 0);

  /* A millionth of a token is rounding, not a reason to wait. */
  missing = 1.0 - count_tokens (self, now);
  if (missing <= 1e-6)
    return 0;

  return (int64_t) ceil (missing / self->rate * G_USEC_PER_SEC);
}

/**
 * tide_token_bucket_save:
 * @self: a bucket
 * @now: the present on the monotonic clock; microseconds
 * @wall: the present in UTC seconds
 *
 * Takes down what is left, so that a budget per hour or day outlives the
 * program.
 *
 * Returns: the state to keep
 */
TideTokenBucketState
tide_token_bucket_save (const TideTokenBucket *self,
                        int64_t                now,
                        TideInstant            wall)
{
  TideTokenBucketState state = { .tokens = 0.0, .at = wall };

  g_return_val_if_fail (self != NULL, state);

  state.tokens = count_tokens (self, now);
  return state;
}

/**
 * tide_token_bucket_restore:
 * @self: a bucket, initialised
 * @state: a state kept earlier; values out of range are read as the nearest
 * @now: the present on the monotonic clock; microseconds
 * @wall: the present in UTC seconds
 *
 * Takes up a kept state. Time that passed since then has filled the bucket; a
 * wall clock set back fills nothing, so that it cannot be used to ask twice.
 */
void
tide_token_bucket_restore (TideTokenBucket     *self,
                           TideTokenBucketState state,
                           int64_t              now,
                           TideInstant          wall)
{
  double elapsed;
  double tokens = isfinite (state.tokens) ? state.tokens : 0.0;

  g_return_if_fail (self != NULL);

  elapsed = wall > state.at ? (double) wall - (double) state.at : 0.0;
  self->tokens = CLAMP (tokens + elapsed * self->rate, -self->burst, self->burst);
  self->at = now;
}
