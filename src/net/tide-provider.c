// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-provider"

#include "config.h"

#include "net/tide-provider.h"

#include <string.h>

#include "base/tide-text.h"
#include "net/tide-provider-alphavantage.h"
#include "net/tide-provider-danjuan.h"
#include "net/tide-provider-eastmoney.h"
#include "net/tide-provider-ecb.h"
#include "net/tide-provider-frankfurter.h"
#include "net/tide-provider-fred.h"
#include "net/tide-provider-hkex.h"
#include "net/tide-provider-hkma.h"
#include "net/tide-provider-tencent.h"
#include "net/tide-provider-yahoo.h"
#include "net/tide-transfer-private.h"

/* How far a reply is looked at before it is parsed. */
#define HEAD_SIZE 4096

G_DEFINE_INTERFACE (TideProvider, tide_provider, G_TYPE_OBJECT)

static void
tide_provider_default_init (TideProviderInterface *iface)
{
}

/**
 * tide_provider_get_info:
 * @self: a provider
 *
 * Tells what a provider is.
 *
 * Returns: (transfer none): its particulars, valid as long as the program runs
 */
const TideProviderInfo *
tide_provider_get_info (TideProvider *self)
{
  g_return_val_if_fail (TIDE_IS_PROVIDER (self), NULL);

  return TIDE_PROVIDER_GET_IFACE (self)->get_info (self);
}

/**
 * tide_provider_dup_subject:
 * @self: a provider
 * @symbol: canonical symbol
 *
 * Says what to ask for when a symbol is wanted. Replies about one subject may
 * hold several symbols, so that it is asked for once.
 *
 * Returns: (transfer full) (nullable): the subject; NULL if the provider has
 *   nothing of the kind
 */
