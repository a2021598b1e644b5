// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "net/tide-net-error.h"

/**
 * tide_net_error_quark:
 *
 * The domain of errors that fetching can meet.
 *
 * Returns: the domain; its codes are #TideNetError
 */
G_DEFINE_QUARK (tide_net_error, tide_net_error)
