import { join } from 'node:path';
import { RoostError } from '../base/errors.ts';
import { taughtWhy } from '../box/visit-why.ts';
import { readStore } from '../count/store/open.ts';
import type { Config } from '../know/config/config.ts';
import { unlikeLessons } from '../know/lessons/unlike.ts';
import type { Out } from './out.ts';
import { lessonLine, taughtName, withLessons } from './teach-list.ts';
import { ownEyes } from './teach-tools.ts';

type Box = Pick<Config, 'data' | 'site'>;

const percent = (value: number) => `${Math.round(100 * value)} %`;

/**
 * `roost teach why`: what was taught that lies behind a visit's name.
 * @throws RoostError where nothing was taught, or there is no such visit
 */
export async function whyTaught(
  box: Box,
  visit: string,
  mirror: string | undefined,
  signal: AbortSignal,
  { print, complain }: Out,
): Promise<void> {
  const eyes = await ownEyes(box, mirror, signal, complain);
  const store = readStore(join(box.data, 'roost.db'));
  try {
    const why = await withLessons(box, (lessons) => taughtWhy(store, box.data, lessons, visit, eyes, signal));
    if (!why) throw new RoostError('teach', visit, 'there is no such visit', 'Ids stand on the page and in exports');
    for (const { model, top, taught } of why.opinions)
      print(
        `When it was named, ${model} held it for ${taughtName(top[0]!.taxon)} (${percent(top[0]!.score)}), taught from ${taught!.pictures} pictures of ${taught!.visits} visits.`,
      );
    if (why.opinions.length === 0) print('When it was named, what was taught had no part in it.');
    for (const { file, alike } of why.crops) {
      print(`${file} is most like:`);
      for (const { id, taxon, alike: how, model } of alike)
        print(`  ${id}  ${taughtName(taxon)}  ${percent(how)} by ${model}`);
      if (alike.length === 0) print('  nothing that was taught');
    }
    if (why.taught.length > 0) print('It was taught itself:');
    for (const lesson of why.taught) print(lessonLine(lesson));
  } finally {
    store.close();
    await eyes.close();
  }
}

/** `roost teach unlike`: pictures that look unlike their species, the most unlike first. */
export async function listUnlike(box: Box, print: (line: string) => void): Promise<void> {
  const lines = await withLessons(box, (lessons) =>
    unlikeLessons(lessons).map(
      ({ lesson, than: { own, other, alike } }) =>
        `${lessonLine(lesson)}: more like ${taughtName(other)} (${percent(alike)} to ${percent(own)})`,
    ),
  );
  if (!lines || lines.length === 0)
    return print('Every picture looks like its species, as far as there are three or more of it.');
  for (const line of lines) print(line);
}
