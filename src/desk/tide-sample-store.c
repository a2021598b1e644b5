// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sample"

#include "config.h"

#include <errno.h>

#include "desk/tide-desk-private.h"
#include "desk/tide-sample-private.h"

/* Set last, so that a sample that was cut short is finished the next time;
 * raised when the generator's figures change. */
#define SETTING "sample-generated"
#define GENERATION "5"

static bool
is_generated (TideWorkspace *workspace)
{
  g_autofree char *generation = NULL;

  return tide_workspace_read_setting (workspace, SETTING, &generation, NULL) &&
         g_strcmp0 (generation, GENERATION) == 0;
}

static bool
fill_cache (const char *folder,
            GError    **error)
{
  g_autoptr (TideCache)        cache = tide_cache_new (folder);
  g_autoptr (GPtrArray)        batches = NULL;
  g_autoptr (TideAppendReport) report = NULL;

  if (tide_cache_open (cache, error))
    {
      batches = tide_sample_make_batches ();
      report = tide_cache_append_batches (cache, batches, NULL, error);
    }
  tide_cache_close (cache);

  return report != NULL;
}

static bool
fill_list (TideWorkspace *workspace,
           const char    *name,
           GPtrArray     *symbols,
           GError       **error)
{
  g_autoptr (TideList) held = tide_workspace_read_list (workspace, name, NULL);

  g_ptr_array_add (symbols, NULL);

  return (held != NULL ||
          tide_workspace_create_list (workspace, name, TIDE_LIST_SAMPLE, error)) &&
         tide_workspace_set_members (workspace, name, (const char *const *) symbols->pdata, error);
}

static bool
fill_workspace (TideWorkspace *workspace,
                GError       **error)
{
  size_t i = 0;

  while (i < tide_sample_n_members)
    {
      g_autoptr (GPtrArray) symbols = g_ptr_array_new ();
      const char           *name = tide_sample_members[i].list;

      for (; i < tide_sample_n_members && g_str_equal (tide_sample_members[i].list, name); i++)
        g_ptr_array_add (symbols, (char *) tide_sample_members[i].symbol);
      if (!fill_list (workspace, name, symbols, error))
        return false;
    }

  return tide_sample_write_words (workspace, error) &&
         tide_workspace_write_setting (workspace, SETTING, GENERATION, error);
}

bool
tide_desk_ensure_sample (const char *folder,
                         GError    **error)
{
  g_autoptr (TideWorkspace) workspace = NULL;
  bool                      done;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved = errno;

      g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_FOLDER,
                   "The folder %s for the sample cannot be made: %s. Name another data folder "
                   "with --data-dir.",
                   folder, g_strerror (saved));
      return false;
    }

  workspace = tide_workspace_new (folder);
  done = tide_workspace_open (workspace, error) &&
         (is_generated (workspace) ||
          (fill_cache (folder, error) && fill_workspace (workspace, error)));
  tide_workspace_close (workspace);

  return done;
}
