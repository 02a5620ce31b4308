import { MultiBar, Presets } from 'cli-progress';

/** Where stderr is no terminal, a line a box is written so often, ms. */
const LINE_EVERY = 10_000;

/** Says on stderr how far each box has come: a bar each on a terminal, else a line now and then. */
export class PushBars {
  readonly #bars: MultiBar | undefined;
  readonly #complain: (line: string) => void;

  constructor(complain: (line: string) => void, terminal = process.stderr.isTTY) {
    this.#complain = complain;
    const format = '{box} [{bar}] {percentage}% of {megabytes} MB';
    const options = { format, stream: process.stderr, gracefulExit: false, clearOnComplete: true };
    this.#bars = terminal ? new MultiBar(options, Presets.shades_classic) : undefined;
  }

  /** @returns what is told so many bytes of the whole are there */
  add(box: string, total: number): (bytes: number) => void {
    const bar = this.#bars?.create(total, 0, { box, megabytes: (total / 1e6).toFixed(1) });
    if (bar) return (bytes) => bar.update(bytes);
    let toldAt = Number.NEGATIVE_INFINITY;
    return (bytes) => {
      if (performance.now() - toldAt < LINE_EVERY) return;
      toldAt = performance.now();
      this.#complain(`${box}: ${Math.floor((100 * bytes) / total)}% of ${(total / 1e6).toFixed(1)} MB`);
    };
  }

  stop(): void {
    this.#bars?.stop();
  }
}
