// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-importer"

#include "config.h"

#include "tide-importer.h"

#include <string.h>

#include "base/tide-text.h"
#include "desk/tide-desk.h"
#include "desk/tide-import-copy.h"
#include "model/tide-field.h"

#define CHUNK 262144
/* Larger files are kept as hash, name and counts only. */
#define MAX_COPY (INT64_C (256) * 1024 * 1024)
#define MAX_PROBLEMS 1000

/* One file on its way in. */
typedef struct
{
  const TideImporter   *importer;
  const char           *path;
  GFile                *file;
  char                 *sha256;
  int64_t               size;
  TideImportCopy       *copy;        /* (nullable) */
  TideCacheTransaction *transaction; /* (nullable) */
  GHashTable           *symbols;
  TideDay               first_day;
  TideDay               last_day;
} Run;

static bool
refuse_option (GError    **error,
               const char *option,
               const char *value,
               const char *expected)
{
  g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_OPTION,
               "--%s “%s” is not one of %s. Nothing was read.", option, value, expected);

  return false;
}

/* Words that choose; all are optional. */
static bool
read_choices (TideImportPlan          *plan,
              const TideImportOptions *options,
              GError                 **error)
{
  if (options->frequency != NULL)
    {
      if (!tide_frequency_parse (options->frequency, &plan->frequency))
        return refuse_option (error, "frequency", options->frequency, "D, W, M, Q, Y");
      plan->csv.frequency = &plan->frequency;
    }
  if (options->basis != NULL)
    {
      if (!tide_basis_parse (options->basis, &plan->basis))
        return refuse_option (error, "basis", options->basis, "quoted, split, adjusted");
      plan->csv.basis = &plan->basis;
    }
  if (options->date_order != NULL)
    {
      if (g_str_equal (options->date_order, "dmy"))
        plan->csv.date_order = TIDE_DATE_ORDER_DMY;
      else if (g_str_equal (options->date_order, "mdy"))
        plan->csv.date_order = TIDE_DATE_ORDER_MDY;
      else
        return refuse_option (error, "date-order", options->date_order, "dmy, mdy");
    }
  if (options->lag != NULL)
    {
      guint64 days = 0;

      if (!g_ascii_string_to_unsigned (options->lag, 10, 0, 3660, &days, NULL))
        return refuse_option (error, "lag", options->lag, "the days 0 to 3660");
      plan->lag = (int) days;
      plan->csv.lag = &plan->lag;
    }

  return true;
}

static bool
read_facts (TideImportPlan          *plan,
            const TideImportOptions *options,
            GError                 **error)
{
  const struct
  {
    const char *option;
    const char *name;
    const char *text;
  } facts[] = {
    { "measure", "measure", options->measure },
    { "investor", "investor", options->investor },
    { "horizon", "horizon", options->horizon },
    { "aggregation", "aggregation", options->aggregation },
    { "live-since", "live_since", options->live_since },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (facts); i++)
    if (facts[i].text != NULL && !tide_facts_set_text (&plan->facts, facts[i].name, facts[i].text))
      return refuse_option (error, facts[i].option, facts[i].text,
                            tide_facts_get_expected (facts[i].name));

  return true;
}

/* Multiples are written with an x. */
static const char *
read_unit (const char *text)
{
  return g_str_equal (text, "x") ? "multiple" : text;
}

/* The name stands as one word in the first line of an export. */
static bool
is_source_name (const char *name)
{
  for (const char *at = name; *at != '\0'; at++)
    if (g_ascii_isspace (*at) || g_ascii_iscntrl (*at))
      return false;

  return *name != '\0' && g_utf8_validate (name, -1, NULL);
}

/* Words that name something. */
static bool
check_names (const TideImportOptions *options,
             GError                 **error)
{
  g_autofree char *symbol = NULL;
  TideUnit         unit;

  if (options->symbol != NULL)
    {
      symbol = tide_symbol_normalize (options->symbol, strlen (options->symbol));
      if (symbol == NULL)
        return refuse_option (error, "symbol", options->symbol,
                              "the symbols, which are made of letters, digits and . ^ = / _ -");
    }
  if (options->field != NULL && !tide_field_name_valid (options->field, strlen (options->field)))
    return refuse_option (error, "field", options->field,
                          "the field names, which are made of a-z, 0-9 and _");
  if (options->unit != NULL && !tide_unit_parse (read_unit (options->unit), &unit))
    return refuse_option (error, "unit", options->unit,
                          "the units: x, plain, change, share, points, times, multiple, shares, "
                          "days, index or a currency");
  if (options->currency != NULL && !tide_currency_is_known (options->currency))
    return refuse_option (error, "currency", options->currency,
                          "the currencies, such as HKD, USD or GBp");
  if (options->source != NULL && !is_source_name (options->source))
    return refuse_option (error, "source", options->source,
                          "the names of one word, such as broker");

  return true;
}

