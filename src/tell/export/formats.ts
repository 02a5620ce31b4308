import { BOM } from '../../base/csv.ts';
import { RoostError } from '../../base/errors.ts';
import { speciesAccumulation } from './accumulation.ts';
import { activityByHour } from './activity.ts';
import { cameraTable } from './camera-table.ts';
import { camtrapDp } from './camtrap-dp.ts';
import { correctedCsv } from './corrected.ts';
import { darwinCore } from './darwin-core.ts';
import { detectionHistory, occasionEffort } from './detection-history.ts';
import { effortTable } from './effort.ts';
import type { ExportQuery, ExportSource, Format } from './format.ts';
import { megaDetector } from './megadetector.ts';
import { operationMatrix } from './operation.ts';
import { recordTable } from './record-table.ts';
import { talliesCsv, talliesJson } from './tallies.ts';

/** Every format that records are exported in. */
export const FORMATS: readonly Format[] = [
  ...[camtrapDp, darwinCore, megaDetector, recordTable, operationMatrix, cameraTable, effortTable],
  ...[detectionHistory, occasionEffort, speciesAccumulation, activityByHour, talliesCsv, talliesJson, correctedCsv],
];

/**
 * The format of a name.
 * @throws RoostError where there is none
 */
export function formatFor(name: string): Format {
  const format = FORMATS.find((known) => known.name === name);
  if (!format)
    throw new RoostError('export', name, 'is no format', `Name one of ${FORMATS.map((each) => each.name).join(', ')}`);
  return format;
}

/** An export piece by piece, led by a byte-order mark where that is asked for and the format is text. */
export async function* pieces(
  format: Format,
  source: ExportSource,
  query: ExportQuery,
  bom: boolean,
): AsyncGenerator<string | Uint8Array> {
  if (bom && format.mediaType.startsWith('text/')) yield BOM;
  yield* format.write(source, query);
}
