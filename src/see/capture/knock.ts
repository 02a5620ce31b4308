import { connect } from 'node:net';
import type { CauseCode } from '../../base/domain.ts';

/** Nobody opens after so long (ms): the address cannot be reached. */
const OPENS_WITHIN = 4_000;

/** What the system says of an address at which nobody listens. */
const REFUSED = new Set(['ECONNREFUSED']);
const NO_ROUTE = new Set([
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
]);

/**
 * Asks whether anybody listens at an address, by a connection that is closed at once: a thousandth of what it costs to
 * start an ffmpeg that finds out the same. Never rejects.
 * @returns why nobody opens; undefined where somebody does, where it cannot be told, or once `signal` aborts
 */
export function knock(
  { hostname, port }: { readonly hostname: string; readonly port: number },
  signal: AbortSignal,
): Promise<Extract<CauseCode, 'refused' | 'no-route'> | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port });
    const done = (found?: 'refused' | 'no-route') => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(found);
    };
    const stop = () => done();
    const timer = setTimeout(() => done('no-route'), OPENS_WITHIN);
    socket.once('connect', () => done());
    // Stays, as an error may follow the end.
    socket.on('error', ({ code = '' }: NodeJS.ErrnoException) =>
      done(REFUSED.has(code) ? 'refused' : NO_ROUTE.has(code) ? 'no-route' : undefined),
    );
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
