// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-currency"

#include "config.h"

#include "base/tide-unit.h"

#include <string.h>

/* The currencies of ISO 4217, list one, without funds, metals and test codes,
 * with CNH, the renminbi traded outside the mainland, and the two that left the
 * list since 2025 (ANG, BGN), for older prices. Sorted. */
static const char currency_codes[][4] = {
  "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD",
  "BDT", "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN",
  "BZD", "CAD", "CDF", "CHF", "CLP", "CNH", "CNY", "COP", "CRC", "CUP", "CVE", "CZK",
  "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL",
  "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS",
  "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW",
  "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL",
  "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN",
  "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR",
  "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK",
  "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS",
  "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS",
  "VED", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR",
  "ZMW", "ZWG"
};

/* Exchanges that quote in hundredths: London in pence (GBX is the same),
 * Johannesburg in cents, Tel Aviv in agorot. */
static const struct
{
  const char *quoted;
  const char *currency;
} hundredths[] = {
  { "GBp", "GBP" },
  { "GBX", "GBP" },
  { "ZAc", "ZAR" },
  { "ILA", "ILS" },
};

/**
 * tide_currency_get_scale:
 * @quoted: a currency code as a provider writes it
 * @out_currency: (out) (optional) (transfer none): the ISO 4217 code of the full
 *   unit, or @quoted itself
 *
 * Tells how many full units one quoted unit is: 0.01 for the pence of London
 * (`GBp`, `GBX`), the cents of Johannesburg (`ZAc`) and the agorot of Tel Aviv
 * (`ILA`), 1 for all else. Case matters.
 *
 * Returns: full currency units per quoted unit
 */
double
tide_currency_get_scale (const char  *quoted,
                         const char **out_currency)
{
  const char *currency = quoted;
  double      scale = 1.0;

  g_return_val_if_fail (quoted != NULL, 1.0);

  for (size_t i = 0; i < G_N_ELEMENTS (hundredths); i++)
    if (strcmp (quoted, hundredths[i].quoted) == 0)
      {
        currency = hundredths[i].currency;
        scale = 0.01;
      }

  if (out_currency != NULL)
    *out_currency = currency;

  return scale;
}

/**
 * tide_currency_is_known:
 * @code: a currency code
 *
 * Returns: whether @code is an active code of ISO 4217, `CNH`, or a unit of
 *   hundredths that tide_currency_get_scale() knows; case matters
 */
bool
tide_currency_is_known (const char *code)
{
  g_return_val_if_fail (code != NULL, false);

  for (size_t i = 0; i < G_N_ELEMENTS (hundredths); i++)
    if (strcmp (code, hundredths[i].quoted) == 0)
      return true;

  return bsearch (code, currency_codes, G_N_ELEMENTS (currency_codes), sizeof currency_codes[0],
                  (GCompareFunc) strcmp) != NULL;
}
