import type { Format } from './format.ts';
import { operationMatrix } from './operation.ts';
import { recordTable } from './record-table.ts';

/** Every format that records are exported in. */
export const FORMATS: readonly Format[] = [recordTable, operationMatrix];
