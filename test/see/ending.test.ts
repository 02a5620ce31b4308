import { describe, expect, it } from 'vitest';
import type { Track, Verdict } from '../../src/base/domain.ts';
import { Ending, type Leaving } from '../../src/see/ending.ts';
import { aTrack, aVerdict, T } from '../count/store/values.ts';

/** An ending whose namer answers as told, and all that it did, in order. */
function endingOf(
  finish: Leaving['namer']['finish'],
  { limitMs = 60_000, before }: { limitMs?: number; before?: Verdict } = {},
) {
  const done: string[] = [];
  const told: { tracks: readonly Track[]; at: number }[] = [];
  const failures: unknown[] = [];
  const namer = {
    verdict: () => before,
    finish: (track, at, signal) => {
      done.push(`name ${track.id}`);
      return finish(track, at, signal);
    },
    forget: (id) => done.push(`forget name ${id}`),
  } satisfies Leaving['namer'];
  const crops = {
    last: (id) => done.push(`write ${id}`),
    forget: (id) => done.push(`drop ${id}`),
    idle: async () => {
      done.push('written');
    },
  } satisfies Leaving['crops'];
  const ending = new Ending(
    { namer, crops, limitMs },
    {
      told: (tracks, at) => {
        done.push(`tell ${tracks.map(({ id }) => id).join(' ')}`);
        told.push({ tracks, at });
      },
      failed: (error) => failures.push(error),
    },
  );
  return { ending, done, told, failures };
}

describe('the end of a track', () => {
  it('is its last name, then its crops, then that it is told', async () => {
    const verdict = aVerdict();
    const { ending, done, told } = endingOf(async () => verdict);
    ending.end([aTrack('a')], T + 3000);
    await ending.idle();
    expect(done).toEqual(['name a', 'write a', 'tell a', 'written']);
    expect(told).toEqual([{ tracks: [{ ...aTrack('a'), verdict }], at: T + 3000 }]);
  });

  it('is told under the name it had where naming takes too long and does not hear of the limit', async () => {
    const before = aVerdict({ score: 0.5 });
    const never = () => new Promise<undefined>(() => undefined);
    const { ending, told, failures } = endingOf(never, { limitMs: 20, before });
    ending.end([aTrack('a')], T);
    await ending.idle();
    expect(told[0]?.tracks).toEqual([{ ...aTrack('a'), verdict: before }]);
    expect(failures).toEqual([]);
  });

  it('is told where naming fails, which is told as well', async () => {
    const { ending, told, failures } = endingOf(() => Promise.reject(new Error('no model')));
    ending.end([aTrack('a')], T);
    await ending.idle();
    expect([told[0]?.tracks, failures]).toEqual([[aTrack('a')], [new Error('no model')]]);
  });

  it('writes no crop of what turned out to be a person', async () => {
    const { ending, done } = endingOf(async () => undefined);
    ending.end([aTrack('a', { kind: 'person' })], T);
    await ending.idle();
    expect(done).toEqual(['name a', 'drop a', 'tell a', 'written']);
  });

  it('is told in the order of the ends, however long each name takes', async () => {
    let resolve: (name: undefined) => void = () => undefined;
    const first = new Promise<undefined>((done) => {
      resolve = done;
    });
    const { ending, told } = endingOf((track) => (track.id === 'a' ? first : Promise.resolve(undefined)));
    ending.end([aTrack('a')], T);
    ending.end([aTrack('b')], T + 200);
    await new Promise(setImmediate);
    expect(told).toEqual([]);
    resolve(undefined);
    await ending.idle();
    expect(told.map(({ tracks }) => tracks[0]?.id)).toEqual(['a', 'b']);
  });

  it('of a double is that nothing is left of it', async () => {
    const { ending, done } = endingOf(async () => undefined);
    ending.withdraw(['a', 'b']);
    await ending.idle();
    expect(done).toEqual(['drop a', 'forget name a', 'drop b', 'forget name b', 'written']);
  });

  it('asks nobody any more once the signal has aborted', async () => {
    const aborted: boolean[] = [];
    const { ending } = endingOf(async (_track, _at, signal) => {
      aborted.push(signal?.aborted ?? false);
      return undefined;
    });
    ending.end([aTrack('a')], T, AbortSignal.abort());
    await ending.idle();
    expect(aborted).toEqual([true]);
  });
});
