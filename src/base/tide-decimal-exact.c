// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-decimal"

#include "config.h"

#include "base/tide-decimal-private.h"

/* Half way between two neighbouring doubles there are at most 768 significant
 * digits. With a few more, a number cut after that many lies on the same side of
 * every such point as the whole one, or on it. */
#define DIGITS_KEPT 776

/* Whatever is compared below is at most 5^(342 + DIGITS_KEPT) * 2^54, or as many
 * digits: less than 2,700 bits. */
#define LIMBS_MAX 44
#define LIMB_BITS 64

/* 5^27 is the greatest power of five, 10^19 of ten, that fits a limb. */
#define FIVES_PER_LIMB 27
#define DIGITS_PER_LIMB 19

/* A natural number, least significant limb first; no limb at all is zero. */
typedef struct
{
  uint64_t limbs[LIMBS_MAX];
  int      n_limbs;
} Natural;

static void
append_limb (Natural *number,
             uint64_t limb)
{
  g_assert (number->n_limbs < LIMBS_MAX);

  number->limbs[number->n_limbs++] = limb;
}

static void
multiply_and_add (Natural *number,
                  uint64_t factor,
                  uint64_t addend)
{
  uint64_t carry = addend;

  for (int i = 0; i < number->n_limbs; i++)
    {
      unsigned __int128 product = (unsigned __int128) number->limbs[i] * factor + carry;

      number->limbs[i] = (uint64_t) product;
      carry = (uint64_t) (product >> LIMB_BITS);
    }

  if (carry != 0)
    append_limb (number, carry);
}

static void
multiply_by_power_of_five (Natural *number,
                           int64_t  power)
{
  const uint64_t most_fives = UINT64_C (7450580596923828125);
  uint64_t       rest = 1;

  for (; power >= FIVES_PER_LIMB; power -= FIVES_PER_LIMB)
    multiply_and_add (number, most_fives, 0);

  for (; power > 0; power--)
    rest *= 5;

  multiply_and_add (number, rest, 0);
}

static void
shift_left (Natural *number,
            int64_t  bits)
{
  int limbs = (int) (bits / LIMB_BITS);

  multiply_and_add (number, UINT64_C (1) << (bits % LIMB_BITS), 0);
  if (limbs == 0 || number->n_limbs == 0)
    return;

  g_assert (number->n_limbs + limbs <= LIMBS_MAX);

  for (int i = number->n_limbs - 1; i >= 0; i--)
    number->limbs[i + limbs] = number->limbs[i];
  for (int i = 0; i < limbs; i++)
    number->limbs[i] = 0;
  number->n_limbs += limbs;
}

static int
compare (const Natural *a,
         const Natural *b)
{
  if (a->n_limbs != b->n_limbs)
    return a->n_limbs < b->n_limbs ? -1 : 1;

  for (int i = a->n_limbs - 1; i >= 0; i--)
    if (a->limbs[i] != b->limbs[i])
      return a->limbs[i] < b->limbs[i] ? -1 : 1;

  return 0;
}

/* The digits as a whole number, cut after DIGITS_KEPT. Tells how many it took
 * and whether anything but zeros was cut. */
static Natural
read_natural (const TideDigits *digits,
              int              *out_taken,
              bool             *out_cut)
{
  Natural  number = { .n_limbs = 0 };
  uint64_t chunk = 0, scale = 1;
  int      taken = 0;
  bool     cut = false;

  for (const char *p = digits->first; p < digits->end && !cut; p++)
    {
      if (*p == '.')
        continue;

      if (taken == DIGITS_KEPT)
        {
          cut = *p != '0';
          continue;
        }

      chunk = chunk * 10 + (uint64_t) (*p - '0');
      scale *= 10;
      taken++;
      if (taken % DIGITS_PER_LIMB == 0)
        {
          multiply_and_add (&number, scale, chunk);
          chunk = 0;
          scale = 1;
        }
    }

  multiply_and_add (&number, scale, chunk);
  *out_taken = taken;
  *out_cut = cut;
  return number;
}

/* Compares number * 10^exponent with the point half way between the double of
 * these bits and the next greater one; above DBL_MAX that is 2^1024. */
static int
compare_with_halfway (const Natural *number,
                      int64_t        exponent,
                      uint64_t       bits)
{
  Natural  left = *number;
  Natural  right = { .n_limbs = 0 };
  int      biased = (int) (bits >> 52);
  uint64_t mantissa = bits & ((UINT64_C (1) << 52) - 1);
  int64_t  shift;

  /* The double is mantissa * 2^(biased - 1075); the point half way to the next
   * one is (2 * mantissa + 1) * 2^(biased - 1076). */
  if (biased == 0)
    biased = 1;
  else
    mantissa |= UINT64_C (1) << 52;
  append_limb (&right, 2 * mantissa + 1);

  if (exponent >= 0)
    multiply_by_power_of_five (&left, exponent);
  else
    multiply_by_power_of_five (&right, -exponent);

  shift = exponent - (biased - 1076);
  if (shift >= 0)
    shift_left (&left, shift);
  else
    shift_left (&right, -shift);

  return compare (&left, &right);
}

double
tide_decimal_decide (const TideDigits *digits,
                     double            near)
{
  const uint64_t infinity = UINT64_C (0x7ff) << 52;
  uint64_t       bits = tide_decimal_bits_of_double (near);
  int            taken, order;
  bool           cut;
  Natural        number = read_natural (digits, &taken, &cut);
  int64_t        exponent = digits->exponent - (taken - 1);

  while (bits > 0)
    {
      order = compare_with_halfway (&number, exponent, bits - 1);
      if (order > 0 || (order == 0 && (cut || (bits & 1) == 0)))
        break;
      bits--;
    }

  while (bits < infinity)
    {
      order = compare_with_halfway (&number, exponent, bits);
      if (order < 0 || (order == 0 && !cut && (bits & 1) == 0))
        break;
      bits++;
    }

  return tide_decimal_double_from_bits (bits);
}
