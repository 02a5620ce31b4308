import { VERSION } from '../base/package.ts';
import { Patience } from '../base/patience.ts';
import type { WatcherStatus } from '../see/watch/watchers.ts';
import type { Service } from './service.ts';

/** What a box that serves shows of itself. */
export interface Serving {
  /** Where the page opens. */
  readonly address: string;
  readonly watchers: () => readonly Pick<WatcherStatus, 'cameras' | 'state'>[];
  /** Why nothing is stored; undefined while the store writes. */
  readonly failure: () => string | undefined;
  /** False until the models are in use. */
  readonly looks: () => boolean;
}

/** A watcher thread that is down for so long (ms) is not coming back: the longest wait before it is started again is 30 s. */
const GONE_FOR = 120_000;
/** Without a watchdog the status is still told so often, ms. */
const STATUS_EVERY = 10_000;

/**
 * Tells the service manager that the box serves, and then, three times within its limit, that it lives: the main thread by
 * running this at all, the watchers by none of them having been down for two minutes. One that is silent is ended and replaced by
 * its own judge within 8 s; what this is for is a judge that fails too. A camera, a disk or a model that fails is no reason: a
 * new start would not mend it.
 */
export class Pulse {
  readonly #service: Service;
  readonly #serving: Serving;
  readonly #every: number;
  readonly #down = new Map<number, Patience>();
  #timer: NodeJS.Timeout | undefined;

  constructor(service: Service, serving: Serving) {
    this.#service = service;
    this.#serving = serving;
    this.#every = service.watchdogMs === undefined ? STATUS_EVERY : service.watchdogMs / 3;
  }

  start(): void {
    this.#service.tell('READY=1', this.#status());
    this.#timer = setInterval(() => this.beat(performance.now()), this.#every).unref();
  }

  /** Says that the box ends; nothing more is told. */
  stop(): void {
    clearInterval(this.#timer);
    this.#service.tell('STOPPING=1', 'STATUS=stopping');
  }

  /** Tells the manager that the box lives, unless it does not. @param now ms, of a clock that never jumps */
  beat(now: number): void {
    const dead = this.#dead(now);
    if (dead)
      this.#service.tell(`STATUS=the watcher of ${dead.join(', ')} does not come back; waiting to be started anew`);
    else this.#service.tell('WATCHDOG=1', this.#status());
  }

  /** The cameras of a watcher that has been down for too long. */
  #dead(now: number): readonly string[] | undefined {
    let dead: readonly string[] | undefined;
    for (const [index, { cameras, state }] of this.#serving.watchers().entries()) {
      if (state === 'running') this.#down.delete(index);
      else {
        const patience = this.#down.get(index) ?? new Patience(2 * this.#every);
        this.#down.set(index, patience);
        if (patience.look(now) >= GONE_FOR) dead = cameras;
      }
    }
    return dead;
  }

  /** One line for `systemctl status`; an upgrade reads from it whether the new version does what the old one did. */
  #status(): string {
    const { address, failure, looks } = this.#serving;
    const why = failure();
    const storing = why === undefined ? 'stores' : `does not store (${why})`;
    return `STATUS=${VERSION} serves ${address}, ${looks() ? 'looks' : 'does not look'}, ${storing}`;
  }
}
