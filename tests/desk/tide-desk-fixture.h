// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-desk.h"

G_BEGIN_DECLS

/* A desk in a folder of its own, and a folder for files to import. */
typedef struct
{
  char     *data_dir;
  char     *files;
  TideDesk *desk;
} DeskFixture;

void desk_fixture_set_up (DeskFixture  *fixture,
                          gconstpointer flags);
void desk_fixture_tear_down (DeskFixture  *fixture,
                             gconstpointer flags);

/* Closes the desk and opens it again on the same folder. */
void desk_fixture_reopen (DeskFixture  *fixture,
                          TideDeskFlags flags);

/* Writes a file and imports it; the report is the caller's. */
TideImportReport *desk_fixture_import (DeskFixture             *fixture,
                                       const char              *name,
                                       const char              *content,
                                       const TideImportOptions *options);

/* The value of a formula that must have one. */
double desk_fixture_number (DeskFixture      *fixture,
                            const char       *formula,
                            const char       *symbol,
                            const TideMoment *moment);

/* A moment at a day, ISO. */
TideMoment desk_moment_at (const char *day);

G_END_DECLS
