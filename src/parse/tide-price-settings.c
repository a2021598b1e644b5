// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-price-settings"

#include "config.h"

#include "parse/tide-price-settings-private.h"

#include <string.h>

#include "model/tide-field.h"
#include "parse/tide-parse-error.h"

#define DEFAULT_SOURCE "csv"

static void
copy_fetch (TideFetch       *out,
            const TideFetch *fetch)
{
  out->provider = g_strdup (fetch->provider);
  out->request = g_strdup (fetch->request);
  out->at = fetch->at;
  out->status = fetch->status;
  out->etag = g_strdup (fetch->etag);
  out->last_modified = g_strdup (fetch->last_modified);
  out->sha256 = g_strdup (fetch->sha256);
  out->bytes = fetch->bytes;
  out->parser_version = fetch->parser_version;
}

void
tide_price_settings_init (TidePriceSettings         *self,
                          const TidePriceCsvOptions *options)
{
  const TideFetch unknown = { .at = tide_clock_now (),
                              .parser_version = TIDE_PRICE_CSV_PARSER_VERSION };

  *self = (TidePriceSettings){ .given = *options };

  self->given.symbol = g_strdup (options->symbol);
  self->given.stem = g_strdup (options->stem);
  self->given.source = g_strdup (options->source);
  self->given.field = g_strdup (options->field);
  self->given.currency = g_strdup (options->currency);
  self->given.unit = g_strdup (options->unit);
  copy_fetch (&self->fetch, options->fetch != NULL ? options->fetch : &unknown);
  self->given.fetch = &self->fetch;

  self->facts = (TideFacts) TIDE_FACTS_NONE;
  if (options->facts != NULL)
    tide_facts_copy (&self->facts, options->facts);
  self->given.facts = &self->facts;

  if (options->frequency != NULL)
    {
      self->frequency = *options->frequency;
      self->given.frequency = &self->frequency;
    }
  if (options->lag != NULL)
    self->lag = *options->lag;
  if (options->basis != NULL)
    {
      self->basis = *options->basis;
      self->given.basis = &self->basis;
    }
  if (options->today == TIDE_DAY_NONE)
    self->given.today = tide_clock_today ();
}

void
tide_price_settings_clear (TidePriceSettings *self)
{
  g_free ((char *) self->given.symbol);
  g_free ((char *) self->given.stem);
  g_free ((char *) self->given.source);
  g_free ((char *) self->given.field);
  g_free ((char *) self->given.currency);
  g_free ((char *) self->given.unit);
  tide_facts_clear (&self->facts);
  tide_fetch_clear (&self->fetch);
}

static bool
check_currency (const char *currency,
                GError    **error)
{
  if (currency == NULL || tide_currency_is_known (currency))
    return true;

  g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_OPTION,
               "“%s” is no currency; expected a code such as HKD, USD or GBp.", currency);
  return false;
}

bool
tide_price_settings_check (TidePriceSettings *self,
                           GError           **error)
{
  const char *field = self->given.field;
  const char *unit = self->given.unit;

  if (field != NULL && !tide_field_name_valid (field, strlen (field)))
    {
      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_OPTION,
                   "“%s” cannot be the name of a field; expected small letters, digits and _, "
                   "such as pe_fwd.",
                   field);
      return false;
    }

  if (unit != NULL && !tide_unit_parse (unit, &self->unit))
    {
      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_OPTION,
                   "“%s” is no unit; expected one such as multiple, share or HKD.", unit);
      return false;
    }
  self->has_unit = unit != NULL;

  if (self->lag < 0)
    {
      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_OPTION,
                   "A lag of %d days is before the day itself; expected 0 or more.", self->lag);
      return false;
    }

  return check_currency (self->given.currency, error);
}

