import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAnimal, KINDS, type Kind } from '../../base/domain.ts';
import { readTable } from './table.ts';
import type { Taxon } from './taxon.ts';

export type { Taxon } from './taxon.ts';

const [taxaCsv, synonymsCsv] = ['taxa', 'synonyms'].map((name) =>
  readFileSync(new URL(`./data/${name}.csv`, import.meta.url), 'utf8'),
) as [string, string];

const table = readTable(taxaCsv, synonymsCsv);
const byId = new Map(table.taxa.map((taxon) => [taxon.id, taxon]));
const byName = names();

/** Which table this is: the first 8 hex digits of the SHA-256 of its files, e.g. `taxa@3f2a9c10`. */
export const TAXONOMY_VERSION = `taxa@${createHash('sha256').update(taxaCsv).update(synonymsCsv).digest('hex').slice(0, 8)}`;

/** Every taxon that Roost knows, in the order in which tables show them: each after the one that it is part of. */
export function taxa(): readonly Taxon[] {
  return table.taxa;
}

/** Other names of taxa, old scientific and 中文 ones, each with the id that it means. */
export function synonyms(): ReadonlyMap<string, string> {
  return table.synonyms;
}

/** The taxon with this id. */
export function taxonById(id: string): Taxon | undefined {
  return byId.get(id);
}

/** The taxon that a kind of animal certainly is; undefined for kinds that are never counted. */
export function taxonOfKind(kind: Kind): Taxon | undefined {
  return isAnimal(kind) ? byId.get(kind === 'bird' ? 'aves' : 'mammalia') : undefined;
}

/** The kind of animal that a taxon is; undefined for what no kind stands for. */
export function kindOfTaxon(id: string): Kind | undefined {
  return KINDS.find((kind) => isAnimal(kind) && isWithin(id, taxonOfKind(kind)!.id));
}

/** A taxon and all above it, itself first: of a species its genus, family, order, class. Empty for an unknown id. */
export function lineage(id: string): Taxon[] {
  const line: Taxon[] = [];
  for (let taxon = byId.get(id); taxon; taxon = taxon.parent === undefined ? undefined : byId.get(taxon.parent)) {
    line.push(taxon);
  }
  return line;
}

/** True if a taxon is the other one or part of it; false for unknown ids. */
export function isWithin(id: string, ancestor: string): boolean {
  return lineage(id).some((taxon) => taxon.id === ancestor);
}

/** The taxon of a name, in any case: its id, its scientific, 中文 or English name, or a synonym. */
export function findTaxon(name: string): Taxon | undefined {
  return byName.get(fold(name));
}

/** Where two taxa share a name, ids come before scientific names, these before synonyms, and a species before its family. */
function names(): ReadonlyMap<string, Taxon> {
  const found = new Map<string, Taxon>();
  const add = (name: string | undefined, taxon: Taxon) => {
    if (name && !found.has(fold(name))) found.set(fold(name), taxon);
  };
  for (const taxon of table.taxa) add(taxon.id, taxon);
  for (const taxon of table.taxa) add(taxon.scientific, taxon);
  for (const [name, id] of table.synonyms) add(name, byId.get(id)!);
  const narrowFirst = table.taxa.toReversed();
  for (const taxon of narrowFirst) add(taxon.chinese, taxon);
  for (const taxon of narrowFirst) add(taxon.english, taxon);
  return found;
}

function fold(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
