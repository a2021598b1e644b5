// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-application"

#include "config.h"

#include "gui/tide-application.h"

#include <glib/gi18n.h>

#include "tide-resources.h"
#include "gui/tide-style.h"
#include "gui/tide-view-context.h"
#include "gui/tide-window.h"

/* Seconds from the window to the backup of today. */
#define BACKUP_DELAY 30

struct _TideApplication
{
  AdwApplication parent_instance;

  char         *data_dir; /* (owned) (nullable): NULL is the user's own */
  TideDeskFlags flags;
  GSettings    *settings; /* (owned) (nullable): NULL where the schema is not installed */
  TideStyle    *style;    /* (owned) */
  unsigned int  opening;  /* desks being opened; they hold the application */
  unsigned int  backup;   /* the wait for the backup of today, or 0 */
  int           status;   /* exit status */
};

G_DEFINE_FINAL_TYPE (TideApplication, tide_application, ADW_TYPE_APPLICATION)

/* An uninstalled build has no schema unless its folder was named; it then works
 * with the defaults and keeps nothing of the window's looks. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource      *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, "org.tidemark.Tidemark", TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static void
restore_window (TideApplication *self,
                TideWindow      *window)
{
  if (self->settings == NULL)
    return;

  gtk_window_set_default_size (GTK_WINDOW (window),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (window));
  tide_window_bind_settings (window, self->settings);
}

static gboolean
close_request_cb (TideWindow      *window,
                  TideApplication *self)
{
  int width, height;

  if (self->settings != NULL)
    {
      gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
      g_settings_set_boolean (self->settings, "window-maximized",
                              gtk_window_is_maximized (GTK_WINDOW (window)));
    }

  return GDK_EVENT_PROPAGATE;
}

static void
close_other_windows (TideApplication *self,
                     GtkWindow       *kept)
{
  g_autoptr (GList) windows =
    g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (l->data != kept)
        gtk_window_destroy (l->data);
    }
}

static void
backup_kept_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!tide_desk_keep_backup_finish (TIDE_DESK (object), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_warning ("The backup of today was not made. %s", error->message);
}

/* A start was good when the window has stood for a while. */
static gboolean
keep_backup_cb (gpointer user_data)
{
  TideApplication *self = user_data;
  GtkWindow       *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  self->backup = 0;
  if (TIDE_IS_WINDOW (window))
    tide_desk_keep_backup_async (tide_view_context_get_desk (
                                   tide_window_get_context (TIDE_WINDOW (window))),
                                 backup_kept_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
present_desk (TideApplication *self,
              TideDesk        *desk)
{
  g_autoptr (TideViewContext) context = tide_view_context_new (desk, self->style);
  TideWindow                 *window = tide_window_new (ADW_APPLICATION (self), context);

  restore_window (self, window);
  g_signal_connect_object (window, "close-request", G_CALLBACK (close_request_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
  close_other_windows (self, GTK_WINDOW (window));
  if (self->backup == 0)
    self->backup = g_timeout_add_seconds (BACKUP_DELAY, keep_backup_cb, self);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  TideApplication     *self = TIDE_APPLICATION (g_application_get_default ());
  g_autoptr (TideDesk) desk = NULL;
  g_autoptr (GError)   error = NULL;

  if ((desk = tide_desk_open_finish (result, &error)) != NULL)
    {
      present_desk (self, desk);
    }
  else
    {
      g_printerr ("tidemark: %s\n", error->message);
      self->status = 1;
    }
  self->opening--;
  g_application_release (G_APPLICATION (self));
}

static void
open_desk (TideApplication *self,
           TideDeskFlags    flags)
{
  self->opening++;
  g_application_hold (G_APPLICATION (self));
  tide_desk_open_async (self->data_dir, flags, NULL, opened_cb, NULL);
}

static void
open_sample_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  open_desk (user_data, TIDE_DESK_SAMPLE);
}

static void
open_workspace_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  open_desk (user_data, TIDE_DESK_NORMAL);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  GtkApplication *application = user_data;
  GtkWidget      *about = adw_about_window_new ();

  g_object_set (about,
                "application-name", "Tidemark",
                "application-icon", TIDE_APPLICATION_ID,
                "developer-name", _ ("The Tidemark authors"),
                "version", TIDE_VERSION,
                "license-type", GTK_LICENSE_GPL_3_0,
                "comments", _ ("Every number right, traceable and recomputable."),
                "transient-for", gtk_application_get_active_window (application),
                "modal", TRUE,
                NULL);
  gtk_window_present (GTK_WINDOW (about));
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GtkApplication   *application = user_data;
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (application));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static const GActionEntry entries[] = {
  { .name = "open-sample", .activate = open_sample_cb },
  { .name = "open-workspace", .activate = open_workspace_cb },
  { .name = "start-workspace", .activate = open_workspace_cb },
  { .name = "about", .activate = about_cb },
  { .name = "quit", .activate = quit_cb },
};

static void
add_style_actions (TideApplication *self)
{
  static const char *const choices[] = { "up-colour", "colour-scheme" };

  for (size_t i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr (GPropertyAction) action =
        g_property_action_new (choices[i], self->style, choices[i]);

      g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
      if (self->settings != NULL)
        g_settings_bind (self->settings, choices[i], self->style, choices[i],
                         G_SETTINGS_BIND_DEFAULT);
    }
}

static gboolean
close_desk_cb (gpointer user_data)
{
  tide_desk_close (user_data);
  g_application_release (g_application_get_default ());
  return G_SOURCE_REMOVE;
}

/* A window has its desk to itself. What hangs on the window may still speak to
 * the desk while it goes, so the desk is closed after it. */
static void
tide_application_window_removed (GtkApplication *application,
                                 GtkWindow      *window)
{
  if (TIDE_IS_WINDOW (window))
    {
      TideViewContext *context = tide_window_get_context (TIDE_WINDOW (window));

      g_application_hold (G_APPLICATION (application));
      g_idle_add_full (G_PRIORITY_LOW, close_desk_cb,
                       g_object_ref (tide_view_context_get_desk (context)), g_object_unref);
    }

  GTK_APPLICATION_CLASS (tide_application_parent_class)->window_removed (application, window);
}

static void
tide_application_startup (GApplication *application)
{
  TideApplication *self = TIDE_APPLICATION (application);

  /* The desk opens on a thread of its own while GTK starts. */
  open_desk (self, self->flags);
  G_APPLICATION_CLASS (tide_application_parent_class)->startup (application);

  self->settings = open_settings ();
  self->style = tide_style_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_style_actions (self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit",
                                         (const char *const[]){ "<Control>q", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "window.close",
                                         (const char *const[]){ "<Control>w", NULL });
}

static void
tide_application_activate (GApplication *application)
{
  TideApplication *self = TIDE_APPLICATION (application);
  GtkWindow       *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    gtk_window_present (window);
  else if (self->opening == 0)
    open_desk (self, self->flags);
}

static void
tide_application_finalize (GObject *object)
{
  TideApplication *self = TIDE_APPLICATION (object);

  g_clear_handle_id (&self->backup, g_source_remove);
  g_free (self->data_dir);
  g_clear_object (&self->settings);
  g_clear_object (&self->style);

  G_OBJECT_CLASS (tide_application_parent_class)->finalize (object);
}

static void
tide_application_class_init (TideApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_application_finalize;
  G_APPLICATION_CLASS (klass)->startup = tide_application_startup;
  G_APPLICATION_CLASS (klass)->activate = tide_application_activate;
  GTK_APPLICATION_CLASS (klass)->window_removed = tide_application_window_removed;
}

static void
tide_application_init (TideApplication *self)
{
}

TideApplication *
tide_application_new (const char   *data_dir,
                      TideDeskFlags flags)
{
  GApplicationFlags flags_of_process = data_dir != NULL ? G_APPLICATION_NON_UNIQUE
                                                        : G_APPLICATION_DEFAULT_FLAGS;
  TideApplication  *self;

  /* A data folder of its own is a desk of its own: it never raises the window
   * of another one. */
  self = g_object_new (TIDE_TYPE_APPLICATION,
                       "application-id", TIDE_APPLICATION_ID,
                       "flags", flags_of_process,
                       "resource-base-path",
                       "/org/tidemark/Tidemark",
                       NULL);
  self->data_dir = g_strdup (data_dir);
  self->flags = flags;
  return self;
}

/* As a display opens, GTK parses its own theme, which libadwaita then replaces by
 * the empty one it carries. With that named beforehand nothing is parsed in vain:
 * a fifth of what GTK needs to start. A theme that the reader named is left. The
 * variable is the last of the environment, so taking it back moves no other. */
static bool
open_display (void)
{
  bool named = g_getenv ("GTK_THEME") != NULL;
  bool opened;

  if (!named)
    g_setenv ("GTK_THEME", "Adwaita-empty", TRUE);
  opened = gtk_init_check () && gtk_settings_get_default () != NULL;
  if (!named)
    g_unsetenv ("GTK_THEME");

  return opened;
}

/* Opens the window and runs until it is closed. Returns the exit status; 1 with
 * a sentence where there is no display or the desk cannot be opened. */
int
tide_application_run_window (const char   *data_dir,
                             TideDeskFlags flags)
{
  g_autoptr (TideApplication) application = NULL;
  int                         status;

  g_resources_register (tide_get_resource ());
  if (!open_display ())
    {
      g_printerr ("%s\n", _ ("tidemark: There is no display to open a window on. "
                             "Try “tidemark --help” for what works without one."));
      return 1;
    }

  application = tide_application_new (data_dir, flags);
  status = g_application_run (G_APPLICATION (application), 0, NULL);
  return MAX (status, application->status);
}
