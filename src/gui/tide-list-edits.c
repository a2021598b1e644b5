// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-list-edits"

#include "config.h"

#include "gui/tide-list-edits.h"

typedef struct
{
  TideListEditKind kind;
  char            *list;
  char            *text;
  GPtrArray       *columns; /* (owned) (nullable) (element-type TideListColumn) */
  char           **symbols; /* (owned) (nullable) */
} Step;

struct _TideListEdits
{
  TideWindow *window; /* (owned) */
  GPtrArray  *steps;  /* (owned) (element-type Step) */
  char       *shown;  /* (owned) (nullable): list to show if all goes well */
  size_t      next;
  bool        failed;
};

static void
free_step (gpointer data)
{
  Step *step = data;

  g_free (step->list);
  g_free (step->text);
  g_clear_pointer (&step->columns, g_ptr_array_unref);
  g_strfreev (step->symbols);
  g_free (step);
}

static void
free_edits (TideListEdits *self)
{
  g_object_unref (self->window);
  g_ptr_array_unref (self->steps);
  g_free (self->shown);
  g_free (self);
}

TideListEdits *
tide_list_edits_new (TideWindow *window)
{
  TideListEdits *self = g_new0 (TideListEdits, 1);

  self->window = g_object_ref (window);
  self->steps = g_ptr_array_new_with_free_func (free_step);
  return self;
}

static Step *
add_step (TideListEdits   *self,
          TideListEditKind kind,
          const char      *list)
{
  Step *step = g_new0 (Step, 1);

  step->kind = kind;
  step->list = g_strdup (list);
  g_ptr_array_add (self->steps, step);
  return step;
}

void
tide_list_edits_add (TideListEdits   *self,
                     TideListEditKind kind,
                     const char      *list,
                     const char      *text)
{
  add_step (self, kind, list)->text = g_strdup (text);
}

/* Instruments that join together; none are no change. */
void
tide_list_edits_add_members (TideListEdits *self,
                             const char    *list,
                             char         **symbols_take)
{
  if (symbols_take != NULL && symbols_take[0] != NULL)
    add_step (self, TIDE_LIST_ADD, list)->symbols = symbols_take;
  else
    g_strfreev (symbols_take);
}

void
tide_list_edits_add_columns (TideListEdits *self,
                             const char    *list,
                             GPtrArray     *columns)
{
  add_step (self, TIDE_LIST_SET_COLUMNS, list)->columns = g_ptr_array_ref (columns);
}

/* Names the list that the window shows when everything was done. */
void
tide_list_edits_show (TideListEdits *self,
                      const char    *list)
{
  g_free (self->shown);
  self->shown = g_strdup (list);
}

static void run_next (TideListEdits *self);

static void
edited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  TideListEdits     *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!tide_desk_edit_list_finish (TIDE_DESK (object), result, &error))
    {
      self->failed = true;
      tide_window_say (self->window, error->message);
    }
  run_next (self);
}

static void
run_next (TideListEdits *self)
{
  TideDesk    *desk = tide_view_context_get_desk (tide_window_get_context (self->window));
  const Step  *step;
  TideListEdit edit = { .position = -1 };

  if (self->next == self->steps->len)
    {
      if (self->shown != NULL && !self->failed)
        tide_window_show_list (self->window, self->shown);
      free_edits (self);
      return;
    }

  step = g_ptr_array_index (self->steps, self->next++);
  edit.kind = step->kind;
  edit.list = step->list;
  edit.text = step->text;
  edit.columns = step->columns;
  edit.symbols = (const char *const *) step->symbols;
  tide_desk_edit_list_async (desk, &edit, NULL, edited_cb, self);
}

void
tide_list_edits_run (TideListEdits *self_take)
{
  run_next (self_take);
}
