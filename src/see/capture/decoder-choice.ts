import type { CauseCode } from '../../base/domain.ts';
import { say } from '../../base/said/said.ts';
import { type Offer, type Offered, troubleIn } from './decoder.ts';

/** How a run ended that nobody had asked to. */
export interface RunEnd {
  /** What ffmpeg printed lately. */
  readonly stderr: string;
  /** Complete frames of the run. */
  readonly frames: number;
  /** Key packets that it told of. */
  readonly keys: number;
  /** True where packets came until the end. */
  readonly flowing: boolean;
  /** The signal of its own fault that ended it, e.g. `SIGSEGV`. */
  readonly crash?: string | undefined;
  readonly code: CauseCode;
}

/** What decodes a camera, and why that. */
export interface DecoderState {
  readonly name: Offer['name'] | 'software';
  readonly why: string;
}

/** Causes that speak of the stream, and might as well be the decoder's doing. */
const DOUBTFUL: readonly CauseCode[] = ['no-codec', 'garbage', 'unknown'];

/**
 * Which decoder the next run of a camera is given. One that fails is not taken again, and software, which is always there, comes last.
 * Where a stream gave no picture and nobody can say whose fault it was, software has to give one before hardware is blamed. Pure.
 */
export class DecoderChoice {
  readonly #offers: Offer[];
  /** Why there are no other offers. */
  readonly #why: string;
  /** What failed, and how, in its order. */
  readonly #failures: string[] = [];
  /** Blamed once software gives what it did not. */
  #suspect: { readonly offer: Offer; readonly why: string } | undefined;

  constructor({ offers, why }: Offered) {
    this.#offers = [...offers];
    this.#why = why;
  }

  /** The decoder of the next run; undefined: software. */
  get now(): Offer | undefined {
    return this.#suspect ? undefined : this.#offers[0];
  }

  get state(): DecoderState {
    const { now } = this;
    if (now)
      return { name: now.name, why: [say('decoder-works-on', { device: now.device }), ...this.#failures].join('; ') };
    const failures = this.#suspect ? [...this.#failures, this.#suspect.why] : this.#failures;
    return { name: 'software', why: failures.join('; ') || this.#why };
  }

  /** A run ended. @returns true where the next one may begin at once, since it was not the camera */
  ended(end: RunEnd): boolean {
    const { now } = this;
    if (!now) {
      if (this.#suspect && end.frames > 0) this.#drop(this.#suspect.offer, this.#suspect.why);
      // Software gave nothing either.
      this.#suspect = undefined;
      return false;
    }
    const trouble = end.crash ? `ffmpeg was ended by ${end.crash}` : troubleIn(end.stderr);
    if (trouble !== undefined) {
      this.#drop(now, say('decoder-failed', { decoder: now.name, why: trouble }));
      return true;
    }
    const none = end.frames === 0 && (end.keys > 0 || DOUBTFUL.includes(end.code));
    const stuck = end.frames > 0 && end.flowing && (end.code === 'garbage' || end.code === 'stalled');
    if (!none && !stuck) return false;
    this.#suspect = { offer: now, why: say('decoder-gave-nothing', { decoder: now.name }) };
    return true;
  }

  /** The one of now gave no picture, where the camera is known to send some. @param stderr what ffmpeg printed */
  failed(stderr: string): void {
    const { now } = this;
    if (now)
      this.#drop(now, say('decoder-failed', { decoder: now.name, why: troubleIn(stderr) ?? 'it gave no picture' }));
  }

  #drop(offer: Offer, why: string): void {
    this.#offers.splice(this.#offers.indexOf(offer), 1);
    this.#failures.push(why);
  }
}

/** In words for whoever sets a box up: `decoded by vaapi (/dev/dri/renderD128)`. */
export function describeDecoder({ name, why }: DecoderState): string {
  if (!why) return `decoded by ${name}`;
  return name === 'software' ? say('decoded-by-software', { why }) : say('decoded-by', { decoder: name, why });
}
