import { createServer } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knock } from '../../../src/see/capture/knock.ts';
import { Pace } from '../../../src/see/capture/pace.ts';
import { isShut } from '../../../src/see/capture/schedule.ts';

const signal = new AbortController().signal;

describe('knock', () => {
  it('tells nothing of an address at which somebody listens, and hangs up', async () => {
    const closed = new Promise<void>((resolve) => {
      const server = createServer((socket) => {
        socket.on('close', () => server.close(() => resolve()));
        socket.resume();
      });
      server.listen(0, '127.0.0.1', async () => {
        const { port } = server.address() as { port: number };
        expect(await knock({ hostname: '127.0.0.1', port }, signal)).toBeUndefined();
      });
    });
    await closed;
  });

  it('tells that nobody listens, and that there is no such host', async () => {
    expect(await knock({ hostname: '127.0.0.1', port: 9 }, signal)).toBe('refused');
    expect(await knock({ hostname: 'nowhere.invalid', port: 554 }, signal)).toBe('no-route');
  });

  it('ends at once when it is asked to', async () => {
    const stop = new AbortController();
    const asked = knock({ hostname: '192.0.2.1', port: 554 }, stop.signal);
    stop.abort();
    await asked;
    await knock({ hostname: '192.0.2.1', port: 554 }, AbortSignal.abort());
  });
});

describe('isShut', () => {
  it.each([
    ['refused', 0, true],
    ['no-route', 0, true],
    ['stalled', 0, true],
    ['stalled', 9, false],
    ['unauthorized', 0, false],
    ['ended', 0, false],
  ] as const)('%s after %i frames: %s', (code, frames, shut) => {
    expect(isShut({ code }, frames)).toBe(shut);
  });

  it('is false before anything has failed', () => {
    expect(isShut(undefined, 0)).toBe(false);
  });
});

describe('Pace', () => {
  it('gives turns that are so far apart, and none later than it must', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 50 }), (passed) => {
        const pace = new Pace(400);
        let now = 0;
        let last = Number.NEGATIVE_INFINITY;
        for (const ms of passed) {
          now += ms;
          const at = now + pace.take(now);
          expect(at).toBe(Math.max(now, last + 400));
          last = at;
        }
      }),
    );
  });
});
