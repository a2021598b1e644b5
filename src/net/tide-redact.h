// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *tide_redact_uri (const char *uri);
char *tide_redact_text (const char *text);

G_END_DECLS
