import { describe, expect, it } from 'vitest';
import type { Alert, Outcome, Reviewed } from '../../../src/base/domain.ts';
import { type AlertFacts, newReasons, stateOf } from '../../../src/tell/alert/decide.ts';
import { aVisit, T } from '../../count/store/values.ts';

const DAY = 86_400_000;

/** A site where nothing is listed, protected, recorded or told of, but for what a test says. */
function facts(more: Partial<AlertFacts> = {}): AlertFacts {
  return {
    protection: () => undefined,
    isWildSpecies: (taxon) => taxon !== 'aves' && taxon !== 'canis-familiaris',
    carried: () => false,
    listed: () => false,
    recorded: () => false,
    stands: () => false,
    year: () => ({ from: T - 100 * DAY, to: T + 200 * DAY }),
    day: () => ({ from: T, to: T + DAY }),
    ...more,
  };
}

const of = (taxon: string, more: object = {}): Reviewed => ({ visit: aVisit('v1', { taxon, ...more }), version: 1 });
const outcome = (more: Partial<Outcome>): Outcome => {
  return { status: 'confirmed', taxon: 'grus-grus', individuals: 1, notes: [], by: ['Lin'], at: T, ...more };
};

const CASES: readonly [string, string, Partial<AlertFacts>, readonly string[]][] = [
  ['never recorded and not listed', 'grus-grus', {}, ['first-for-site']],
  ['new and protected, but only going on over midnight', 'grus-grus', { carried: () => true, protection: () => 1 }, []],
  ['listed, first of the year', 'grus-grus', { listed: () => true }, ['first-of-year']],
  [
    'recorded in earlier years only',
    'grus-grus',
    { recorded: (_: string, from: number) => from === 0 },
    ['first-of-year'],
  ],
  ['recorded this year', 'grus-grus', { recorded: () => true }, []],
  ['protected and recorded', 'grus-grus', { recorded: () => true, protection: () => 1 }, ['protected']],
  ['new and protected', 'grus-grus', { protection: () => 2 }, ['first-for-site', 'protected']],
  ['no species', 'aves', {}, []],
  ['a domestic animal', 'canis-familiaris', {}, []],
  ['told of already', 'grus-grus', { stands: () => true, protection: () => 1 }, []],
];

describe('reasons to tell people at once', () => {
  it.each(CASES)('are right for what is %s', (_, taxon, more, reasons) => {
    expect(newReasons(of(taxon), facts(more))).toEqual(reasons);
  });

  it('are none for what does not count, and follow a correction', () => {
    expect(newReasons(of('grus-grus', { status: 'set-aside', reason: 'a stone' }), facts())).toEqual([]);
    const corrected = { ...of('aves'), outcome: outcome({ status: 'corrected' }) };
    expect(newReasons(corrected, facts())).toEqual(['first-for-site']);
  });

  it('do not tell of the first of the year what was told of as the first ever', () => {
    const stands: AlertFacts['stands'] = (reason) => reason === 'first-for-site';
    expect(newReasons(of('grus-grus'), facts({ recorded: (_, from) => from === 0, stands }))).toEqual([]);
  });
});

describe('what becomes of an alert', () => {
  const alert: Alert = {
    ...{ id: 'a', reason: 'protected', taxon: 'grus-grus', visit: 'v1', track: 't1', camera: 'east' },
    ...{ at: T, state: 'unconfirmed', changedAt: T, individuals: 1, score: 0.9 },
  };
  it.each([
    ['stands as it is', of('grus-grus'), 'unconfirmed'],
    ['is gone', undefined, 'withdrawn'],
    ['became another species', of('grus-japonensis'), 'withdrawn'],
    ['was confirmed', { ...of('grus-grus'), outcome: outcome({}) }, 'confirmed'],
    ['waits for a second person', { ...of('grus-grus'), outcome: outcome({ status: 'awaiting' }) }, 'unconfirmed'],
    ['was rejected', { ...of('grus-grus'), outcome: outcome({ status: 'rejected' }) }, 'withdrawn'],
    ['was set aside', of('grus-grus', { status: 'set-aside', reason: 'x' }), 'withdrawn'],
  ] as const)('whose visit %s', (_, now, state) => {
    expect(stateOf(alert, now)).toBe(state);
  });
});
