import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DoublingWaits, type SupervisionWorld, supervise } from '../../src/base/supervise.ts';

/** A world whose time only passes by lives and waits, and what was waited. */
function world(random = 0) {
  const waited: number[] = [];
  let now = 0;
  const made = {
    now: () => now,
    random: () => random,
    sleep: async (ms: number) => {
      waited.push(ms);
      now += ms;
    },
  } satisfies SupervisionWorld;
  const pass = (ms: number) => {
    now += ms;
  };
  return { made, waited, pass };
}

/** Lives of given lengths and ends, one after the other; then the owner has enough. */
async function lives(ends: readonly { ms: number; end: string | Error | undefined }[], random = 0) {
  const stop = new AbortController();
  const { made, waited, pass } = world(random);
  const told: string[] = [];
  let begun = 0;
  await supervise<string>(
    {
      live: (signal) => {
        const life = ends[begun++];
        if (!life) {
          stop.abort();
          return Promise.resolve('asked');
        }
        expect(signal.aborted).toBe(false);
        pass(life.ms);
        if (life.end instanceof Error) throw life.end;
        return Promise.resolve(life.end);
      },
      thrown: (error) => `thrown ${(error as Error).message}`,
      ended: (why, wait) => told.push(`${why}, ${wait}`),
      waits: new DoublingWaits(500, 3_000),
      provedAfterMs: 60_000,
    },
    stop.signal,
    made,
  );
  return { told, waited, begun };
}

const failing = (count: number, ms = 1) => Array.from({ length: count }, () => ({ ms, end: 'it fell' }));

describe('supervise', () => {
  it('starts what ended again, after waits that grow up to a bound', async () => {
    const { told, waited } = await lives(failing(5));
    expect(waited).toEqual([500, 1000, 2000, 3000, 3000]);
    expect(told[1]).toBe('it fell, 1000');
  });

  it('waits little again once a life has proved itself', async () => {
    const { waited } = await lives([...failing(3), ...failing(1, 60_000), ...failing(1)]);
    expect(waited).toEqual([500, 1000, 2000, 500, 1000]);
  });

  it('takes a life that throws for one that ended', async () => {
    const { told, begun } = await lives([{ ms: 1, end: new Error('at once') }, ...failing(1)]);
    expect(told).toEqual(['thrown at once, 500', 'it fell, 1000']);
    expect(begun).toBe(3);
  });

  it('begins the next life at once where the last one wants that, and counts no failure', async () => {
    const { told, waited, begun } = await lives([{ ms: 1, end: undefined }, { ms: 1, end: undefined }, ...failing(1)]);
    expect(waited).toEqual([500]);
    expect(told).toHaveLength(1);
    expect(begun).toBe(4);
  });

  it('tells nothing and waits for nothing once it is asked to end', async () => {
    expect(await lives([])).toEqual({ told: [], waited: [], begun: 1 });
  });

  it('ends a real wait at once', async () => {
    const stop = new AbortController();
    const ended = supervise(
      {
        live: async () => 'it fell',
        thrown: String,
        ended: () => void setImmediate(() => stop.abort()),
        waits: new DoublingWaits(3_600_000, 3_600_000),
        provedAfterMs: 1,
      },
      stop.signal,
    );
    await expect(ended).resolves.toBeUndefined();
  });

  it('does not begin at all where it was asked to end before', async () => {
    const live = () => Promise.reject(new Error('it lived'));
    const plan = { live, thrown: String, ended: expect.fail, waits: new DoublingWaits(1, 1), provedAfterMs: 1 };
    await expect(supervise(plan, AbortSignal.abort())).resolves.toBeUndefined();
  });
});

describe('DoublingWaits', () => {
  it('stay between three quarters of the first wait and the longest, and never shrink but for the jitter', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), (randoms) => {
        const waits = new DoublingWaits(500, 30_000);
        let before = 0;
        for (const random of randoms) {
          const wait = waits.failed('it fell', random);
          expect(wait).toBeGreaterThanOrEqual(375);
          expect(wait).toBeLessThanOrEqual(30_000);
          expect(wait).toBeGreaterThanOrEqual(Math.floor(before * 0.75));
          before = wait;
        }
      }),
    );
  });
});
