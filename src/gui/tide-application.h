// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <adwaita.h>

#include "desk/tide-desk.h"

G_BEGIN_DECLS

#define TIDE_TYPE_APPLICATION (tide_application_get_type ())
G_DECLARE_FINAL_TYPE (TideApplication, tide_application, TIDE, APPLICATION, AdwApplication)

TideApplication *tide_application_new (const char   *data_dir,
                                       TideDeskFlags flags);

int tide_application_run_window (const char   *data_dir,
                                 TideDeskFlags flags);

G_END_DECLS
