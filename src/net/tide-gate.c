// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "net/tide-gate.h"

#include <math.h>

#include "base/tide-decimal.h"

/* A move beyond this, as a fraction, is held back. */
#define LARGEST_MOVE 0.9
/* How near a ratio must be to a power of ten to look like another unit. */
#define UNIT_TOLERANCE 0.02

/* Whether `ratio` or its inverse is within the tolerance of `factor`. */
static bool
is_factor (double ratio,
           double factor)
{
  return fabs (ratio / factor - 1.0) <= UNIT_TOLERANCE ||
         fabs (ratio * factor - 1.0) <= UNIT_TOLERANCE;
}

static TideGateVerdict
judge_ratio (double ratio)
{
  if (is_factor (ratio, 100.0))
    return TIDE_GATE_HUNDREDFOLD;
  if (is_factor (ratio, 1000.0))
    return TIDE_GATE_THOUSANDFOLD;
  if (fabs (ratio - 1.0) > LARGEST_MOVE)
    return TIDE_GATE_MOVE;
  return TIDE_GATE_PASS;
}

/**
 * tide_gate_judge:
 * @previous: the value before, or NaN
 * @value: the value to be judged, or NaN
 * @split: new shares per old share of the splits between the two, 1 for none
 *
 * Judges whether a provider's price follows on the one before. Pence for pounds
 * and lost decimals show as a ratio of 100 or 1000; a move beyond 90 percent
 * either way is rare enough to be looked at first. What a split explains passes.
 *
 * Returns: the verdict; nothing is held against a missing or non-positive value
 */
TideGateVerdict
tide_gate_judge (double previous,
                 double value,
                 double split)
{
  TideGateVerdict verdict;

  g_return_val_if_fail (split > 0.0, TIDE_GATE_PASS);

  if (!(previous > 0.0) || !(value > 0.0))
    return TIDE_GATE_PASS;

  verdict = judge_ratio (value / previous);
  if (verdict != TIDE_GATE_PASS && judge_ratio (value * split / previous) == TIDE_GATE_PASS)
    return TIDE_GATE_PASS;

  return verdict;
}

/**
 * tide_gate_describe:
 * @verdict: a verdict other than %TIDE_GATE_PASS
 * @previous: the value before
 * @value: the value held back
 *
 * Says why a value is held back.
 *
 * Returns: (transfer full): a sentence
 */
char *
tide_gate_describe (TideGateVerdict verdict,
                    double          previous,
                    double          value)
{
  char        before[TIDE_DECIMAL_TEXT_SIZE];
  char        after[TIDE_DECIMAL_TEXT_SIZE];
  const char *reason = NULL;

  switch (verdict)
    {
    case TIDE_GATE_HUNDREDFOLD:
      reason = "a factor of 100, as between pence and pounds";
      break;
    case TIDE_GATE_THOUSANDFOLD:
      reason = "a factor of 1000";
      break;
    case TIDE_GATE_MOVE:
      reason = "more than 90 percent";
      break;
    case TIDE_GATE_PASS:
      break;
    }

  g_return_val_if_fail (reason != NULL, NULL);

  return g_strdup_printf ("The price went from %s to %s, %s, and is held back until it is "
                          "accepted.",
                          tide_decimal_format (previous, before),
                          tide_decimal_format (value, after), reason);
}
