import { camtrapDp } from './camtrap-dp.ts';
import { darwinCore } from './darwin-core.ts';
import type { Format } from './format.ts';
import { megaDetector } from './megadetector.ts';
import { operationMatrix } from './operation.ts';
import { recordTable } from './record-table.ts';
import { talliesCsv, talliesJson } from './tallies.ts';

/** Every format that records are exported in. */
export const FORMATS: readonly Format[] = [
  ...[camtrapDp, darwinCore, megaDetector, recordTable, operationMatrix, talliesCsv, talliesJson],
];
