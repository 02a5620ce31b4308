import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callOf } from '../../../src/count/visit/call.ts';
import { foldAll } from '../../../src/count/visit/fold.ts';
import { VisitFolder } from '../../../src/count/visit/folder.ts';
import { toMember } from '../../../src/count/visit/member.ts';
import { regroup, type Settled } from '../../../src/count/visit/near.ts';
import { alive, called, SECOND, track } from './tracks.ts';

const GAP = 5 * SECOND;
const NAMES = [undefined, 'aves', 'anatidae', 'anas', 'anas-platyrhynchos', 'anas-crecca', 'ardea-cinerea'];

/** A busy camera: tracks that follow on each other without a gap, of names on one line of the tree and beside it. */
const busy = fc.array(
  fc.record({
    startAt: fc.integer({ min: 0, max: 150 }).map((s) => s * SECOND),
    length: fc.integer({ min: 0, max: 14 }).map((s) => s * SECOND),
    young: fc.constantFrom(...NAMES),
    taxon: fc.constantFrom(...NAMES),
  }),
  { minLength: 8, maxLength: 40 },
);

describe('regroup', () => {
  it('gives what grouping everything again gives, after each state of a busy camera', () => {
    fc.assert(
      fc.property(busy, (lives) => {
        const folder = new VisitFolder({ gapMs: GAP });
        const now = new Map<string, ReturnType<typeof track>>();
        const states = lives.flatMap(({ startAt, length, young, taxon }, i) => {
          const whole = track(`t${i}`, startAt, startAt + length);
          const early = alive(track(`t${i}`, startAt, startAt + Math.floor(length / 2)));
          return [young ? called(early, young) : early, taxon ? called(whole, taxon) : whole];
        });
        for (const state of states.sort((a, b) => a.endAt - b.endAt)) {
          const verdict = state.verdict ?? now.get(state.id)?.verdict;
          now.set(state.id, { ...state, ...(verdict && { verdict }) });
          folder.offer([state]);
          const all = foldAll([...now.values()], { gapMs: GAP }).map((visit) => ({ ...visit, closed: false }));
          expect(folder.visits().sort(byId)).toEqual(all.sort(byId));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('looks at some neighbours only, however many visits follow on each other', () => {
    const groups = Array.from({ length: 500 }, (_, i): Settled => {
      const whole = track(`t${String(i).padStart(3, '0')}`, i * 6 * SECOND, i * 6 * SECOND + 3 * SECOND);
      const members = [toMember(whole, callOf(i % 2 ? called(whole, 'anas') : called(whole, 'ardea-cinerea'))!)];
      const [visit] = foldAll([i % 2 ? called(whole, 'anas') : called(whole, 'ardea-cinerea')]);
      return { taxon: members[0]!.taxon, members, individuals: 1, visit: visit! };
    });
    const last = groups.at(-1)!;
    const longer = { ...last.members[0]!, endAt: last.members[0]!.endAt + SECOND };
    const { touched } = regroup(
      new Set(groups),
      { changed: [last], replaced: new Set([longer.track]), incoming: [longer] },
      GAP,
    );
    expect(touched.length).toBeLessThan(5);
  });
});

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
