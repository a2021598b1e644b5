// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-parse-error"

#include "config.h"

#include "parse/tide-parse-error.h"

G_DEFINE_QUARK (tide_parse_error, tide_parse_error)
