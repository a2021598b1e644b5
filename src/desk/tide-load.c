// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-load"

#include "config.h"

#include "tide-load-private.h"

/**
 * TideLoad:
 *
 * An answer that comes twice: what was known at once, and the newer one later.
 * A failure after a value keeps the value.
 */
struct _TideLoad
{
  GObject parent_instance;

  char      *formula;
  char      *symbol; /* (nullable) */
  TideMoment moment;

  TideResult   *value;  /* (nullable) */
  GError       *error;  /* (nullable) */
  char         *origin; /* (nullable) */
  TideLoadState state;
  TideInstant   as_of;
};

G_DEFINE_FINAL_TYPE (TideLoad, tide_load, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_VALUE,
  PROP_ERROR,
  PROP_STATE,
  PROP_AS_OF,
  PROP_ORIGIN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

GType
tide_load_state_get_type (void)
{
  static gsize            type_id = 0;
  static const GEnumValue values[] = {
    { TIDE_LOAD_WAITING, "TIDE_LOAD_WAITING", "waiting" },
    { TIDE_LOAD_STALE, "TIDE_LOAD_STALE", "stale" },
    { TIDE_LOAD_FRESH, "TIDE_LOAD_FRESH", "fresh" },
    { TIDE_LOAD_FAILED, "TIDE_LOAD_FAILED", "failed" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type_id))
    g_once_init_leave (&type_id, g_enum_register_static ("TideLoadState", values));

  return type_id;
}

TideInstant
tide_result_find_learned (const TideResult *result)
{
  size_t           n_inputs = 0;
  const TideInput *inputs = tide_result_get_inputs (result, &n_inputs);
  TideInstant      oldest = TIDE_INSTANT_NONE;

  for (size_t i = 0; i < n_inputs; i++)
    {
      const TideOrigin *origin = NULL;
      TideSeries       *series = inputs[i].series;

      if (series != NULL && inputs[i].last_row < tide_series_get_length (series))
        origin = tide_series_get_origin (series, inputs[i].last_row);
      if (origin != NULL && (oldest == TIDE_INSTANT_NONE || origin->learned < oldest))
        oldest = origin->learned;
    }

  return oldest;
}

void
tide_result_add_sources (const TideResult *result,
                         GHashTable       *sources)
{
  size_t           n_inputs = 0;
  const TideInput *inputs = tide_result_get_inputs (result, &n_inputs);

  for (size_t i = 0; i < n_inputs; i++)
    {
      const char *source = NULL;

      if (inputs[i].series != NULL)
        source = tide_series_get_info (inputs[i].series)->source;
      if (source != NULL && !g_hash_table_contains (sources, source))
        g_hash_table_add (sources, g_strdup (source));
    }
}

char *
tide_sources_to_text (GHashTable *sources)
{
  g_autoptr (GList) names = NULL;
  GString          *text;

  if (g_hash_table_size (sources) == 0)
    return NULL;

  text = g_string_new (NULL);
  names = g_list_sort (g_hash_table_get_keys (sources), (GCompareFunc) g_strcmp0);
  for (GList *l = names; l != NULL; l = l->next)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", (const char *) l->data);

  return g_string_free (text, FALSE);
}

static void
tide_load_finalize (GObject *object)
{
  TideLoad *self = TIDE_LOAD (object);

  g_free (self->formula);
  g_free (self->symbol);
  g_free (self->origin);
  g_clear_error (&self->error);
  g_clear_pointer (&self->value, tide_result_unref);

  G_OBJECT_CLASS (tide_load_parent_class)->finalize (object);
}

static void
tide_load_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  TideLoad *self = TIDE_LOAD (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_boxed (value, self->value);
      break;

    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;

    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
      break;

    case PROP_ORIGIN:
      g_value_set_string (value, self->origin);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tide_load_class_init (TideLoadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = tide_load_finalize;
  object_class->get_property = tide_load_get_property;

  properties[PROP_VALUE] =
    g_param_spec_boxed ("value", NULL, NULL, TIDE_TYPE_RESULT, flags);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, TIDE_TYPE_LOAD_STATE, TIDE_LOAD_WAITING, flags);
  properties[PROP_AS_OF] =
    g_param_spec_int64 ("as-of", NULL, NULL, G_MININT64, G_MAXINT64, TIDE_INSTANT_NONE, flags);
  properties[PROP_ORIGIN] =
    g_param_spec_string ("origin", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tide_load_init (TideLoad *self)
{
  self->as_of = TIDE_INSTANT_NONE;
}

TideLoad *
tide_load_new (const char       *formula,
               const char       *symbol,
               const TideMoment *moment)
{
  TideLoad *self = g_object_new (TIDE_TYPE_LOAD, NULL);

  self->formula = g_strdup (formula);
  self->symbol = g_strdup (symbol);
  self->moment = *moment;

  return self;
}

static void
set_state (TideLoad     *self,
           TideLoadState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_error (TideLoad *self,
           GError   *error_take)
{
  if (self->error == NULL && error_take == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error_take;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
tide_load_mark_stale (gpointer load)
{
  TideLoad *self = TIDE_LOAD (load);

  set_state (self, self->value != NULL ? TIDE_LOAD_STALE : TIDE_LOAD_WAITING);
}

static void
describe_value (TideLoad *self)
{
  g_autoptr (GHashTable) sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char       *origin = NULL;
  TideInstant            as_of = tide_result_find_learned (self->value);

  tide_result_add_sources (self->value, sources);
  origin = tide_sources_to_text (sources);

  if (as_of != self->as_of)
    {
      self->as_of = as_of;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_OF]);
    }
  if (g_strcmp0 (origin, self->origin) != 0)
    {
      g_free (self->origin);
      self->origin = g_steal_pointer (&origin);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORIGIN]);
    }
}

/* Exactly one of the two is given. */
void
tide_load_take_answer (gpointer load,
                       gpointer value_take,
                       GError  *error_take)
{
  TideLoad *self = TIDE_LOAD (load);

  set_error (self, error_take);
  if (value_take == NULL)
    {
      set_state (self, TIDE_LOAD_FAILED);
      return;
    }

  g_clear_pointer (&self->value, tide_result_unref);
  self->value = value_take;
  describe_value (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
  set_state (self, TIDE_LOAD_FRESH);
}

/* A load without inputs may have failed for want of any of the symbols. */
bool
tide_load_depends_on (gpointer    load,
                      GHashTable *symbols)
{
  TideLoad        *self = TIDE_LOAD (load);
  size_t           n_inputs = 0;
  const TideInput *inputs = NULL;

  if (self->value != NULL)
    inputs = tide_result_get_inputs (self->value, &n_inputs);
  if (n_inputs == 0 || self->error != NULL)
    return true;

  for (size_t i = 0; i < n_inputs; i++)
    if (inputs[i].series != NULL &&
        g_hash_table_contains (symbols, tide_series_get_info (inputs[i].series)->symbol))
      return true;

  return self->symbol != NULL && g_hash_table_contains (symbols, self->symbol);
}

const TideMoment *
tide_load_get_moment (TideLoad *self)
{
  return &self->moment;
}

/**
 * tide_load_get_value:
 * @self: a load
 *
 * Returns: (transfer none) (nullable): the latest answer
 */
TideResult *
tide_load_get_value (TideLoad *self)
{
  g_return_val_if_fail (TIDE_IS_LOAD (self), NULL);

  return self->value;
}

/**
 * tide_load_get_error:
 * @self: a load
 *
 * Returns: (transfer none) (nullable): why there is no newer answer
 */
const GError *
tide_load_get_error (TideLoad *self)
{
  g_return_val_if_fail (TIDE_IS_LOAD (self), NULL);

  return self->error;
}

/**
 * tide_load_get_state:
 * @self: a load
 *
 * Returns: how far the answer has got
 */
TideLoadState
tide_load_get_state (TideLoad *self)
{
  g_return_val_if_fail (TIDE_IS_LOAD (self), TIDE_LOAD_FAILED);

  return self->state;
}

/**
 * tide_load_get_as_of:
 * @self: a load
 *
 * Returns: when the oldest input arrived here; UTC seconds, or
 *   %TIDE_INSTANT_NONE
 */
TideInstant
tide_load_get_as_of (TideLoad *self)
{
  g_return_val_if_fail (TIDE_IS_LOAD (self), TIDE_INSTANT_NONE);

  return self->as_of;
}

/**
 * tide_load_get_origin:
 * @self: a load
 *
 * Returns: (transfer none) (nullable): names of the sources
 */
const char *
tide_load_get_origin (TideLoad *self)
{
  g_return_val_if_fail (TIDE_IS_LOAD (self), NULL);

  return self->origin;
}

/**
 * tide_load_get_formula:
 * @self: a load
 *
 * Returns: (transfer none): the formula as it was given
 */
const char *
tide_load_get_formula (TideLoad *self)
{
  g_return_val_if_fail (TIDE_IS_LOAD (self), NULL);

  return self->formula;
}

/**
 * tide_load_get_symbol:
 * @self: a load
 *
 * Returns: (transfer none) (nullable): the instrument at hand
 */
const char *
tide_load_get_symbol (TideLoad *self)
{
  g_return_val_if_fail (TIDE_IS_LOAD (self), NULL);

  return self->symbol;
}
