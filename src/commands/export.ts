import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SingleBar } from 'cli-progress';
import { DateTime } from 'luxon';
import type { Basis } from '../base/domain.ts';
import { RoostError } from '../base/errors.ts';
import { replaceFile } from '../base/whole-file.ts';
import { exportSource } from '../box/exporting.ts';
import { readStore } from '../count/store/open.ts';
import type { Comparison } from '../count/tally/independence.ts';
import type { Against } from '../count/tally/judged.ts';
import type { Config } from '../know/config/config.ts';
import { FORMATS, formatFor, pieces } from '../tell/export/formats.ts';
import { missingFor } from '../tell/export/publication.ts';
import { requirePlace } from './require-place.ts';

/** The command's options as typed. */
export interface ExportCommand {
  readonly from?: string;
  readonly to?: string;
  readonly output?: string;
  /** Minutes; the site's without it. */
  readonly interval?: string;
  /** The site's without it. */
  readonly compare?: Comparison;
  readonly against?: Against;
  /** Days of a sampling occasion; a week without it. */
  readonly occasion?: string;
  readonly apart: 'station' | 'camera';
  readonly basis: Basis;
  readonly bom?: boolean;
  readonly media?: boolean;
  readonly precise?: boolean;
  /** Lead what a spreadsheet would take for a formula by an apostrophe, in files made for them; so it is where nothing is said. */
  readonly guard?: boolean;
}

/**
 * Writes the records of a box for another program, also while the box runs. The file appears under its name when it is
 * whole, and one that is there is not written over.
 * @param complain takes a line for each thing that is missing for publication, where the format is made for that
 * @returns path of the file
 * @throws RoostError where the format, a time or the interval is not understood, the file exists, or the disk refuses
 */
export async function exportRecords(
  name: string,
  box: Config,
  options: ExportCommand,
  terminal: boolean,
  complain: (line: string) => void = () => undefined,
): Promise<string> {
  const { timeZone } = box.site.site;
  if (options.from === undefined || options.to === undefined)
    throw new RoostError('export', name, 'no range of time is given', 'Give --from 2026-01-01 --to 2026-07-01');
  const from = timeOf('--from', options.from, timeZone);
  const to = timeOf('--to', options.to, timeZone);
  if (from >= to) throw new RoostError('export', name, `--from ${options.from} is not before --to ${options.to}`);
  const { independence } = box.site;
  const { interval = String(independence.intervalMinutes), compare = independence.compare } = options;
  const intervalMinutes = Number(interval);
  if (interval.trim() === '' || !(intervalMinutes >= 0))
    throw new RoostError('export', name, `--interval ${interval} is no number of minutes`);
  const { occasion = '7' } = options;
  const occasionDays = Number(occasion);
  if (!/^[1-9]\d{0,3}$/.test(occasion))
    throw new RoostError('export', name, `--occasion ${occasion} is no whole number of days, 1 to 9999`);
  const { against = 'all-time', apart, basis, bom, media = false, precise = false, guard = true } = options;
  const query = { from, to, intervalMinutes, compare, against, apart, basis, occasionDays, media, precise, guard };
  const format = formatFor(name);
  for (const what of missingFor(format, box.site.publication)) complain(`missing for publication at GBIF: ${what}`);
  const output = resolve(options.output ?? format.file);
  if (existsSync(output))
    throw new RoostError('export', output, 'it exists', 'Name a new file, or move the old one aside');
  await requirePlace(output);
  const store = readStore(join(box.data, 'roost.db'));
  const bar = new SingleBar({ format: `${format.file} {bar} {percentage}% {line} pieces`, noTTYOutput: false });
  try {
    if (terminal) bar.start(to - from, 0, { line: 0 });
    const source = { ...exportSource(box, store, Date.now()), reached: (at: number) => bar.update(at - from) };
    const told = counted(pieces(format, source, query, bom === true), (line) => bar.update({ line }));
    await replaceFile(output, told);
    return output;
  } finally {
    bar.stop();
    store.close();
  }
}

/**
 * Tells what is missing for publication at GBIF, by key of roost.yaml; writes nothing.
 * @returns true where nothing is
 * @throws RoostError where the format is none, or not made for publication
 */
export function checkExport(name: string, box: Config, print: (line: string) => void): boolean {
  const format = formatFor(name);
  if (!format.publishes) {
    const formats = FORMATS.flatMap(({ name, publishes }) => (publishes ? [name] : [])).join(', ');
    throw new RoostError('check export', name, 'is not made for publication', `Name one of ${formats}`);
  }
  const missing = missingFor(format, box.site.publication);
  for (const what of missing) print(what);
  if (missing.length === 0) print(`${name}: nothing is missing for publication at GBIF.`);
  return missing.length === 0;
}

/** A time as people type it: a day of the site, or a whole time with or without its offset. */
function timeOf(option: string, text: string, zone: string): number {
  const time = DateTime.fromISO(text, { zone });
  if (time.isValid) return time.toMillis();
  throw new RoostError(
    'export',
    `${option} ${text}`,
    'is no time',
    'Write it as 2026-05-01 or 2026-05-01T06:00:00+08:00',
  );
}

/** The same pieces, each counted as it is asked for. */
async function* counted<T>(pieces: AsyncIterable<T>, told: (pieces: number) => void): AsyncGenerator<T> {
  let count = 0;
  for await (const piece of pieces) {
    told(++count);
    yield piece;
  }
}
