import { type Logger, pino } from 'pino';
import { redact } from '../base/redact.ts';
import { type Entry, LogLimit } from './log-limit.ts';

/** How the log of a box is written. */
export interface LogOptions {
  /** Lines for a person at a terminal; JSON lines for a service without it. */
  readonly plain?: boolean;
  /** What no line may hold. */
  readonly secrets?: readonly string[];
  /** Takes each line; stderr without it, as stdout is for answers. */
  readonly write?: (line: string) => void;
  /** Has what is held told at the end; that of the process without it. */
  readonly atEnd?: (tell: () => void) => void;
  /** Of a clock that is never set, ms. */
  readonly monotonic?: () => number;
}

/** What is held for a minute is looked at so often, ms. */
const TICK = 10_000;

/**
 * The box's log: JSON lines with `level`, `time`, `msg` and facts, or plain lines for a person. Secrets are taken out of whatever is told,
 * also of what another program said, and what comes again and again is told once a minute with its count (`repeated`).
 */
export function openLog(level: string, options: LogOptions = {}): Logger {
  const { plain = process.stderr.isTTY, secrets = [], monotonic = () => performance.now() } = options;
  const { write = (line) => void process.stderr.write(line), atEnd = (last) => void process.once('exit', last) } =
    options;
  const limit = new LogLimit();
  const tell = (entries: readonly Entry[]) => {
    for (const entry of entries) write(`${plain ? readable(entry) : JSON.stringify(entry)}\n`);
  };
  const take = (line: string) => tell(limit.take(cleaned(JSON.parse(line), spellings(secrets)) as Entry, monotonic()));
  setInterval(() => tell(limit.due(monotonic())), TICK).unref();
  atEnd(() => tell(limit.due(Number.POSITIVE_INFINITY)));
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write: take });
}

/** A secret as it is, and as it stands in an address. One of a letter or two would be taken out of every word. */
const spellings = (secrets: readonly string[]) =>
  secrets.filter((secret) => secret.length > 2).flatMap((secret) => [secret, encodeURIComponent(secret)]);

/** The same with secrets taken out of every text in it; the names of facts are Roost's own. */
function cleaned(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redact(value, secrets);
  if (Array.isArray(value)) return value.map((one) => cleaned(one, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cleaned(one, secrets)]));
}

const NAMES: Readonly<Record<number, string>> = { 20: 'debug', 30: 'info', 40: 'warning', 50: 'error', 60: 'fatal' };

function readable({ level, time, msg, ...facts }: Entry): string {
  const rest = Object.entries(facts).map(
    ([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `${String(time).slice(11, 19)} ${NAMES[Number(level)] ?? level}: ${msg}${rest.join('')}`;
}
