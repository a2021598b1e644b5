// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "formula/tide-source.h"

G_BEGIN_DECLS

/* What is asked of a source of series, as of tide_source_dup_series(). */
typedef struct
{
  TideSource       *source;
  const char       *symbol;
  const char       *field;
  const char       *name; /* (nullable): of the one source wanted */
  const TideMoment *moment;
  GCancellable     *cancellable; /* (nullable) */
  /* Whether anything is held of an instrument; cheaper than an error. */
  bool (*holds) (TideSource *source,
                 const char *symbol);
} TideSourceAsk;

/* The total of a flow that is not published itself, as the sum of its legs; NULL
 * without an error when none of them is held. */
TideSeries *tide_source_sum_legs (const TideSourceAsk *ask,
                                  GError             **error);
/* The same series, with a note on the days on which what is held of the parts of
 * a flow does not add up to it. */
TideSeries *tide_source_check_parts (const TideSourceAsk *ask,
                                     TideSeries          *whole);
/* The same series with what its name says of it, cut where it ended. */
TideSeries *tide_source_describe (TideSeries *series,
                                  TideDay     last_day);
/* The same series with a further note. */
TideSeries *tide_source_add_note (TideSeries *series,
                                  const char *note);

G_END_DECLS