char *
tide_provider_dup_subject (TideProvider *self,
                           const char   *symbol)
{
  TideProviderInterface *iface;

  g_return_val_if_fail (TIDE_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (symbol != NULL, NULL);

  iface = TIDE_PROVIDER_GET_IFACE (self);
  return iface->dup_subject != NULL ? iface->dup_subject (self, symbol) : g_strdup (symbol);
}

/**
 * tide_provider_count_steps:
 * @self: a provider
 * @ask: a question; its step is not looked at
 *
 * Tells how many requests a question takes, as far as is known beforehand. A
 * reply may say that there are more of them.
 *
 * Returns: how many; 0 if there is nothing to ask yet
 */
size_t
tide_provider_count_steps (TideProvider          *self,
                           const TideProviderAsk *ask)
{
  TideProviderInterface *iface;

  g_return_val_if_fail (TIDE_IS_PROVIDER (self), 0);
  g_return_val_if_fail (ask != NULL && ask->symbol != NULL, 0);

  iface = TIDE_PROVIDER_GET_IFACE (self);
  return iface->count_steps != NULL ? iface->count_steps (self, ask) : 1;
}

/**
 * tide_provider_build_request:
 * @self: a provider
 * @ask: what is wanted
 * @error: return location: #TideNetError
 *
 * Says how to ask. The same question on the same day is the same address, so
 * that a conditional request can be answered.
 *
 * Returns: (transfer full): the request, or NULL with @error set
 */
TideRequest *
tide_provider_build_request (TideProvider          *self,
                             const TideProviderAsk *ask,
                             GError               **error)
{
  g_return_val_if_fail (TIDE_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (ask != NULL && ask->symbol != NULL, NULL);

  return TIDE_PROVIDER_GET_IFACE (self)->build_request (self, ask, error);
}

/**
 * tide_provider_recognize:
 * @self: a provider
 * @reply: bytes of unknown origin, or their first few thousand; it has no ask
 *
 * Tells whether bytes look like a reply of this provider that somebody saved.
 *
 * Returns: %TRUE if they do
 */
bool
tide_provider_recognize (TideProvider            *self,
                         const TideProviderReply *reply)
{
  TideProviderInterface *iface;

  g_return_val_if_fail (TIDE_IS_PROVIDER (self), false);
  g_return_val_if_fail (reply != NULL, false);

  iface = TIDE_PROVIDER_GET_IFACE (self);
  return iface->recognize != NULL && iface->recognize (self, reply);
}

/**
 * tide_provider_parse:
 * @self: a provider
 * @reply: what came, of any status
 * @error: return location: #TideNetError
 *
 * Reads a reply. Nothing is fetched, stored or logged; any thread may call it,
 * and whatever the bytes are it ends with a reading or an error.
 *
 * Returns: (transfer full): what the reply says, or NULL with @error set
 */
TideReading *
tide_provider_parse (TideProvider            *self,
                     const TideProviderReply *reply,
                     GError                 **error)
{
  g_return_val_if_fail (TIDE_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (reply != NULL && reply->fetch != NULL, NULL);
  /* Files are given only to whom recognises them. */
  g_return_val_if_fail (
    reply->ask != NULL || TIDE_PROVIDER_GET_IFACE (self)->recognize != NULL, NULL);

  return TIDE_PROVIDER_GET_IFACE (self)->parse (self, reply, error);
}

/**
 * tide_reading_new:
 *
 * Makes an empty reading for a provider to fill.
 *
 * Returns: (transfer full): a reading
 */
TideReading *
tide_reading_new (void)
{
  TideReading *self = g_atomic_rc_box_new0 (TideReading);

  self->decimals = -1;
  self->batches = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_batch_unref);
  return self;
}

/**
 * tide_reading_ref:
 * @self: a reading
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
TideReading *
tide_reading_ref (TideReading *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_reading (void *data)
{
  TideReading *self = data;

  g_ptr_array_unref (self->batches);
  for (size_t i = 0; i < self->n_problems; i++)
    g_free (self->problems[i].sentence);
  g_free (self->problems);
}

/**
 * tide_reading_unref:
 * @self: (transfer full) (nullable): a reading
 *
 * Drops a reference.
 */
void
tide_reading_unref (TideReading *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear_reading);
}

/**
 * tide_reading_add_problem_take:
 * @self: a reading that is still being filled
 * @kind: what was done with the row
 * @day: day of the row, or %TIDE_DAY_NONE
 * @sentence: (transfer full): what was found
 *
 * Adds a problem.
 */
void
tide_reading_add_problem_take (TideReading    *self,
                               TideProblemKind kind,
                               TideDay         day,
                               char           *sentence)
{
  g_return_if_fail (self != NULL && sentence != NULL);

  /* Room for a power of two: full exactly when the count is one. */
  if ((self->n_problems & (self->n_problems - 1)) == 0)
    self->problems = g_renew (TideProblem, self->problems, MAX (2 * self->n_problems, 1));

  self->problems[self->n_problems++] =
    (TideProblem){ .kind = kind, .day = day, .sentence = sentence };
}

/**
 * tide_reading_count:
 * @self: a reading
 * @kind: a kind of problem
 *
 * Counts problems of one kind.
 *
 * Returns: how many
 */
size_t
tide_reading_count (const TideReading *self,
                    TideProblemKind    kind)
{
  size_t count = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (size_t i = 0; i < self->n_problems; i++)
    count += self->problems[i].kind == kind ? 1 : 0;
  return count;
}

/**
 * tide_reading_add_batch_take:
 * @self: a reading that is still being filled
 * @batch: (transfer full): what may be stored of one instrument, sealed
 *
 * Adds a batch.
 */
void
tide_reading_add_batch_take (TideReading *self,
                             TideBatch   *batch)
{
  g_return_if_fail (self != NULL && batch != NULL);

  g_ptr_array_add (self->batches, batch);
}

/**
 * tide_reading_find_batch:
 * @self: a reading
 * @symbol: (nullable): canonical symbol; NULL for the first batch
 *
 * Looks up what a reply says about one instrument.
 *
 * Returns: (transfer none) (nullable): its batch
 */
TideBatch *
tide_reading_find_batch (const TideReading *self,
                         const char        *symbol)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (unsigned int i = 0; i < self->batches->len; i++)
    {
      TideBatch *batch = g_ptr_array_index (self->batches, i);

      if (symbol == NULL || strcmp (tide_batch_get_instrument (batch)->symbol, symbol) == 0)
        return batch;
    }

  return NULL;
}

/**
 * tide_provider_reply_get_first_byte:
 * @self: a reply
 *
 * Looks at how a reply begins, before anything is parsed: services say 200 to a
 * web page.
 *
 * Returns: the first byte that is not blank, past a byte order mark; 0 where
 *   there is none
 */
char
tide_provider_reply_get_first_byte (const TideProviderReply *self)
{
  size_t i = 0;

  g_return_val_if_fail (self != NULL, '\0');

  if (self->length >= 3 && memcmp (self->bytes, "\xef\xbb\xbf", 3) == 0)
    i = 3;
  while (i < self->length && g_ascii_isspace (self->bytes[i]))
    i++;

  return (char) (i < self->length ? self->bytes[i] : '\0');
}

/**
 * tide_provider_reply_contains:
 * @self: a reply
 * @words: what to look for
 *
 * Looks for words in the first few thousand bytes of a reply.
 *
 * Returns: %TRUE if they are there
 */
bool
tide_provider_reply_contains (const TideProviderReply *self,
                              const char              *words)
{
  g_return_val_if_fail (self != NULL && words != NULL, false);

  return self->length > 0 &&
         g_strstr_len (self->bytes, (gssize) MIN (self->length, HEAD_SIZE), words) != NULL;
}

