// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/tide-command-line.h"

G_BEGIN_DECLS

extern const TideSubcommand tide_subcommand_backup;
extern const TideSubcommand tide_subcommand_chart;
extern const TideSubcommand tide_subcommand_eval;
extern const TideSubcommand tide_subcommand_export;
extern const TideSubcommand tide_subcommand_fetch;
extern const TideSubcommand tide_subcommand_flows;
extern const TideSubcommand tide_subcommand_functions;
extern const TideSubcommand tide_subcommand_import;
extern const TideSubcommand tide_subcommand_list;
extern const TideSubcommand tide_subcommand_restore;
extern const TideSubcommand tide_subcommand_scenario;
extern const TideSubcommand tide_subcommand_sources;
extern const TideSubcommand tide_subcommand_sql;
extern const TideSubcommand tide_subcommand_target;
extern const TideSubcommand tide_subcommand_valuation;
extern const TideSubcommand tide_subcommand_verify;

G_END_DECLS
