import type { CameraStatus } from '../base/domain.ts';
import type { CameraConfig } from '../know/config/schema.ts';
import { unwatched } from '../see/watch/unwatched.ts';

/** The newest status of each camera, and who wants to hear of changes. */
export class CameraBoard {
  readonly statuses: Map<string, CameraStatus>;
  readonly #listeners = new Set<(status: CameraStatus) => void>();

  constructor(cameras: readonly CameraConfig[]) {
    const now = Date.now();
    this.statuses = new Map(cameras.map((camera) => [camera.id, begun(camera, now)]));
  }

  /** Shows one more camera, or one anew that is watched in another way from now on. */
  begin(camera: CameraConfig): void {
    this.put(begun(camera, Date.now()));
  }

  /** Shows a camera no more. */
  remove(id: string): void {
    this.statuses.delete(id);
  }

  /** Takes a camera's newest status, and tells it on. */
  put(status: CameraStatus): void {
    this.statuses.set(status.camera, status);
    for (const listener of this.#listeners) listener(status);
  }

  /** The same of a camera that there may not be any more. */
  take(status: CameraStatus): void {
    if (this.statuses.has(status.camera)) this.put(status);
  }

  /** Calls the listener with each status that is put; returns how to stop. */
  onCamera(listener: (status: CameraStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function begun({ id, enabled }: CameraConfig, now: number): CameraStatus {
  return enabled ? unwatched(id, now) : { ...unwatched(id, now), state: 'stopped' };
}
