// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/* Columns of a daily bar; the last one is not stored. */
typedef enum
{
  TIDE_BAR_OPEN,
  TIDE_BAR_HIGH,
  TIDE_BAR_LOW,
  TIDE_BAR_CLOSE,
  TIDE_BAR_VOLUME,
  TIDE_BAR_ADJUSTED,
} TideBarCell;

#define TIDE_BAR_N_CELLS 6
/** TIDE_BAR_N_FIELDS: cells that are stored, the first ones. */
#define TIDE_BAR_N_FIELDS 5

/* One session on its exchange's own day; NaN where there is no value. */
typedef struct
{
  TideInstant at;
  TideDay     day;
  double      cells[TIDE_BAR_N_CELLS];
} TideBar;

/* What is let in of a provider's bars. */
typedef struct
{
  TideReading          *reading; /* (unowned): where problems go */
  const TideInstrument *instrument;
  TideDay               today;    /* of the exchange */
  const GArray         *actions;  /* (nullable) (element-type TideAction): known splits */
  bool                  can_jump; /* no price, such as a yield: no move is too large */
} TideBarSieve;

extern const char *const tide_bar_fields[TIDE_BAR_N_FIELDS];

/* Unit of prices as an instrument is quoted. */
TideUnit tide_bar_get_price_unit (const TideInstrument *instrument);

/* Whether a bar is let in after the one let in before it (nullable); if not, the
 * reading says why: no price, a repeated session, or held back. */
bool tide_bar_sieve_admits (const TideBarSieve *self,
                            const TideBar      *bar,
                            const TideBar      *previous);

/* Leaves in `bars` what is let in, in order of day, the first of each day, and
 * remarks on it. (element-type TideBar) */
void tide_bar_sieve_sift (const TideBarSieve *self,
                          GArray             *bars);

/* Remarks on what looks odd and is let in. */
void tide_bar_sieve_flag (const TideBarSieve *self,
                          const TideBar      *bar);

/* Bars of a reply whose sessions had ended, as an open batch: the columns that
 * any of them has a value in, then one row each. (element-type TideBar) */
TideBatch *tide_bar_make_batch (TideInstrument  *instrument,
                                const TideFetch *fetch,
                                TideBasis        basis,
                                TideDay          basis_day,
                                const GArray    *bars);

/* A bar with nothing but a day. */
TideBar tide_bar_make (TideDay day);

/* Adds the batch of a series that has a close alone, final on its day in the
 * zone named. (element-type TideBar) */
void tide_bar_add_closes (TideReading             *reading,
                          const TideProviderReply *reply,
                          const char              *symbol,
                          const char              *zone,
                          bool                     can_jump,
                          GArray                  *bars);

G_END_DECLS
