import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { csvLine } from '../../base/csv.ts';
import { say } from '../../base/said/said.ts';
import type { Format } from './format.ts';
import { cameraDays, detections, occasionsOf } from './occasions.ts';
import { Stands } from './stands.ts';

/**
 * Detection histories for occupancy models: a line a taxon and station, a column a sampling occasion named by its first day. 1: detected.
 * 0: looked for and not detected. NA: nobody looked there then. A detection counts although no minute of effort is left of it.
 */
export const detectionHistory: Format<string> = {
  name: 'detection-history',
  summary: say('export-detection-history', {}),
  mediaType: 'text/csv; charset=utf-8',
  file: 'detection-history.csv',
  write: async function* (source, query) {
    const occasions = occasionsOf(source, query);
    const stands = new Stands(source);
    const found = await detections(source, query, occasions, (camera, at) => stands.rowOf(camera, at, query.apart));
    const rows = stands.rows(query.apart).map((row) => {
      return { ...row, looked: occasions.map((occasion) => (cameraDays(source, row, occasion) ?? 0) > 0) };
    });
    yield csvLine(['Species', 'Station', ...occasions.map(({ name }) => name)]);
    for (const [taxon, stations] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (const { name, looked } of rows) {
        const detected = stations.get(name);
        const cells = occasions.map((_, i) => (detected?.has(i) ? 1 : looked[i] ? 0 : 'NA'));
        yield csvLine([source.scientific(taxon), name, ...cells]);
      }
      await yieldToOthers();
    }
  },
};

/** The effort beside detection histories: camera-days looked at each station in each occasion, in the same columns. */
export const occasionEffort: Format<string> = {
  name: 'occasion-effort',
  summary: say('export-occasion-effort', {}),
  mediaType: 'text/csv; charset=utf-8',
  file: 'occasion-effort.csv',
  write: async function* (source, query) {
    const occasions = occasionsOf(source, query);
    yield csvLine(['Station', ...occasions.map(({ name }) => name)]);
    for (const row of new Stands(source).rows(query.apart)) {
      const days = occasions.map((occasion) => cameraDays(source, row, occasion));
      yield csvLine([
        row.name,
        ...days.map((each) => (each === undefined ? 'NA' : Math.round(each * 10_000) / 10_000)),
      ]);
      await yieldToOthers();
    }
  },
};
