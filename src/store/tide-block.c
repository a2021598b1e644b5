// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-block"

#include "config.h"

#include "store/tide-block.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* The format, version 1. All integers are unsigned varints, seven bits a byte,
 * lowest first; "signed" ones are zigzagged before.
 *
 * days:      first day (signed), then each day's distance from the one before.
 * published: nothing, or for each row 0 for unknown, else 1 + the distance from
 *            its day (signed).
 * values:    for each column the size of its section in four bytes, lowest
 *            first; then the sections.
 *   raw:     SECTION_RAW, then eight bytes a row, lowest first.
 *   packed:  SECTION_PACKED, decimals e, 1 if a bitmap of gaps follows (bit
 *            row % 8 of byte row / 8), the bitmap, then for each row without a
 *            gap the distance of value * 10^e from the one before (signed). The
 *            value is that integer divided by 10^e: a correctly rounded quotient
 *            of two exact doubles, so it is the double nearest to the decimal.
 * origins:   pairs of run length and fetch id. */
enum
{
  SECTION_RAW = 0,
  SECTION_PACKED = 1,
};

/* More decimals than prices come with; past this, a column is float noise. */
#define MAX_DECIMALS 8
/* Values looked at before a guess at the decimals is tried on all. */
#define N_SAMPLES 32
/* Integers up to here are doubles exactly. */
#define MAX_SCALED 9007199254740992.0
/* Bytes of the longest varint. */
#define MAX_VARINT 10
/* Bytes in front of a packed section's numbers. */
#define PACKED_HEADER ((size_t) 3)
#define SIZE_BYTES ((size_t) 4)

static const double POWERS[MAX_DECIMALS + 1] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8 };

typedef struct
{
  const uint8_t *next;
  const uint8_t *end;
} Cursor;

static inline uint64_t
zigzag (int64_t value)
{
  return ((uint64_t) value << 1) ^ (value < 0 ? UINT64_MAX : 0);
}

static inline int64_t
unzigzag (uint64_t value)
{
  return (int64_t) (value >> 1) ^ -(int64_t) (value & 1);
}

static inline uint8_t *
put_varint (uint8_t *out,
            uint64_t value)
{
  while (value >= 0x80)
    {
      *out++ = (uint8_t) (value | 0x80);
      value >>= 7;
    }
  *out++ = (uint8_t) value;
  return out;
}

/* No bytes may be no pointer, to which nothing can be added. */
static Cursor
make_cursor (const uint8_t *bytes,
             size_t         size)
{
  return (Cursor){ bytes, size > 0 ? bytes + size : bytes };
}

static bool
get_long_varint (Cursor   *cursor,
                 uint64_t *out_value)
{
  uint64_t value = 0;

  for (unsigned int shift = 0; shift < 64 && cursor->next < cursor->end; shift += 7)
    {
      uint8_t byte = *cursor->next++;

      value |= (uint64_t) (byte & 0x7f) << shift;
      if (byte < 0x80)
        {
          *out_value = value;
          return true;
        }
    }
  return false;
}

/* Most numbers take one byte or two. */
static inline bool
get_varint (Cursor   *cursor,
            uint64_t *out_value)
{
  const uint8_t *next = cursor->next;

  if (cursor->end - next < 2)
    return get_long_varint (cursor, out_value);
  if (next[0] < 0x80)
    {
      *out_value = next[0];
      cursor->next = next + 1;
      return true;
    }
  if (next[1] < 0x80)
    {
      *out_value = (uint64_t) (next[0] & 0x7f) | (uint64_t) next[1] << 7;
      cursor->next = next + 2;
      return true;
    }
  return get_long_varint (cursor, out_value);
}

static uint32_t
get_size (const uint8_t *bytes)
{
  return (uint32_t) bytes[0] | (uint32_t) bytes[1] << 8 | (uint32_t) bytes[2] << 16 |
         (uint32_t) bytes[3] << 24;
}

