import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoostError } from '../../../src/base/errors.ts';
import {
  begunShadow,
  endedShadow,
  kept,
  lineOf,
  type ModelState,
  NO_STATE,
  promoted,
  rolledBack,
  shadowOf,
  stateSchema,
  withdrawn,
} from '../../../src/box/models/state.ts';

const because = { at: 1000, why: 'Lin said so' };
const limits = { most: 100, until: 9000, byRule: false };
const birds = (version: number) => ({ id: 'birds', version });

describe('which version is used', () => {
  it('goes from shadow to use to kept, and back', () => {
    let state = begunShadow(NO_STATE, birds(3), limits, because);
    expect(shadowOf(state)).toMatchObject({ id: 'birds', version: 3, since: 1000 });
    state = endedShadow(state, 'birds', because);
    expect(shadowOf(state)).toBeUndefined();
    state = promoted(state, birds(3), 500, because);
    expect(lineOf(state, 'birds')).toMatchObject({ present: 3, previous: 0, watched: { since: 1000, until: 1500 } });
    expect(lineOf(state, 'birds').shadow).toBeUndefined();
    state = kept(state, 'birds', because);
    state = promoted(state, birds(4), 500, because);
    state = rolledBack(state, 'birds', { at: 1200, why: 'it failed' });
    expect(lineOf(state, 'birds')).toMatchObject({ present: 3 });
    expect(lineOf(state, 'birds').watched).toBeUndefined();
    expect(() => rolledBack(state, 'birds', because)).toThrow('no version of it was in use before');
    expect(lineOf(state, 'birds').steps.map(({ what, version }) => `${what} ${version}`)).toEqual([
      ...['shadowed 3', 'compared 3', 'promoted 3', 'kept 3', 'promoted 4', 'rolled-back 4'],
    ]);
  });

  it('says why what makes no sense is not done', () => {
    const state = promoted(NO_STATE, birds(3), 0, because);
    expect(() => promoted(state, birds(3), 0, because)).toThrow('birds-3: is in use already');
    expect(() => begunShadow(state, birds(3), limits, because)).toThrow('is in use already');
    expect(() => kept(state, 'birds', because)).toThrow('no version of it is watched');
    expect(() => withdrawn(state, 'toString', because)).toThrow('no version of it is or was compared');
    const busy = begunShadow(state, birds(4), limits, because);
    expect(() => begunShadow(busy, { id: 'mammals', version: 1 }, limits, because)).toThrow('while birds-4 is');
  });

  it('never has one version at two places, whatever is asked in whatever order', () => {
    const id = fc.constantFrom('a', 'b');
    const version = fc.integer({ min: 1, max: 4 });
    const ask = fc.oneof(
      fc.record({ do: fc.constant('shadow' as const), id, version }),
      fc.record({ do: fc.constant('promote' as const), id, version }),
      fc.record({ do: fc.constantFrom('end' as const, 'withdraw' as const, 'keep' as const, 'back' as const), id }),
    );
    const run = (state: ModelState, asked: typeof ask extends fc.Arbitrary<infer T> ? T : never): ModelState => {
      if (asked.do === 'shadow') return begunShadow(state, asked, limits, because);
      if (asked.do === 'promote') return promoted(state, asked, 500, because);
      const change = { end: endedShadow, withdraw: withdrawn, keep: kept, back: rolledBack }[asked.do];
      return change(state, asked.id, because);
    };
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 60 }), (all) => {
        let state = NO_STATE;
        for (const asked of all) {
          const before = structuredClone(state);
          const was = lineOf(state, asked.id);
          try {
            state = run(state, asked);
          } catch (error) {
            expect(error).toBeInstanceOf(RoostError);
            expect(state).toEqual(before);
            continue;
          }
          const is = lineOf(state, asked.id);
          if (asked.do === 'promote') expect(is).toMatchObject({ present: asked.version, previous: was.present });
          else if (asked.do === 'back') expect(is.present).toBe(was.previous);
          else expect(is.present).toBe(was.present);
          expect(is.previous).not.toBe(is.present);
          expect(is.shadow?.version).not.toBe(is.present);
          expect(stateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
          const open = Object.values(state.lines).filter(({ shadow }) => shadow && shadow.ended === undefined);
          expect(open.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
