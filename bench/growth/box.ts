import type { Media, Track } from '../../src/base/domain.ts';
import { Folding } from '../../src/count/record/folding.ts';
import type { CameraChange } from '../../src/count/store/events.ts';
import { openStore } from '../../src/count/store/open.ts';
import type { Store } from '../../src/count/store/store.ts';
import { keepDaily } from '../../src/count/tally/keep.ts';
import { Repeats } from '../../src/count/visit/repeats.ts';
import { openAlerts } from '../../src/tell/alert/open.ts';
import { DAY, type State } from './day.ts';

const timeZone = 'Asia/Shanghai';
const GAP = 60_000;

/** What takes tracks in a box: the folding of visits, on a store with tallies kept and alerts opened. */
export class CountingBox {
  readonly store: Store;
  readonly folding: Folding;
  #advancedAt = 0;

  private constructor(store: Store) {
    this.store = store;
    const clock = (at: number) => new Date(at).toISOString().slice(11, 16);
    this.folding = new Folding(store, GAP, new Repeats({ clock }), { timeZone });
  }

  /** @param now the time of the start, ms */
  static async open(file: string, now: number): Promise<CountingBox> {
    const store = openStore(file);
    await keepDaily(store, { timeZone, stations: {}, intervalMinutes: 30, compare: 'lastIndependentRecord' });
    openAlerts(store, { timeZone, listed: () => false, channels: {} });
    const box = new CountingBox(store);
    await box.folding.recover(now);
    return box;
  }

  /** Takes one state in, closing visits once a second as a box does; @returns ms from the state to its durable rows, by the clock and of CPU */
  async step({ at, track }: State): Promise<{ readonly wall: number; readonly cpu: number }> {
    if (at - this.#advancedAt >= 1_000) {
      this.#advancedAt = at;
      await this.folding.advance(at);
    }
    const [begin, from] = [performance.now(), process.cpuUsage()];
    await this.tracks([track], at);
    const { user, system } = process.cpuUsage(from);
    return { wall: performance.now() - begin, cpu: (user + system) / 1000 };
  }

  /** Stores tracks, then what follows from them, in a transaction each, as a recorder does. */
  async tracks(tracks: readonly Track[], at: number): Promise<void> {
    await this.store.write((tables) => {
      for (const track of tracks) tables.tracks.put(track);
    });
    await this.folding.tracks(tracks, [], at);
  }

  /** Two crops of a track, and a clip of its visit where it is the first. */
  async pictures({ id, camera, endAt, path }: Track): Promise<void> {
    const box = path[0]!.box;
    const file = { camera, at: endAt, sha256: 'c0ffee'.repeat(10).padEnd(64, '0'), bytes: 24_000, blurred: false };
    const crop = (n: number) => {
      const name = `${id}-${n}`;
      return this.#media({
        ...file,
        id: name,
        track: id,
        type: 'crop',
        file: `crops/${camera}/${name}.jpg`,
        region: box,
        box,
        score: 0.8,
      });
    };
    const visit = `v-${id}`;
    await Promise.all([
      crop(0),
      crop(1),
      ...(this.store.visits.get(visit)
        ? [this.#media({ ...file, id: visit, visit, type: 'clip', file: `clips/${camera}/${visit}.mp4` })]
        : []),
    ]);
  }

  /** Every minute of a day as watched, and two short outages a camera. */
  async minutes(cameras: readonly string[], day: number): Promise<void> {
    const seen = {
      frames: 300,
      dropped: 0,
      watchedSeconds: 60,
      expected: 300,
      sight: 'clear',
      luma: 118.25,
      sharpness: 6.5,
      setup: 'a1b2c3d4e5f6',
    } as const;
    for (const camera of cameras)
      await Promise.all(
        Array.from({ length: DAY / 60_000 }, (_, n) =>
          this.store.write(({ effort }) => effort.put({ camera, minute: day + n * 60_000, ...seen })),
        ),
      );
    for (const camera of cameras)
      for (const hour of [3, 15]) {
        const at = day + hour * 3_600_000;
        await this.#state({
          camera,
          at,
          state: 'down',
          cause: { code: 'refused', message: 'the camera refused the connection' },
        });
        await this.#state({ camera, at: at + 90_000, state: 'starting' });
        await this.#state({ camera, at: at + 95_000, state: 'watching' });
      }
  }

  #media(media: Media): Promise<void> {
    return this.store.write((tables) => tables.media.put(media));
  }

  #state(change: CameraChange): Promise<number> {
    return this.store.write(({ cameras }) => cameras.put(change));
  }
}
