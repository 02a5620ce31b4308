import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../base/errors.ts';
import { ownRejections } from '../base/owner.ts';
import { isDamage } from '../count/store/errors.ts';
import { readStore, type StoreReader } from '../count/store/open.ts';
import { Problem } from '../tell/server/problem.ts';
import { type Reading, readingHere } from '../tell/server/reading.ts';
import { refusalOf } from '../tell/server/resources/exports.ts';
import { answers } from './answers.ts';
import type { ReadConfig } from './read-config.ts';
import type { FromReading, Question, ReadingData, ToReading } from './reading-messages.ts';

// Answers what only reads, on a connection of its own: however much a question reads, nothing else waits for it.

const { database, config: first } = workerData as ReadingData;
/** Answers read it anew each time. */
const config: { -readonly [K in keyof ReadConfig]: ReadConfig[K] } = { ...first };
const port = parentPort!;
ownRejections((fault) => say({ fault }));
const running = new Map<number, AbortController>();
const streams = new Map<number, AsyncGenerator<string | Uint8Array>>();
let opened: { readonly store: StoreReader; readonly reading: Reading } | undefined;

/** Least bytes of a piece that crosses threads; the last one may be smaller. */
const PIECE = 64 * 1024;

port.on('message', (message: ToReading) => {
  if (message.type === 'stop') void stop();
  else if (message.type === 'cancel') running.get(message.id)?.abort();
  else if (message.type === 'cameras') config.cameras = message.cameras;
  else if (message.type === 'close') void close(message.stream);
  else void serve(message.id, message);
});

/** Opens the store when it is first needed, and tries again with the next question where it cannot be opened. */
function open() {
  if (opened) return opened;
  const store = read();
  opened = { store, reading: readingHere(answers(config, store, Date.now), Date.now) };
  return opened;
}

function read(): StoreReader {
  try {
    return readStore(database);
  } catch (error) {
    throw new Problem(503, messageOf(error), { headers: { 'Retry-After': '10' } });
  }
}

async function serve(id: number, question: Question): Promise<void> {
  try {
    if (question.type === 'answer') {
      const gone = new AbortController();
      running.set(id, gone);
      const answer = await open().reading.answer(question.asked, gone.signal);
      say({ id, answer }, answer.body);
    } else {
      const piece = await pull(question);
      say({ id, piece }, piece);
    }
  } catch (thrown) {
    const error = isDamage(thrown)
      ? new Problem(503, `The database is damaged: ${messageOf(thrown)}`)
      : refusalOf(thrown);
    if (error instanceof Problem) {
      const { status, message, errors, headers, members } = error;
      say({ id, problem: { status, message, errors, headers, members } });
    } else say({ id, failed: messageOf(error) });
  } finally {
    running.delete(id);
  }
}

async function pull({ stream, begin }: Extract<Question, { type: 'pull' }>) {
  if (begin) {
    // Loaded by who exports: the first page waits until all else of this thread is.
    const { exported } = await import('./exporting.ts');
    streams.set(stream, exported(config, open().store, begin.name, begin.asked, begin.bom));
  }
  const pieces = streams.get(stream);
  if (!pieces) throw new Error('the thread that made this export ended');
  const parts: Uint8Array[] = [];
  for (let bytes = 0; bytes < PIECE; ) {
    const { done, value } = await pieces.next();
    if (done) break;
    const part = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    parts.push(part);
    bytes += part.length;
  }
  return parts.length > 0 ? joined(parts) : undefined;
}

/** Parts in one piece of memory that no other piece shares, so that it can be handed over. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function close(stream: number): Promise<void> {
  const pieces = streams.get(stream);
  streams.delete(stream);
  // What fails while it is ended was of an export that nobody reads.
  await pieces?.return(undefined).catch(() => undefined);
}

async function stop(): Promise<void> {
  for (const gone of running.values()) gone.abort();
  await Promise.all([...streams.keys()].map(close));
  opened?.store.close();
  port.close();
}

function say(message: FromReading, handOver?: Uint8Array<ArrayBuffer>): void {
  port.postMessage(message, handOver ? [handOver.buffer] : []);
}
