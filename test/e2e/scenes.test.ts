import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScene, type SceneRun } from '../../fixtures/run-scene.ts';
import { SCENES } from '../../fixtures/scenes/catalog.ts';
import { totals } from '../../fixtures/score.ts';
import { InferenceClient } from '../../src/inference/client.ts';
import { InferencePool } from '../../src/inference/pool.ts';
import { findModel, readCatalog } from '../../src/models/catalog.ts';
import { detectorSpec } from '../../src/models/spec.ts';
import { weights } from '../shared.ts';

const models = weights();

/** What was counted in every scene, held against the aims: over all of them, since one scene is one animal. */
describe.skipIf(!models)('all scenes', () => {
  const runs = new Map<string, SceneRun>();
  let pool: InferencePool;

  beforeAll(async () => {
    const manifest = findModel(await readCatalog(), 'detect');
    pool = new InferencePool(await detectorSpec(manifest, models!), 2);
    await pool.start();
    const detector = new InferenceClient(pool.model, manifest.input.size);
    detector.setEndpoints(pool.endpoints);
    for (const { name } of SCENES) runs.set(name, await runScene(name, detector, new AbortController().signal));
    detector.close();
  }, 900_000);

  afterAll(() => pool?.stop());

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

  it.each(['empty-day', 'empty-rain', 'person'])('counts nothing in %s', (name) => {
    expect(runs.get(name)!.rows.filter(({ count }) => count)).toEqual([]);
  });
});
