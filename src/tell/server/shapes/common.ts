import { z } from 'zod';
import { Problem } from '../problem.ts';

/** A time in answers: ISO 8601, UTC, milliseconds. */
export const Time = z.iso.datetime({ precision: 3 }).meta({ example: '2026-05-01T06:12:03.123Z' });

/** A time as answers write it. */
export function time(at: number): string {
  return new Date(at).toISOString();
}

/** No parameters, or none in the query. */
export const None = z.strictObject({});

/** A rectangle as fractions of the frame. */
export const BoxShape = z
  .object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() })
  .meta({ id: 'Box', description: 'Top left corner and size as fractions of the frame, 0 to 1' });

/** A time in a query, read as milliseconds since the epoch. A `+` that arrived as a space is taken for what it was. */
export function timeKey(description: string) {
  return z
    .preprocess(
      (value) => (typeof value === 'string' ? value.replace(/ (?=\d\d:\d\d$)/, '+') : value),
      z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
    )
    .optional()
    .meta({ type: 'string', format: 'date-time', description: `${description}: a time such as 2026-05-01T06:00:00Z` });
}

/**
 * Refuses a range that ends before it begins, or where it does.
 * @throws {Problem} 400, of the key `from`
 */
export function requireOrder({ from, to }: { readonly from: number; readonly to: number }): void {
  if (from < to) return;
  const detail = `from (${time(from)}) must be before to (${time(to)})`;
  throw new Problem(400, detail, { errors: [{ key: 'from', detail, allowed: 'a time before `to`' }] });
}

/** A whole number of at most 15 digits, written as such: not empty, 0x10 or 1e3, which programs also take for numbers. */
export const Whole = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** A number written as people write one, at most nine digits before the point and nine behind: `30` or `0.02`, no 1e1, no 0x10, no spaces. */
const Decimal = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,9})?$/)
  .transform(Number);

/** Bounds of a number, as JSON Schema says them. */
interface Bounds {
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum: number;
}

/** A number in a query, which may be left out. */
export function decimalFilter(description: string, bounds: Bounds) {
  const { minimum, exclusiveMinimum, maximum } = bounds;
  const number = z
    .number()
    .min(minimum ?? 0)
    .gt(exclusiveMinimum ?? -1)
    .max(maximum);
  return Decimal.pipe(number)
    .optional()
    .meta({ type: 'number', ...bounds, description });
}

/** A whole number in a query, which may be left out. */
export function wholeKey(description: string, minimum: number, maximum: number) {
  return Whole.pipe(z.int().min(minimum).max(maximum))
    .optional()
    .meta({ type: 'integer', minimum, maximum, description });
}

/** How many of a list to answer with, in a query. */
export function limitKey(most: number, usual: number) {
  return Whole.pipe(z.int().min(1).max(most))
    .default(usual)
    .meta({ type: 'integer', minimum: 1, maximum: most, default: usual, description: `How many, from 1 to ${most}` });
}

/** A cursor of the outbox in a query, which may be left out. */
export function cursorKey(description: string) {
  return wholeKey(description, 0, Number.MAX_SAFE_INTEGER);
}

/**
 * Text on one line: a control character or half a letter would break the files that it is exported in, and one that turns the
 * direction of text would show something else than what is stored.
 */
export const Line = z
  .string()
  .trim()
  .min(1)
  .regex(/^[^\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]*$/u);

/** Text of several lines. */
export const Text = z
  .string()
  .trim()
  .min(1)
  .regex(/^([^\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]|[\t\n\r])*$/u);

const Id = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);

/** An id in a path. */
export function idKey(description: string) {
  return Id.meta({ description });
}

/** An id in a query, which may be left out. */
export function idFilter(description: string) {
  return Id.optional().meta({ description });
}
