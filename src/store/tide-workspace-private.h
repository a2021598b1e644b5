// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/tide-sql.h"
#include "store/tide-workspace.h"

G_BEGIN_DECLS

/* A piece of work inside a transaction, on the worker. */
typedef bool (*TideWorkspaceWork) (TideSqlConnection *connection,
                                   gpointer           data,
                                   GError           **error);

/* Runs it and waits for it; on the worker itself, at once. `parts` tells what it
 * changes; nothing means that it only reads. */
bool tide_workspace_run (TideWorkspace     *self,
                         TideWorkspaceParts parts,
                         TideWorkspaceWork  work,
                         gpointer           data,
                         GError           **error);

G_END_DECLS
