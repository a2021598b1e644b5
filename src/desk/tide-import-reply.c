// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-import-reply"

#include "config.h"

#include "desk/tide-import-reply.h"

#include <string.h>

TideProvider *
tide_import_find_provider (const char *head,
                           size_t      length)
{
  const char *const *ids = tide_provider_list_ids ();
  TideProviderReply  reply = { .bytes = head, .length = length };

  for (size_t i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (TideProvider) provider = tide_provider_create (ids[i], NULL);

      if (provider != NULL && tide_provider_recognize (provider, &reply))
        return g_steal_pointer (&provider);
    }

  return NULL;
}

TideReading *
tide_import_read_reply (TideProvider    *provider,
                        const char      *symbol,
                        GByteArray      *bytes,
                        const TideFetch *fetch,
                        GError         **error)
{
  g_autofree char  *about = symbol != NULL ? tide_symbol_normalize (symbol, strlen (symbol)) : NULL;
  TideProviderReply reply = {
    .about = about,
    .now = fetch->at,
    .bytes = (const char *) bytes->data,
    .length = bytes->len,
    .fetch = fetch,
  };

  return tide_provider_parse (provider, &reply, error);
}

bool
tide_import_is_left_out (const TideProblem *problem)
{
  return problem->kind == TIDE_PROBLEM_REJECTED || problem->kind == TIDE_PROBLEM_HELD ||
         problem->kind == TIDE_PROBLEM_REPEATED;
}
