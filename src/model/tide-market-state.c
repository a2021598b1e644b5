// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-market-state"

#include "config.h"

#include "tide-market-state.h"

#include <math.h>

typedef enum
{
  PHASE_UNKNOWN,
  PHASE_BULL,
  PHASE_BEAR,
} Phase;

/**
 * tide_market_state_find:
 * @values: (array length=n): a price or level above zero; NaN is a gap
 * @n: how many
 * @up: rise from the lowest value that begins a bull market, fraction above 0
 * @down: fall from the highest value that begins a bear market, fraction between
 *   0 and 1
 * @out_state: (out): the phase the last observation is in
 *
 * Finds the phase of a market by two thresholds. In a falling phase the lowest
 * value is remembered; a rise of @up from it turns the phase, which is dated from
 * that lowest value. A rising phase is the mirror image. Both extremes begin at
 * the first observation, and the rise is tested first.
 *
 * Source: A. Lunde, A. Timmermann, "Duration Dependence in Stock Prices: An
 * Analysis of Bull and Bear Markets", Journal of Business and Economic
 * Statistics 22 (2004).
 *
 * Returns: %FALSE, with @out_state untouched, while no threshold was crossed
 */
bool
tide_market_state_find (const double    *values,
                        size_t           n,
                        double           up,
                        double           down,
                        TideMarketState *out_state)
{
  Phase  phase = PHASE_UNKNOWN;
  size_t low = n;
  size_t high = n;
  size_t since = 0;
  size_t crossed = 0;

  for (size_t i = 0; i < n; i++)
    {
      double value = values[i];

      if (isnan (value))
        continue;
      if (low == n || value < values[low])
        low = i;
      if (high == n || value > values[high])
        high = i;

      /* Products rather than quotients: 12 is 20 % above 10 in doubles too. */
      if (phase != PHASE_BULL && value - values[low] >= up * values[low])
        {
          phase = PHASE_BULL;
          since = low;
          crossed = high = i;
        }
      else if (phase != PHASE_BEAR && values[high] - value >= down * values[high])
        {
          phase = PHASE_BEAR;
          since = high;
          crossed = low = i;
        }
    }

  if (phase == PHASE_UNKNOWN)
    return false;
  *out_state = (TideMarketState){ phase == PHASE_BULL, since, crossed };
  return true;
}