static void
put_size (uint8_t *bytes,
          size_t   size)
{
  for (unsigned int i = 0; i < SIZE_BYTES; i++)
    bytes[i] = (uint8_t) (size >> (8 * i));
}

/**
 * tide_rows_new:
 * @n_rows: how many rows
 * @n_columns: how many columns
 *
 * Makes room for rows; their contents are to be filled in.
 *
 * Returns: (transfer full): the rows
 */
TideRows *
tide_rows_new (size_t n_rows,
               size_t n_columns)
{
  TideRows *self = g_new0 (TideRows, 1);

  /* One more than needed, so that no rows are no NULL either. */
  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->days = g_new (TideDay, n_rows + 1);
  self->published = g_new (TideDay, n_rows + 1);
  self->fetches = g_new (int64_t, n_rows + 1);
  self->values = g_new (double, n_rows *n_columns + 1);
  return self;
}

/**
 * tide_rows_free:
 * @self: (transfer full) (nullable): rows
 *
 * Frees rows.
 */
void
tide_rows_free (TideRows *self)
{
  if (self == NULL)
    return;
  g_free (self->days);
  g_free (self->published);
  g_free (self->fetches);
  g_free (self->values);
  g_free (self);
}

static size_t
count_union (const TideRows *a,
             const TideRows *b)
{
  size_t i = 0;
  size_t j = 0;
  size_t n = 0;

  while (i < a->n_rows && j < b->n_rows)
    {
      TideDay day = MIN (a->days[i], b->days[j]);

      i += a->days[i] == day;
      j += b->days[j] == day;
      n++;
    }
  return n + (a->n_rows - i) + (b->n_rows - j);
}

static void
copy_rows (TideRows       *to,
           size_t          row,
           const TideRows *from,
           size_t          first,
           size_t          count)
{
  if (count == 0)
    return;
  memcpy (to->days + row, from->days + first, count * sizeof (TideDay));
  memcpy (to->published + row, from->published + first, count * sizeof (TideDay));
  memcpy (to->fetches + row, from->fetches + first, count * sizeof (int64_t));
  for (size_t column = 0; column < to->n_columns; column++)
    memcpy (to->values + column * to->n_rows + row, from->values + column * from->n_rows + first,
            count * sizeof (double));
}

/**
 * tide_rows_merge:
 * @base: rows
 * @over: rows with as many columns, which win on days that both have
 *
 * Lays rows over others, as a tail lies over its block.
 *
 * Returns: (transfer full): all days of both
 */
TideRows *
tide_rows_merge (const TideRows *base,
                 const TideRows *over)
{
  TideRows *merged;
  size_t    i = 0;
  size_t    j = 0;
  size_t    row = 0;

  g_return_val_if_fail (base->n_columns == over->n_columns, NULL);

  merged = tide_rows_new (count_union (base, over), base->n_columns);
  while (i < base->n_rows || j < over->n_rows)
    {
      size_t first = i;

      /* Runs, because a tail is a few rows behind thousands. */
      while (i < base->n_rows && (j == over->n_rows || base->days[i] < over->days[j]))
        i++;
      copy_rows (merged, row, base, first, i - first);
      row += i - first;
      if (j == over->n_rows)
        continue;

      i += i < base->n_rows && base->days[i] == over->days[j];
      copy_rows (merged, row++, over, j++, 1);
    }
  g_assert (row == merged->n_rows);
  return merged;
}

static GByteArray *
encode_days (const TideRows *rows)
{
  GByteArray *bytes = g_byte_array_sized_new ((unsigned int) (rows->n_rows * 2 + MAX_VARINT));
  uint8_t     buffer[MAX_VARINT];

  for (size_t i = 0; i < rows->n_rows; i++)
    {
      uint64_t number = i == 0 ? zigzag (rows->days[0])
                               : (uint64_t) (rows->days[i] - rows->days[i - 1]);

      g_byte_array_append (bytes, buffer, (unsigned int) (put_varint (buffer, number) - buffer));
    }
  return bytes;
}

