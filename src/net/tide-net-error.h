// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDE_NET_ERROR (tide_net_error_quark ())

/**
 * TideNetError:
 * @TIDE_NET_ERROR_OFFLINE: no connection could be made: no network, unknown
 *   name, refused or unreachable
 * @TIDE_NET_ERROR_TIMEOUT: the deadline, the idle limit or the minimum rate
 *   ended the transfer
 * @TIDE_NET_ERROR_RATE_LIMITED: the provider, or our own budget, asks to wait
 *   longer than the policy allows; the message names the wait
 * @TIDE_NET_ERROR_STATUS: an HTTP status nobody expected
 * @TIDE_NET_ERROR_PAYLOAD: a reply that is not what was asked for: cut short,
 *   malformed, other symbol, other interval
 * @TIDE_NET_ERROR_TOO_LARGE: the body passed a size limit
 * @TIDE_NET_ERROR_REDIRECT: a redirect that the rules do not allow
 * @TIDE_NET_ERROR_NOT_FOUND: the provider does not know the symbol
 * @TIDE_NET_ERROR_BLOCKED: a web page, consent form or captcha in place of data
 * @TIDE_NET_ERROR_UNAUTHORIZED: the provider wants a key or a login
 * @TIDE_NET_ERROR_TLS: the certificate or the encryption was not acceptable
 * @TIDE_NET_ERROR_PROTOCOL: a reply that is not well-formed HTTP
 * @TIDE_NET_ERROR_ADDRESS: an address that this program does not contact
 * @TIDE_NET_ERROR_UNKNOWN_SOURCE: no provider of that name
 *
 * Why a fetch failed. Cancellation is %G_IO_ERROR_CANCELLED. Messages are
 * sentences for the reader; none carries a key or a query string.
 */
typedef enum
{
  TIDE_NET_ERROR_OFFLINE,
  TIDE_NET_ERROR_TIMEOUT,
  TIDE_NET_ERROR_RATE_LIMITED,
  TIDE_NET_ERROR_STATUS,
  TIDE_NET_ERROR_PAYLOAD,
  TIDE_NET_ERROR_TOO_LARGE,
  TIDE_NET_ERROR_REDIRECT,
  TIDE_NET_ERROR_NOT_FOUND,
  TIDE_NET_ERROR_BLOCKED,
  TIDE_NET_ERROR_UNAUTHORIZED,
  TIDE_NET_ERROR_TLS,
  TIDE_NET_ERROR_PROTOCOL,
  TIDE_NET_ERROR_ADDRESS,
  TIDE_NET_ERROR_UNKNOWN_SOURCE,
} TideNetError;

GQuark tide_net_error_quark (void);

G_END_DECLS
