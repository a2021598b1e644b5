// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "store/tide-store-error.h"

G_DEFINE_QUARK (tide_store_error, tide_store_error)
