// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "parse/tide-price-rows-private.h"

G_BEGIN_DECLS

/* The caller's options as copies, and what follows from them and the file. */
typedef struct
{
  TidePriceCsvOptions given; /* strings and fetch owned, pointers to our own */
  TideFrequency       frequency;
  int                 lag;
  TideBasis           basis;
  TideUnit            unit;
  bool                has_unit;
  TideFacts           facts; /* strings owned */
  TideFetch           fetch;
} TidePriceSettings;

void tide_price_settings_init (TidePriceSettings         *self,
                               const TidePriceCsvOptions *options);
void tide_price_settings_clear (TidePriceSettings *self);
/* Checks the options that can be wrong by themselves. */
bool tide_price_settings_check (TidePriceSettings *self,
                                GError           **error);
/* Joins options, export line and header into what the batches share. */
bool tide_price_settings_apply (TidePriceSettings      *self,
                                const TidePriceComment *comment,
                                const TidePriceHeader  *header,
                                TidePriceContext       *out_context,
                                GError                **error);
/* The instrument of a symbol, with the currency that was given. */
TideInstrument *tide_price_settings_make_instrument (const TidePriceSettings *self,
                                                     const TidePriceComment  *comment,
                                                     const char              *symbol);
/* The symbol of a file without a column of them. */
char *tide_price_settings_dup_symbol (const TidePriceSettings *self,
                                      const TidePriceComment  *comment,
                                      GError                 **error);

G_END_DECLS
