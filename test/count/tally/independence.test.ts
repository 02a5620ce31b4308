import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Comparison, independent, type Timed } from '../../../src/count/tally/independence.ts';

/** Minutes and seconds, `mm:ss`, of one species at one station. */
function at(...times: string[]): Timed[] {
  return times.map((time) => {
    const [minutes, seconds] = time.split(':').map(Number);
    return { station: 'east', species: 'anas-crecca', at: (minutes! * 60 + seconds!) * 1000 };
  });
}

const kept = (records: Timed[], compare: Comparison, intervalMinutes = 30) =>
  independent(records, { intervalMinutes, compare }).map((judged) => judged.independent);

describe('independence', () => {
  it('is counted from the last independent record', () => {
    // 10 min after the first: no. 29:59 after the first: no. 30:00 after the first: yes. 20 min after that: no.
    const records = at('0:00', '10:00', '29:59', '30:00', '50:00');
    expect(kept(records, 'lastIndependentRecord')).toEqual([true, false, false, true, false]);
  });

  it('is counted from the last record of any kind where asked so', () => {
    // Each comes less than 30 min after the one before, until a pause of exactly 30 min.
    const records = at('0:00', '20:00', '40:00', '70:00');
    expect(kept(records, 'lastRecord')).toEqual([true, false, false, true]);
    // The same from the last independent one: 40 min after the first: yes; 30 min after that: yes.
    expect(kept(records, 'lastIndependentRecord')).toEqual([true, false, true, true]);
  });

  it('sees the same past for records of one moment, strictly earlier ones', () => {
    // Nothing is strictly earlier than either of the first two; the third is compared to 0:00, the fourth and fifth as well.
    expect(kept(at('0:00', '0:00', '10:00', '30:00', '30:00'), 'lastIndependentRecord')).toEqual([
      ...[true, true, false],
      ...[true, true],
    ]);
    expect(kept(at('0:00', '0:00', '10:00', '30:00', '30:00'), 'lastRecord')).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('tells the seconds since what it was compared to', () => {
    const judged = independent(at('0:00', '10:00', '35:00'), { intervalMinutes: 30, compare: 'lastIndependentRecord' });
    expect(judged.map(({ deltaSeconds }) => deltaSeconds)).toEqual([0, 600, 2100]);
  });

  it('is apart for each station and each species', () => {
    const [first] = at('0:00');
    const others = [
      { ...first!, station: 'west', at: 60_000 },
      { ...first!, species: 'aves', at: 120_000 },
      { ...first!, at: 180_000 },
    ];
    expect(kept([first!, ...others], 'lastIndependentRecord')).toEqual([true, true, true, false]);
  });

  const times = fc.array(fc.record({ second: fc.nat(400), lane: fc.nat(2) }), { maxLength: 60 });

  it.each(['lastIndependentRecord', 'lastRecord'] as const)('is what the rule says word by word: %s', (compare) => {
    fc.assert(
      fc.property(times, fc.nat(5), (drawn, intervalMinutes) => {
        const records = drawn.map(({ second, lane }) => ({ station: `s${lane}`, species: 'x', at: second * 1000 }));
        const judged = independent(records, { intervalMinutes, compare });
        const ordered = [...records].sort((a, b) => a.at - b.at);
        expect(judged.map((one) => one.independent)).toEqual(naive(ordered, intervalMinutes, compare));
      }),
    );
  });
});

/** The rule word by word: for each record, look through all those before it. */
function naive(records: readonly Timed[], intervalMinutes: number, compare: Comparison): boolean[] {
  const found: boolean[] = [];
  for (const [i, record] of records.entries()) {
    const earlier = records.flatMap((other, j) => {
      const counts = compare === 'lastRecord' || found[j];
      return j < i && counts && other.station === record.station && other.at < record.at ? [other.at] : [];
    });
    found.push(earlier.length === 0 || (record.at - Math.max(...earlier)) / 1000 >= intervalMinutes * 60);
  }
  return found;
}
