// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stdbool.h>

#include "base/tide-instant.h"

G_BEGIN_DECLS

/**
 * TideTokenBucket:
 * @rate: tokens that arrive each second, greater than 0
 * @burst: most tokens it holds, 1 or more
 * @tokens: tokens held at @at; below 0 after tide_token_bucket_spend()
 * @at: moment of @tokens on the caller's monotonic clock; microseconds
 *
 * A budget of requests. A plain value: whoever owns it gives the time, so that
 * a test runs an hour in no time at all.
 */
typedef struct
{
  double  rate;
  double  burst;
  double  tokens;
  int64_t at;
} TideTokenBucket;

/**
 * TideTokenBucketState:
 * @tokens: tokens held
 * @at: when they were counted; UTC seconds, because it outlives the process
 *
 * What of a bucket is kept between runs.
 */
typedef struct
{
  double      tokens;
  TideInstant at;
} TideTokenBucketState;

void                 tide_token_bucket_init (TideTokenBucket *self,
                                             double           rate,
                                             double           burst,
                                             int64_t          now);
bool                 tide_token_bucket_take (TideTokenBucket *self,
                                             int64_t          now);
void                 tide_token_bucket_spend (TideTokenBucket *self,
                                              int64_t          now);
int64_t              tide_token_bucket_get_wait (const TideTokenBucket *self,
                                                 int64_t                now);
TideTokenBucketState tide_token_bucket_save (const TideTokenBucket *self,
                                             int64_t                now,
                                             TideInstant            wall);
void                 tide_token_bucket_restore (TideTokenBucket     *self,
                                                TideTokenBucketState state,
                                                int64_t              now,
                                                TideInstant          wall);

G_END_DECLS
