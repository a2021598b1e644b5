// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* usage: tide-heartbeat-window DATA-DIR FILE [STEP…]
 *
 * Takes a window through what an analyst does with it and prints, for each step,
 * the longest time for which the main loop was held, layout and paint left out,
 * and when the last frame of it was painted: “step NAME ms of the thread ms of
 * the clock ms from its beginning”. Without steps all of a list are done. With
 * TIDE_HEARTBEAT_LIMIT each hold above so many milliseconds is printed with the
 * moment at which it ended. */

#include "config.h"

#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "gui/tide-cell-table.h"
#include "gui/tide-command-entry.h"
#include "gui/tide-window.h"
#include "tide-resources.h"

/* A step is over when nothing has happened for this long. */
#define QUIET_SECONDS 0.4
/* or when it has taken this long. */
#define STEP_SECONDS 60.0

/* Milliseconds on two clocks. */
typedef struct
{
  double thread;
  double clock;
} Times;

typedef struct
{
  TideWindow *window;
  TideDesk   *desk;
  const char *file;
  Times       frame;  /* when the layout of this frame began */
  Times       framed; /* spent in layout and paint since the last look */
  Times       longest;
  double      painted; /* when the last frame was painted */
  double      limit;
  bool        importing;
} Heart;

typedef void (*Step) (Heart *heart);

static double
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static Times
read_times (void)
{
  return (Times){ read_clock (CLOCK_THREAD_CPUTIME_ID), read_clock (CLOCK_MONOTONIC) };
}

static void
layout_cb (GdkFrameClock *clock,
           Heart         *heart)
{
  heart->frame = read_times ();
}

static void
painted_cb (GdkFrameClock *clock,
            Heart         *heart)
{
  Times now = read_times ();

  heart->framed.thread += now.thread - heart->frame.thread;
  heart->framed.clock += now.clock - heart->frame.clock;
  heart->painted = now.clock;
}

/* What was dispatched in one go, without the layout and paint in it. */
static void
dispatch (Heart        *heart,
          GMainContext *context)
{
  Times  before = read_times ();
  Times  after;
  double thread, clock;

  heart->framed = (Times){ 0.0, 0.0 };
  g_main_context_dispatch (context);
  after = read_times ();
  thread = after.thread - before.thread - heart->framed.thread;
  clock = after.clock - before.clock - heart->framed.clock;

  heart->longest.thread = MAX (heart->longest.thread, thread);
  heart->longest.clock = MAX (heart->longest.clock, clock);
  if (heart->limit > 0.0 && thread > heart->limit)
    printf ("held %.1f ms until %.1f\n", thread, after.clock);
}

/* One turn of the main loop; returns whether anything was ready. */
static bool
turn (Heart *heart)
{
  GMainContext       *context = g_main_context_default ();
  static GPollFD      fds[64];
  int                 priority, n_fds, timeout;
  g_autofree GPollFD *more = NULL;
  GPollFD            *polled = fds;

  g_main_context_prepare (context, &priority);
  n_fds = g_main_context_query (context, priority, &timeout, fds, G_N_ELEMENTS (fds));
  if (n_fds > (int) G_N_ELEMENTS (fds))
    {
      more = polled = g_new (GPollFD, n_fds);
      g_main_context_query (context, priority, &timeout, polled, n_fds);
    }
  if (timeout < 0 || timeout > 50)
    timeout = 50;
  g_poll (polled, (guint) n_fds, timeout);
  if (!g_main_context_check (context, priority, polled, n_fds))
    return false;

  dispatch (heart, context);
  return true;
}

static void
settle (Heart *heart)
{
  double begun = read_clock (CLOCK_MONOTONIC);
  double last = begun;
  double now = begun;

  while (heart->importing || now - last < QUIET_SECONDS * 1e3)
    {
      bool busy = turn (heart);

      now = read_clock (CLOCK_MONOTONIC);
      if (busy)
        last = now;
      if (now - begun > STEP_SECONDS * 1e3)
        break;
    }
}

