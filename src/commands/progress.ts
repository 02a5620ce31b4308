import cliProgress from 'cli-progress';
import { shown } from '../base/shown.ts';

/** Where stderr is no terminal (a log, a pipe), a line is written so often, ms. */
const LINE_EVERY = 10_000;
/** So much of a name fits beside a bar. */
const NAME = 60;

/** Says on stderr how far a command is: a bar on a terminal, else a line now and then, the first one at once. */
export class Progress {
  readonly #bar: cliProgress.SingleBar;
  #done = 0;
  #running = false;

  /** @param word what is being done, e.g. `replay` */
  constructor(word: string) {
    this.#bar = new cliProgress.SingleBar({
      // Where nobody knows how many there will be, a bar would be full.
      format: (options, { value, total, progress }, { file }: { file: string }) =>
        total === 0
          ? `${word}: ${file}`
          : `${word} [${cliProgress.Format.BarFormat(progress, options)}] ${value}/${total} ${file}`,
      stream: process.stderr,
      clearOnComplete: true,
      // Signals have one owner, who ends the command and with it the bar.
      gracefulExit: false,
      noTTYOutput: true,
      notTTYSchedule: LINE_EVERY,
    });
  }

  /** Begins anew. @param total how many files there are, 0 while nobody knows @param what is shown until the first file */
  start(total: number, what = ''): void {
    this.stop();
    this.#done = 0;
    this.#running = true;
    this.#bar.start(total, 0, { file: what });
  }

  /** A file is being worked at; those before it are done. @param total how many there are, once that is known */
  file(name: string, total?: number): void {
    if (total !== undefined) this.#bar.setTotal(total);
    const plain = shown(name);
    this.#bar.update(this.#done, { file: plain.length > NAME ? `…${plain.slice(-NAME)}` : plain });
    this.#done += 1;
  }

  /** How many files were begun since the start. */
  get begun(): number {
    return this.#done;
  }

  /** Takes the bar away. */
  stop(): void {
    if (this.#running) this.#bar.stop();
    this.#running = false;
  }
}
