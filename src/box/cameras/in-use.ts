import type { Config } from '../../know/config/config.ts';
import type { CameraConfig } from '../../know/config/schema.ts';

/** The cameras that a box watches now, which people may add to, change and take away while it runs. */
export class CamerasInUse {
  #cameras: readonly CameraConfig[];
  /** The box's configuration; its `cameras` are those in use whenever they are read. */
  readonly config: Config;

  constructor(config: Config) {
    this.#cameras = config.cameras;
    const now = () => this.#cameras;
    this.config = {
      ...config,
      get cameras() {
        return now();
      },
    };
  }

  /** Takes a camera in the place of the one with its id, or as one more, in the order of ids. */
  put(camera: CameraConfig): void {
    const known = this.#cameras.some(({ id }) => id === camera.id);
    this.#cameras = known
      ? this.#cameras.map((other) => (other.id === camera.id ? camera : other))
      : [...this.#cameras, camera].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Takes a camera away. */
  remove(id: string): void {
    this.#cameras = this.#cameras.filter((camera) => camera.id !== id);
  }
}
