import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../fixtures/rtsp/server.ts';
import { loadSource } from '../../fixtures/rtsp/source.ts';
import { weights } from '../shared.ts';
import { camera, type VisitAnswer, within } from './answers.ts';
import { type Box, BoxFolder } from './box.ts';
import { Cuts } from './scene.ts';

const DAY = 86_400_000;

/** libfaketime of the Debian package `faketime`, whose folder is named after the machine. */
function libfaketime(): string | undefined {
  const machines = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  return machines.map((name) => `/usr/lib/${name}/faketime/libfaketimeMT.so.1`).find(existsSync);
}

interface Visit extends VisitAnswer {
  readonly clock?: string;
}
interface Tallies {
  readonly data: readonly { readonly visits: number | null }[];
  readonly effort: readonly { readonly watchedSeconds: number; readonly lookedSeconds: number }[];
}

/** A real box whose wall clock is false, and is set while a bird stands before its camera. */
describe.skipIf(!weights() || !libfaketime())('a clock that is false', () => {
  const folderOfClock = mkdtempSync(join(tmpdir(), 'roost-clock-'));
  const file = join(folderOfClock, 'offset');
  /** Sets the wall clock of the box and of all its processes, by its distance to the right one. */
  const set = (ms: number) => writeFileSync(file, `${ms < 0 ? '' : '+'}${Math.round(ms / 1000)}\n`);
  let cuts: Cuts;
  let server: RtspServer;
  let folder: BoxFolder;
  let box: Box | undefined;

  beforeAll(async () => {
    cuts = await Cuts.open();
    server = new RtspServer();
    server.mount('/cam', await loadSource(await cuts.cut('sudden-sun', 12, 2)));
    await server.start();
    const env = {
      LD_PRELOAD: libfaketime()!,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      // Timers run on the monotonic clock, which nobody can set.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    };
    folder = await BoxFolder.write({ cameras: [{ id: 'east', url: server.url('/cam') }], gapSeconds: 5, env });
  });

  afterEach(async () => {
    await box?.end('SIGKILL');
  });

  afterAll(async () => {
    await server?.stop();
    folder?.remove();
    await cuts?.remove();
    rmSync(folderOfClock, { recursive: true });
  });

  const troubles = async () => (await box!.get<{ troubles: string[] }>('/api/v1/health')).troubles.join();
  const visits = async (more = '') => (await box!.get<{ data: Visit[] }>(`/api/v1/visits?limit=500${more}`)).data;
  const tallies = (from: number, to: number) => {
    const range = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
    return box!.get<Tallies>(`/api/v1/tallies?by=camera&period=year&${range}`);
  };
  const looked = ({ effort }: Tallies) => effort.reduce((sum, { lookedSeconds }) => sum + lookedSeconds, 0);
  const wasWatched = ({ effort }: Tallies) => effort.some(({ watchedSeconds }) => watchedSeconds > 0);
  const counted = ({ data }: Tallies) => data.reduce((sum, row) => sum + (row.visits ?? 0), 0);
  const deployments = async () => (await box!.get<{ data: { startAt: string }[] }>('/api/v1/deployments')).data;

  it('starts in 1970, is set right, and then forward by a day: all goes on, nothing is counted twice or at a false time', async () => {
    const startedAt = Date.now();
    set(600_000 - startedAt);
    box = await folder.start();
    expect(await troubles()).toMatch(/shows 1970-01-01.*before this Roost was built.*marked as doubtful/);
    await within(30_000, visits, ([visit]) => visit !== undefined);
    expect((await visits()).map(({ clock }) => clock)).not.toContain(undefined);
    expect((await visits('&clock=doubtful')).length).toBeGreaterThan(0);
    expect(counted(await tallies(0, DAY))).toBe(0);
    expect(await deployments()).toEqual([]);

    set(0);
    await within(10_000, troubles, (all) => !all.includes('clock'));
    const [deployment] = await within(10_000, deployments, (all) => all.length > 0);
    expect(Date.parse(deployment!.startAt)).toBeGreaterThanOrEqual(startedAt);
    // Its minutes of 1970 are told, and are no effort; what is there by that time counts as nothing.
    const in1970 = await within(10_000, () => tallies(0, DAY), wasWatched);
    expect([counted(in1970), looked(in1970)]).toEqual([0, 0]);
    // The bird that stands there is known by the right time from now on; what ended before stays where it was, marked.
    const right = () => visits('&counts=true');
    const [now] = await within(15_000, right, ([visit]) => visit !== undefined);
    expect(Date.parse(now!.endAt)).toBeGreaterThan(startedAt);
    const seen = (await camera(box, 'east')).figures.frames;

    set(DAY);
    await within(15_000, right, (all) => all.some(({ startAt }) => Date.parse(startAt) > startedAt + DAY / 2));
    const { state, figures } = await camera(box, 'east');
    expect([state, figures.restarts]).toEqual(['watching', 0]);
    expect(figures.frames).toBeGreaterThan(seen);
    // What was told of today before the step is in doubt now: nobody can say which of the two clocks is right.
    const today = await within(10_000, () => tallies(startedAt - DAY / 2, startedAt + DAY / 2), wasWatched);
    expect([counted(today), looked(today)]).toEqual([0, 0]);
    const all = await tallies(0, Date.now() + 2 * DAY);
    expect(counted(all)).toBe((await right()).length);
    expect((await box.end('SIGTERM')).how).toBe(0);

    expect(box.log.filter(({ level }) => level >= 50)).toEqual([]);
    expect(box.log.filter(({ msg }) => msg.includes('the clock was set'))).toHaveLength(2);
    const db = new Database(join(folder.path, 'data', 'roost.db'), { readonly: true });
    const told = db.prepare('SELECT start_at AS startAt, end_at AS endAt, ended, clock FROM tracks').all() as {
      readonly startAt: number;
      readonly endAt: number;
      readonly ended: string | null;
      readonly clock: string | null;
    }[];
    const twice = db.prepare('SELECT track FROM visit_tracks GROUP BY track, since HAVING count(*) > 1').all();
    db.close();
    expect(twice).toEqual([]);
    // No pipeline ended: its tracks would have ended with it.
    expect(told.map(({ ended }) => ended)).not.toContain('camera-down');
    expect(told.every(({ startAt, endAt }) => startAt <= endAt && endAt - startAt < DAY / 2)).toBe(true);
    expect(told.filter(({ endAt, clock }) => endAt < startedAt && clock === null)).toEqual([]);
  });
});