static GByteArray *
encode_published (const TideRows *rows)
{
  GByteArray *bytes = g_byte_array_new ();
  uint8_t     buffer[MAX_VARINT];
  bool        any = false;

  for (size_t i = 0; i < rows->n_rows; i++)
    any = any || rows->published[i] != TIDE_DAY_NONE;
  for (size_t i = 0; any && i < rows->n_rows; i++)
    {
      int64_t  distance = (int64_t) rows->published[i] - rows->days[i];
      uint64_t number = rows->published[i] == TIDE_DAY_NONE ? 0 : 1 + zigzag (distance);

      g_byte_array_append (bytes, buffer, (unsigned int) (put_varint (buffer, number) - buffer));
    }
  return bytes;
}

static GByteArray *
encode_origins (const TideRows *rows)
{
  GByteArray *bytes = g_byte_array_new ();
  uint8_t     buffer[2 * MAX_VARINT];

  for (size_t first = 0, end = 0; first < rows->n_rows; first = end)
    {
      uint8_t *out;

      for (end = first + 1; end < rows->n_rows && rows->fetches[end] == rows->fetches[first]; end++)
        continue;
      out = put_varint (buffer, end - first);
      out = put_varint (out, (uint64_t) rows->fetches[first]);
      g_byte_array_append (bytes, buffer, (unsigned int) (out - buffer));
    }
  return bytes;
}

/* Scales to an integer if dividing it gives back the very bits. */
static inline bool
scale_value (double   value,
             double   power,
             int64_t *out_scaled)
{
  double scaled = value * power;
  double back;

  if (!(fabs (scaled) <= MAX_SCALED))
    return false;
  /* The division below tells whether this was the nearest integer. */
  *out_scaled = (int64_t) (scaled + (scaled < 0 ? -0.5 : 0.5));
  back = (double) *out_scaled / power;
  /* Of two equal doubles only zeros can differ in a bit. */
  return back == value && (value != 0 || !signbit (value));
}

/* The fewest decimals from `decimals` on that hold a value bit for bit, or more
 * than there may be. */
static int
find_decimals (double value,
               int    decimals)
{
  int64_t scaled;

  while (decimals <= MAX_DECIMALS && !scale_value (value, POWERS[decimals], &scaled))
    decimals++;
  return decimals;
}

/* Writes the numbers of a packed section and says where they end; NULL if they
 * take more than `limit` bytes. A value that needs more decimals stops it and
 * raises them. */
static uint8_t *
pack_numbers (const double  *values,
              size_t         n,
              uint8_t       *out,
              const uint8_t *limit,
              int           *decimals)
{
  double  power = POWERS[*decimals];
  int64_t last = 0;

  for (size_t i = 0; i < n; i++)
    {
      int64_t scaled;

      if (isnan (values[i]))
        continue;
      if (limit - out < MAX_VARINT)
        return NULL;
      if (!scale_value (values[i], power, &scaled))
        {
          *decimals = find_decimals (values[i], *decimals + 1);
          return out;
        }
      out = put_varint (out, zigzag (scaled - last));
      last = scaled;
    }
  return out;
}

/* Marks gaps; gives the size of the bitmap, 0 when there are none. */
static size_t
mark_gaps (const double *values,
           size_t        n,
           uint8_t      *bitmap)
{
  bool any = false;

  memset (bitmap, 0, (n + 7) / 8);
  for (size_t i = 0; i < n; i++)
    if (isnan (values[i]))
      {
        bitmap[i / 8] |= (uint8_t) (1U << (i % 8));
        any = true;
      }
  return any ? (n + 7) / 8 : 0;
}

/* Writes a packed section of at most `limit` bytes, or nothing if it takes more
 * or a value does not come back bit for bit. */
