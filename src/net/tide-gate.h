// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * TideGateVerdict:
 * @TIDE_GATE_PASS: nothing speaks against the value
 * @TIDE_GATE_MOVE: it moved by more than 90 percent
 * @TIDE_GATE_HUNDREDFOLD: it is 100 times, or a hundredth of, the one before
 * @TIDE_GATE_THOUSANDFOLD: it is 1000 times, or a thousandth of, the one before
 *
 * Whether a provider's price is let in.
 */
typedef enum
{
  TIDE_GATE_PASS,
  TIDE_GATE_MOVE,
  TIDE_GATE_HUNDREDFOLD,
  TIDE_GATE_THOUSANDFOLD,
} TideGateVerdict;

TideGateVerdict tide_gate_judge (double previous,
                                 double value,
                                 double split);
char           *tide_gate_describe (TideGateVerdict verdict,
                                    double          previous,
                                    double          value);

G_END_DECLS
