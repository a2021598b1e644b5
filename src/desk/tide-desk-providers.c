// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-providers"

#include "config.h"

#include "desk/tide-desk-private.h"
#include "desk/tide-reports-private.h"

bool
tide_desk_is_agreed (TideDesk               *self,
                     const TideProviderInfo *info)
{
  g_autofree char *name = NULL;
  g_autofree char *agreement = NULL;

  if (info->provider_class != TIDE_PROVIDER_UNOFFICIAL)
    return true;

  name = g_strconcat (TIDE_DESK_SETTING_AGREED, info->id, NULL);
  agreement = tide_desk_dup_setting (self, name);
  return agreement != NULL;
}

static void
provider_status_clear (gpointer data)
{
  tide_provider_status_free (data);
}

/* The newest fetch of each provider, by provider. */
static gpointer
read_fetches (TideDeskSource *source,
              gpointer        data,
              GCancellable   *cancellable,
              GError        **error)
{
  GPtrArray *statuses = data;

  for (guint i = 0; i < statuses->len; i++)
    {
      TideProviderStatus    *status = g_ptr_array_index (statuses, i);
      g_autoptr (GPtrArray)  fetches = NULL;
      const TideStoredFetch *last;

      fetches = tide_cache_reader_list_fetches (tide_desk_source_get_reader (source), status->id,
                                                1, NULL);
      if (fetches == NULL || fetches->len == 0)
        continue;
      last = g_ptr_array_index (fetches, 0);
      status->last_at = last->fetch.at;
      status->last_error = g_strdup (last->problem);
    }

  return NULL;
}

static TideProviderStatus *
make_status (TideDesk               *self,
             const TideProviderInfo *info)
{
  static const char *const classes[] = {
    [TIDE_PROVIDER_OFFICIAL] = "official",
    [TIDE_PROVIDER_LICENSED] = "licensed",
    [TIDE_PROVIDER_UNOFFICIAL] = "unofficial",
  };
  TideProviderStatus *status = g_new0 (TideProviderStatus, 1);

  status->id = g_strdup (info->id);
  status->title = g_strdup (info->title);
  status->provider_class = classes[info->provider_class];
  status->terms = info->terms;
  status->official = info->provider_class != TIDE_PROVIDER_UNOFFICIAL;
  status->agreed = tide_desk_is_agreed (self, info);
  status->last_at = TIDE_INSTANT_NONE;
  return status;
}

/**
 * tide_desk_dup_providers:
 * @self: a desk
 *
 * Lists the sources that can be asked, whether they were agreed to, and how they
 * answered last. Waits for a short read.
 *
 * Returns: (transfer full) (element-type TideProviderStatus): the sources
 */
GPtrArray *
tide_desk_dup_providers (TideDesk *self)
{
  GPtrArray         *statuses = g_ptr_array_new_with_free_func (provider_status_clear);
  const char *const *ids = tide_provider_list_ids ();

  g_return_val_if_fail (TIDE_IS_DESK (self), statuses);

  for (size_t i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (TideProvider) provider = tide_provider_create (ids[i], NULL);

      if (provider != NULL)
        g_ptr_array_add (statuses, make_status (self, tide_provider_get_info (provider)));
    }
  tide_desk_run (self, read_fetches, statuses, NULL);

  return statuses;
}
