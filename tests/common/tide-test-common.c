// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-test-common.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

char *
tide_test_dup_shared_path (const char *name)
{
  const char      *root = g_getenv ("TIDE_TEST_DATA");
  g_autofree char *path = NULL;

  if (root == NULL)
    return NULL;

  path = g_build_filename (root, name, NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the recorded data are not beside the project");
      return NULL;
    }

  return g_steal_pointer (&path);
}

static gboolean
raise_timeout_cb (gpointer user_data)
{
  bool *timed_out = user_data;

  *timed_out = true;
  return G_SOURCE_CONTINUE;
}

void
tide_test_wait_until (bool        *done,
                      unsigned int seconds)
{
  bool         timed_out = false;
  unsigned int timeout = g_timeout_add_seconds (seconds, raise_timeout_cb, &timed_out);

  while (!*done && !timed_out)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (timeout);
  g_assert_true (*done);
}

char *
tide_test_make_folder (const char *hint)
{
  g_autofree char *template = g_strdup_printf ("tidemark-%s-XXXXXX", hint);
  g_autoptr (GError) error = NULL;
  char              *path = g_dir_make_tmp (template, &error);

  g_assert_no_error (error);
  return path;
}

void
tide_test_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        tide_test_remove_folder (child);
      else
        g_unlink (child);
    }

  g_rmdir (path);
}

void
tide_test_assert_close (double actual,
                        double expected,
                        double tolerance)
{
  if (isnan (expected) && isnan (actual))
    return;

  if (!(fabs (actual - expected) <= tolerance * fmax (fabs (expected), 1e-300)))
    g_error ("%.17g is not within %g of %.17g", actual, tolerance, expected);
}

bool
tide_test_set_comma_locale (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "locales", NULL);
  g_autofree char *target = g_build_filename (folder, "de_DE.UTF-8", NULL);
  const char      *argv[] = { "localedef", "-i", "de_DE", "-f", "UTF-8", target, NULL };

  g_mkdir_with_parents (folder, 0700);
  g_unsetenv ("LC_ALL");
  if (!g_spawn_sync (NULL, (char **) argv, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, NULL, NULL, NULL, NULL))
    g_test_message ("there is no localedef");

  g_setenv ("LOCPATH", folder, TRUE);
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_unsetenv ("LOCPATH");
      if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
        return false;
    }

  return strcmp (localeconv ()->decimal_point, ",") == 0;
}
