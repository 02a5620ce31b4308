import type { Detection, Frame, Region } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import type { Cut } from '../../base/pixels.ts';
import { merge } from '../detect/merge.ts';
import type { Classifier, ClassifierFacts, Embedded } from './classifier.ts';
import { cropFor, shrink } from './crops.ts';
import { type Detector, FLOOR } from './detector.ts';
import { Link, LOOKED_AT_EVERY, type Sent } from './link.ts';
import type { ClassifyRequest, Endpoint } from './messages.ts';

/** Where another process answers, one that is silent is given up after this part of its time. */
const SOONER = 1 / 3;

/**
 * A watcher's way to the inference processes. It holds one connection to each and gives every crop to the process that
 * owes it the fewest answers, so that the crops of a large request are worked on side by side. Every crop has a limit of
 * time: a process that answers nothing for too long is given up, and the others are asked, until it is heard of again.
 */
export class InferenceClient implements Detector, Classifier {
  readonly model: string;
  readonly models: readonly ClassifierFacts[];
  readonly #size: number;
  #links: Link[] = [];
  /** Which link is preferred among equals; moves on, so that idle watchers do not all choose the first process. */
  #turn = 0;
  readonly #timer = setInterval(() => this.#giveUp(performance.now()), LOOKED_AT_EVERY).unref();

  /**
   * @param model id that verdicts cite
   * @param size side of the model's input, pixels
   * @param classifiers those that the processes have loaded
   */
  constructor(model: string, size: number, classifiers: readonly ClassifierFacts[] = []) {
    this.model = model;
    this.#size = size;
    this.models = classifiers;
  }

  /**
   * Says which processes there are now. Connects to new ones, finishes with those that are not named any more, and
   * keeps the others. A process that died is left out until it is named with a new path.
   */
  setEndpoints(endpoints: readonly Endpoint[]): void {
    for (const link of this.#links) if (!endpoints.some(({ path }) => path === link.path)) link.leave();
    this.#links = this.#links.filter((link) => !link.closed);
    for (const endpoint of endpoints) {
      if (this.#links.some((link) => link.path === endpoint.path)) continue;
      const link = new Link(endpoint);
      link.open();
      this.#links.push(link);
    }
  }

  async detect(frame: Frame, regions: readonly Region[], signal?: AbortSignal): Promise<Detection[]> {
    signal?.throwIfAborted();
    const sent: { link: Link; id: number }[] = [];
    try {
      const answers = regions.map((region) => {
        const { region: box, width, height, data } = cropFor(frame, region, this.#size);
        const link = this.#freest();
        const { id, answer } = link.look(
          { model: this.model, camera: frame.camera, region: box, width, height, floor: FLOOR },
          data,
        );
        sent.push({ link, id });
        return answer.then((detections) => ({ region: box, detections }));
      });
      return merge(await abortable(Promise.all(answers), signal));
    } catch (error) {
      for (const { link, id } of sent) link.cancel([id]);
      throw error;
    }
  }

  classify(model: string, crop: Cut, camera: string, signal?: AbortSignal): Promise<Float32Array> {
    return this.#ask(model, crop, camera, (link, request, data) => link.classify(request, data), signal);
  }

  embed(model: string, crop: Cut, camera: string, signal?: AbortSignal): Promise<Embedded> {
    return this.#ask(model, crop, camera, (link, request, data) => link.embed(request, data), signal);
  }

  /** Sends a crop, made smaller, to a classifier of the freest process. */
  async #ask<T>(
    model: string,
    crop: Cut,
    camera: string,
    send: (link: Link, request: Omit<ClassifyRequest, 'type' | 'id'>, data: Uint8Array) => Sent<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    const facts = this.models.find(({ id }) => id === model);
    if (!facts) throw new RoostError('classify', model, 'the inference processes have no such classifier');
    const { width, height, data } = shrink(crop, facts.size);
    const link = this.#freest();
    const { id, answer } = send(link, { model, camera, width, height }, data);
    try {
      return await abortable(answer, signal);
    } catch (error) {
      link.cancel([id]);
      throw error;
    }
  }

  /** Closes every connection; requests that wait fail. */
  close(): void {
    clearInterval(this.#timer);
    for (const link of this.#links) link.close();
    this.#links = [];
  }

  /** Gives up the links that are silent for too long, or for long while another one is not. */
  #giveUp(now: number): void {
    this.#links = this.#links.filter((link) => !link.closed);
    const silent = this.#links.map((link) => ({ link, ms: link.silence(now) }));
    const lively = silent.some(({ link, ms }) => link.usable && ms <= link.answersWithin * SOONER);
    for (const { link, ms } of silent) {
      const limit = link.answersWithin * (lively ? SOONER : 1);
      if (link.outstanding > 0 && ms > limit) link.giveUp(`the process answered nothing for ${limit / 1000} s`);
    }
  }

  /** @throws RoostError where no process is up */
  #freest(): Link {
    let best: Link | undefined;
    const count = this.#links.length;
    for (let i = 0; i < count; i++) {
      const link = this.#links[(this.#turn + i) % count]!;
      if (link.usable && (!best || link.outstanding < best.outstanding)) best = link;
    }
    this.#turn++;
    if (best) return best;
    throw new RoostError(
      'run inference',
      this.model,
      this.#links.length === 0 ? 'no inference process is running' : 'no inference process answers',
      'The supervisor starts another',
    );
  }
}

/** The promise, or the signal's reason if that comes first. */
async function abortable<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise;
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
