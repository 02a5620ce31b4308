import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RtspServer } from '../../fixtures/rtsp/server.ts';
import { loadSource } from '../../fixtures/rtsp/source.ts';
import { weights } from '../shared.ts';
import { camera, detail, visits, within } from './answers.ts';
import { Box, BoxFolder } from './box.ts';
import { Cuts } from './scene.ts';

interface Health {
  readonly status: string;
  readonly store: { readonly ok: boolean; readonly message?: string };
  readonly troubles: readonly string[];
}

/** What a box does where it finds something wrong when it starts. */
describe.skipIf(!weights())('starts', () => {
  let cuts: Cuts;
  let server: RtspServer;
  let folder: BoxFolder;
  let box: Box | undefined;
  const ends: (() => void)[] = [];

  beforeAll(async () => {
    cuts = await Cuts.open();
    server = new RtspServer();
    server.mount('/cam', await loadSource(await cuts.cut('sudden-sun', 12, 2)));
    await server.start();
  });

  beforeEach(async () => {
    folder = await BoxFolder.write({ cameras: [{ id: 'east', url: server.url('/cam') }] });
  });

  afterEach(async () => {
    await box?.end('SIGKILL');
    for (const end of ends.splice(0).reverse()) end();
    folder.remove();
  });

  afterAll(async () => {
    await server?.stop();
    await cuts?.remove();
  });

  const data = () => join(folder.path, 'data');
  const health = () => box!.get<Health>('/api/v1/health');
  /** Waits until a bird was seen and stored. */
  const counts = () =>
    within(
      30_000,
      () => visits(box!, 'east'),
      ([visit]) => visit !== undefined,
    );

  it('with a damaged database: counts in a new one, and says where the old one is', async () => {
    mkdirSync(data());
    writeFileSync(join(data(), 'roost.db'), 'no database '.repeat(999));
    box = await folder.start();
    expect(await health()).toMatchObject({ status: 'degraded', troubles: [expect.stringContaining('damaged')] });
    expect(box.log.some(({ msg }) => msg.includes('is kept as'))).toBe(true);
    expect((await fetch(box.address)).status).toBe(200);
    await counts();
    expect((await box.end('SIGTERM')).how).toBe(0);
    expect(readdirSync(data()).filter((name) => name.startsWith('roost.db.damaged-'))).toHaveLength(1);
    const check = Box.run(['check', '-c', join(folder.path, 'roost.yaml'), '--stills', join(folder.path, 'stills')]);
    await check.ended();
    expect(check.printed).toContain('damaged and is kept as');
  });

  it('without sound weights: answers, says so, and watches as soon as they are there; a throw nobody caught ends it in order', async () => {
    const mirror = mkdtempSync(join(tmpdir(), 'roost-mirror-'));
    ends.push(() => rmSync(mirror, { recursive: true }));
    for (const file of readdirSync(weights()!)) symlinkSync(join(weights()!, file), join(mirror, file));
    const detector = join(mirror, 'yolox_nano.onnx');
    rmSync(detector, { force: true });
    writeFileSync(detector, 'no weights');
    const throws = 'process.on("SIGUSR2", () => { throw new Error("thrown by the test"); })';
    const env = {
      ROOST_MODEL_MIRROR: mirror,
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(throws)}`,
    };
    folder.remove();
    folder = await BoxFolder.write({ cameras: [{ id: 'east', url: server.url('/cam') }], env });
    box = await folder.start();
    const { status, troubles, store } = await health();
    expect([status, store.ok]).toEqual(['degraded', true]);
    expect(troubles).toEqual([expect.stringMatching(/^Nothing is looked at.*yolox_nano\.onnx/)]);
    const { state, cause } = await camera(box, 'east');
    expect([state, cause?.code]).toEqual(['down', 'no-inference']);
    expect(cause?.message).toContain('yolox_nano.onnx');
    expect(await visits(box, 'east')).toEqual([]);
    rmSync(detector);
    symlinkSync(join(weights()!, 'yolox_nano.onnx'), detector);
    await within(
      30_000,
      () => camera(box!, 'east'),
      ({ figures }) => figures.frames > 0,
    );
    await within(10_000, health, (now) => now.troubles.length === 0);
    box.child.kill('SIGUSR2');
    expect(await box.ended()).toBe(1);
    expect(box.printed).toContain('thrown by the test');
    expect(box.log.filter(({ level }) => level >= 50).map(({ msg }) => msg)).toEqual([
      expect.stringContaining('thrown that nobody caught'),
    ]);
    expect(box.log.at(-1)?.msg).toBe('stopped');
  });

  it('with a clock behind its newest record: watches, marks what it records, and says so', async () => {
    box = await folder.start();
    expect((await box.end('SIGTERM')).how).toBe(0);
    const db = new Database(join(data(), 'roost.db'));
    const minute = (Math.floor(Date.now() / 60_000) + 3 * 24 * 60) * 60_000;
    db.exec('DELETE FROM effort');
    db.prepare('INSERT INTO effort (camera, minute, frames, dropped, watched_seconds) VALUES (?, ?, 300, 0, 60)').run(
      'east',
      minute,
    );
    db.close();
    box = await folder.start();
    const { status, troubles } = await health();
    expect(status).toBe('degraded');
    expect(troubles.join()).toMatch(/before the newest record.*marked as doubtful; alerts wait for up to 60 min/);
    const [visit] = await counts();
    expect(visit).toMatchObject({ clock: 'doubtful' });
  });

  it('beside another Roost on the same data: ends with code 1, and names the reason', async () => {
    box = await folder.start();
    const second = Box.run(['start', '-c', join(folder.path, 'roost.yaml')], { ROOST_MODEL_MIRROR: weights()! });
    expect(await second.ended()).toBe(1);
    expect(second.printed).toContain('another Roost is using it');
    expect((await health()).store.ok).toBe(true);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'on a full disk: says so, counts in memory, and stores all when there is room',
    async () => {
      mkdirSync(data());
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m', 'tmpfs', data()]);
      ends.push(() => execFileSync('umount', ['-l', data()]));
      box = await folder.start();
      expect((await box.end('SIGTERM')).how).toBe(0);
      const filler = join(data(), 'filler');
      const fill = () => execFileSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k'], { stdio: 'ignore' });
      expect(fill).toThrow();

      const full = Date.now();
      box = await folder.start();
      expect(await health()).toMatchObject({ status: 'degraded', store: { ok: false } });
      expect((await fetch(box.address)).status).toBe(200);
      const answer = await fetch(`${box.address}/api/v1/visits`);
      expect(answer.status).toBe(503);
      await within(
        30_000,
        () => camera(box!, 'east'),
        // Longer than the whole film, so that its bird came by.
        ({ figures }) => figures.frames > 80,
      );
      const room = Date.now();
      rmSync(filler);
      // Whatever was seen before there was room was held in memory.
      const meanwhile = (at: string) => Date.parse(at) > full && Date.parse(at) < room;
      await within(
        60_000,
        async () => (await visits(box!, 'east').catch(() => [])).map(({ id }) => id),
        (ids) => ids.length > 0,
      );
      const details = await Promise.all((await visits(box, 'east')).map(({ id }) => detail(box!, id)));
      expect(details.some(({ tracks }) => tracks.some(({ startAt }) => meanwhile(startAt)))).toBe(true);
      await within(20_000, health, ({ store }) => store.ok);
      expect((await box.end('SIGTERM')).how).toBe(0);
    },
  );
});
