import type { CameraStatus, EffortMinute, FromWatcher, Media, PeopleSeen, Segment, Track } from '../../base/domain.ts';
import { messageOf, RoostError } from '../../base/errors.ts';
import type { ClockStep, FrameClock } from '../capture/clock.ts';

/** What errors of looks say that they were doing. */
const LOOKS: ReadonlySet<string> = new Set(['run inference', 'detect', 'classify', 'embed']);

/**
 * Tells what becomes of one camera's frames. What comes in is in the steady time of the camera's clock; what goes out is in
 * wall time, and says so where the clock is not known to be right. The one place where the two meet.
 */
export class Teller {
  readonly #camera: string;
  readonly #clock: FrameClock;
  readonly #tell: (message: FromWatcher) => void;
  #lastTrouble = '';
  /** True while the box's clock is not known to be right. */
  clockDoubtful = false;

  constructor(camera: string, clock: FrameClock, tell: (message: FromWatcher) => void) {
    this.#camera = camera;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Tells that the clock was set, and what of before is doubtful. */
  step(step: ClockStep): void {
    this.#tell({ type: 'clock', camera: this.#camera, ...step });
  }

  tracks(tracks: readonly Track[], at: number, withdrawn: readonly string[] = []): void {
    const told = tracks.map((track) => this.#inWallTime(track));
    this.#tell({ type: 'tracks', camera: this.#camera, at: this.#clock.wall(at), tracks: told, withdrawn });
  }

  people(seen: PeopleSeen): void {
    this.#tell({ type: 'people', camera: this.#camera, seen: { ...seen, at: this.#clock.wall(seen.at) } });
  }

  /** @param part its minute is in wall time already */
  effort(part: EffortMinute | undefined): void {
    if (part) this.#tell({ type: 'effort', part: this.clockDoubtful ? { ...part, clock: 'doubtful' } : part });
  }

  /** @param media its time is in wall time already, as its file is named by it */
  media(media: Media): void {
    this.#tell({ type: 'media', media });
  }

  segment(segment: Segment): void {
    this.#tell({ type: 'segment', camera: this.#camera, segment });
  }

  status({ since, figures, ...status }: CameraStatus): void {
    const { lastFrameAt, ...counts } = figures;
    const wall = (at: number) => this.#clock.wall(at);
    const told = { ...counts, ...(lastFrameAt !== undefined && { lastFrameAt: wall(lastFrameAt) }) };
    this.#tell({ type: 'status', status: { ...status, since: wall(since), figures: told } });
  }

  /** Tells that a frame of this time has come to tracks that are told. */
  latency(frameAt: number): void {
    this.#tell({ type: 'latency', camera: this.#camera, seconds: (this.#clock.now() - frameAt) / 1000 });
  }

  /** Tells of an error, unless it was the last one told; of a look that failed each time. */
  trouble(error: unknown): void {
    if (error instanceof RoostError && LOOKS.has(error.operation))
      this.#tell({ type: 'failed-look', camera: this.#camera });
    const message = messageOf(error);
    if (message === this.#lastTrouble) return;
    this.#lastTrouble = message;
    this.#tell({ type: 'trouble', camera: this.#camera, message });
  }

  /** The facts of a track, without what only the pipeline needs. */
  #inWallTime({ id, camera, kind, startAt, endAt, ended, score, hits, looks, moved, path, verdict }: Track): Track {
    const wall = <T extends { readonly at: number }>(seen: T) => ({ ...seen, at: this.#clock.wall(seen.at) });
    return {
      ...{ id, camera, kind, startAt: this.#clock.wall(startAt), endAt: this.#clock.wall(endAt) },
      ...(ended && { ended }),
      ...{ score, hits, looks, moved, path: path.map(wall) },
      ...(verdict && { verdict: { ...verdict, crops: verdict.crops.map(wall) } }),
      ...(this.clockDoubtful && { clock: 'doubtful' }),
    };
  }
}
