// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sheet-load"

#include "config.h"

#include "tide-desk-private.h"
#include "tide-list-row-private.h"
#include "tide-sheet-private.h"

/**
 * TideSheetLoad:
 *
 * A sheet that somebody looks at: its rows stay the same objects while their
 * results change.
 */
struct _TideSheetLoad
{
  GObject parent_instance;

  TideSheetPlan *plan;
  TideMoment     moment;
  GPtrArray     *rows; /* (element-type TideListRow) */

  TideSheet    *sheet; /* (nullable) */
  GError       *error; /* (nullable) */
  TideLoadState state;
};

static void tide_sheet_load_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
  TideSheetLoad,
  tide_sheet_load,
  G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, tide_sheet_load_iface_init))

enum
{
  PROP_0,
  PROP_SHEET,
  PROP_ERROR,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
tide_sheet_load_get_item_type (GListModel *model)
{
  return TIDE_TYPE_LIST_ROW;
}

static guint
tide_sheet_load_get_n_items (GListModel *model)
{
  return TIDE_SHEET_LOAD (model)->rows->len;
}

static gpointer
tide_sheet_load_get_item (GListModel *model,
                          guint       position)
{
  TideSheetLoad *self = TIDE_SHEET_LOAD (model);

  if (position >= self->rows->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->rows, position));
}

static void
tide_sheet_load_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = tide_sheet_load_get_item_type;
  iface->get_n_items = tide_sheet_load_get_n_items;
  iface->get_item = tide_sheet_load_get_item;
}

static void
tide_sheet_load_finalize (GObject *object)
{
  TideSheetLoad *self = TIDE_SHEET_LOAD (object);

  tide_sheet_plan_unref (self->plan);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->sheet, tide_sheet_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (tide_sheet_load_parent_class)->finalize (object);
}

static void
tide_sheet_load_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TideSheetLoad *self = TIDE_SHEET_LOAD (object);

  switch (prop_id)
    {
    case PROP_SHEET:
      g_value_set_boxed (value, self->sheet);
      break;

    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;

    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tide_sheet_load_class_init (TideSheetLoadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = tide_sheet_load_finalize;
  object_class->get_property = tide_sheet_load_get_property;

  properties[PROP_SHEET] =
    g_param_spec_boxed ("sheet", NULL, NULL, TIDE_TYPE_SHEET, flags);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, TIDE_TYPE_LOAD_STATE, TIDE_LOAD_WAITING, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tide_sheet_load_init (TideSheetLoad *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

TideSheetLoad *
tide_sheet_load_new (TideSheetPlan    *plan,
                     const TideMoment *moment)
{
  TideSheetLoad *self = g_object_new (TIDE_TYPE_SHEET_LOAD, NULL);

  self->plan = tide_sheet_plan_ref (plan);
  self->moment = *moment;
  for (unsigned int i = 0; i < tide_sheet_plan_get_n_rows (plan); i++)
    {
      const char  *symbol = tide_sheet_plan_get_symbol (plan, i);
      TideListRow *row = tide_list_row_new (symbol != NULL ? symbol : "");

      tide_list_row_set_name (row, tide_sheet_plan_get_label (plan, i));
      tide_list_row_set_fixed (row, tide_sheet_plan_get_kind (plan, i) != TIDE_SHEET_ROW_PLAIN);
      g_ptr_array_add (self->rows, row);
    }

  return self;
}

static void
set_state (TideSheetLoad *self,
           TideLoadState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
tide_sheet_load_mark_stale (gpointer load)
{
  TideSheetLoad *self = TIDE_SHEET_LOAD (load);

  set_state (self, self->sheet != NULL ? TIDE_LOAD_STALE : TIDE_LOAD_WAITING);
}

static void
set_error (TideSheetLoad *self,
           GError        *error_take)
{
  if (self->error == NULL && error_take == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error_take;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
show_rows (TideSheetLoad *self)
{
  const TideListAnswer *answer = tide_sheet_get_answer (self->sheet);

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr (TideRowAnswer) row =
        tide_row_answer_copy (g_ptr_array_index (answer->rows, i));

      tide_list_row_take_answer (g_ptr_array_index (self->rows, i), row);
    }
}

/* Exactly one of the two is given. */
void
tide_sheet_load_take_answer (gpointer load,
                             gpointer sheet_take,
                             GError  *error_take)
{
  g_autoptr (TideSheetLoad) self = g_object_ref (TIDE_SHEET_LOAD (load));

  set_error (self, error_take);
  if (sheet_take == NULL)
    {
      set_state (self, TIDE_LOAD_FAILED);
      return;
    }

  g_clear_pointer (&self->sheet, tide_sheet_unref);
  self->sheet = sheet_take;
  show_rows (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHEET]);
  set_state (self, TIDE_LOAD_FRESH);
}

bool
tide_sheet_load_depends_on (gpointer    load,
                            GHashTable *symbols)
{
  TideSheetLoad *self = TIDE_SHEET_LOAD (load);

  return self->sheet == NULL || self->error != NULL || tide_sheet_depends_on (self->sheet, symbols);
}

/**
 * tide_sheet_load_get_plan:
 * @self: a sheet load
 *
 * Returns: (transfer none): what is shown
 */
TideSheetPlan *
tide_sheet_load_get_plan (TideSheetLoad *self)
{
  g_return_val_if_fail (TIDE_IS_SHEET_LOAD (self), NULL);

  return self->plan;
}

/**
 * tide_sheet_load_get_moment:
 * @self: a sheet load
 *
 * Returns: (transfer none): as of when
 */
const TideMoment *
tide_sheet_load_get_moment (TideSheetLoad *self)
{
  g_return_val_if_fail (TIDE_IS_SHEET_LOAD (self), NULL);

  return &self->moment;
}

/**
 * tide_sheet_load_get_sheet:
 * @self: a sheet load
 *
 * Returns: (transfer none) (nullable): the latest answer
 */
TideSheet *
tide_sheet_load_get_sheet (TideSheetLoad *self)
{
  g_return_val_if_fail (TIDE_IS_SHEET_LOAD (self), NULL);

  return self->sheet;
}

/**
 * tide_sheet_load_get_error:
 * @self: a sheet load
 *
 * Returns: (transfer none) (nullable): why there is no newer answer
 */
const GError *
tide_sheet_load_get_error (TideSheetLoad *self)
{
  g_return_val_if_fail (TIDE_IS_SHEET_LOAD (self), NULL);

  return self->error;
}

/**
 * tide_sheet_load_get_state:
 * @self: a sheet load
 *
 * Returns: how far the answer has got
 */
TideLoadState
tide_sheet_load_get_state (TideSheetLoad *self)
{
  g_return_val_if_fail (TIDE_IS_SHEET_LOAD (self), TIDE_LOAD_FAILED);

  return self->state;
}
