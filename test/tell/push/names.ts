import { lineage, taxonById } from '../../../src/know/taxonomy/taxa.ts';
import type { Names } from '../../../src/tell/server/deps.ts';

/** Names of taxa as a box knows them. */
export const NAMES = { taxon: taxonById, above: (id) => lineage(id).slice(1) } satisfies Names;