static bool
apply_comment (TidePriceSettings      *self,
               const TidePriceComment *comment,
               TidePriceContext       *context,
               GError                **error)
{
  if (comment->basis != NULL && self->given.basis == NULL &&
      !tide_basis_parse (comment->basis, &context->basis))
    {
      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SHAPE,
                   "The first line names the basis “%s”; expected quoted, split or adjusted.",
                   comment->basis);
      return false;
    }

  if (context->basis_day == TIDE_DAY_NONE)
    context->basis_day = comment->basis_day;

  if (comment->frequency != NULL && self->given.frequency == NULL &&
      tide_frequency_parse (comment->frequency, &self->frequency))
    context->frequency = &self->frequency;

  if (comment->unit != NULL && self->given.unit == NULL &&
      tide_unit_parse (comment->unit, &self->unit))
    context->unit = &self->unit;

  return self->given.currency != NULL || check_currency (comment->currency, error);
}

/* What a column measures and looks at is not said of several at once. */
static bool
check_facts (const TidePriceSettings *self,
             const TidePriceHeader   *header,
             GError                 **error)
{
  const char *option = self->facts.horizon != NULL ? "horizon" : "measure";

  if (header->n_fields == 1 || (self->facts.horizon == NULL && self->facts.measure == NULL))
    return true;

  g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_OPTION,
               "--%s is about one column, and %zu are read from this file. Name the one it is "
               "about with --field.",
               option, header->n_fields);
  return false;
}

bool
tide_price_settings_apply (TidePriceSettings      *self,
                           const TidePriceComment *comment,
                           const TidePriceHeader  *header,
                           TidePriceContext       *out_context,
                           GError                **error)
{
  const char *source = self->given.source;

  out_context->header = header;
  out_context->fetch = &self->fetch;
  out_context->frequency = self->given.frequency;
  out_context->lag = self->lag;
  out_context->basis = self->given.basis != NULL ? self->basis : header->basis;
  out_context->basis_day = self->given.basis_day;
  out_context->unit = self->has_unit ? &self->unit : NULL;
  out_context->today = self->given.today;
  out_context->facts = &self->facts;
  out_context->comment = comment;
  if (!check_facts (self, header, error))
    return false;

  if (comment->present && !apply_comment (self, comment, out_context, error))
    return false;

  if (source == NULL && comment->present)
    source = comment->source;
  if (source == NULL && self->fetch.provider == NULL)
    source = DEFAULT_SOURCE;
  if (source != NULL)
    {
      g_free (self->fetch.provider);
      self->fetch.provider = g_strdup (source);
    }

  return true;
}

TideInstrument *
tide_price_settings_make_instrument (const TidePriceSettings *self,
                                     const TidePriceComment  *comment,
                                     const char              *symbol)
{
  g_autoptr (TideInstrument) assumed = tide_instrument_new_assumed (symbol);
  const char                *quoted = self->given.currency;
  const char                *currency;
  TideInstrument             fields = *assumed;

  if (quoted == NULL)
    quoted = comment->currency;
  if (quoted == NULL)
    return g_steal_pointer (&assumed);

  tide_currency_get_scale (quoted, &currency);
  fields.currency = (char *) currency;
  fields.quote_unit = (char *) quoted;
  fields.assumed &= ~(unsigned int) TIDE_ASSUMED_CURRENCY;

  return tide_instrument_new (&fields);
}

char *
tide_price_settings_dup_symbol (const TidePriceSettings *self,
                                const TidePriceComment  *comment,
                                GError                 **error)
{
  const char *text = self->given.symbol;
  char       *symbol;

  if (text == NULL)
    text = comment->symbol;
  if (text == NULL)
    text = self->given.stem;
  if (text == NULL)
    {
      g_set_error_literal (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_OPTION,
                           "Nothing says whose figures these are. Name the symbol with --symbol.");
      return NULL;
    }

  symbol = tide_symbol_normalize (text, strlen (text));
  if (symbol == NULL)
    g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_OPTION,
                 "“%s” cannot be a symbol such as 9988.HK. Name the symbol with --symbol.",
                 text);

  return symbol;
}
