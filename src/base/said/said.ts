import { BOOK, type SaidCode } from './book.ts';
import { type KindName, type ParamsOf, placesOf, reader, write } from './template.ts';

/** A sentence of the box, for whoever has words of another language: what it says, and with what. */
export interface Saying {
  readonly code: SaidCode;
  /** By the name of the place in the sentence. */
  readonly params: Readonly<Record<string, SaidParam>>;
  /** The sentence in English. */
  readonly text: string;
}

/** What stands in a place of a sentence: as exact as the sentence, e.g. bytes to the megabyte. */
export type SaidParam = string | number | readonly string[] | Saying | readonly Saying[];

/**
 * A sentence of the book in English.
 * @example say('disk-full', { free: 4e8, floor: 3e9 })
 */
export function say<C extends SaidCode>(code: C, params: ParamsOf<(typeof BOOK)[C]>): string {
  return write(BOOK[code], params as Readonly<Record<string, unknown>>);
}

/** They are whatever is left over. */
const OPEN: readonly SaidCode[] = ['words', 'several'];
const READERS = (Object.keys(BOOK) as SaidCode[])
  .filter((code) => !OPEN.includes(code))
  .map((code) => ({ code, places: placesOf(BOOK[code]), read: reader(BOOK[code]) }));

/** Whatever the book does not know. */
const other = (text: string): Saying => ({ code: 'words', params: { words: text }, text });

/**
 * What a sentence says, whoever wrote it down and when: sentences go through threads, files and the database as they are, and are
 * understood where they are told. What is not of the book has the code `words`.
 */
export function understood(text: string): Saying {
  const all = text.split('; ').map((part) => known(part) ?? other(part));
  const strange = all.filter(({ code }) => code === 'words').length;
  const several: Saying = { code: 'several', params: { all }, text };
  if (all.length > 1 && strange === 0) return several;
  // A sentence may hold a semicolon itself.
  return known(text) ?? (all.length > 1 && strange < all.length ? several : other(text));
}

/** The sentence with its code beside it, as a part of an answer; nothing where the book does not know it. */
export function saidBeside(text: string | undefined): { said: Saying } | Record<string, never> {
  if (text === undefined) return {};
  const said = understood(text);
  return said.code === 'words' ? {} : { said };
}

function known(text: string): Saying | undefined {
  for (const { code, places, read } of READERS) {
    const params = read(text);
    if (!params) continue;
    const told = places.map(({ name, kind }) => [name, toldOf(kind, params[name] as string & readonly string[])]);
    if (told.some(([, value]) => value === undefined)) continue;
    return { code, params: Object.fromEntries(told), text };
  }
  return undefined;
}

function toldOf(kind: KindName, value: string & readonly string[]): SaidParam | undefined {
  if (kind === 'said') return understood(value);
  if (kind === 'reasons' || kind === 'sayings') return value.map(understood);
  if (kind !== 'known') return value;
  const inner = understood(value);
  return inner.code === 'words' ? undefined : inner;
}
