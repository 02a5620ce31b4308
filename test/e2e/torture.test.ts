import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stage, setStage } from '../../fixtures/torture/stage.ts';
import { torture } from '../../fixtures/torture/torture.ts';
import { weights } from '../shared.ts';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

/** The built box with four cameras, as `npm run torture` treats it for longer. */
describe.skipIf(!weights())('killed and stopped at random', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage();
  });

  afterAll(() => stage?.remove());

  it('loses, doubles and miscounts nothing, and leaves no process behind', async () => {
    const outcome = await torture({
      command: {
        program: process.execPath,
        args: [MAIN, 'start', '-c', join(stage.folder, 'roost.yaml')],
        env: { ROOST_MODEL_MIRROR: weights()! },
      },
      folder: stage.folder,
      hush: stage.hush,
      kills: 200,
      stops: 50,
      seed: 12,
    });
    console.log(JSON.stringify(outcome));
    expect(outcome.wrong).toEqual([]);
    // It was no empty box that held: each kind of process was killed, and there was much to lose.
    expect(Object.values(outcome.killed).reduce((sum, n) => sum + n, 0)).toBe(200);
    expect(Object.keys(outcome.killed).sort()).toEqual(['box', 'ffmpeg', 'node']);
    expect(outcome.visits).toBeGreaterThan(10);
    expect(outcome.reviews).toBeGreaterThan(10);
  });
});
