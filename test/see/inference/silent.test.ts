import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Frame, Region } from '../../../src/base/domain.ts';
import { InferenceClient } from '../../../src/see/inference/client.ts';
import type { Endpoint } from '../../../src/see/inference/messages.ts';
import { InferenceService } from '../../../src/see/inference/service.ts';
import { patient } from '../../patience.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const whole: Region = { box: { x: 0, y: 0, w: 1, h: 1 }, reason: 'sweep' };
const frame: Frame = { camera: 'east', seq: 0, at: 0, width: 64, height: 36, data: new Uint8Array(64 * 36 * 1.5) };

async function socketPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-silent-'));
  ends.push(() => rm(folder, { recursive: true }));
  return join(folder, 'a.sock');
}

/** Takes every connection and answers nothing, as a process that hangs does. */
async function silent(answersWithin: number): Promise<Endpoint> {
  const path = await socketPath();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => void server.listen(path, resolve));
  ends.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { path, answersWithin };
}

/** Finds nothing, after so long (ms). */
async function answering(answersWithin: number, after: () => number): Promise<Endpoint> {
  const path = await socketPath();
  const service = new InferenceService({
    look: () => new Promise((resolve) => setTimeout(() => resolve([]), after())),
    classify: () => Promise.reject(new Error('it classifies nothing')),
    embed: () => Promise.reject(new Error('it embeds nothing')),
  });
  await service.start(path);
  ends.push(() => service.stop());
  return { path, answersWithin };
}

function client(...endpoints: Endpoint[]): InferenceClient {
  const made = new InferenceClient('none', 64);
  made.setEndpoints(endpoints);
  ends.push(async () => made.close());
  return made;
}

describe('an inference process that takes crops and answers nothing', () => {
  it('has a limit of time, and is not asked again', async () => {
    const asked = client(await silent(1_000));
    await expect(asked.detect(frame, [whole])).rejects.toThrow('the process answered nothing for 1 s');
    await expect(asked.detect(frame, [whole])).rejects.toThrow('no inference process answers');
  });

  it('has it also for names, and where it is to be left', async () => {
    const asked = new InferenceClient('none', 64, [{ id: 'names', kinds: ['bird'], size: 64 }]);
    ends.push(async () => asked.close());
    asked.setEndpoints([await silent(1_000)]);
    const name = asked.classify('names', { region: whole.box, ...frame }, 'east');
    asked.setEndpoints([]);
    await expect(name).rejects.toThrow('answered nothing');
  });

  it('leaves the work to another one much sooner', async () => {
    const asked = client(await silent(3_000), await answering(3_000, () => 0));
    const answers: unknown[] = [];
    for (let i = 0; i < 6; i++) answers.push(await asked.detect(frame, [whole, whole]).catch((error: Error) => error));
    expect(answers[0]).toBeInstanceOf(Error);
    expect((answers[0] as Error).message).toContain('answered nothing for 1 s');
    expect(answers.slice(1)).toEqual(Array(5).fill([]));
  });

  it('is asked again once it is heard of', async () => {
    let after = 2_500;
    const asked = client(await answering(1_000, () => after));
    await expect(asked.detect(frame, [whole])).rejects.toThrow('answered nothing for 1 s');
    after = 0;
    // What it was asked first is answered late; that it answers at all is what counts.
    for (;;) {
      const answer = await asked.detect(frame, [whole]).catch(() => undefined);
      if (answer) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });

  it('is waited for as long as answers come, one at a time', async () => {
    const asked = client(await answering(patient(1_500), () => patient(400)));
    await expect(asked.detect(frame, Array(8).fill(whole))).resolves.toEqual([]);
  });
});