bool
tide_import_plan_init (TideImportPlan          *plan,
                       const TideImportOptions *options,
                       GError                 **error)
{
  static const TideImportOptions none = { 0 };

  *plan = (TideImportPlan){ .csv = TIDE_PRICE_CSV_OPTIONS_INIT, .facts = TIDE_FACTS_NONE };
  if (options == NULL)
    options = &none;

  plan->source = options->source != NULL ? g_strconcat ("csv:", options->source, NULL)
                                         : g_strdup ("csv");
  plan->csv.symbol = options->symbol;
  plan->csv.field = options->field;
  plan->csv.currency = options->currency;
  plan->csv.unit = options->unit != NULL ? read_unit (options->unit) : NULL;
  plan->csv.facts = &plan->facts;
  if (check_names (options, error) && read_choices (plan, options, error) &&
      read_facts (plan, options, error))
    return true;

  tide_import_plan_clear (plan);
  return false;
}

void
tide_import_plan_clear (TideImportPlan *plan)
{
  g_clear_pointer (&plan->source, g_free);
  tide_facts_clear (&plan->facts);
}

typedef bool (*ChunkFunc) (Run        *run,
                           gpointer    data,
                           const char *bytes,
                           size_t      length,
                           GError    **error);

/* Hands the file over piece by piece. */
static bool
read_chunks (Run      *run,
             ChunkFunc func,
             gpointer  data,
             GError  **error)
{
  GCancellable                *cancellable = run->importer->cancellable;
  g_autoptr (GFileInputStream) stream = g_file_read (run->file, cancellable, error);
  g_autofree char             *buffer = g_malloc (CHUNK);
  gssize                       length;

  if (stream == NULL)
    return false;

  while ((length = g_input_stream_read (G_INPUT_STREAM (stream), buffer, CHUNK, cancellable,
                                        error)) > 0)
    if (!func (run, data, buffer, (size_t) length, error))
      return false;

  return length == 0;
}

static bool
hash_chunk (Run        *run,
            gpointer    data,
            const char *bytes,
            size_t      length,
            GError    **error)
{
  g_checksum_update (data, (const guchar *) bytes, (gssize) length);
  run->size += (int64_t) length;

  return true;
}

/* What the second reading feeds. */
typedef struct
{
  TidePriceCsv *csv;
  GChecksum    *checksum;
} Feed;

static bool
feed_chunk (Run        *run,
            gpointer    data,
            const char *bytes,
            size_t      length,
            GError    **error)
{
  Feed *feed = data;

  g_checksum_update (feed->checksum, (const guchar *) bytes, (gssize) length);
  if (!tide_price_csv_feed (feed->csv, bytes, length, error))
    return false;
  if (run->copy != NULL && !tide_import_copy_write (run->copy, bytes, length, error))
    return false;
  if (run->importer->tick != NULL)
    run->importer->tick ((int64_t) length, run->importer->tick_data);

  return true;
}

static bool
take_batch (TideBatch *batch,
            gpointer   user_data,
            GError   **error)
{
  Run           *run = user_data;
  size_t         n_rows = tide_batch_get_n_rows (batch);
  const TideDay *days = tide_batch_get_days (batch);

  g_hash_table_add (run->symbols, g_strdup (tide_batch_get_instrument (batch)->symbol));
  if (n_rows > 0)
    {
      if (run->first_day == TIDE_DAY_NONE || days[0] < run->first_day)
        run->first_day = days[0];
      run->last_day = MAX (run->last_day, days[n_rows - 1]);
    }

  return tide_cache_transaction_append (run->transaction, batch, run->importer->cancellable,
                                        error);
}

/* The file's name without folder and ending, from which a symbol is read. */
static char *
dup_stem (const char *path)
{
  char *stem = g_path_get_basename (path);
  char *dot = strrchr (stem, '.');

  if (dot != NULL && dot != stem)
    *dot = '\0';

  return stem;
}

static void
add_problems (GPtrArray  *texts,
              GPtrArray  *problems,
              const char *path)
{
  for (guint i = 0; i < problems->len && texts->len < MAX_PROBLEMS; i++)
    {
      g_autofree char *text = tide_price_problem_to_string (g_ptr_array_index (problems, i));

      g_ptr_array_add (texts, g_strdup_printf ("%s: %s", path, text));
    }
}

static char **
finish_texts (GPtrArray *texts)
{
  g_ptr_array_add (texts, NULL);

  return (char **) g_ptr_array_free (texts, FALSE);
}

