import { diskRefused } from '../store/errors.ts';
import type { Amount } from '../store/room.ts';
import type { Store } from '../store/store.ts';
import { type Going, isStill, leastWorth, type WorthFacts } from './least.ts';
import { classOf } from './worth.ts';

/** The disk, as room is made on it. */
export interface RoomDisk {
  /** Bytes that are free for the box's user, and of the disk in all. @throws where the disk does not answer */
  space(): Promise<{ readonly free: number; readonly total: number }>;
  /** Removes a file, relative to the data folder; nothing where it is gone. @throws where the disk refuses */
  remove(file: string): Promise<void>;
  /** Gives back what was held back for the case that the disk is full; false where there is nothing. */
  release(): Promise<boolean>;
}

/** What the site asks for; without it a rule of the disk's size. */
export interface RoomWishes {
  /** Most bytes that pictures and clips take. */
  readonly budget?: number;
  /** Least bytes of the disk that stay free. */
  readonly floor?: number;
}

/** How the room for pictures and clips stands. Bytes. */
export interface RoomFacts {
  readonly free: number;
  readonly floor: number;
  readonly kept: number;
  readonly budget: number;
  /** Written a day, at the rate of the last day; absent in the first hour. */
  readonly perDay?: number;
  /** How long until the room is used up at this rate; 0 where it is and what is worth least goes. */
  readonly daysLeft?: number;
  /** What went in the last day. */
  readonly went: Amount;
  /** Nothing is left that may go, and yet too little is free. */
  readonly stuck: boolean;
  /** In this run something had to go that is not common. */
  readonly lost: boolean;
}

const GB = 1e9;
const DAY = 86_400_000;
const HOUR = 3_600_000;
/** As many files go in one commit, and are looked for at once. */
const BATCH = 50;
const PLAN = 1_000;
/** One call goes on for so long at most, ms. */
const LONGEST = 20_000;

/**
 * What pictures and clips may take of a disk, and what stays free: 80 % of it, and 5 % but from 0.2 to 20 GB and no more than a fifth
 * of the disk. Room is made before either is reached, by a margin of 1 % of the disk, at most 250 MB: so much is written between
 * two looks at the most.
 */
export function limitsOf({ budget, floor }: RoomWishes, total: number) {
  const usual = Math.min(total / 5, Math.max(0.2 * GB, Math.min(20 * GB, total * 0.05)));
  return { budget: budget ?? total * 0.8, floor: floor ?? usual, margin: Math.min(0.25 * GB, total * 0.01) };
}

/** How many bytes must go. @returns 0 where there is room */
export function lackOf(limits: ReturnType<typeof limitsOf>, kept: number, free: number): number {
  const { budget, floor, margin } = limits;
  const own = Math.min(margin, budget / 10);
  return Math.max(0, kept - (budget - own), floor + margin - free);
}

/**
 * Holds the budget of pictures and clips and the floor of free space: what is worth least goes, see `worthOf`. First it is written what
 * goes, then it goes: a power cut between the two leaves a file that the next look removes, and never a row that promises a file.
 */
export class RoomMaker {
  readonly #store: Store;
  readonly #disk: RoomDisk;
  readonly #wishes: RoomWishes;
  readonly #facts: WorthFacts;
  #plan: Going[] = [];
  #stuck = false;
  #lost = false;

  constructor(store: Store, disk: RoomDisk, wishes: RoomWishes, facts: WorthFacts) {
    this.#store = store;
    this.#disk = disk;
    this.#wishes = wishes;
    this.#facts = facts;
  }

  /**
   * Makes room until there is enough, or nothing is left that may go.
   * @returns how many files went
   * @throws where the disk or the database refuses (rejects); what was begun is done at the next call
   */
  async make(now: number, signal?: AbortSignal): Promise<number> {
    await this.#removeLeaving();
    let gone = 0;
    const until = performance.now() + LONGEST;
    for (;;) {
      signal?.throwIfAborted();
      const lack = await this.#lack();
      this.#stuck = lack > 0 && this.#stuck;
      if (lack === 0 || performance.now() > until) return gone;
      if (this.#plan.length === 0) this.#plan = [...(await leastWorth(this.#store, this.#facts, PLAN, signal))];
      if (this.#plan.length === 0) {
        this.#stuck = true;
        return gone;
      }
      const batch = this.#take(lack);
      if (batch.length === 0) continue;
      gone += await this.#letGo(batch, now);
      await this.#removeLeaving();
    }
  }

  /** How the room stands. @throws where the disk does not answer (rejects) */
  async look(now: number): Promise<RoomFacts> {
    const { free, total } = await this.#disk.space();
    const { budget, floor, margin } = limitsOf(this.#wishes, total);
    const kept = this.#store.room.bytes();
    const { bytes, since = now } = this.#store.room.written(now - DAY, now);
    const perDay = now - since < HOUR ? undefined : (bytes / (now - since)) * DAY;
    const room = Math.max(0, Math.min(budget - kept, free - floor) - margin);
    return {
      ...{ free, floor, kept, budget },
      ...(perDay && { perDay, daysLeft: room / perDay }),
      ...{ went: this.#store.room.went(now - DAY), stuck: this.#stuck, lost: this.#lost },
    };
  }

  async #lack(): Promise<number> {
    const { free, total } = await this.#disk.space();
    return lackOf(limitsOf(this.#wishes, total), this.#store.room.bytes(), free);
  }

  /** The next of the plan, until they take so many bytes. */
  #take(lack: number): Going[] {
    const taken: Going[] = [];
    for (let bytes = 0; bytes < lack && taken.length < BATCH; ) {
      const next = this.#plan.shift();
      if (!next) break;
      // Somebody may have decided on it meanwhile; it is found again in its new place.
      if (!isStill(this.#store, this.#facts, next)) continue;
      taken.push(next);
      bytes += Math.max(...next.files.map((file) => file.bytes));
    }
    return taken;
  }

  async #letGo(batch: readonly Going[], now: number): Promise<number> {
    const write = () =>
      this.#store.write(({ room }) => {
        const went = batch.flatMap(({ files, shown }) =>
          files.map(({ id }) => room.letGo(id, now, `to make room, as ${classOf(shown)}`)),
        );
        return went.filter(Boolean).length;
      });
    const went = await write().catch(async (error: unknown) => {
      if (!diskRefused(error) || !(await this.#disk.release())) throw error;
      return write();
    });
    if (went > 0) this.#lost ||= batch.some(({ shown }) => classOf(shown) !== 'common');
    return went;
  }

  /** Removes the files whose rows say that they went, also those that an earlier run left. */
  async #removeLeaving(): Promise<void> {
    const files = this.#store.room.leaving();
    if (files.length === 0) return;
    for (const file of files) await this.#disk.remove(file);
    await this.#store.write(({ room }) => {
      for (const file of files) room.left(file);
    });
  }
}
