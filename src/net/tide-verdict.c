// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "net/tide-verdict-private.h"

#include "net/tide-retry.h"

#define KEPT "Stored data are unchanged."

bool
tide_verdict_is_rate_limited (const TideTransferResult *result)
{
  return result != NULL && (result->reply->status == TIDE_RETRY_TOO_MANY_REQUESTS ||
                            result->retry_after > 0);
}

bool
tide_verdict_is_passing (const TideTransferResult *result,
                         const GError             *error)
{
  if (result != NULL)
    return tide_retry_status_is_transient (result->reply->status);

  return g_error_matches (error, TIDE_NET_ERROR, TIDE_NET_ERROR_TIMEOUT);
}

GError *
tide_verdict_describe_status (const TideRequest        *request,
                              const TideTransferResult *result,
                              int                       tries,
                              int64_t                   wait)
{
  g_autofree char *title = tide_request_dup_title (request);
  unsigned int     status = result->reply->status;
  g_autofree char *words = tide_retry_format_wait (wait);

  if (tide_verdict_is_rate_limited (result))
    return g_error_new (TIDE_NET_ERROR, TIDE_NET_ERROR_RATE_LIMITED,
                        "%s asks for fewer requests. " KEPT " Try again in %s.", title, words);

  if (status == SOUP_STATUS_NOT_MODIFIED)
    return g_error_new (TIDE_NET_ERROR, TIDE_NET_ERROR_PROTOCOL,
                        "%s said that nothing has changed, but nothing is held. " KEPT, title);

  return g_error_new (TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                      "%s answered with HTTP status %u%s. " KEPT " Try again later.", title,
                      status, tries > 1 ? " several times" : "");
}

bool
tide_verdict_is_for_the_provider (const TideRequest *request,
                                  const TideReply   *reply)
{
  if (reply->status == SOUP_STATUS_NOT_MODIFIED)
    return request->etag != NULL || request->last_modified != NULL;

  return reply->status == SOUP_STATUS_OK ||
         (reply->status >= 400 && reply->status < 500 &&
          !tide_retry_status_is_transient (reply->status));
}