static size_t
pack_column (const double *values,
             size_t        n,
             size_t        limit,
             uint8_t      *out)
{
  int      decimals = 0;
  int      tried;
  size_t   bitmap;
  uint8_t *end = NULL;

  if (PACKED_HEADER + (n + 7) / 8 > limit)
    return 0;
  bitmap = mark_gaps (values, n, out + PACKED_HEADER);
  for (size_t i = 0; i < n && i < N_SAMPLES && decimals <= MAX_DECIMALS; i++)
    if (!isnan (values[i]))
      decimals = find_decimals (values[i], decimals);

  do
    {
      if (decimals > MAX_DECIMALS)
        return 0;
      tried = decimals;
      end = pack_numbers (values, n, out + PACKED_HEADER + bitmap, out + limit, &decimals);
      if (end == NULL)
        return 0;
    }
  while (decimals != tried);

  out[0] = SECTION_PACKED;
  out[1] = (uint8_t) decimals;
  out[2] = bitmap != 0;
  return (size_t) (end - out);
}

static void
swap_doubles (uint8_t *bytes,
              size_t   n)
{
  for (size_t i = 0; G_BYTE_ORDER != G_LITTLE_ENDIAN && i < n; i++)
    {
      uint64_t bits;

      memcpy (&bits, bytes + i * sizeof bits, sizeof bits);
      bits = GUINT64_SWAP_LE_BE (bits);
      memcpy (bytes + i * sizeof bits, &bits, sizeof bits);
    }
}

static GByteArray *
encode_values (const TideRows *rows)
{
  size_t      directory = rows->n_columns * SIZE_BYTES;
  size_t      raw = 1 + rows->n_rows * sizeof (double);
  size_t      used = directory;
  GByteArray *bytes = g_byte_array_new ();

  /* Room for all columns raw; what packing saves is given back at the end. */
  g_byte_array_set_size (bytes, (unsigned int) (directory + rows->n_columns * raw));
  for (size_t column = 0; column < rows->n_columns; column++)
    {
      const double *values = rows->values + column * rows->n_rows;
      uint8_t      *section = bytes->data + used;
      size_t        size = pack_column (values, rows->n_rows, raw, section);

      if (size == 0)
        {
          section[0] = SECTION_RAW;
          memcpy (section + 1, values, raw - 1);
          swap_doubles (section + 1, rows->n_rows);
          size = raw;
        }
      put_size (bytes->data + column * SIZE_BYTES, size);
      used += size;
    }
  g_byte_array_set_size (bytes, (unsigned int) used);
  return bytes;
}

/**
 * tide_block_encode:
 * @rows: rows; at most %TIDE_BLOCK_MAX_ROWS and %TIDE_BLOCK_MAX_COLUMNS
 * @out_bytes: (out): their encoding
 *
 * Encodes rows. Columns of decimal numbers become varint deltas of scaled
 * integers where that gives back every bit, the others stay doubles.
 */
void
tide_block_encode (const TideRows *rows,
                   TideBlockBytes *out_bytes)
{
  g_return_if_fail (rows->n_rows <= TIDE_BLOCK_MAX_ROWS);
  g_return_if_fail (rows->n_columns <= TIDE_BLOCK_MAX_COLUMNS);
  g_return_if_fail (rows->n_rows * rows->n_columns <= TIDE_BLOCK_MAX_CELLS);

  out_bytes->days = encode_days (rows);
  out_bytes->published = encode_published (rows);
  out_bytes->values = encode_values (rows);
  out_bytes->origins = encode_origins (rows);
}

/**
 * tide_block_bytes_clear:
 * @bytes: an encoded block
 *
 * Frees its bytes.
 */
void
tide_block_bytes_clear (TideBlockBytes *bytes)
{
  g_clear_pointer (&bytes->days, g_byte_array_unref);
  g_clear_pointer (&bytes->published, g_byte_array_unref);
  g_clear_pointer (&bytes->values, g_byte_array_unref);
  g_clear_pointer (&bytes->origins, g_byte_array_unref);
}

