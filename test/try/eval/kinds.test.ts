import { describe, expect, it } from 'vitest';
import { kindSummary, ofKind } from '../../../src/try/eval/kinds.ts';
import { outcome, verdict } from './outcomes.ts';

const MALLARD = verdict('anas-platyrhynchos', 'species', 0.9);
const FOX = verdict('vulpes-vulpes', 'species', 0.9);

describe('kinds', () => {
  it('are held against the truth as the detector had them and as they are called', () => {
    const outcomes = [
      outcome({ kind: 'bird', verdict: MALLARD }),
      outcome({ kind: 'mammal', verdict: MALLARD }),
      outcome({ kind: 'mammal', verdict: verdict('mammalia', 'class', 0.5) }),
      outcome({ kind: 'bird', verdict: FOX }),
      outcome({ kind: 'bird', verdict: FOX, truth: 'vulpes-vulpes' }),
    ];
    expect(kindSummary(outcomes)).toEqual({
      found: 5,
      detectorRight: 2,
      verdictRight: 3,
      overruled: 3,
      overruledRight: 2,
    });
  });

  it('leave out what was not found, blanks, and boxes that the set gave', () => {
    const { truth: _, ...blank } = outcome({ kind: 'bird', verdict: MALLARD });
    expect(kindSummary([outcome(), blank, outcome({ verdict: MALLARD })]).found).toBe(0);
  });

  it('divide animals by what they truly are', () => {
    const fox = outcome({ truth: 'vulpes-vulpes', kind: 'bird' });
    expect(ofKind([outcome(), fox], 'mammal')).toEqual([fox]);
  });
});
