import type { Decoder } from '../../base/decoders.ts';
import { decoderArgs, type Here, offered } from './decoder.ts';
import { DecoderChoice, type DecoderState, type RunEnd } from './decoder-choice.ts';

/** What is asked before a camera is decoded by hardware. */
export interface DecodingWorld {
  /** What this machine offers. */
  here(signal: AbortSignal): Promise<Here>;
  /** The codec that the camera sends. @throws CameraError (rejects) where it does not tell */
  codec(signal: AbortSignal): Promise<string>;
  /** Another decoder is used than before, because that one failed. */
  fell(state: DecoderState): void;
}

const SOFTWARE: readonly string[] = [];

/** What decodes one camera, from run to run of its ffmpeg. */
export class Decoding {
  readonly #wanted: Decoder;
  readonly #world: DecodingWorld;
  #codec = '';
  #choice: DecoderChoice | undefined;
  /** What was told last: a camera that gives nothing for days is told of once. */
  #told = '';

  constructor(wanted: Decoder, world: DecodingWorld) {
    this.#wanted = wanted;
    this.#world = world;
  }

  /** Arguments before the input of the next run. The camera is asked for its codec only where hardware may be used. */
  async args(signal: AbortSignal): Promise<readonly string[]> {
    if (this.#wanted === 'software') return SOFTWARE;
    this.#choice ??= await this.#choose(signal);
    const choice = this.#choice;
    return choice.now ? decoderArgs(choice.now, this.#codec) : SOFTWARE;
  }

  /** A run ended. @param codec that it had @returns true where another decoder is to be tried at once */
  ended(end: RunEnd, codec: string | undefined): boolean {
    const choice = this.#choice;
    if (!choice) return false;
    const before = choice.now;
    const again = choice.ended(end);
    const { state } = choice;
    if (choice.now !== before && again && state.why !== this.#told) {
      this.#told = state.why;
      this.#world.fell(state);
    }
    // The camera was set to another codec: all is open again.
    if (codec !== undefined && this.#codec !== '' && codec !== this.#codec) this.#choice = undefined;
    return again;
  }

  async #choose(signal: AbortSignal): Promise<DecoderChoice> {
    const here = await this.#world.here(signal);
    if (here.devices.length > 0) this.#codec = await this.#world.codec(signal);
    return new DecoderChoice(offered(this.#wanted, this.#codec || 'h264', here));
  }
}
