// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-importer"

#include "config.h"

#include "tide-importer.h"

#include <string.h>

#include "base/tide-text.h"
#include "desk/tide-desk.h"
#include "desk/tide-import-copy.h"
#include "desk/tide-import-reply.h"
#include "model/tide-field.h"

#define CHUNK 262144
/* Larger files are kept as hash, name and counts only. */
#define MAX_COPY (INT64_C (256) * 1024 * 1024)
/* Replies of sources are read whole. */
#define MAX_REPLY (INT64_C (64) * 1024 * 1024)
#define MAX_PROBLEMS 1000

/* One file on its way in. */
typedef struct
{
  const TideImporter   *importer;
  const char           *path;
  GFile                *file;
  char                 *sha256;
  int64_t               size;
  GByteArray           *head;        /* how the file begins */
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

  plan->is_named = options->source != NULL;
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
  size_t missing = TIDE_IMPORT_HEAD - run->head->len;

  g_checksum_update (data, (const guchar *) bytes, (gssize) length);
  g_byte_array_append (run->head, (const guint8 *) bytes, (guint) MIN (length, missing));
  run->size += (int64_t) length;

  return true;
}

/* What the second reading feeds: rows as they come, or bytes to be read whole. */
typedef struct
{
  TidePriceCsv *csv;   /* (nullable) */
  GByteArray   *bytes; /* (nullable) */
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
  if (feed->csv != NULL && !tide_price_csv_feed (feed->csv, bytes, length, error))
    return false;
  if (feed->bytes != NULL)
    g_byte_array_append (feed->bytes, (const guint8 *) bytes, (guint) length);
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
add_text (GPtrArray            *texts,
          const TideImportFile *file,
          const char           *text)
{
  if (texts->len < MAX_PROBLEMS)
    g_ptr_array_add (texts, g_strdup_printf ("%s: %s", file->path, text));
}

static void
describe_stored (TideImportFile         *out,
                 GPtrArray              *notes,
                 const TideAppendReport *stored)
{
  if (stored == NULL)
    return;

  out->n_new = (int64_t) stored->n_new;
  out->n_revised = (int64_t) stored->n_revised;
  out->n_unchanged = (int64_t) stored->n_unchanged;
  for (guint i = 0; i < stored->notes->len; i++)
    add_text (notes, out, g_ptr_array_index (stored->notes, i));
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
    add_text (notes, out, g_ptr_array_index (read->notes, i));
  add_problems (notes, read->flagged, out->path);
  describe_stored (out, notes, stored);

  out->problems = finish_texts (problems);
  out->notes = finish_texts (notes);
}

static void
describe_reply (TideImportFile         *out,
                const TideReading      *reading,
                const TideAppendReport *stored)
{
  GPtrArray *problems = g_ptr_array_new ();
  GPtrArray *notes = g_ptr_array_new ();

  for (guint i = 0; i < reading->batches->len; i++)
    out->n_rows += (int64_t) tide_batch_get_n_rows (g_ptr_array_index (reading->batches, i));
  for (size_t i = 0; i < reading->n_problems; i++)
    {
      const TideProblem *problem = &reading->problems[i];
      bool               left_out = tide_import_is_left_out (problem);

      out->n_rejected += left_out;
      out->n_flagged += problem->kind == TIDE_PROBLEM_FLAGGED;
      add_text (left_out ? problems : notes, out, problem->sentence);
    }
  describe_stored (out, notes, stored);

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
  feed = (Feed){ .csv = csv, .checksum = checksum };
  read = read_chunks (run, feed_chunk, &feed, error) && tide_price_csv_finish (csv, error) &&
         check_unchanged (run, checksum, error);
  if (read)
    stored = commit (run, error);
  describe_file (out, tide_price_csv_get_report (csv), stored);

  return stored != NULL;
}

/* The file as it was read: it must be what was hashed, and fit into memory. */
static GByteArray *
read_whole (Run     *run,
            GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GChecksum)  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  Feed                   feed = { .bytes = bytes, .checksum = checksum };

  if (run->size > MAX_REPLY)
    {
      g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_FILE,
                   "The file is larger than any reply of a source, which is 64 MiB at most. "
                   "Nothing of it was imported.");
      return NULL;
    }

  if (!read_chunks (run, feed_chunk, &feed, error) || !check_unchanged (run, checksum, error))
    return NULL;

  return g_steal_pointer (&bytes);
}

/* A reply of a source that somebody saved is that source's, unless the import
 * was told to keep it apart. */
static bool
parse_reply (Run            *run,
             TideProvider   *provider,
             TideImportFile *out,
             GError        **error)
{
  const TideProviderInfo      *info = tide_provider_get_info (provider);
  const TideImportPlan        *plan = run->importer->plan;
  g_autofree char             *name = g_path_get_basename (run->path);
  TideFetch                    fetch = { .provider = plan->source,
                                         .request = name,
                                         .at = tide_clock_now (),
                                         .sha256 = run->sha256,
                                         .bytes = run->size,
                                         .parser_version = info->parser_version };
  g_autoptr (GByteArray)       bytes = read_whole (run, error);
  g_autoptr (TideReading)      reading = NULL;
  g_autoptr (TideAppendReport) stored = NULL;
  bool                         taken = bytes != NULL;

  if (!plan->is_named)
    fetch.provider = (char *) info->id;
  if (taken)
    reading = tide_import_read_reply (provider, plan->csv.symbol, bytes, &fetch, error);
  if (reading == NULL)
    return false;

  for (guint i = 0; taken && i < reading->batches->len; i++)
    taken = take_batch (g_ptr_array_index (reading->batches, i), run, error);
  if (taken)
    stored = commit (run, error);
  describe_reply (out, reading, stored);

  return stored != NULL;
}

static bool
import_file (Run            *run,
             TideImportFile *out,
             GError        **error)
{
  g_autoptr (GChecksum)    checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (TideProvider) provider = NULL;
  const char              *folder = tide_cache_get_data_dir (run->importer->cache);

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
  if (run->transaction == NULL)
    return false;

  provider = tide_import_find_provider ((const char *) run->head->data, run->head->len);
  return provider != NULL ? parse_reply (run, provider, out, error) : parse_file (run, out, error);
}

TideImportFile *
tide_importer_run (const TideImporter *self,
                   const char         *path)
{
  TideImportFile *out = g_new0 (TideImportFile, 1);
  Run             run = { .importer = self,
                          .path = path,
                          .file = g_file_new_for_commandline_arg (path),
                          .head = g_byte_array_new (),
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
  g_byte_array_unref (run.head);
  g_object_unref (run.file);
  g_free (run.sha256);

  return out;
}
