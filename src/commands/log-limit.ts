/** A line of the log as facts: `level`, `msg` and the rest. */
export type Entry = Readonly<Record<string, unknown>>;

/** Within it a line is told once, ms. */
const WINDOW = 60_000;
/** Lines of one message that differ in more than numbers are told so often within it. */
const OF_ONE_MESSAGE = 20;

interface Seen {
  /** When it was last told. */
  at: number;
  /** How often it came since. */
  held: number;
  /** What came last of those. */
  newest: Entry;
}

/**
 * Keeps what goes wrong again and again from filling a disk. A line that differs from one of the last minute in nothing but numbers is
 * held; the next one of its like after that minute, or the minute's end, tells it with `repeated`: how many came since it was last told.
 */
export class LogLimit {
  readonly #seen = new Map<string, Seen>();
  /** How many different lines each message had in the minute since `at`. */
  readonly #messages = new Map<unknown, { at: number; lines: number }>();

  /** @param now of a clock that is never set, ms @returns what is to be written now, in order */
  take(entry: Entry, now: number): Entry[] {
    const due = this.due(now);
    const key = this.#keyOf(entry, now);
    const seen = this.#seen.get(key);
    if (seen && now - seen.at < WINDOW) {
      seen.held++;
      seen.newest = entry;
      return due;
    }
    this.#seen.set(key, { at: now, held: 0, newest: entry });
    return [...due, entry];
  }

  /** What was held and has waited for its minute; all of it with `Infinity`. */
  due(now: number): Entry[] {
    const told: Entry[] = [];
    for (const [key, seen] of this.#seen) {
      if (now - seen.at < WINDOW) continue;
      if (seen.held === 0) this.#seen.delete(key);
      else {
        told.push({ ...seen.newest, repeated: seen.held });
        Object.assign(seen, { at: now, held: 0 });
      }
    }
    for (const [message, { at }] of this.#messages) if (now - at >= WINDOW) this.#messages.delete(message);
    return told;
  }

  #keyOf({ time: _, ...entry }: Entry, now: number): string {
    const key = JSON.stringify(entry, (name, value) => (typeof value === 'number' && name !== 'level' ? 0 : value));
    if (this.#seen.has(key)) return key;
    const message = this.#messages.get(entry.msg) ?? { at: now, lines: 0 };
    message.lines++;
    this.#messages.set(entry.msg, message);
    return message.lines > OF_ONE_MESSAGE ? JSON.stringify([entry.level, entry.msg]) : key;
  }
}