typedef struct
{
  Heart *heart;
  Step   step;
} Start;

static gboolean
start_cb (gpointer user_data)
{
  Start *start = user_data;

  start->step (start->heart);
  return G_SOURCE_REMOVE;
}

/* The step begins in the loop, as a key or a click would begin it. */
static void
run_step (Heart      *heart,
          const char *name,
          Step        step)
{
  Start  start = { heart, step };
  double begun = read_clock (CLOCK_MONOTONIC);

  heart->longest = (Times){ 0.0, 0.0 };
  heart->painted = begun;
  g_idle_add_full (G_PRIORITY_DEFAULT, start_cb, &start, NULL);
  settle (heart);
  printf ("step %s %.2f %.2f %.2f\n", name, heart->longest.thread, heart->longest.clock,
          heart->painted - begun);
  fflush (stdout);
}

static GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static TideCellTable *
find_table (Heart *heart)
{
  return TIDE_CELL_TABLE (find_type (GTK_WIDGET (heart->window), TIDE_TYPE_CELL_TABLE));
}

static void
nothing (Heart *heart)
{
}

static void
switch_list (Heart *heart)
{
  tide_window_show_list (heart->window, "Other");
}

static void
switch_back (Heart *heart)
{
  tide_window_show_list (heart->window, "Bench");
}

static void
sort_change (Heart *heart)
{
  TideCellSheet *sheet = tide_cell_table_get_sheet (find_table (heart));

  tide_cell_table_set_sort (find_table (heart), tide_cell_sheet_find_column (sheet, "1D"), true);
}

static void
sort_symbol (Heart *heart)
{
  tide_cell_table_set_sort (find_table (heart), 0, true);
}

static void
filter_rows (Heart *heart)
{
  tide_cell_table_set_filter (find_table (heart), "3");
}

static void
unfilter_rows (Heart *heart)
{
  tide_cell_table_set_filter (find_table (heart), "");
}

static void
move_down (Heart *heart)
{
  tide_cell_table_move_cursor (find_table (heart), 250, 3, false);
}

static void
trace_cell (Heart *heart)
{
  gtk_widget_activate_action (GTK_WIDGET (heart->window), "win.trace", NULL);
}

static void
show_chart (Heart *heart)
{
  tide_window_show_chart (heart->window, "B0007");
}

static void
step_back (Heart *heart)
{
  gtk_widget_activate_action (GTK_WIDGET (heart->window), "win.back", NULL);
}

static void
type_command (Heart *heart)
{
  GtkWidget *entry = find_type (GTK_WIDGET (heart->window), TIDE_TYPE_COMMAND_ENTRY);

  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (find_type (entry, GTK_TYPE_TEXT)), "=change(close, 1M)");
}

static void
leave_command (Heart *heart)
{
  GtkWidget *entry = find_type (GTK_WIDGET (heart->window), TIDE_TYPE_COMMAND_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (find_type (entry, GTK_TYPE_TEXT)), "");
  gtk_widget_activate_action (GTK_WIDGET (heart->window), "win.focus-page", NULL);
}

static void
set_as_of (Heart *heart)
{
  gtk_widget_activate_action (GTK_WIDGET (heart->window), "win.set-as-of", "s", "2020-03-16");
}

static void
set_latest (Heart *heart)
{
  gtk_widget_activate_action (GTK_WIDGET (heart->window), "win.latest", NULL);
}

static void
open_as_of (Heart *heart)
{
  gtk_widget_activate_action (GTK_WIDGET (heart->window), "win.as-of", NULL);
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Heart                       *heart = user_data;
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideImportReport) report =
    tide_desk_import_finish (TIDE_DESK (object), result, &error);

  if (report == NULL)
    g_printerr ("%s\n", error->message);
  heart->importing = false;
}