static void
describe_file (TideImportFile           *out,
               const TidePriceCsvReport *read,
               const TideAppendReport   *stored)
{
  GPtrArray *problems = g_ptr_array_new ();
  GPtrArray *notes = g_ptr_array_new ();

  out->n_rows = (int64_t) read->n_rows;
  out->n_rejected = (int64_t) read->n_rejected;
  out->n_flagged = (int64_t) read->n_flagged;
  add_problems (problems, read->rejected, out->path);
  for (guint i = 0; i < read->notes->len; i++)
    g_ptr_array_add (notes, g_strdup_printf ("%s: %s", out->path,
                                             (char *) g_ptr_array_index (read->notes, i)));
  add_problems (notes, read->flagged, out->path);

  if (stored != NULL)
    {
      out->n_new = (int64_t) stored->n_new;
      out->n_revised = (int64_t) stored->n_revised;
      out->n_unchanged = (int64_t) stored->n_unchanged;
      for (guint i = 0; i < stored->notes->len; i++)
        g_ptr_array_add (notes, g_strdup_printf ("%s: %s", out->path,
                                                 (char *) g_ptr_array_index (stored->notes, i)));
    }

  out->problems = finish_texts (problems);
  out->notes = finish_texts (notes);
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char **
dup_symbols (GHashTable *symbols)
{
  guint             n_symbols = 0;
  g_autofree char **keys = (char **) g_hash_table_get_keys_as_array (symbols, &n_symbols);

  qsort (keys, n_symbols, sizeof *keys, compare_strings);

  return g_strdupv (keys);
}

static bool
check_unchanged (Run       *run,
                 GChecksum *checksum,
                 GError   **error)
{
  if (g_str_equal (g_checksum_get_string (checksum), run->sha256))
    return true;

  g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_FILE,
               "The file changed while it was read. Nothing of it was imported; import it again.");

  return false;
}

/* The copy is safe on disk before the cache says that the import happened. */
static TideAppendReport *
commit (Run     *run,
        GError **error)
{
  TideAppendReport *report;

  if (run->copy != NULL && !tide_import_copy_commit (run->copy, error))
    return NULL;

  report = tide_cache_transaction_commit (run->transaction, error);
  if (report == NULL && run->copy != NULL)
    tide_import_copy_remove (run->copy);

  return report;
}

static bool
parse_file (Run            *run,
            TideImportFile *out,
            GError        **error)
{
  const TideImportPlan        *plan = run->importer->plan;
  g_autoptr (GChecksum)        checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char             *stem = dup_stem (run->path);
  g_autofree char             *name = g_path_get_basename (run->path);
  TideFetch                    fetch = { .provider = plan->source,
                                         .request = name,
                                         .at = tide_clock_now (),
                                         .sha256 = run->sha256,
                                         .bytes = run->size,
                                         .parser_version = TIDE_PRICE_CSV_PARSER_VERSION };
  TidePriceCsvOptions          options = plan->csv;
  g_autoptr (TidePriceCsv)     csv = NULL;
  g_autoptr (TideAppendReport) stored = NULL;
  Feed                         feed;
  bool                         read;

  options.stem = stem;
  options.fetch = &fetch;
  csv = tide_price_csv_new (&options, take_batch, run);
  feed = (Feed){ csv, checksum };
  read = read_chunks (run, feed_chunk, &feed, error) && tide_price_csv_finish (csv, error) &&
         check_unchanged (run, checksum, error);
  if (read)
    stored = commit (run, error);
  describe_file (out, tide_price_csv_get_report (csv), stored);

  return stored != NULL;
}

static bool
import_file (Run            *run,
             TideImportFile *out,
             GError        **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char           *folder = tide_cache_get_data_dir (run->importer->cache);

  if (g_file_query_file_type (run->file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY)
    {
      g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_FILE,
                   "This is a folder. Name the files in it, for example %s/*.csv.", run->path);
      return false;
    }

  if (!read_chunks (run, hash_chunk, checksum, error))
    return false;
  run->sha256 = g_strdup (g_checksum_get_string (checksum));
  if (run->size <= MAX_COPY && !tide_import_copy_new (folder, run->sha256, &run->copy, error))
    return false;

  run->transaction = tide_cache_begin (run->importer->cache, error);

  return run->transaction != NULL && parse_file (run, out, error);
}

TideImportFile *
tide_importer_run (const TideImporter *self,
                   const char         *path)
{
  TideImportFile *out = g_new0 (TideImportFile, 1);
  Run             run = { .importer = self,
                          .path = path,
                          .file = g_file_new_for_commandline_arg (path),
                          .symbols = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                          .first_day = TIDE_DAY_NONE,
                          .last_day = TIDE_DAY_NONE };

  out->path = g_strdup (path);
  if (!import_file (&run, out, &out->error))
    g_prefix_error (&out->error, "%s: ", path);
  out->symbols = dup_symbols (run.symbols);
  out->first_day = run.first_day;
  out->last_day = run.last_day;

  /* Before the copy: what is rolled back must not be kept. */
  g_clear_pointer (&run.transaction, tide_cache_transaction_free);
  g_clear_pointer (&run.copy, tide_import_copy_free);
  g_hash_table_unref (run.symbols);
  g_object_unref (run.file);
  g_free (run.sha256);

  return out;
}
