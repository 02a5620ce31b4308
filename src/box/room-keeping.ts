import { Rounds } from '../base/rounds.ts';
import { type RoomFacts, RoomMaker } from '../count/record/make-room.ts';
import type { Store } from '../count/store/store.ts';
import type { Config } from '../know/config/config.ts';
import { taxonById } from '../know/taxonomy/taxa.ts';
import { DataDisk } from './disk.ts';
import type { Log } from './log.ts';
import { roomTrouble } from './room-words.ts';
import type { Troubles } from './troubles.ts';

/** How often room is looked after, and how it stands is told, ms. */
const OFTEN = 1_000;
const TOLD = 30_000;

/** Holds the budget of pictures and clips and the floor of free space for as long as the box runs, and tells how it stands. */
export class RoomKeeping {
  readonly #troubles: Pick<Troubles, 'set'>;
  readonly #log: Log;
  readonly #disk: DataDisk;
  readonly #maker: RoomMaker;
  readonly #rounds: Rounds;
  #facts: RoomFacts | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;

  /** @param often how often room is looked after, ms */
  constructor(
    { data, site }: Pick<Config, 'data' | 'site'>,
    store: Store,
    troubles: Pick<Troubles, 'set'>,
    log: Log,
    often = OFTEN,
  ) {
    this.#troubles = troubles;
    this.#log = log;
    this.#disk = new DataDisk(data);
    const { mediaGigabytes, freeGigabytes } = site.retention;
    const wishes = {
      ...(mediaGigabytes !== undefined && { budget: mediaGigabytes * 1e9 }),
      ...(freeGigabytes !== undefined && { floor: freeGigabytes * 1e9 }),
    };
    const facts = { protection: (taxon: string) => taxonById(taxon)?.protection, sample: site.sample };
    this.#maker = new RoomMaker(store, this.#disk, wishes, facts);
    this.#rounds = new Rounds({
      everyMs: often,
      round: (signal) => this.#once(signal),
      failed: (error) => log.warn({ error }, 'no room could be made on the disk; it is tried again'),
    });
  }

  /** How the room stood when it was last looked at; undefined before that. */
  get facts(): RoomFacts | undefined {
    return this.#facts;
  }

  start(): void {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  async #once(signal: AbortSignal): Promise<void> {
    const now = Date.now();
    const gone = await this.#maker.make(now, signal);
    if (gone === 0 && performance.now() - this.#toldAt < TOLD) return;
    this.#toldAt = performance.now();
    const facts = await this.#maker.look(now);
    this.#facts = facts;
    this.#troubles.set('room', roomTrouble(facts));
    if (gone > 0) this.#log.info({ files: gone }, 'pictures and clips went to make room');
    if (facts.free > facts.floor) await this.#disk.reserve(signal);
  }
}