static void
import_file (Heart *heart)
{
  const char *paths[] = { heart->file, NULL };

  heart->importing = true;
  tide_desk_import_async (heart->desk, paths, NULL, NULL, NULL, NULL, imported_cb, heart);
}

static void
show_flows (Heart *heart)
{
  tide_window_show_view (heart->window, TIDE_PLACE_FLOWS, "connect south 5Y");
}

static void
show_north (Heart *heart)
{
  tide_window_show_view (heart->window, TIDE_PLACE_FLOWS, "connect north");
}

static void
show_sectors (Heart *heart)
{
  tide_window_show_view (heart->window, TIDE_PLACE_FLOWS, "sectors south");
}

static void
show_valuation (Heart *heart)
{
  tide_window_show_view (heart->window, TIDE_PLACE_VALUATION, "");
}

typedef struct
{
  const char *name;
  Step        run;
} NamedStep;

/* What is done only when it is named. */
static const NamedStep more_steps[] = {
  { "nothing", nothing },
  { "list", switch_back },
  { "flows", show_flows },
  { "north", show_north },
  { "sectors", show_sectors },
  { "valuation", show_valuation },
};

static const NamedStep steps[] = {
  { "open", nothing },
  { "switch-list", switch_list },
  { "switch-back", switch_back },
  { "sort", sort_change },
  { "sort-again", sort_symbol },
  { "filter", filter_rows },
  { "unfilter", unfilter_rows },
  { "move", move_down },
  { "trace", trace_cell },
  { "chart", show_chart },
  { "back", step_back },
  { "command", type_command },
  { "leave-command", leave_command },
  { "as-of", set_as_of },
  { "latest", set_latest },
  { "as-of-popover", open_as_of },
  { "import", import_file },
};

static const NamedStep *
find_step (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (more_steps); i++)
    if (g_str_equal (more_steps[i].name, name))
      return &more_steps[i];
  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].name, name))
      return &steps[i];

  return NULL;
}

static void
run_all (Heart *heart,
         char **names)
{
  for (size_t i = 0; names[0] == NULL && i < G_N_ELEMENTS (steps); i++)
    run_step (heart, steps[i].name, steps[i].run);
  for (size_t i = 0; names[i] != NULL; i++)
    {
      const NamedStep *step = find_step (names[i]);

      if (step != NULL)
        run_step (heart, step->name, step->run);
      else
        g_printerr ("there is no step “%s”\n", names[i]);
    }
}

static void
watch_frames (Heart *heart)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (heart->window));

  g_signal_connect_after (clock, "update", G_CALLBACK (layout_cb), heart);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (painted_cb), heart);
}

int
main (int   argc,
      char *argv[])
{
  const char                 *limit = getenv ("TIDE_HEARTBEAT_LIMIT");
  g_autoptr (AdwApplication)  application = NULL;
  g_autoptr (TideStyle)       style = NULL;
  g_autoptr (TideViewContext) context = NULL;
  g_autoptr (TideDesk)        desk = NULL;
  g_autoptr (GError)          error = NULL;
  Heart                       heart = { 0 };

  if (argc < 3 || !gtk_init_check ())
    return 2;

  adw_init ();
  /* A focus ring that fades in is not what the last frame is waited for. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_resources_register (tide_get_resource ());
  application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (application), NULL, &error) ||
      (desk = tide_desk_open (argv[1], TIDE_DESK_NORMAL, &error)) == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  style = tide_style_new ();
  context = tide_view_context_new (desk, style);
  heart.desk = desk;
  heart.file = argv[2];
  heart.limit = limit != NULL ? g_ascii_strtod (limit, NULL) : 0.0;
  heart.window = tide_window_new (application, context);
  gtk_window_set_default_size (GTK_WINDOW (heart.window), 1280, 800);
  gtk_window_present (GTK_WINDOW (heart.window));
  watch_frames (&heart);

  run_all (&heart, argv + 3);
  gtk_window_destroy (GTK_WINDOW (heart.window));
  tide_desk_close (desk);
  return 0;
}
