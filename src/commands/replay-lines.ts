import { shown } from '../base/shown.ts';
import { taxonById } from '../know/taxonomy/taxa.ts';
import type { Inputs } from '../try/replay/inputs.ts';
import type { Replayed } from '../try/replay/replay.ts';
import type { TimeSource, When } from '../try/replay/when.ts';

/** How it is known when a file was recorded, by file. */
export type Whens = ReadonlyMap<string, When>;

/** What is known of the times of inputs. */
export function whensOf({ videos, pictures }: Inputs): Whens {
  return new Map([...videos, ...pictures].map(({ file, when }) => [file, when]));
}

/** One JSON line a visit, times in ISO 8601, with the files in which it was seen and what tells their time. */
export function asJson({ visits, media, files }: Replayed, whens: Whens): string[] {
  return visits.map(({ id, continues, camera, taxon, startAt, endAt, individuals, score, tracks, status, reason }) =>
    JSON.stringify({
      ...{ id, ...(continues !== undefined && { continues }) },
      camera,
      taxon,
      startAt: new Date(startAt).toISOString(),
      endAt: new Date(endAt).toISOString(),
      individuals,
      score: Math.round(score * 1000) / 1000,
      tracks,
      files: filesOf(tracks, files).map((file) => ({ file, timeFrom: whens.get(file)?.from })),
      media: media.filter(({ track }) => track && tracks.includes(track)).map(({ file, sha256 }) => ({ file, sha256 })),
      status,
      ...(reason ? { reason } : {}),
    }),
  );
}

/** One line in words a visit. */
export function asWords({ visits, files }: Replayed, whens: Whens): string[] {
  const lines = visits.map(({ taxon, startAt, endAt, individuals, tracks, status, reason }) => {
    const seconds = Math.round((endAt - startAt) / 1000);
    const name = taxonById(taxon)?.english ?? taxon;
    const sources = new Set(filesOf(tracks, files).map((file) => whens.get(file)?.from ?? 'age'));
    const by = `  (time by ${[...sources].map((source) => SOURCES[source]).join(' and ')})`;
    const aside = status === 'set-aside' ? `  (set aside: ${reason})` : '';
    return `${new Date(startAt).toISOString()}  ${seconds} s  ${name}: ${individuals}${aside}${by}`;
  });
  return lines.length > 0 ? lines : ['No bird and no mammal was seen.'];
}

/** What tells the times of all files, and a line for each whose time is in doubt. */
export function timeLines(whens: Whens): string[] {
  const counts = new Map<TimeSource, number>();
  for (const { from } of whens.values()) counts.set(from, (counts.get(from) ?? 0) + 1);
  if (counts.size === 0) return [];
  const parts = [...counts].map(([source, count]) => `${count} by ${SOURCES[source]}`);
  const doubtful = [...whens].filter(([, { doubts }]) => doubts.length > 0);
  return [
    `Times of files: ${parts.join(', ')}.`,
    ...doubtful.map(
      ([file, { doubts, from, at }]) =>
        `time of ${shown(file)}: ${doubts.map(shown).join('; ')}. Taken: ${new Date(at).toISOString()} by ${SOURCES[from]}`,
    ),
  ];
}

const SOURCES: Readonly<Record<TimeSource, string>> = {
  start: '--start',
  container: 'metadata of the container',
  exif: 'EXIF',
  name: 'the date in the name',
  age: "the file's age, which copying can change",
};

function filesOf(tracks: readonly string[], files: Replayed['files']): string[] {
  return [...new Set(tracks.flatMap((track) => files.get(track) ?? []))];
}
