import { networkInterfaces } from 'node:os';
import { entry, startWorker } from '../../base/entry.ts';
import { RoostError } from '../../base/errors.ts';
import type { FoundCamera } from './match.ts';
import type { FinderData, FromFinder } from './messages.ts';

/** What came of asking the network. */
export interface Found {
  /** By address, each once. */
  readonly cameras: readonly FoundCamera[];
  /** True where something answered that was no camera's answer. */
  readonly junk: boolean;
  /** The interfaces on which was asked. */
  readonly interfaces: readonly string[];
}

export interface FindOptions {
  /** Name of a network interface; every one with an IPv4 address, but the loopback, without it. */
  readonly device?: string;
  /** How long answers are waited for, ms. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** A network with more answers floods us. */
const MOST = 256;
/** Memory of the thread that reads the answers, MB: one is 64 KB at most. */
const MEMORY = 128;
/** The thread has so much longer (ms) than the answers, then it is ended with whatever it hangs at. */
const GRACE = 10_000;

/**
 * Asks the local network for ONVIF cameras by WS-Discovery: one datagram to 239.255.255.250:3702 on each interface, and whoever answers
 * in time. Answers are read in a thread of its own with a limit of memory and time, as anybody on the network may send one.
 * @throws RoostError where there is no such interface; the signal's reason if aborted
 */
export async function findCameras({ device, timeout, signal }: FindOptions): Promise<Found> {
  signal.throwIfAborted();
  const interfaces = chosen(device);
  const worker = startWorker(entry(import.meta.url, './worker'), { interfaces, timeout } satisfies FinderData, {
    maxOldGenerationSizeMb: MEMORY,
  });
  const cameras = new Map<string, FoundCamera>();
  let junk = false;
  let failed: string | undefined;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => done(), timeout + GRACE);
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    worker.on('message', (message: FromFinder) => {
      if (message.type === 'camera' && cameras.size < MOST) cameras.set(message.camera.host, message.camera);
      if (message.type === 'junk') junk = true;
      if (message.type === 'failed') failed = message.why;
      if (message.type === 'over') done();
    });
    worker.once('error', () => {
      junk = true;
    });
    worker.once('exit', done);
    signal.addEventListener('abort', done, { once: true });
  });
  await worker.terminate();
  signal.throwIfAborted();
  if (failed !== undefined && cameras.size === 0)
    throw new RoostError('look for cameras on', interfaces.join(', '), failed, 'Name another one with --interface');
  const byAddress = [...cameras.values()].sort((a, b) => a.host.localeCompare(b.host, 'en', { numeric: true }));
  return { cameras: byAddress, junk, interfaces };
}

function chosen(device: string | undefined): string[] {
  const known = Object.entries(networkInterfaces()).filter(([, all]) => all?.some(({ family }) => family === 'IPv4'));
  const names = known.map(([name]) => name);
  const outside = known.filter(([, all]) => all?.some(({ internal }) => !internal)).map(([name]) => name);
  const wanted = device === undefined ? outside : names.filter((name) => name === device);
  if (wanted.length > 0) return wanted;
  throw new RoostError(
    'look for cameras on',
    device ?? 'the network',
    'there is no such interface with an IPv4 address',
    names.length > 0 ? `There are: ${names.join(', ')}` : '',
  );
}
