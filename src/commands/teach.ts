import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { RoostError } from '../base/errors.ts';
import { reviewedVisits, visitLessons } from '../box/visit-lessons.ts';
import { readStore } from '../count/store/open.ts';
import type { Config } from '../know/config/config.ts';
import { adoptFeatures } from '../know/lessons/adopt.ts';
import { lessonsFile } from '../know/lessons/database.ts';
import { fitHeads } from '../know/lessons/heads.ts';
import type { LessonWithFeatures } from '../know/lessons/lesson.ts';
import { Lessons } from '../know/lessons/lessons.ts';
import { taxonById } from '../know/taxonomy/taxa.ts';
import { readSet } from '../try/eval/set.ts';
import { type LeftOut, leftOutLines } from '../try/replay/left-out.ts';
import { lessonOfPicture } from '../try/teach/lesson.ts';
import { type Candidate, learn } from '../try/teach/teach.ts';
import { atTheCommandLine, audited } from './access.ts';
import type { Out } from './out.ts';
import { Progress } from './progress.ts';
import { type OwnEyes, ownEyes } from './teach-tools.ts';

/** The command's options as typed. */
export interface TeachCommand {
  readonly mirror?: string;
  /** Say what would be taught, and keep nothing. */
  readonly dryRun?: true;
}

type Box = Pick<Config, 'data' | 'site'>;

/**
 * Teaches a box the pictures of a labelled set, also while it runs, and says what was learned and what was left out.
 * @returns false where something was left out
 * @throws RoostError for a set or a model that is not right, or where the disk refuses
 */
export async function teachSet(
  box: Box,
  path: string,
  options: TeachCommand,
  signal: AbortSignal,
  out: Out,
): Promise<boolean> {
  const progress = new Progress('teach');
  progress.start(0, 'reading the set');
  const set = await readSet(path, signal).finally(() => progress.stop());
  const eyes = await ownEyes(box, options.mirror, signal, out.complain);
  const by = atTheCommandLine();
  const tools = { ...eyes, by, now: Date.now() };
  const name = setName(path);
  const candidates = set.items.map((item) => ({
    name: item.file,
    lesson: (signal: AbortSignal) => lessonOfPicture(item, name, tools, signal),
  }));
  const what = { what: 'roost teach', subject: path, eyes, candidates, unclear: set.unclear };
  return teach(box, what, options, signal, out).finally(() => eyes.close());
}

/**
 * Teaches a box by the visits that its people confirmed or corrected, also while it runs.
 * @returns false where something was left out
 * @throws RoostError where nobody reviewed anything yet, or as `teachSet`
 */
export async function teachReviewed(box: Box, options: TeachCommand, signal: AbortSignal, out: Out): Promise<boolean> {
  const file = join(box.data, 'roost.db');
  const store = readStore(file);
  let eyes: OwnEyes | undefined;
  try {
    const visits = reviewedVisits(store);
    if (visits.length === 0) throw new RoostError('teach', file, 'nobody has decided on a visit yet');
    eyes = await ownEyes(box, options.mirror, signal, out.complain);
    const tools = { ...eyes, by: atTheCommandLine(), now: Date.now() };
    const found = visits.map((id) => ({ id, lessons: visitLessons(store, box, id, tools)! }));
    const unclear = found.flatMap(({ id, lessons }) => ('why' in lessons ? [{ file: id, reason: lessons.why }] : []));
    const candidates = found.flatMap(({ lessons }) => ('why' in lessons ? [] : lessons.candidates));
    const what = { what: 'roost teach', subject: '--reviewed', eyes, candidates, unclear };
    return await teach(box, what, options, signal, out);
  } finally {
    await eyes?.close();
    store.close();
  }
}

/** What is to be taught. */
interface Subject {
  /** The command, for the log of changes. */
  readonly what: string;
  readonly subject: string;
  readonly eyes: Pick<OwnEyes, 'models' | 'sources' | 'catalog'>;
  readonly candidates: readonly Candidate[];
  readonly unclear: readonly LeftOut[];
}

/** Looks at all of it, keeps what it came to in one piece, and fits the heads. @returns false where something was left out */
async function teach(
  box: Box,
  { what, subject, eyes, candidates, unclear }: Subject,
  { dryRun }: TeachCommand,
  signal: AbortSignal,
  { print, complain }: Out,
): Promise<boolean> {
  const progress = new Progress('teach');
  progress.start(candidates.length);
  const { lessons, leftOut } = await learn(candidates, (name) => progress.file(name), signal).finally(() =>
    progress.stop(),
  );
  const all = [...unclear, ...leftOut];
  const lines = leftOutLines(all, candidates.length + unclear.length);
  if (lessons.length === 0) {
    for (const line of lines) complain(line);
    throw new RoostError('teach', subject, 'nothing in it could be taught');
  }
  for (const line of byTaxon(lessons)) print(line);
  if (dryRun) print('Nothing was kept. Run it without --dry-run to teach this.');
  else await keep(box, { what, subject, eyes }, lessons, print);
  for (const line of lines) complain(line);
  return all.length === 0;
}

async function keep(
  box: Box,
  { eyes: { models, catalog, sources }, ...told }: Pick<Subject, 'what' | 'subject' | 'eyes'>,
  lessons: readonly LessonWithFeatures[],
  print: Out['print'],
): Promise<void> {
  await audited(
    box,
    { ...told, body: { pictures: lessons.length } },
    async () => {
      const kept = new Lessons(lessonsFile(box.data));
      try {
        adoptFeatures(kept, catalog);
        const put = kept.put(lessons);
        const { revision, heads } = fitHeads(kept, sources);
        print(`Taught ${put.added} pictures; ${put.changed} were taught anew, ${put.same} were known.`);
        print(
          `What was taught is version ${revision}: ${heads.map(({ model, taxa }) => `${taxa.length} taxa by ${model}`).join(', ')}.`,
        );
        print('A box that runs takes it up by itself.');
        const unseen = kept.unseen(models).length;
        if (unseen > 0)
          print(
            `The models here never saw ${unseen} other pictures: a box that runs has them look at those that are kept.`,
          );
        return { revision, ...put };
      } finally {
        kept.close();
      }
    },
    (after) => ({ after }),
  );
}

/** What there is of each taxon, a line each. */
function byTaxon(lessons: readonly LessonWithFeatures[]): string[] {
  const counts = new Map<string, number>();
  for (const { taxon } of lessons) counts.set(taxon, (counts.get(taxon) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([taxon, count]) =>
        `  ${taxonById(taxon)?.scientific ?? taxon}: ${count} ${count === 1 ? 'picture' : 'pictures'}`,
    );
}

/** A set's name, the same for the same folder: two folders of one name on a machine are two sets. */
function setName(path: string): string {
  const whole = resolve(path);
  return `${basename(whole)}-${createHash('sha256').update(whole).digest('hex').slice(0, 6)}`;
}
