import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { messageOf, RoostError } from '../base/errors.ts';
import { newFile } from '../base/whole-file.ts';
import { readSeen } from '../count/store/seen.ts';
import { checklistYaml } from '../know/config/checklist-yaml.ts';
import { readSite } from '../know/config/config.ts';
import type { DateOrder } from '../know/taxonomy/lists/dates.ts';
import { readOccurrences } from '../know/taxonomy/lists/read.ts';
import { listingsOf, type Occurrence } from '../know/taxonomy/occurrences.ts';
import { REGIONS } from '../know/taxonomy/regions.ts';
import { taxonById } from '../know/taxonomy/taxa.ts';

/** The command's options as typed. */
export interface ChecklistCommand {
  /** roost.yaml: the time zone of the site and its data folder; need not be there. */
  readonly config: string;
  readonly region?: string;
  /** A database, or true for the one of the box. */
  readonly records?: string | true;
  /** XLSX or CSV files, each with `#` and the name of a sheet behind it where one is meant. */
  readonly csv?: readonly string[];
  /** The order of numbers in the files' dates, where they do not tell. */
  readonly dates?: DateOrder;
  readonly name?: string;
  readonly output?: string;
}

/** One source's part of a checklist. */
interface Part {
  /** The source in words. */
  readonly from: string;
  readonly occurrences: readonly Occurrence[];
  readonly problems?: readonly string[];
  /** What is understood and must be told all the same. */
  readonly notes?: readonly string[];
  /** Visits seen of each taxon, where the source counts them. */
  readonly visits?: ReadonlyMap<string, number>;
}

/**
 * Writes a `site.yaml` from the sources named, all merged.
 * @param now when, ms
 * @param print takes the text, where no output file is named
 * @param complain takes a line for each name that is not known, and for each that no list can hold or that is not certain
 * @returns true if all of every source was understood
 * @throws RoostError where no source is named, one cannot be read, or the output file exists
 */
export async function checklist(
  options: ChecklistCommand,
  now: number,
  print: (text: string) => void,
  complain: (line: string) => void,
): Promise<boolean> {
  const { region, records, csv = [], name = 'site', output } = options;
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name))
    throw new RoostError('name checklist', name, 'must be lower-case letters, digits and hyphens, at most 63');
  const parts: Part[] = [];
  if (records) parts.push(fromRecords(records, options.config));
  for (const file of csv) parts.push(await fromCsv(file, options.dates));
  if (parts.length === 0 && !region)
    throw new RoostError(
      'make checklist',
      name,
      'no source is named',
      `Name one or more of --region ${[...REGIONS, 'world'].join('|')}, --records, --csv FILE`,
    );
  const problems = parts.flatMap((part) => part.problems ?? []);
  for (const line of [...problems, ...parts.flatMap((part) => part.notes ?? [])]) complain(line);
  const taxa = listingsOf(parts.flatMap(({ occurrences }) => occurrences));
  if (taxa.length === 0 && !region) throw new RoostError('make checklist', name, 'the sources name no known taxon');
  if (taxa.length > 0 && region === 'world')
    throw new RoostError('make checklist', name, '--region world means no prior at all', 'Leave it out');
  const from = [...(region ? [`the region list ${region}`] : []), ...parts.map((part) => part.from)];
  const header = [
    `Taxa known at the site. Made on ${new Date(now).toISOString().slice(0, 10)} by "roost checklist" from ${from.join('; ')}.`,
    'Scores of taxa that are not listed, or not in the month, are weighed down, never to nothing. No months: all year.',
  ];
  const text = checklistYaml({ name, ...(region && { region }), taxa, header, remarks: remarks(parts) });
  if (output) await save(output, text);
  else print(text);
  return problems.length === 0;
}

function fromRecords(records: string | true, config: string): Part {
  const box = records === true || existsSync(config) ? readSite(config) : undefined;
  const file = records === true ? join(box!.data, 'roost.db') : records;
  const zone = box?.site.site.timeZone ?? DateTime.local().zoneName;
  const seen = readSeen(file).filter(({ taxon }) => ['species', 'genus'].includes(taxonById(taxon)?.rank ?? ''));
  const visits = new Map<string, number>();
  for (const { taxon, visits: more } of seen) visits.set(taxon, (visits.get(taxon) ?? 0) + more);
  return {
    from: `visits in ${file}, months in ${zone}, named by the box: look them through`,
    occurrences: seen.map(({ taxon, at }) => ({ taxon, months: [DateTime.fromMillis(at, { zone }).month] })),
    visits,
  };
}

async function fromCsv(named: string, dates: DateOrder | undefined): Promise<Part> {
  const [, path, sheet] = (!existsSync(named) && /^(.+)#([^#]+)$/.exec(named)) || [];
  const file = path ?? named;
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new RoostError('read records', file, messageOf(cause), '', { cause });
  }
  const facts = { file, ...(sheet !== undefined && { sheet }), ...(dates && { dates }) };
  const { occurrences, problems, notes } = await readOccurrences(bytes, facts);
  return { from: named, occurrences, problems, notes };
}

function remarks(parts: readonly Part[]): Map<string, string> {
  const counts = parts.flatMap(({ visits }) => [...(visits ?? [])]);
  return new Map(counts.map(([taxon, count]) => [taxon, count === 1 ? '1 visit' : `${count} visits`]));
}

/** A checklist is kept by hand, so one that is there is not written over. */
async function save(file: string, text: string): Promise<void> {
  try {
    await newFile(file, text);
  } catch (cause) {
    throw new RoostError('write checklist', file, messageOf(cause), 'Name a new file, or move the old one aside', {
      cause,
    });
  }
}
