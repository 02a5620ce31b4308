import type { Months } from '../months.ts';
import { unknownName } from '../names.ts';
import type { Occurrence } from '../occurrences.ts';
import { type Listed, listedAs } from './listed-name.ts';
import { type FileFacts, readTable } from './table.ts';

/** What a table of records tells, a line each for what of it could not be read, and for what no list can hold. */
export interface ReadOccurrences {
  readonly occurrences: readonly Occurrence[];
  readonly problems: readonly string[];
  /** Not wrong, but to be told: a hybrid, a name wider than a family, a name that lists use for different species. */
  readonly notes: readonly string[];
}

/**
 * What a table of records or of species tells, as `readTable` reads it. What was counted as none, or absent, is not listed.
 * A line whose name is not known is left out and told.
 * @throws RoostError as `readTable`
 */
export async function readOccurrences(bytes: Uint8Array, facts: FileFacts): Promise<ReadOccurrences> {
  const { records, nameless, when, note } = await readTable(bytes, facts);
  const collected = new Collector(facts.file, nameless);
  if (note !== undefined) collected.note(`: ${note}`);
  for (const { record, names, months, strange, absent } of records) {
    if (absent) continue;
    if (strange !== undefined) collected.problem(`, record ${record}: "${strange}" in column ${when} names no month`);
    collected.add(names, months);
  }
  return collected;
}

/** What is found in a file, each message once. */
class Collector implements ReadOccurrences {
  readonly occurrences: Occurrence[] = [];
  readonly #file: string;
  readonly #problems = new Set<string>();
  readonly #notes = new Set<string>();
  /** A file has many records of few names. */
  readonly #names = new Map<string, Listed>();
  readonly #nameless: readonly number[];

  constructor(file: string, nameless: readonly number[]) {
    this.#file = file;
    this.#nameless = nameless;
  }

  get problems(): string[] {
    const [first] = this.#nameless;
    const none = `${this.#file}: ${this.#nameless.length} records have no name, the first is record ${first}; were they formulas that nobody calculated?`;
    return [...this.#problems, ...(first === undefined ? [] : [none])];
  }

  get notes(): string[] {
    return [...this.#notes];
  }

  problem(what: string): void {
    this.#problems.add(`${this.#file}${what}`);
  }

  note(what: string): void {
    this.#notes.add(`${this.#file}${what}`);
  }

  /** Takes the first name that is known. @param months all year without them */
  add(names: readonly string[], months: Months | undefined): void {
    const listed = names.map((name) => this.#listed(name)).find((one) => one !== undefined);
    if (!listed) this.problem(`: ${names.map(unknownName).join(', ')}`);
    else if ('leftOut' in listed) this.#notes.add(`${this.#file}: "${names[0]}" ${listed.leftOut}`);
    else this.#take(names[0]!, listed, months);
  }

  #take(name: string, listed: Extract<Listed, { taxa: unknown }>, months: Months | undefined): void {
    if (listed.note) this.#notes.add(`${this.#file}: "${name}" ${listed.note}`);
    for (const { id } of listed.taxa) this.occurrences.push({ taxon: id, ...(months && { months }) });
  }

  #listed(name: string): Listed {
    if (!this.#names.has(name)) this.#names.set(name, listedAs(name));
    return this.#names.get(name);
  }
}
