import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Frame, Region } from '../../../src/base/domain.ts';
import { RoostError } from '../../../src/base/errors.ts';
import { readCatalog } from '../../../src/know/models/catalog.ts';
import { chooseDetector } from '../../../src/know/models/choose.ts';
import { detectorSpec } from '../../../src/know/models/spec.ts';
import { InferenceClient } from '../../../src/see/inference/client.ts';
import { LocalDetector } from '../../../src/see/inference/local.ts';
import { InferencePool } from '../../../src/see/inference/pool.ts';
import type { DetectorSpec } from '../../../src/see/inference/spec.ts';
import { eventually } from '../../patience.ts';
import { shared, weights } from '../../shared.ts';
import { frameOf } from './picture.ts';

const whole: Region = { box: { x: 0, y: 0, w: 1, h: 1 }, reason: 'sweep' };
const square: Region = { box: { x: 0.2, y: 0, w: 0.6, h: 1 }, reason: 'motion' };

async function spec(): Promise<DetectorSpec> {
  const folder = weights() ?? tmpdir();
  return detectorSpec(await chooseDetector(await readCatalog(), folder), folder);
}

describe.skipIf(!weights() || !shared('media'))('inference processes', () => {
  let pool: InferencePool;
  let client: InferenceClient;
  let owl: Frame;

  beforeEach(async () => {
    const model = await spec();
    pool = new InferencePool(model, 2);
    client = new InferenceClient(model.id, model.input.size);
    pool.onChange((endpoints) => client.setEndpoints(endpoints));
    await pool.start();
    owl = await frameOf(shared('media/coral_owl.jpg')!);
  });

  afterEach(async () => {
    client.close();
    await pool.stop();
  });

  it('answer as the same path in this process does', async () => {
    const local = await LocalDetector.open(await spec());
    const found = await client.detect(owl, [whole, square]);
    expect(found).toEqual(await local.detect(owl, [whole, square]));
    expect(found.map(({ kind }) => kind)).toEqual(['bird']);
  });

  it('can be reached by nobody else, and leave nothing behind', async () => {
    const folder = dirname(pool.endpoints[0]!.path);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const pids = pool.status.map(({ pid }) => pid!);
    await pool.stop();
    expect(await readdir(dirname(folder))).not.toContain(folder.slice(tmpdir().length + 1));
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(pool.status.map(({ state }) => state)).toEqual(['stopped', 'stopped']);
  });

  it('fail the requests of one that dies, and are started again', async () => {
    const pids = pool.status.map(({ pid }) => pid!);
    const asked = Array.from({ length: 8 }, () => client.detect(owl, [whole]).catch((error: unknown) => error));
    process.kill(pids[0]!, 'SIGKILL');
    const answers = await Promise.all(asked);
    const failed = answers.filter((answer) => answer instanceof RoostError);
    expect(failed.length).toBeGreaterThan(0);
    expect(answers.filter(Array.isArray).length + failed.length).toBe(8);
    // The other one goes on alone.
    expect(await client.detect(owl, [whole])).toHaveLength(1);

    const again = {
      state: 'running',
      restarts: 1,
      cause: 'ended by SIGKILL, as the system does where memory is short',
    };
    await eventually(() => expect(pool.status[0]).toMatchObject(again));
    expect(pool.endpoints).toHaveLength(2);
    expect(await Promise.all([1, 2, 3, 4].map(() => client.detect(owl, [whole])))).toHaveLength(4);

    process.kill(pool.status[1]!.pid!, 'SIGILL');
    const illegal = expect.stringMatching(
      /^ended by SIGILL: the processor of this machine lacks .*Take a newer machine/,
    );
    await eventually(() => expect(pool.status[1]!.cause).toEqual(illegal));
  });

  it('are killed and replaced where they are stopped, and the other one answers meanwhile', async () => {
    const [first, second] = pool.status.map(({ pid }) => pid!);
    process.kill(first!, 'SIGSTOP');
    // A picture is cut into two crops, one for each process: one waits for the stopped process and fails, the next is not given to it.
    await expect(client.detect(owl, [whole, square])).rejects.toThrow(RoostError);
    expect(await client.detect(owl, [whole, square])).toHaveLength(1);
    const again = { state: 'running', restarts: 1, cause: 'hung: it told nothing for 6 s, and was killed' };
    await eventually(() => expect(pool.status[0]).toMatchObject(again));
    expect(pool.endpoints).toHaveLength(2);
    expect(pool.status[1]).toMatchObject({ state: 'running', pid: second, restarts: 0 });
    expect(() => process.kill(first!, 0)).toThrow('ESRCH');
  });

  it('answer again after all of them were stopped', async () => {
    for (const { pid } of pool.status) process.kill(pid!, 'SIGSTOP');
    await expect(client.detect(owl, [whole])).rejects.toThrow(RoostError);
    await eventually(async () => expect(await client.detect(owl, [whole])).toHaveLength(1));
    expect(pool.status.map(({ cause }) => cause)).toEqual(Array(2).fill(expect.stringMatching(/^hung: /)));
  });

  it('forget what is not wanted any more', async () => {
    const stop = new AbortController();
    const asked = client.detect(owl, Array(12).fill(whole), stop.signal);
    stop.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    expect(await client.detect(owl, [whole])).toHaveLength(1);
  });

  it('are said to be missing when none is there', async () => {
    client.setEndpoints([]);
    await expect(client.detect(owl, [whole])).rejects.toThrow('no inference process is running');
    client.setEndpoints([{ path: join(tmpdir(), 'roost-nobody.sock'), answersWithin: 6_000 }]);
    await expect(client.detect(owl, [whole])).rejects.toThrow(RoostError);
  });
});

describe('an inference process without weights', () => {
  it('does not start, and says why', async () => {
    const model = await spec();
    const pool = new InferencePool({ ...model, file: join(tmpdir(), 'no-such.onnx') }, 1);
    await expect(pool.start()).rejects.toThrow(`load model ${model.id}`);
    expect(pool.endpoints).toEqual([]);
  });
});