typedef TideProvider *(*CreateFunc) (const char *base_uri);

/* In the order in which they are asked where no source is named: who publishes
 * a figure stands before who passes it on, and who has prices of a whole session
 * before who has the close alone. */
static const struct
{
  const char *id;
  const char *base_uri;
  CreateFunc  create;
} builtins[] = {
  { "hkex", TIDE_PROVIDER_HKEX_BASE_URI, tide_provider_hkex_new },
  { "ecb", TIDE_PROVIDER_ECB_BASE_URI, tide_provider_ecb_new },
  { "frankfurter", TIDE_PROVIDER_FRANKFURTER_BASE_URI, tide_provider_frankfurter_new },
  { "hkma", TIDE_PROVIDER_HKMA_BASE_URI, tide_provider_hkma_new },
  { "eastmoney", TIDE_PROVIDER_EASTMONEY_BASE_URI, tide_provider_eastmoney_new },
  { "yahoo", TIDE_PROVIDER_YAHOO_BASE_URI, tide_provider_yahoo_new },
  { "tencent", TIDE_PROVIDER_TENCENT_BASE_URI, tide_provider_tencent_new },
  { "fred", TIDE_PROVIDER_FRED_BASE_URI, tide_provider_fred_new },
  { "danjuan", TIDE_PROVIDER_DANJUAN_BASE_URI, tide_provider_danjuan_new },
  { "alphavantage", TIDE_PROVIDER_ALPHAVANTAGE_BASE_URI, tide_provider_alphavantage_new },
};

/* The ids of the table above. */
static const char *const provider_ids[] = {
  "hkex", "ecb", "frankfurter", "hkma", "eastmoney", "yahoo", "tencent",
  "fred", "danjuan", "alphavantage", NULL
};

G_STATIC_ASSERT (G_N_ELEMENTS (provider_ids) == G_N_ELEMENTS (builtins) + 1);

/**
 * tide_provider_list_ids:
 *
 * Lists the built-in providers.
 *
 * Returns: (transfer none) (array zero-terminated=1): their ids
 */
const char *const *
tide_provider_list_ids (void)
{
  return provider_ids;
}

/**
 * tide_provider_dup_base_uri:
 * @id: id of a provider
 * @built_in: where it lives
 * @error: return location: %TIDE_NET_ERROR_ADDRESS
 *
 * Finds out where to ask: the environment variable `TIDEMARK_BASE_` followed by
 * the id in capitals, if it is set, else the provider's own address. An
 * override must be https, or http on this machine.
 *
 * Returns: (transfer full): an address without a slash at its end, or NULL with
 *   @error set
 */
char *
tide_provider_dup_base_uri (const char *id,
                            const char *built_in,
                            GError    **error)
{
  g_autofree char *upper = NULL;
  g_autofree char *variable = NULL;
  g_autofree char *base = NULL;
  g_autoptr (GUri) uri = NULL;
  const char      *value;

  g_return_val_if_fail (id != NULL && built_in != NULL, NULL);

  upper = g_ascii_strup (id, -1);
  variable = g_strconcat ("TIDEMARK_BASE_", upper, NULL);
  value = g_getenv (variable);
  if (value == NULL || *value == '\0')
    return g_strdup (built_in);

  uri = g_uri_parse (value, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_ADDRESS,
                   "%s does not hold an address such as http://127.0.0.1:8000.", variable);
      return NULL;
    }

  if (!tide_uri_check (uri, error))
    {
      g_prefix_error (error, "%s cannot be used. ", variable);
      return NULL;
    }

  base = g_strdup (value);
  while (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';
  return g_steal_pointer (&base);
}

/**
 * tide_provider_create:
 * @id: id of a provider
 * @error: return location: %TIDE_NET_ERROR_UNKNOWN_SOURCE, which names the
 *   nearest one, or %TIDE_NET_ERROR_ADDRESS
 *
 * Makes a built-in provider.
 *
 * Returns: (transfer full): the provider, or NULL with @error set
 */
TideProvider *
tide_provider_create (const char *id,
                      GError    **error)
{
  g_autofree char *base = NULL;
  const char      *nearest;

  g_return_val_if_fail (id != NULL, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (builtins); i++)
    if (strcmp (id, builtins[i].id) == 0)
      {
        base = tide_provider_dup_base_uri (id, builtins[i].base_uri, error);
        return base != NULL ? builtins[i].create (base) : NULL;
      }

  nearest = tide_text_find_nearest (id, provider_ids, G_N_ELEMENTS (provider_ids) - 1);
  g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_UNKNOWN_SOURCE,
               "There is no source called \"%s\"; the nearest is \"%s\".", id,
               nearest != NULL ? nearest : provider_ids[0]);
  return NULL;
}
