// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Preloaded into a GTK program: prints the time from TIDE_PROBE_BEGUN (monotonic
 * milliseconds) to the end of the first painted frame, and the memory then, and
 * ends the program. With TIDE_PROBE_ROWS the frame must show a list view that
 * holds so many rows. */

#include <dlfcn.h>
#include <gtk/gtk.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static unsigned int wanted_rows;

static bool
shows_rows (GtkWidget *widget)
{
  if (GTK_IS_LIST_VIEW (widget) && gtk_widget_get_mapped (widget))
    {
      GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (widget)));

      if (model != NULL && g_list_model_get_n_items (model) >= wanted_rows)
        return true;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (shows_rows (child))
        return true;
    }

  return false;
}

static bool
is_shown (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (window) && gtk_widget_get_width (window) > 0 &&
          (wanted_rows == 0 || shows_rows (window)))
        return true;
    }

  return false;
}

static double
read_memory (void)
{
  FILE  *file = fopen ("/proc/self/smaps_rollup", "r");
  char   line[256];
  double kilobytes = 0.0;

  while (file != NULL && fgets (line, sizeof line, file) != NULL)
    {
      if (sscanf (line, "Pss: %lf", &kilobytes) == 1)
        break;
    }
  if (file != NULL)
    fclose (file);
  return kilobytes / 1e3;
}

static gboolean
painted_cb (GSignalInvocationHint *hint,
            guint                  n_values,
            const GValue          *values,
            gpointer               user_data)
{
  double      now = (double) g_get_monotonic_time () / 1e3;
  const char *begun = getenv ("TIDE_PROBE_BEGUN");

  if (begun == NULL || !is_shown ())
    return TRUE;

  printf ("first-frame %.2f ms %.2f MB\n", now - atof (begun),
          read_memory ());
  fflush (stdout);
  _exit (0);
}

/* The program's own call lands here first. */
int
g_application_run (GApplication *application,
                   int           argc,
                   char        **argv)
{
  int (*run) (GApplication *, int, char **) =
    (int (*) (GApplication *, int, char **)) dlsym (RTLD_NEXT, "g_application_run");
  const char *rows = getenv ("TIDE_PROBE_ROWS");

  wanted_rows = rows != NULL ? (unsigned int) atoi (rows) : 0;
  g_type_class_ref (GDK_TYPE_FRAME_CLOCK);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0,
                              painted_cb, NULL, NULL);
  return run (application, argc, argv);
}
