import { readFileSync, statSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { RoostError } from '../base/errors.ts';
import { ROOT } from '../base/package.ts';
import { carriedBy, carriedWords } from '../box/carried.ts';
import { type Config, readConfig } from '../know/config/config.ts';
import { installed } from '../know/models/installed.ts';
import { type Cost, costOf } from '../try/compare/cost.ts';
import { idsOf, type Lineup, type Sides, sidesOf } from '../try/compare/lineup.ts';
import { type Looker, lookAt, openLooker } from '../try/compare/look.ts';
import { demoScenes } from '../try/compare/scenes.ts';
import { scoreOf } from '../try/compare/score.ts';
import { type Comparison, comparisonLines, type SetScores, type Side } from '../try/compare/table.ts';
import { type EvalSet, readSet } from '../try/eval/set.ts';
import { manifestOf, triedModel } from './models-tried.ts';
import type { Out } from './out.ts';
import { Progress } from './progress.ts';

/** The command's options as typed. */
export interface TryCommand {
  /** `roost.yaml`; where there is none, nothing is said of cameras. */
  readonly config: string;
  /** Folder of the weights that are present, which is only read; that of the box without it. */
  readonly models?: string;
  readonly mirror?: string;
  /** A labelled set. */
  readonly pictures?: string;
  /** True where whoever tries it accepts its licence. */
  readonly acceptLicence?: true;
  readonly json?: true;
}

/**
 * Fetches a model into a folder of its own, runs it beside what is present on the demo's scenes and a labelled set, and prints what each
 * found and named, what it takes on this machine, and whether the box could carry it. Nothing that a box uses is written.
 * @returns false where files of the set were left out
 * @throws RoostError for a model, set or config that is not right, and where there is nothing to show
 */
export async function tryModel(
  name: string,
  options: TryCommand,
  signal: AbortSignal,
  { print, complain }: Out,
): Promise<boolean> {
  const manifest = await manifestOf(name);
  const box = boxOf(options.config);
  const folder = options.models ?? join(box?.data ?? 'data', 'models');
  const present = await installed(folder, box?.site.detector.model);
  const progress = new Progress('try');
  progress.start(0, 'reading the set');
  const sets = await setsOf(options, signal, complain).finally(() => progress.stop());
  const tried = await triedModel(manifest, folder, { ...options, signal, complain });
  if (tried.task === 'detect' && tried.detector.spec.id === present.detector.spec.id)
    throw new RoostError('try model', name, 'it is the detector that is in use', 'Name another: roost models list');
  const sides = sidesOf(present, tried);
  const month = new Date().getMonth() + 1;
  const lookers: [Looker, Looker] = [await openLooker(sides.present, month), await openLooker(sides.tried, month)];
  progress.start(sets.reduce((sum, { items }) => sum + items.length, 0));
  const scores: SetScores[] = [];
  try {
    for (const { set, items, unclear } of sets) {
      const { outcomes, leftOut } = await lookAt(items, lookers, (file) => progress.file(file), signal);
      const [before, after] = outcomes.map(scoreOf);
      for (const { file, reason } of [...unclear, ...leftOut]) complain(`left out: ${file}: ${reason}`);
      const left = unclear.length + leftOut.length;
      scores.push({ set, files: items.length - leftOut.length, present: before!, tried: after!, leftOut: left });
    }
  } finally {
    progress.stop();
  }
  const comparison: Comparison = {
    tried: name,
    machine: { processor: cpus()[0]?.model.trim() ?? 'unknown', cores: availableParallelism(), load: loadavg()[0]! },
    sides: await measured(sides, lookers, box, signal),
    sets: scores,
  };
  if (options.json) print(JSON.stringify(comparison, null, 2));
  else for (const line of comparisonLines(comparison)) print(line);
  return scores.every(({ leftOut }) => leftOut === 0);
}

/** The box whose cameras would have to be carried; undefined where no config is. @throws RoostError where it is not right */
function boxOf(file: string): Config | undefined {
  return statSync(file, { throwIfNoEntry: false }) ? readConfig(file, process.env) : undefined;
}

interface NamedSet extends EvalSet {
  readonly set: string;
}

async function setsOf({ pictures }: TryCommand, signal: AbortSignal, complain: Out['complain']): Promise<NamedSet[]> {
  const scenes = { set: "the demo's scenes", ...(await demoScenes(ROOT, signal)) };
  const sets = [scenes, ...(pictures ? [{ set: pictures, ...(await readSet(pictures, signal)) }] : [])];
  const shown = sets.filter(({ items }) => items.length > 0);
  const how = './scripts/demo --once draws them';
  if (shown.length === 0)
    throw new RoostError(
      'try model',
      pictures ?? 'scenes',
      'there is nothing to look at',
      `Give --pictures SET; the demo's scenes are not here, and ${how}`,
    );
  if (scenes.items.length === 0) complain(`The demo's scenes are not here and are left out; ${how}.`);
  return shown;
}

async function measured(sides: Sides, [before, after]: [Looker, Looker], box: Config | undefined, signal: AbortSignal) {
  const present = await costOf(sides.present, before, signal);
  const tried = await costOf(sides.tried, after, signal);
  const side = (lineup: Lineup, cost: Cost): Side => ({
    models: idsOf(lineup),
    cost,
    ...(box && { box: boxWords(box, cost) }),
  });
  return { present: side(sides.present, present), tried: side(sides.tried, tried) };
}

/** Whether a box carries models with its cameras, in words. */
function boxWords({ site, cameras }: Config, { look, name, memoryBytes }: Cost): string {
  const cores = availableParallelism();
  const room = { cores, memoryBytes: availableBytes(), processes: site.detector.processes };
  const carried = carriedBy(cameras, { lookMs: look.cpuMs, nameMs: name.cpuMs, memoryBytes }, room);
  return carriedWords(carried, cameras.filter(({ enabled }) => enabled).length, cores);
}

function availableBytes(): number {
  return Number(/^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0) * 1024;
}
