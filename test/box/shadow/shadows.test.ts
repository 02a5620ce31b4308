import { describe, expect, it } from 'vitest';
import { stagedBundle, withBundle } from '../../../src/box/models/in-use.ts';
import type { ShadowChild, ShadowEnd, startShadow } from '../../../src/box/shadow/child.ts';
import { startShadow as startInEarnest } from '../../../src/box/shadow/child.ts';
import type { ShadowStart, ToShadow } from '../../../src/box/shadow/messages.ts';
import { Shadows, type ShadowsParts } from '../../../src/box/shadow/shadows.ts';
import { sidesOf } from '../../../src/box/shadow/sides.ts';
import type { Heads } from '../../../src/box/taught-heads.ts';
import { eventually } from '../../patience.ts';
import { ANOTHER, BIRD, finderBundle, follows, shows } from './finders.ts';
import { RED, type Stand, stand } from './stand.ts';

const log = { info: () => undefined, warn: () => undefined };

/** Processes that a test has end as it wants. */
class Children {
  readonly started: { start: ShadowStart; said: ToShadow[]; end(how: ShadowEnd): void; killed: boolean }[] = [];

  readonly start: typeof startShadow = (start, hears): ShadowChild => {
    let end!: (how: ShadowEnd) => void;
    const ended = new Promise<ShadowEnd>((done) => {
      end = done;
    });
    const child = { start, said: [] as ToShadow[], end, killed: false };
    this.started.push(child);
    hears.tracks({ looked: this.started.length, waiting: 1, shed: 0, without: 0 });
    const kill = () => {
      child.killed = true;
      end({ type: 'died', why: 'ended by SIGKILL' });
    };
    return { ended, say: (message) => void child.said.push(message), kill };
  };
}

function shadowsOf(box: Stand, other: Partial<ShadowsParts> = {}) {
  const children = new Children();
  const { config, database, models } = box;
  const shadows = new Shadows({
    ...{
      config,
      database,
      log,
      models: () => models,
      heads: () => ({ handed: [], own: [] }),
      dropped: () => 0,
      show: () => () => undefined,
      now: Date.now,
    },
    start: children.start,
    ...other,
  });
  return { shadows, children };
}

