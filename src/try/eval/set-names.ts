import { taxonNamed, unknownName } from '../../know/taxonomy/names.ts';
import type { Taxon } from '../../know/taxonomy/taxa.ts';

/** What a name of a picture, a folder or a cell says: a taxon, no animal, or nothing that is known. */
export type Named =
  | {
      /** Id of the taxon; undefined for no animal. */
      readonly taxon: string | undefined;
      /** The narrower taxon that was meant and that the taxonomy lacks, as it was written. */
      readonly lacks?: string;
    }
  | undefined;

const BLANK = /^(blank|empty|none|空|空拍|无)$/i;
const BLANK_FILE = /^(blank|empty|none|空拍)(?![a-z])/i;
const PATH = '>';
/** Where a name in a file's name may end: before a number, a space, a hyphen, an underscore or a parenthesis. */
const ENDS = /[\d\s\-_(（]/gu;

/**
 * Reads a cell: a name as people write it, or a path of names from the widest taxon to the deepest with `>` between, of
 * which the deepest that is known counts.
 * @example namedCell('Mammalia > Bovidae > Connochaetes taurinus') // where it is not known: bovidae, lacks the rest
 */
export function namedCell(cell: string): Named {
  const names = cell
    .split(PATH)
    .map((name) => name.trim())
    .filter(Boolean);
  const deepest = names.at(-1);
  if (deepest === undefined) return undefined;
  if (names.length === 1 && BLANK.test(deepest)) return { taxon: undefined };
  for (const name of names.toReversed()) {
    const found = taxonNamed(name);
    if (found) return { taxon: found.id, ...(name === deepest ? {} : { lacks: deepest }) };
  }
  return undefined;
}

/**
 * Reads the name of a file (without its ending) or of a folder: the longest start that is a taxon's name counts, and what
 * follows is a number or a remark.
 * @example namedStart('Anas_platyrhynchos_01'), namedStart('绿头鸭 (3)'), namedStart('mallard-2'), namedStart('blank7')
 */
export function namedStart(name: string): Named {
  const plain = name.normalize('NFC').trim();
  if (BLANK_FILE.test(plain) || BLANK.test(plain)) return { taxon: undefined };
  const ends = [...plain.matchAll(ENDS)].map((match) => match.index).toReversed();
  for (const end of [plain.length, ...ends]) {
    const found = spelled(plain.slice(0, end));
    if (found) return wholeName(found, plain.slice(end)) ? { taxon: found.id } : undefined;
  }
  return undefined;
}

/** What is wrong with a name that says nothing known, with the nearest that does. */
export function notNamed(name: string): string {
  return unknownName(name.replaceAll('_', ' '));
}

/** A name with its words joined as they are, by spaces instead of underscores, or by spaces alone. */
function spelled(start: string): Taxon | undefined {
  const words = start.replaceAll('_', ' ');
  return [start, words, words.replaceAll('-', ' ')].map((name) => taxonNamed(name)).find((found) => found);
}

/** `Anas mistyped_01` must not pass for the genus: behind a taxon wider than a species only `sp.` or no word may stand. */
function wholeName({ rank }: Taxon, rest: string): boolean {
  return rank === 'species' || !/^[\s_-]+(?!spp?\b|sp_)\p{Ll}{2,}/u.test(rest);
}
