import { describe, expect, it } from 'vitest';
import { coverage } from '../../../fixtures/coverage.ts';
import { Ledger, type Looked } from '../../../src/count/correct/ledger.ts';

const within = (taxon: string, wider: string) => wider === 'aves' || taxon === wider;

function ledgerOf(...groups: readonly (readonly [number, Partial<Looked>])[]): Ledger {
  const ledger = new Ledger(within);
  for (const [count, more] of groups)
    for (let n = 0; n < count; n++) ledger.add({ named: 'teal', score: 0.9, flagged: false, sampled: false, ...more });
  return ledger;
}

const row = (ledger: Ledger, taxon: string) => ledger.rows().find((one) => one.taxon === taxon)!;
const SAMPLE = { sampled: true } as const;

describe('corrected counts', () => {
  // Of 20 sampled teals 15 are teals, 4 are ducks and one is nothing; of 80 sampled ducks 76 are ducks and 4 are teals.
  const confused = () =>
    ledgerOf(
      [400, {}],
      [15, { ...SAMPLE, decided: 'teal' }],
      [4, { ...SAMPLE, decided: 'duck' }],
      [1, { ...SAMPLE, decided: null }],
      [1600, { named: 'duck' }],
      [76, { ...SAMPLE, named: 'duck', decided: 'duck' }],
      [4, { ...SAMPLE, named: 'duck', decided: 'teal' }],
    );

  it('put right names that are mixed up both ways, and leave out where nothing was', () => {
    // Teals: 19 known, 15 of 20 of 400 and 4 of 80 of 1600. Ducks: 80 known, 76 of 80 of 1600 and 4 of 20 of 400.
    expect(row(confused(), 'teal')).toMatchObject({ named: 420, known: 19, inSample: 24, corrected: { count: 399 } });
    expect(row(confused(), 'duck')).toMatchObject({ named: 1680, known: 80, corrected: { count: 1680 } });
    expect(confused().sample).toEqual({ visits: 2100, sampled: 100, decided: 100 });
  });

  it('take reviewed visits as they are, also where only doubtful ones were looked at', () => {
    // 100 with a low score were all looked through for another reason, and none is a teal: the sample of the others says nothing of them.
    const ledger = ledgerOf([300, {}], [50, { ...SAMPLE, decided: 'teal' }], [100, { score: 0.3, decided: 'duck' }]);
    expect(row(ledger, 'teal').corrected).toMatchObject({ kind: 'estimated', count: 350, high: 350 });
    expect(row(ledger, 'duck')).toMatchObject({ named: 0, known: 100 });
  });

  it('tell scores apart', () => {
    // Sure names are right, unsure ones wrong; there are as many sure ones in the sample and fewer among the rest.
    const ledger = ledgerOf(
      [100, {}],
      [30, { ...SAMPLE, decided: 'teal' }],
      [900, { score: 0.65 }],
      [30, { ...SAMPLE, score: 0.65, decided: 'duck' }],
    );
    expect(row(ledger, 'teal').corrected).toMatchObject({ count: 130 });
  });

  it('are refused where the sample is too small, and say how much more would do', () => {
    // None decided: 50 of the sample are wanted; a twentieth of the visits are ducks, of which ten are wanted: 200.
    const none = ledgerOf([950, {}], [50, { named: 'duck' }]);
    expect(row(none, 'teal').corrected).toEqual({ kind: 'refused', moreReviews: 50 });
    expect(row(none, 'duck').corrected).toEqual({ kind: 'refused', moreReviews: 200 });
    // Ten of a hundred of the sample wait: five more than may.
    const waiting = ledgerOf([900, {}], [85, { ...SAMPLE, decided: 'teal' }], [15, SAMPLE]);
    expect(row(waiting, 'teal').corrected).toEqual({ kind: 'refused', moreReviews: 5 });
  });

  it('need no sample of what people decided on altogether', () => {
    const all = ledgerOf([7, { decided: 'teal' }], [2, { decided: 'duck' }]);
    expect(row(all, 'duck')).toMatchObject({ named: 0, known: 2, corrected: { count: 2, low: 2, high: 2 } });
  });

  it('hold the truth in 93 to 97 of 100 intervals, and are nearer to it than plain counts', () => {
    const found = coverage(150, { visits: 3_000, share: 0.08 }, 20_260_301);
    expect(found.told).toBeGreaterThan(1_000);
    expect(found.holds).toBeGreaterThan(0.93);
    expect(found.holds).toBeLessThan(0.97);
    expect(Math.abs(found.bias)).toBeLessThan(0.02);
    expect(found.error).toBeLessThan(found.plainError / 2);
  });
});
