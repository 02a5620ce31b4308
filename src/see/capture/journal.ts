import { LineCutter } from '../../base/lines.ts';

/** How ffmpeg prints a time that it does not know. */
const UNKNOWN = '-9223372036854775808';

/** The descriptor on which ffmpeg tells of packets as the camera sent them. */
export const JOURNAL_FD = 5;

/** What is kept of the packets: every key packet, and one a second that says that the stream flows. */
const FEW = "noise=drop='if(gt(key,0)+gte(time(0)-ld(0),1),st(0,time(0))*0,1)'";

/**
 * Output arguments for the journal of a run: a line a packet with its time and whether a decoder can start there. The stream
 * is only copied; packets before the first key packet are told of as well.
 */
export function journalArgs(fd: number = JOURNAL_FD): string[] {
  const copied = ['-map', '0:v:0', '-c', 'copy', '-copyinkf', '-bsf:v', FEW];
  return [...copied, '-flush_packets', '1', '-f', 'framecrc', `pipe:${fd}`];
}

/**
 * What is known of the packets of one run, from ffmpeg's framecrc output: `0, dts, pts, duration, size, checksum`, and
 * `F=0x0` after it unless it is a key packet. Times are of the camera's stream, in seconds.
 */
export class Journal {
  readonly #cutter = new LineCutter((line) => this.#take(line));
  readonly #told: () => void;
  #secondsPerTick = 1;
  #codec: string | undefined;
  #packets = 0;
  #keys = 0;
  #firstAt: number | undefined;
  #at: number | undefined;
  #keyAt: number | undefined;
  #apart: number | undefined;

  /** @param told called for each line of a packet */
  constructor(told: () => void = () => undefined) {
    this.#told = told;
  }

  push(text: string): void {
    this.#cutter.push(text);
  }

  /** As ffmpeg names it, e.g. `hevc`; undefined until the stream is open. */
  get codec(): string | undefined {
    return this.#codec;
  }

  /** Packets that were told of: grows each second while the stream flows. */
  get packets(): number {
    return this.#packets;
  }

  /** Key packets. */
  get keys(): number {
    return this.#keys;
  }

  /** Seconds between the last two key packets; undefined before the second. */
  get keySeconds(): number | undefined {
    return this.#apart;
  }

  /** Seconds of stream since the last key packet, or since the first packet where there was none. */
  get sinceKey(): number {
    const from = this.#keyAt ?? this.#firstAt;
    return from === undefined || this.#at === undefined ? 0 : this.#at - from;
  }

  #take(line: string): void {
    const [, num, den] = /^#tb 0: (\d+)\/(\d+)/.exec(line) ?? [];
    if (num && den) this.#secondsPerTick = Number(num) / Number(den);
    this.#codec = /^#codec_id 0: (\S+)/.exec(line)?.[1] ?? this.#codec;
    const [, dts, pts] = /^0, *(-?\d+), *(-?\d+), *\d+, *\d+, *0x/.exec(line) ?? [];
    if (dts === undefined) return;
    this.#packets += 1;
    // The time of decoding is ffmpeg's guess, but the first packet has no other.
    const at = Number(pts === UNKNOWN ? dts : pts) * this.#secondsPerTick;
    this.#firstAt ??= at;
    this.#at = at;
    if (!/, *F=0x0\b/.test(line)) this.#key(at);
    this.#told();
  }

  #key(at: number): void {
    this.#keys += 1;
    if (this.#keyAt !== undefined && at > this.#keyAt) this.#apart = at - this.#keyAt;
    this.#keyAt = at;
  }
}
