import { existsSync } from 'node:fs';
import { RoostError } from '../base/errors.ts';
import type { Config } from '../know/config/config.ts';
import { lessonsFile } from '../know/lessons/database.ts';
import type { Lesson, LessonFilter } from '../know/lessons/lesson.ts';
import { Lessons } from '../know/lessons/lessons.ts';
import { taxonNamed, unknownName } from '../know/taxonomy/names.ts';
import { taxonById } from '../know/taxonomy/taxa.ts';
import { audited } from './access.ts';

type Box = Pick<Config, 'data'>;

/** Runs work with what a box was taught; undefined where it was taught nothing yet. */
export async function withLessons<T>(
  { data }: Box,
  work: (lessons: Lessons) => T | Promise<T>,
): Promise<T | undefined> {
  const file = lessonsFile(data);
  if (!existsSync(file)) return undefined;
  const lessons = new Lessons(file);
  try {
    return await work(lessons);
  } finally {
    lessons.close();
  }
}

/** `roost teach list`: what was taught, by taxon; each picture of one that is named. */
export async function listTaught(box: Box, name: string | undefined, print: (line: string) => void): Promise<void> {
  const taxon = name === undefined ? undefined : knownTaxon(name);
  const lines = await withLessons(box, (lessons) =>
    taxon === undefined ? lessons.taxa().map(taxonLine) : lessons.list({ taxon }).map(lessonLine),
  );
  if (!lines || lines.length === 0)
    print(taxon === undefined ? 'Nothing was taught yet.' : 'Nothing of it was taught.');
  else for (const line of lines) print(line);
}

/** How many pictures may go without being asked for twice. */
const FEW = 20;

/**
 * `roost teach forget`: takes back a picture, what a visit or a set taught, or all of a taxon.
 * @param what id of a picture or of a visit, name of a set or of a taxon
 * @throws RoostError where nothing of it was taught
 */
export async function forgetTaught(
  box: Box,
  what: string,
  { yes }: { readonly yes?: boolean },
  print: (line: string) => void,
): Promise<void> {
  const filter = await withLessons(box, (lessons) => meant(lessons, what));
  const found = (filter && (await withLessons(box, (lessons) => lessons.list(filter)))) ?? [];
  if (!filter || found.length === 0)
    throw new RoostError('forget', what, 'nothing of it was taught', 'See `roost teach list`');
  for (const lesson of found.slice(0, FEW)) print(lessonLine(lesson));
  if (found.length > FEW) print(`  and ${found.length - FEW} more`);
  if (found.length > FEW && !yes) return print('Nothing was forgotten. Run it with --yes to forget all of these.');
  const gone = await audited(
    box,
    { what: 'roost teach forget', subject: what, body: filter },
    async () => (await withLessons(box, (lessons) => lessons.forget(filter))) ?? [],
    (gone) => ({ before: gone.map(({ id, taxon }) => ({ id, taxon })) }),
  );
  print(`Forgot ${gone.length} ${gone.length === 1 ? 'picture' : 'pictures'}. A box that runs follows by itself.`);
}

/** Which lessons a word means: the first of picture, visit, set and taxon of which something was taught. */
function meant(lessons: Lessons, what: string): LessonFilter | undefined {
  const taxon = taxonNamed(what)?.id;
  const ways: LessonFilter[] = [{ id: what }, { visit: what }, { set: what }, ...(taxon ? [{ taxon }] : [])];
  return ways.find((filter) => lessons.list(filter).length > 0);
}

function knownTaxon(name: string): string {
  const taxon = taxonNamed(name);
  if (!taxon) throw new RoostError('teach', name, unknownName(name));
  return taxon.id;
}

const many = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;

function taxonLine({ taxon, pictures, visits, sets, people }: ReturnType<Lessons['taxa']>[number]): string {
  const from = [...(visits > 0 ? [many(visits, 'visit')] : []), ...(sets > 0 ? [many(sets, 'set')] : [])];
  return `${taughtName(taxon)}: ${many(pictures, 'picture')} of ${from.join(' and ')}, by ${people.join(', ')}`;
}

/** A picture that was taught, on one line. */
export function lessonLine({ id, taxon, source, people, taughtAt }: Lesson): string {
  const when = new Date(taughtAt).toISOString().slice(0, 10);
  return `  ${id}  ${taughtName(taxon)}  ${source.of} ${source.id} ${source.file}  ${people.join(', ')}, ${when}`;
}

/** A taxon's scientific name; its id where the taxonomy does not know it any more. */
export const taughtName = (taxon: string) => taxonById(taxon)?.scientific ?? taxon;
