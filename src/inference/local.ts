import { merge } from '../detect/merge.ts';
import type { Detection, Frame, Region } from '../domain.ts';
import { cropFor } from './crops.ts';
import type { Detector } from './detector.ts';
import { FLOOR, Looker } from './looker.ts';
import type { DetectorSpec } from './spec.ts';

/** The same path in this process, without sockets: for tests, benches and tools. Blocks the thread while it runs. */
export class LocalDetector implements Detector {
  readonly model: string;
  readonly #looker: Looker;
  readonly #size: number;
  /** The end of the line: one crop at a time, in the order asked. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(looker: Looker, spec: DetectorSpec) {
    this.#looker = looker;
    this.#size = spec.input.size;
    this.model = spec.id;
  }

  /** Loads the model. @throws RoostError where it does not load */
  static async open(spec: DetectorSpec): Promise<LocalDetector> {
    return new LocalDetector(await Looker.open(spec), spec);
  }

  detect(frame: Frame, regions: readonly Region[], signal?: AbortSignal): Promise<Detection[]> {
    const crops = regions.map((region) => cropFor(frame, region, this.#size));
    const result = this.#last.then(async () => {
      const answers: { region: Region['box']; detections: Detection[] }[] = [];
      for (const crop of crops) {
        signal?.throwIfAborted();
        answers.push({ region: crop.region, detections: await this.#looker.look(crop, FLOOR) });
      }
      return merge(answers);
    });
    // The next in line waits for this one to end, however it ends.
    this.#last = result.catch(() => undefined);
    return result;
  }
}
