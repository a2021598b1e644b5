// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Feeds each file of the folders named on the command line to a fuzz target,
 * so that the corpora are tests with every compiler. Each input is copied into
 * a block of exactly its size: a read past its end is then seen by valgrind and
 * the sanitizers. The empty input is always tried. */

#include "config.h"

#include <gio/gio.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static unsigned int
replay_folder (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir)   dir = g_dir_open (path, 0, &error);
  unsigned int       n_files = 0;
  const char        *name;

  if (dir == NULL)
    g_error ("%s", error->message);

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *contents = NULL;
      g_autofree char *exact = NULL;
      size_t           length;

      if (!g_file_get_contents (file, &contents, &length, &error))
        g_error ("%s", error->message);

      exact = g_memdup2 (contents, length);
      LLVMFuzzerTestOneInput ((const uint8_t *) exact, length);
      n_files++;
    }

  return n_files;
}

int
main (int    argc,
      char **argv)
{
  unsigned int n_files = 0;

  LLVMFuzzerTestOneInput ((const uint8_t *) "", 0);

  for (int i = 1; i < argc; i++)
    n_files += replay_folder (argv[i]);

  if (n_files == 0)
    g_error ("no corpus file was found");

  g_print ("%u files replayed\n", n_files);
  return 0;
}