describe('runs of candidates beside the models in use', () => {
  it('begin, tell how they stand, and end by themselves', async () => {
    const { shadows, children } = shadowsOf(await stand());
    const begun = await shadows.begin('planes-2', { tracks: 7, hours: 2 }, 'Lin');
    expect(begun).toMatchObject({ bundle: 'planes-2', state: 'running', by: 'Lin', until: { tracks: 7 } });
    expect(begun!.until.at - begun!.beganAt).toBe(2 * 3_600_000);
    expect(begun!.candidate[1]).toMatch(/^planes-2@/);
    await eventually(() => expect(children.started).toHaveLength(1));
    expect(await shadows.report('planes-2')).toMatchObject({ tracks: { looked: 1, waiting: 1 } });
    await expect(shadows.begin('planes-2', {}, 'Lin')).rejects.toThrow('runs beside the models in use already');
    children.started[0]!.end({ type: 'ended', state: 'done' });
    await eventually(async () => expect(await shadows.runs()).toMatchObject([{ state: 'done' }]));
    expect(await shadows.stop('planes-2', 'late')).toBeUndefined();
    await shadows.close();
  });

  it('are of bundles that lie staged and are not in use', async () => {
    const box = await stand();
    const { shadows } = shadowsOf(box);
    expect(await shadows.begin('planes-9', {}, 'Lin')).toBeUndefined();
    await expect(shadows.begin('planes-1', {}, 'Lin')).rejects.toThrow('is in use already');
    await expect(shadowsOf(box, { models: () => undefined }).shadows.begin('planes-2', {}, 'Lin')).rejects.toThrow(
      'nothing looks',
    );
    expect(await shadows.report('planes-2')).toBeUndefined();
  });

  it('go on after the box was stopped, and end when somebody says so', async () => {
    const box = await stand();
    const first = shadowsOf(box);
    await first.shadows.begin('planes-2', {}, 'Lin');
    await eventually(() => expect(first.children.started).toHaveLength(1));
    await first.shadows.close();
    expect(first.children.started[0]!.killed).toBe(true);
    const second = shadowsOf(box);
    await second.shadows.start();
    await eventually(() => expect(second.children.started).toHaveLength(1));
    expect(second.children.started[0]!.start.run).toEqual(first.children.started[0]!.start.run);
    expect(await second.shadows.stop('planes-2', 'stopped by Lin')).toMatchObject({
      state: 'stopped',
      why: 'stopped by Lin',
    });
    const third = shadowsOf(box);
    await third.shadows.start();
    expect(third.children.started).toEqual([]);
    await third.shadows.close();
  });

  it('rest where cameras drop frames, and end where other models came into use', async () => {
    const box = await stand();
    let dropped = 3;
    let { models } = box;
    const { shadows, children } = shadowsOf(box, { dropped: () => dropped, models: () => models });
    await shadows.begin('planes-2', {}, 'Lin');
    await eventually(() => expect(children.started).toHaveLength(1));
    dropped = 4;
    await eventually(() => expect(children.started[0]!.said).toEqual([{ type: 'busy' }]));
    models = await withBundle(models, await stagedBundle(box.folder, { id: 'planes', version: 2 }));
    await eventually(async () =>
      expect(await shadows.runs()).toMatchObject([{ state: 'stopped', why: 'other models came into use' }]),
    );
  });

  it('are of what another box was taught as well, and end where other such heads come into use', async () => {
    const box = await stand();
    await box.teach('herons', 1);
    let heads: Heads = { handed: [], own: [] };
    const { shadows, children } = shadowsOf(box, { heads: () => heads });
    const begun = (await shadows.begin('herons-1', {}, 'Lin'))!;
    expect(begun).toMatchObject({ kind: 'taught', state: 'running' });
    expect(begun.candidate).toEqual([...begun.present, expect.stringMatching(/^herons-1@[0-9a-f]{8}$/)]);
    await eventually(() => expect(children.started).toHaveLength(1));
    const { candidate } = await sidesOf(box.folder, { id: 'herons', version: 1 }, { models: box.models, heads });
    // What this box is taught itself changes whenever people teach it, and ends nothing.
    heads = { handed: [], own: candidate.heads.handed };
    expect(await shadows.runs()).toMatchObject([{ state: 'running' }]);
    heads = candidate.heads;
    await eventually(async () =>
      expect(await shadows.runs()).toMatchObject([{ state: 'stopped', why: 'other models came into use' }]),
    );
    await shadows.close();
  });

  it('are given up where the candidate does not run', async () => {
    const { shadows, children } = shadowsOf(await stand());
    await shadows.begin('planes-2', {}, 'Lin');
    await eventually(() => expect(children.started).toHaveLength(1));
    children.started[0]!.end({ type: 'ended', state: 'failed', why: 'no finite number' });
    await eventually(async () =>
      expect(await shadows.runs()).toMatchObject([{ state: 'failed', why: 'no finite number' }]),
    );
    // And may be begun again.
    await shadows.begin('planes-2', {}, 'Lin');
    await shadows.close();
  });

  it('tell why their process was started again, and are given up where it ends five times in a row', async () => {
    const { shadows, children } = shadowsOf(await stand(), { waits: { first: 1, longest: 1, proved: 1e9 } });
    await shadows.begin('planes-2', {}, 'Lin');
    for (let life = 1; life <= 5; life++) {
      await eventually(() => expect(children.started).toHaveLength(life));
      if (life > 1)
        expect((await shadows.runs())[0]).toMatchObject({
          ...{ state: 'running', why: `its process was started again: hung: ${life - 1}` },
        });
      children.started[life - 1]!.end({ type: 'died', why: `hung: ${life}` });
    }
    await eventually(async () => expect(await shadows.runs()).toMatchObject([{ state: 'failed', why: 'hung: 5' }]));
    expect(children.started).toHaveLength(5);
  });

  it('are not given up where each process lived long enough to prove itself', async () => {
    const { shadows, children } = shadowsOf(await stand(), { waits: { first: 1, longest: 1, proved: 0 } });
    await shadows.begin('planes-2', {}, 'Lin');
    for (let life = 1; life <= 7; life++) {
      await eventually(() => expect(children.started).toHaveLength(life));
      children.started[life - 1]!.end({ type: 'died', why: 'ended by SIGKILL' });
    }
    await eventually(() => expect(children.started).toHaveLength(8));
    expect(await shadows.runs()).toMatchObject([{ state: 'running' }]);
    await shadows.close();
  });

  it('are done by a process of their own', async () => {
    const box = await stand();
    const { shadows } = shadowsOf(box, { start: startInEarnest, now: () => Date.now() - 30_000 });
    await shadows.begin('planes-2', { tracks: 1 }, 'Lin');
    const run = (await shadows.runs())[0]!;
    // It ended the moment after the run began, a while ago by the clock of the process.
    await box.bird('red', run.beganAt + 1, RED);
    await eventually(async () =>
      expect(await shadows.report('planes-2')).toMatchObject({ state: 'done', counts: { changed: 1 } }),
    );
    await shadows.close();
  });

  it('look at what onlookers are shown where the candidate is a detector, in a process of their own', async () => {
    const box = await stand();
    await box.take(await finderBundle('finder', 1, [BIRD, BIRD]));
    await box.take(await finderBundle('finder', 2, [BIRD, ANOTHER]));
    const models = await withBundle(box.models, await stagedBundle(box.folder, { id: 'finder', version: 1 }));
    const view = await shows('east', Date.now(), [follows('t1')]);
    const asked: string[] = [];
    const { shadows } = shadowsOf(box, {
      ...{ start: startInEarnest, models: () => models },
      show: (camera, take) => {
        asked.push(camera);
        take({ ...view, camera });
        return () => undefined;
      },
    });
    await shadows.begin('finder-2', { tracks: 1 }, 'Lin');
    const done = await eventually(async () => {
      const report = await shadows.report('finder-2');
      expect(report).toMatchObject({ state: 'done', tracks: { looked: 1 } });
      return report!;
    });
    expect(asked).toEqual(['east']);
    expect(done.counts).toBeUndefined();
    expect(done.finds).toMatchObject({ left: ['west'], cameras: [{ camera: 'east', pictures: 1, presentOnly: 0 }] });
    expect(done.finds!.cameras[0]!.candidateOnly).toBeGreaterThan(0);
    const [{ picture } = { picture: '' }] = done.finds!.otherwise;
    expect(Buffer.from((await shadows.picture('finder-2', picture))!)).toEqual(Buffer.from(view.picture!.jpeg));
    for (const none of ['../finds', '', 'x']) expect(await shadows.picture('finder-2', none)).toBeUndefined();
    await shadows.close();
    const { config } = box;
    const own = { ...config, cameras: config.cameras.filter(({ id }) => id === 'west') };
    const blind = shadowsOf({ ...box, config: own }, { models: () => models }).shadows;
    await expect(blind.begin('finder-2', {}, 'Lin')).rejects.toThrow('has a detector of its own');
  });
});
