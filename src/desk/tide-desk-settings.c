// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-settings"

#include "config.h"

#include <string.h>

#include "desk/tide-desk-private.h"

bool
tide_desk_load_settings (TideDesk *self,
                         GError  **error)
{
  GHashTable *settings = tide_workspace_read_settings (self->workspace, error);

  if (settings == NULL)
    return false;

  g_hash_table_unref (self->settings);
  self->settings = settings;

  return true;
}

/**
 * tide_desk_dup_setting:
 * @self: a desk
 * @name: name of a setting
 *
 * Reads a setting, from memory: all were read when the desk was opened.
 *
 * Returns: (transfer full) (nullable): the value, NULL if it was never set
 */
char *
tide_desk_dup_setting (TideDesk   *self,
                       const char *name)
{
  g_return_val_if_fail (TIDE_IS_DESK (self) && name != NULL, NULL);

  return g_strdup (g_hash_table_lookup (self->settings, name));
}

typedef struct
{
  char *name;
  char *value; /* (nullable) */
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  g_free (setting->name);
  g_free (setting->value);
  g_free (setting);
}

static gpointer
write_setting (TideWorkspace *workspace,
               gpointer       data,
               GError       **error)
{
  Setting *setting = data;

  tide_workspace_write_setting (workspace, setting->name, setting->value, error);

  return NULL;
}

static void
setting_written_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  tide_workspace_call_finish (TIDE_WORKSPACE (object), result, &error);
  if (error != NULL)
    g_warning ("A setting could not be stored: %s", error->message);
}

/**
 * tide_desk_set_setting:
 * @self: a desk
 * @name: name of a setting
 * @value: (nullable): its value; NULL forgets it
 *
 * Sets a setting at once in memory and stores it behind the caller's back. Does
 * nothing to a desk opened for reading only but remember it until it closes.
 */
void
tide_desk_set_setting (TideDesk   *self,
                       const char *name,
                       const char *value)
{
  Setting *setting;

  g_return_if_fail (TIDE_IS_DESK (self) && name != NULL);

  if (value != NULL)
    g_hash_table_replace (self->settings, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->settings, name);
  if (self->workspace == NULL || self->closed || (self->flags & TIDE_DESK_READ_ONLY))
    return;

  setting = g_new0 (Setting, 1);
  setting->name = g_strdup (name);
  setting->value = g_strdup (value);
  tide_workspace_call_async (self->workspace, write_setting, setting, setting_free, NULL,
                             setting_written_cb, NULL);
}

static char *
make_list_key (const char *list,
               const char *name)
{
  return g_strconcat ("list-", name, ":", list, NULL);
}

/**
 * tide_desk_dup_list_setting:
 * @self: a desk
 * @list: name of a list
 * @name: name of a setting, such as `sort`
 *
 * Reads how a list is shown.
 *
 * Returns: (transfer full) (nullable): the value, NULL if it was never set
 */
char *
tide_desk_dup_list_setting (TideDesk   *self,
                            const char *list,
                            const char *name)
{
  g_autofree char *key = make_list_key (list, name);

  return tide_desk_dup_setting (self, key);
}

/**
 * tide_desk_set_list_setting:
 * @self: a desk
 * @list: name of a list
 * @name: name of a setting, such as `sort`
 * @value: (nullable): its value; NULL forgets it
 *
 * Sets how a list is shown. The setting follows the list when it is renamed.
 */
void
tide_desk_set_list_setting (TideDesk   *self,
                            const char *list,
                            const char *name,
                            const char *value)
{
  g_autofree char *key = make_list_key (list, name);

  tide_desk_set_setting (self, key, value);
}

/* The setting's name in a key of this list, or NULL. Names hold no colon. */
static char *
dup_name_in_key (const char *key,
                 const char *list)
{
  const char *name = g_str_has_prefix (key, "list-") ? key + strlen ("list-") : NULL;
  const char *colon = name != NULL ? strchr (name, ':') : NULL;

  return colon != NULL && g_str_equal (colon + 1, list)
           ? g_strndup (name, (size_t) (colon - name))
           : NULL;
}

void
tide_desk_rename_list_settings (TideDesk   *self,
                                const char *list,
                                const char *new_name)
{
  g_autofree char **keys = (char **) g_hash_table_get_keys_as_array (self->settings, NULL);
  g_auto (GStrv)    copies = g_strdupv (keys);

  for (size_t i = 0; copies[i] != NULL; i++)
    {
      g_autofree char *name = dup_name_in_key (copies[i], list);
      g_autofree char *value = tide_desk_dup_setting (self, copies[i]);

      if (name == NULL || g_str_equal (list, new_name))
        continue;
      tide_desk_set_list_setting (self, new_name, name, value);
      tide_desk_set_setting (self, copies[i], NULL);
    }
}