static bool
decode_days (const TideBlock *block,
             TideDay         *days)
{
  Cursor  cursor = make_cursor (block->days, block->days_size);
  int64_t day = 0;

  for (size_t i = 0; i < block->n_rows; i++)
    {
      uint64_t number;

      if (!get_varint (&cursor, &number) || (i > 0 && (number == 0 || number > INT32_MAX)))
        return false;
      day = i == 0 ? unzigzag (number) : day + (int64_t) number;
      if (day < TIDE_DAY_MIN || day > TIDE_DAY_MAX)
        return false;
      days[i] = (TideDay) day;
    }
  return cursor.next == cursor.end;
}

static bool
decode_published (const TideBlock *block,
                  const TideDay   *days,
                  TideDay         *published)
{
  Cursor cursor = make_cursor (block->published, block->published_size);

  for (size_t i = 0; block->published_size == 0 && i < block->n_rows; i++)
    published[i] = TIDE_DAY_NONE;
  for (size_t i = 0; block->published_size > 0 && i < block->n_rows; i++)
    {
      uint64_t number = 0;
      int64_t  distance;

      published[i] = TIDE_DAY_NONE;
      if (!get_varint (&cursor, &number))
        return false;
      if (number == 0)
        continue;
      distance = unzigzag (number - 1);
      if (distance < TIDE_DAY_MIN - (int64_t) days[i] ||
          distance > TIDE_DAY_MAX - (int64_t) days[i])
        return false;
      published[i] = (TideDay) (days[i] + distance);
    }
  return cursor.next == cursor.end;
}

static bool
decode_origins (const TideBlock *block,
                int64_t         *fetches)
{
  Cursor cursor = make_cursor (block->origins, block->origins_size);
  size_t row = 0;

  while (row < block->n_rows)
    {
      uint64_t length;
      uint64_t fetch;

      if (!get_varint (&cursor, &length) || !get_varint (&cursor, &fetch))
        return false;
      if (length == 0 || length > block->n_rows - row || fetch > INT64_MAX)
        return false;
      while (length-- > 0)
        fetches[row++] = (int64_t) fetch;
    }
  return cursor.next == cursor.end;
}

static bool
decode_raw (const uint8_t *bytes,
            size_t         size,
            size_t         n,
            double        *values)
{
  bool infinite = false;

  if (size != n * sizeof (double))
    return false;
  memcpy (values, bytes, size);
  swap_doubles ((uint8_t *) values, n);
  for (size_t i = 0; i < n; i++)
    infinite |= fabs (values[i]) > DBL_MAX;
  return !infinite;
}

static bool
decode_packed (const uint8_t *bytes,
               size_t         size,
               size_t         n,
               double        *values)
{
  const uint8_t *bitmap = bytes + 2;
  size_t         bitmap_size = size >= 2 && bytes[1] != 0 ? (n + 7) / 8 : 0;
  Cursor         cursor = { bytes + 2 + bitmap_size, bytes + size };
  uint64_t       scaled = 0; /* unsigned, so that hostile sums wrap instead of overflowing */
  double         power;

  if (size < 2 + bitmap_size || bytes[0] > MAX_DECIMALS || bytes[1] > 1)
    return false;

  power = POWERS[bytes[0]];
  for (size_t i = 0; i < n; i++)
    {
      uint64_t number;

      if (bitmap_size != 0 && (bitmap[i / 8] >> (i % 8) & 1) != 0)
        {
          values[i] = NAN;
          continue;
        }
      if (!get_varint (&cursor, &number))
        return false;
      scaled += (uint64_t) unzigzag (number);
      values[i] = (double) (int64_t) scaled / power;
    }
  return cursor.next == cursor.end;
}

