import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoostError } from '../../../src/base/errors.ts';
import { lineOf, NO_STATE, promoted, rolledBack, stateSchema } from '../../../src/box/models/state.ts';

const because = { at: 1000, why: 'by Lin' };
const birds = (version: number) => ({ id: 'birds', version });

describe('which version is used', () => {
  it('goes forward by name, and back once', () => {
    let state = promoted(promoted(NO_STATE, birds(3), because), birds(4), because);
    expect(lineOf(state, 'birds')).toMatchObject({ present: 4, previous: 3 });
    expect(() => promoted(state, birds(4), because)).toThrow('birds-4: is in use already');
    state = rolledBack(state, 'birds', { at: 1200, why: 'by Chen' });
    expect(lineOf(state, 'birds')).toMatchObject({ present: 3 });
    expect(() => rolledBack(state, 'birds', because)).toThrow('no version of it was in use before');
    expect(() => rolledBack(state, 'toString', because)).toThrow('no version of it was in use before');
    expect(lineOf(state, 'birds').steps.map(({ what, version }) => `${what} ${version}`)).toEqual([
      ...['promoted 3', 'promoted 4', 'rolled-back 4'],
    ]);
  });

  it('is never also what can be gone back to, whatever is asked in whatever order, and says no by changing nothing', () => {
    const id = fc.constantFrom('a', 'b');
    const ask = fc.record({ id, version: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 60 }), (all) => {
        let state = NO_STATE;
        for (const { id, version } of all) {
          const before = structuredClone(state);
          const was = lineOf(state, id);
          try {
            state = version ? promoted(state, { id, version }, because) : rolledBack(state, id, because);
          } catch (error) {
            expect(error).toBeInstanceOf(RoostError);
            expect(state).toEqual(before);
            continue;
          }
          const is = lineOf(state, id);
          if (version) expect(is).toMatchObject({ present: version, previous: was.present });
          else expect(is.present).toBe(was.previous);
          expect(is.previous).not.toBe(is.present);
          expect(is.steps.length).toBeLessThanOrEqual(20);
          expect(stateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
        }
      }),
    );
  });
});
