import { parse } from 'csv-parse/sync';
import { messageOf, RoostError } from '../../base/errors.ts';
import { SAMPLED, type TidePoint } from './curve.ts';
import { type Mistaken, TableClock, tableHeight } from './table-cells.ts';
import { Tide } from './tide.ts';

/** How a table writes times and heights. */
export interface TableStyle {
  /** IANA name of the zone of times that name none, e.g. `Asia/Shanghai`. */
  readonly zone: string;
  readonly unit: 'm' | 'cm';
}

interface Line {
  readonly record: readonly string[];
  readonly line: number;
}

/** Mistakes told at once. */
const MOST_TOLD = 5;

/**
 * Reads a table of tides: CSV whose first line names a column `time` and a column `height`, others beside them or not. Its rows
 * are all high and low waters, or heights two hours apart or less, by time; lines that begin with # are left out.
 * @param file only its name in messages
 * @throws RoostError naming file, line and column of the first mistakes
 */
export function readTideTable(text: string, file: string, style: TableStyle): TidePoint[] {
  const refuse = (where: string, message: string) =>
    new RoostError('read tide', where, message, 'It is the file of the key site.tide.table');
  const [head, ...rows] = linesOf(text.replace(/^\uFEFF/, ''), (line, message) => refuse(`${file}:${line}`, message));
  const [time, height] = ['time', 'height'].map((name) =>
    (head?.record ?? []).findIndex((cell) => cell.toLowerCase() === name),
  ) as [number, number];
  if (time < 0 || height < 0)
    throw refuse(
      `${file}:${head?.line ?? 1}`,
      `the first line names no column ${time < 0 ? 'time' : 'height'}; it must be such as "time,height"`,
    );
  const clock = new TableClock(style.zone);
  const points: TidePoint[] = [];
  const mistakes: string[] = [];
  for (const { record, line } of rows) {
    const before = points.at(-1)?.at;
    const at = clock.at(record[time] ?? '', before);
    const read = tableHeight(record[height] ?? '', style.unit);
    for (const cell of [at, read]) if (isMistake(cell)) mistakes.push(`line ${line}: ${cell.mistake}`);
    if (isMistake(at) || isMistake(read)) continue;
    points.push({ at, height: read });
  }
  if (mistakes.length > 0) {
    const more = mistakes.length > MOST_TOLD ? `; and ${mistakes.length - MOST_TOLD} more` : '';
    throw refuse(file, `${mistakes.slice(0, MOST_TOLD).join('; ')}${more}`);
  }
  const stray = points.findIndex((_, index) => isStray(points, index));
  if (stray > 0)
    throw refuse(
      `${file}:${rows[stray]!.line}`,
      `height ${points[stray]!.height} m is neither above both rows beside it nor below both, and they are more than two hours away: a table of high and low waters has each of them, and a table of heights has one every two hours or more often`,
    );
  if (new Tide(points).highWaters.length === 0)
    throw refuse(file, 'holds no high water: it needs a height that is above those before and after it');
  return points;
}

/** True for a row of a table of high and low waters that is neither: one beside it is missing. */
function isStray(points: readonly TidePoint[], index: number): boolean {
  const [before, own, after] = [points[index - 1], points[index]!, points[index + 1]];
  if (!before || !after || own.at - before.at <= SAMPLED || after.at - own.at <= SAMPLED) return false;
  return (own.height - before.height) * (after.height - own.height) > 0;
}

function linesOf(text: string, refuse: (line: number, message: string) => RoostError): Line[] {
  try {
    return parse(text, {
      ...{ info: true, trim: true, comment: '#', comment_no_infix: true },
      ...{ delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true },
    }).map((row) => {
      const { record, info } = row as unknown as { record: string[]; info: { lines: number } };
      return { record, line: info.lines };
    });
  } catch (cause) {
    throw refuse((cause as { lines?: number }).lines ?? 1, messageOf(cause));
  }
}

/** What stands between the names of the columns: were any of them taken, half of a decimal comma would be read as a height. */
function delimiterOf(text: string): string {
  const head = text.split(/[\r\n]+/).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  return [';', '\t'].find((mark) => head.includes(mark)) ?? ',';
}

function isMistake(cell: number | Mistaken): cell is Mistaken {
  return typeof cell !== 'number';
}