static bool
decode_section (const uint8_t *bytes,
                size_t         size,
                size_t         n,
                double        *values)
{
  if (size == 0)
    return false;
  switch (bytes[0])
    {
    case SECTION_RAW:
      return decode_raw (bytes + 1, size - 1, n, values);
    case SECTION_PACKED:
      return decode_packed (bytes + 1, size - 1, n, values);
    default:
      return false;
    }
}

/* Walks the directory; decodes the column that is asked for, or all of them. */
static bool
decode_values (const TideBlock *block,
               int              wanted,
               double          *values)
{
  size_t offset = block->n_columns * SIZE_BYTES;

  for (size_t column = 0; column < block->n_columns; column++)
    {
      size_t size = get_size (block->values + column * SIZE_BYTES);
      bool   take = wanted < 0 || column == (size_t) wanted;

      if (size > block->values_size - offset)
        return false;
      if (take && !decode_section (block->values + offset, size, block->n_rows,
                                   values + (wanted < 0 ? column * block->n_rows : 0)))
        return false;
      offset += size;
    }
  return offset == block->values_size;
}

/* Sizes that cannot be right are found before memory is asked for. */
static bool
check_sizes (const TideBlock *block)
{
  return block->n_rows <= TIDE_BLOCK_MAX_ROWS && block->n_columns <= TIDE_BLOCK_MAX_COLUMNS &&
         block->n_rows * block->n_columns <= TIDE_BLOCK_MAX_CELLS &&
         block->n_rows <= block->days_size &&
         block->n_columns * SIZE_BYTES <= block->values_size &&
         block->values_size - block->n_columns * SIZE_BYTES >=
           block->n_columns * (block->n_rows / 8);
}

/**
 * tide_block_decode:
 * @block: an encoded block; its bytes may be hostile
 * @column: the one column to decode, or -1 for all
 * @error: %TIDE_STORE_ERROR_CORRUPT
 *
 * Decodes a block. With one column the rows have just that one.
 *
 * Returns: (transfer full) (nullable): its rows
 */
TideRows *
tide_block_decode (const TideBlock *block,
                   int              column,
                   GError         **error)
{
  TideRows *rows;

  g_return_val_if_fail (column < 0 || (size_t) column < block->n_columns, NULL);

  if (check_sizes (block))
    {
      rows = tide_rows_new (block->n_rows, column < 0 ? block->n_columns : 1);
      if (decode_days (block, rows->days) &&
          decode_published (block, rows->days, rows->published) &&
          decode_origins (block, rows->fetches) && decode_values (block, column, rows->values))
        return rows;
      tide_rows_free (rows);
    }

  g_set_error_literal (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT,
                       "A stored block of prices is damaged. It was left as it is; fetch or "
                       "import the instrument again into another data folder, or put a backup in "
                       "its place.");
  return NULL;
}

static uint64_t
mix_bytes (uint64_t       sum,
           const uint8_t *bytes,
           size_t         size)
{
  const uint64_t prime = 0x9e3779b97f4a7c15U;
  size_t         i = 0;

  sum = (sum ^ size) * prime;
  for (; i + sizeof (uint64_t) <= size; i += sizeof (uint64_t))
    {
      uint64_t word;

      memcpy (&word, bytes + i, sizeof word);
      sum = (sum ^ GUINT64_FROM_LE (word)) * prime;
      sum ^= sum >> 29;
    }
  for (; i < size; i++)
    sum = (sum ^ bytes[i]) * prime;
  return sum ^ sum >> 32;
}

/**
 * tide_block_get_checksum:
 * @block: an encoded block
 *
 * Sums up the bytes of a block, so that damage is found before it is folded into
 * a new one. Not a cryptographic sum.
 *
 * Returns: the sum
 */
uint64_t
tide_block_get_checksum (const TideBlock *block)
{
  uint64_t sum = mix_bytes (block->n_rows, block->days, block->days_size);

  sum = mix_bytes (sum, block->published, block->published_size);
  sum = mix_bytes (sum, block->values, block->values_size);
  return mix_bytes (sum, block->origins, block->origins_size);
}
