import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { type Mistake, Problem } from './problem.ts';

/**
 * Reads the query of a URL by its schema. Unknown keys, keys given twice and values out of range are refused.
 * @param url path and query as the client sent them
 * @throws {Problem} 400 with one entry in `errors` for each mistake
 */
export function readQuery<S extends z.ZodObject>(schema: S, url: string): z.output<S> {
  const start = url.indexOf('?');
  const given = new URLSearchParams(start < 0 ? '' : url.slice(start + 1));
  const values: Record<string, string> = Object.create(null);
  const twice: Mistake[] = [];
  for (const [key, value] of given) {
    if (key in values) twice.push({ key, detail: `${key} is given more than once` });
    values[key] = value;
  }
  if (twice.length > 0) throw new Problem(400, 'The query gives a key more than once', { errors: twice });
  return read(schema, { ...values }, 'query');
}

/**
 * Reads path parameters by their schema.
 * @throws {Problem} 400 as `readQuery`
 */
export function readParams<S extends z.ZodObject>(schema: S, params: object): z.output<S> {
  return read(schema, { ...params }, 'path');
}

/**
 * Reads a JSON body by its schema.
 * @throws {Problem} 400 as `readQuery`
 */
export function readBody<S extends z.ZodObject>(schema: S, body: unknown): z.output<S> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Problem(400, 'The body must be a JSON object');
  return read(schema, { ...body }, 'body');
}

function read<S extends z.ZodObject>(schema: S, values: Record<string, unknown>, where: string): z.output<S> {
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKey(key, Object.keys(schema.shape)))
      : [wrongValue(String(issue.path[0] ?? ''), values, schema)],
  );
  throw new Problem(400, `The ${where} is not understood: ${errors.map((error) => error.detail).join('; ')}`, {
    errors,
  });
}

function unknownKey(key: string, known: readonly string[]): Mistake {
  if (known.length === 0) return { key, detail: `${quoted(key)} is not known`, allowed: 'no keys' };
  const nearest = closest(key, [...known]);
  const alike = distance(key.toLowerCase(), nearest) <= Math.max(2, nearest.length / 3);
  return {
    key,
    detail: `${quoted(key)} is not known${alike ? `, did you mean ${nearest}?` : ''}`,
    allowed: known.join(', '),
    ...(alike && { nearest }),
  };
}

function wrongValue(key: string, values: Record<string, unknown>, schema: z.ZodObject): Mistake {
  const allowed = (schema.shape[key] as z.ZodType | undefined)?.meta()?.description;
  const given = MAY_BE_SECRET.test(key) ? 'that' : shown(values[key]);
  const detail = values[key] === undefined ? `${key} is missing` : `${key} cannot be ${given}`;
  return { key, detail, ...(allowed && { allowed }) };
}

/** Keys whose values are not told back: people write passwords into addresses. */
const MAY_BE_SECRET = /address|password/;

/** A value of any kind, in words: turning one that a client made into text may run what it holds, or never end. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return quoted(String(value));
}

/** A value as it is shown back to the client: short, on one line. */
function quoted(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
