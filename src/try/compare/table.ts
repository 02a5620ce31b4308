import type { Cost } from './cost.ts';
import type { Score } from './score.ts';

/** What one set came to, for each side. */
export interface SetScores {
  /** What was shown, in words. */
  readonly set: string;
  readonly files: number;
  readonly present: Score;
  readonly tried: Score;
  /** Files that could not be understood or read. */
  readonly leftOut: number;
}

/** One side of a comparison. */
export interface Side {
  /** Ids of its models, the detector first. */
  readonly models: readonly string[];
  readonly cost: Cost;
  /** Whether the box could carry it with its cameras, in words; undefined where its cameras are not known. */
  readonly box?: string;
}

/** All that a comparison came to, as `--json` writes it. */
export interface Comparison {
  /** Name of the model that is tried. */
  readonly tried: string;
  /** What it was measured on. */
  readonly machine: { readonly processor: string; readonly cores: number; readonly load: number };
  readonly sides: { readonly present: Side; readonly tried: Side };
  readonly sets: readonly SetScores[];
}

type Row = readonly [what: string, present: string, tried: string];

/** A comparison as a table for a terminal, a line a figure. */
export function comparisonLines({ tried, machine, sides, sets }: Comparison): string[] {
  const { processor, cores, load } = machine;
  const only = (of: Side, other: Side) => of.models.filter((id) => !other.models.includes(id)).join(', ');
  const shared = sides.present.models.filter((id) => sides.tried.models.includes(id));
  const rows: Row[] = [
    ['', only(sides.present, sides.tried) || 'without it', only(sides.tried, sides.present)],
    ...sets.flatMap(scoreRows),
    ['what it costs here', '', ''],
    costRow('  a look, ms (processor ms)', sides, ({ look }) => `${tenths(look.ms)} (${tenths(look.cpuMs)})`),
    costRow('  names of a crop, ms (processor ms)', sides, ({ name }) => `${tenths(name.ms)} (${tenths(name.cpuMs)})`),
    costRow('  memory of an inference process', sides, ({ memoryBytes }) => `${Math.round(memoryBytes / 1e6)} MB`),
  ];
  return [
    `${tried} beside what is present, on ${processor}, ${cores} cores, load ${load.toFixed(1)}`,
    ...(shared.length > 0 ? [`on both sides: ${shared.join(', ')}; no prior`] : []),
    ...aligned(rows),
    ...(sides.present.box && sides.tried.box ? [`present: ${sides.present.box}`, `tried: ${sides.tried.box}`] : []),
  ];
}

function scoreRows({ set, files, present, tried, leftOut }: SetScores): Row[] {
  const row = (what: string, of: (score: Score) => string): Row => [`  ${what}`, of(present), of(tried)];
  return [
    [`${set}: ${files} files${leftOut > 0 ? `, ${leftOut} left out` : ''}`, '', ''],
    row('animals found', ({ found, animals }) => `${found} of ${animals}`),
    row('kind right', ({ kinds, found }) => `${kinds} of ${found}`),
    row('named to the species', ({ named, animals }) => `${named} of ${animals}`),
    row('of these right', ({ right, named }) => `${right} of ${named}`),
    row('right at any rank', ({ rightAtAnyRank, found }) => `${rightAtAnyRank} of ${found}`),
    row('false animals', ({ falseAnimals }) => String(falseAnimals)),
  ];
}

function costRow(what: string, { present, tried }: Comparison['sides'], of: (cost: Cost) => string): Row {
  return [what, of(present.cost), of(tried.cost)];
}

function aligned(rows: readonly Row[]): string[] {
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  const [first, second] = [width(0), width(1)];
  return rows.map(([what, present, tried]) => `${what.padEnd(first)}  ${present.padEnd(second)}  ${tried}`.trimEnd());
}

const tenths = (ms: number) => ms.toFixed(1);
