import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Comparison, independent, type Timed } from '../../../src/count/tally/independence.ts';
import { hostileRecords } from './hostile.ts';

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

  it('takes the first of one second, and all of them where every record is independent', () => {
    const records = at('0:00', '0:00', '10:00', '30:00', '30:00');
    expect(kept(records, 'lastIndependentRecord')).toEqual([true, false, false, true, false]);
    expect(kept(records, 'lastRecord')).toEqual([true, false, false, false, false]);
    expect(kept(records, 'lastRecord', 0)).toEqual([true, true, true, true, true]);
  });

  // What camtrapR's removeDuplicatesOfRecords and assessTemporalIndependence (commit e31f2da, R 4.2.2) leave of the same table,
  // called as filterRecordTable calls them: at 30 min, where those of one second stay in, they leave 2361 of 3000.
  it.each([
    ['station', 'lastIndependentRecord', [3000, 2567, 2390, 2104, 1800, 313]],
    ['station', 'lastRecord', [3000, 2563, 2383, 2059, 1674, 41]],
    ['camera', 'lastIndependentRecord', [3000, 2733, 2615, 2391, 2153, 479]],
    ['camera', 'lastRecord', [3000, 2730, 2612, 2369, 2085, 127]],
  ] as const)(
    "leaves what camtrapR's functions leave of hostile records, by %s, from the %s",
    (apart, compare, left) => {
      const records = hostileRecords().map(({ station, camera, ...record }) => {
        return { ...record, station: apart === 'camera' ? camera : station };
      });
      const count = (minutes: number) => kept(records, compare, minutes).filter(Boolean).length;
      expect([0, 1, 10, 30, 60, 1440].map(count)).toEqual(left);
    },
  );

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
    const repeated = records
      .slice(0, i)
      .some(({ station, at: time }) => station === record.station && time === record.at);
    if (repeated && intervalMinutes > 0) found.push(false);
    else found.push(earlier.length === 0 || (record.at - Math.max(...earlier)) / 1000 >= intervalMinutes * 60);
  }
  return found;
}
