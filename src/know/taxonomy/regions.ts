import { readFileSync } from 'node:fs';

/** Names of the region lists that come with Roost. */
export const REGIONS = ['china'] as const;
export type Region = (typeof REGIONS)[number];

/** The taxa that live in a region. */
export interface RegionList {
  readonly name: string;
  /** Ids of taxa. */
  readonly taxa: readonly string[];
}

const read = new Map<Region, RegionList>();

/** A region's list, read at its first use. */
export function regionList(name: Region): RegionList {
  let list = read.get(name);
  if (!list) {
    const [, ...lines] = readFileSync(new URL(`./data/regions/${name}.csv`, import.meta.url), 'utf8').split(/\r?\n/);
    list = { name, taxa: lines.filter(Boolean).map((line) => line.split(',')[0]!) };
    read.set(name, list);
  }
  return list;
}
