import { CAMERAS } from './cameras.ts';
import { ERRORS } from './errors.ts';
import { EXPORTS } from './exports.ts';
import { MODELS } from './models.ts';
import { RECORDS } from './records.ts';
import { TROUBLES } from './troubles.ts';

/** What no other book holds. */
const PLAIN = {
  /** Words that the box has no code for. */
  words: '{words:words}',
  /** Sentences that stand one behind another; the box reads them apart by itself. */
  several: '{all:sayings}',
  'n-times': '{why:known} ({times:n})',
  'it-does': 'it {why:known}',
  about: '{what}: {why:known}',
} as const;

/**
 * All sentences of the box that have a code, by it. A code never changes its meaning; a sentence may be written better, as long as its places
 * stay. What stands before is recognised before: the more a sentence says itself, the earlier it comes.
 */
export const BOOK = { ...TROUBLES, ...CAMERAS, ...MODELS, ...RECORDS, ...EXPORTS, ...ERRORS, ...PLAIN } as const;

/** The code of a sentence. */
export type SaidCode = keyof typeof BOOK;
