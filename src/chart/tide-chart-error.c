// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-error"

#include "config.h"

#include "tide-chart-spec.h"

G_DEFINE_QUARK (tide_chart_error, tide_chart_error)
