import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { RoostError } from '../../../base/errors.ts';
import { say } from '../../../base/said/said.ts';
import type { Listing } from '../checklist.ts';
import type { Months } from '../months.ts';
import { unknownName } from '../names.ts';
import { listingsOf, type Occurrence } from '../occurrences.ts';
import type { Taxon } from '../taxa.ts';
import { listedAs } from './listed-name.ts';
import { type FileFacts, readTable, type TableRecord } from './table.ts';

/** A name of a list, and what it was understood as. */
export interface UnderstoodName {
  /** As it stands there. */
  readonly text: string;
  /** The records that say so, from 1: the first, and how many. */
  readonly record: number;
  readonly times: number;
  /** None where it was not understood, or is nothing that a list can hold. */
  readonly taxa: readonly Taxon[];
  /** All year without it. */
  readonly months?: Months;
  /** Why it was not understood, or what of it is not certain, in words. */
  readonly why?: string;
}

/** A list as it was understood. */
export interface UnderstoodList {
  readonly names: readonly UnderstoodName[];
  /** All that it lists, each taxon once, in the order of the taxonomy. */
  readonly taxa: readonly Listing[];
  /** Records that hold something, and no name. */
  readonly nameless: number;
}

/** More different names than any site has; each that is not known is compared with all that are. */
const MOST_NAMES = 5_000;
const MOST_COMPARED = 200;
/** Names looked up before others have their turn. */
const AT_ONCE = 20;

/**
 * Reads a list of species, or records of them, name by name, for who looks it through before it is taken.
 * @throws RoostError (rejects) as `readTable`, and where it has more names than a site can
 */
export async function understandList(bytes: Uint8Array, facts: FileFacts): Promise<UnderstoodList> {
  const { records, nameless } = await readTable(bytes, facts);
  const groups = new Map<string, TableRecord[]>();
  for (const record of records) {
    const key = JSON.stringify([record.names, record.absent ?? record.strange]);
    const known = groups.get(key);
    if (known) known.push(record);
    else groups.set(key, [record]);
  }
  if (groups.size > MOST_NAMES)
    throw new RoostError(
      'read records',
      facts.file,
      `holds ${groups.size} different names, of at most ${MOST_NAMES}`,
      'Leave out what was never at the site',
    );
  const names: UnderstoodName[] = [];
  const occurrences: Occurrence[] = [];
  let compared = 0;
  for (const [n, group] of [...groups.values()].entries()) {
    if (n % AT_ONCE === 0) await yieldToOthers();
    const found = nameOf(group, compared < MOST_COMPARED);
    if (found.taxa.length === 0) compared++;
    names.push(found);
    for (const { months, absent } of group)
      if (!absent) for (const { id } of found.taxa) occurrences.push({ taxon: id, ...(months && { months }) });
  }
  return { names, taxa: listingsOf(occurrences), nameless: nameless.length };
}

function nameOf(group: readonly TableRecord[], compare: boolean): UnderstoodName {
  const [{ names, record, strange, absent }] = group as [TableRecord];
  const [text] = names as [string];
  const place = { text, record, times: group.length };
  if (absent) return { ...place, taxa: [], why: say('list-absent', {}) };
  const listed = names.map(listedAs).find((one) => one !== undefined);
  if (!listed) return { ...place, taxa: [], why: compare ? unknownName(text) : say('list-unknown', { name: text }) };
  if ('leftOut' in listed) return { ...place, taxa: [], why: listed.leftOut };
  const why = strange === undefined ? listed.note : say('list-no-month', { text: strange });
  const when = monthsOf(group);
  return { ...place, taxa: listed.taxa, ...(when && { months: when }), ...(why !== undefined && { why }) };
}

/** The months of several records of one name; all year where one says so or none names any. */
function monthsOf(group: readonly TableRecord[]): Months | undefined {
  const [listing] = listingsOf(group.map(({ months }) => ({ taxon: 'aves', ...(months && { months }) })));
  return listing?.months;
}
