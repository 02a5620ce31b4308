import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScene, type SceneRun } from '../../fixtures/run-scene.ts';
import { type OpenTools, openTools } from '../../fixtures/scene-tools.ts';
import { SCENES } from '../../fixtures/scenes/catalog.ts';
import { totals } from '../../fixtures/score.ts';
import { pull } from '../../src/commands/models.ts';
import { weights } from '../shared.ts';

const mirror = weights();

/** What was counted in every scene, held against the aims: over all of them, since one scene is one animal. */
describe.skipIf(!mirror)('all scenes', () => {
  const runs = new Map<string, SceneRun>();
  let folder: string;
  let tools: OpenTools | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roost-scenes-'));
    await pull({ folder, mirror: mirror! });
    tools = await openTools(folder);
    for (const { name } of SCENES) runs.set(name, await runScene(name, tools, new AbortController().signal));
  });

  afterAll(async () => {
    await tools?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const sum = (key: 'found' | 'missed' | 'false') => [...runs.values()].reduce((total, run) => total + run[key], 0);
  const found = () => [...runs.values()].flatMap(({ rows }) => rows.filter(({ verdict }) => verdict === 'found'));

  it('finds visits with an F1 of 0.95 or more', () => {
    expect(totals(sum('found'), sum('missed'), sum('false')).f1).toBeGreaterThanOrEqual(0.95);
  });

  it('counts MaxN exactly in nine visits of ten, the flock aside', () => {
    const rows = found().filter(({ truth }) => truth!.individuals < 20);
    const exact = rows.filter(({ truth, count }) => truth!.individuals === count!.individuals);
    expect(exact.length / rows.length).toBeGreaterThanOrEqual(0.9);
  });

  it('counts the flock within a fifth', () => {
    const flock = found().find(({ truth }) => truth!.individuals >= 20)!;
    const { truth, count } = flock;
    expect(Math.abs(count!.individuals - truth!.individuals)).toBeLessThanOrEqual(truth!.individuals * 0.2);
  });

  it('counts no more under the names of one line than were there at once, and the flock to within two', () => {
    const over = [...runs].flatMap(([name, { overcounted }]) => overcounted.map((what) => `${name}: ${what}`));
    expect(over).toEqual([]);
    for (const run of runs.values())
      for (const { count } of run.rows) {
        const sum = count?.called.reduce((total, { individuals }) => total + individuals, 0) ?? 0;
        if (count) expect(sum).toBeGreaterThanOrEqual(run.mostAtOnce(count));
      }
    const flock = runs.get('flock')!.rows.flatMap(({ count }) => count?.called ?? []);
    const all = flock.reduce((total, { individuals }) => total + individuals, 0);
    expect(all).toBeGreaterThanOrEqual(28);
    expect(all).toBeLessThanOrEqual(30);
  });

  it.each(['empty-day', 'empty-rain', 'person'])('counts nothing in %s', (name) => {
    expect(runs.get(name)!.rows.filter(({ count }) => count)).toEqual([]);
  });

  it('counts no animal twice for being called differently, one of the flock aside', () => {
    const twice = [...runs].flatMap(([name, { splits }]) => splits.map(({ animal }) => `${name}: ${animal}`));
    const ofFlock = twice.filter((animal) => animal.startsWith('flock: '));
    // Where thirty change places, a track may break and go on under another name beside those that bear the first.
    expect(ofFlock.length).toBeLessThanOrEqual(1);
    expect(twice.filter((animal) => !ofFlock.includes(animal))).toEqual([]);
  });

  it('calls tracks right, at whatever rank, in nine of ten', () => {
    const judged = [...runs.values()].flatMap(({ named }) => named);
    const wrong = judged.filter(({ judgement }) => judgement === 'wrong');
    expect(wrong.length / judged.length).toBeLessThanOrEqual(0.1);
  });
});
