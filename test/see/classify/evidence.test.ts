import { describe, expect, it } from 'vitest';
import { candidateOf, score } from '../../../src/see/classify/evidence.ts';
import { vocabularyOf } from '../../../src/see/classify/vocabulary.ts';
import { BIRDS, look } from './models.ts';

const { vocabulary } = BIRDS;
const EVEN = () => 1;

describe('evidence', () => {
  it('of one look is its scores, in full agreement', () => {
    const scores = score(vocabulary, [look({ 'anas-crecca': 0.5, 'anas-platyrhynchos': 0.3 })], 1, EVEN);
    const species = candidateOf(vocabulary, scores, 'species');
    expect(species).toMatchObject({ taxon: 'anas-crecca', rank: 'species', agreement: 1 });
    expect(species?.share).toBeCloseTo(0.5);
    expect(candidateOf(vocabulary, scores, 'genus')).toMatchObject({ taxon: 'anas', share: expect.closeTo(0.8) });
  });

  it('counts the looks that agree by their weight', () => {
    const looks = [look({ 'anas-crecca': 0.99 }, 3), look({ 'ardea-cinerea': 0.6 }, 1)];
    const candidate = candidateOf(vocabulary, score(vocabulary, looks, 1, EVEN), 'species');
    expect(candidate).toMatchObject({ taxon: 'anas-crecca', agreement: expect.closeTo(0.75) });
  });

  it('weighs what each look says by the prior, and keeps what the model says beside it', () => {
    const looks = [look({ 'anas-crecca': 0.5, 'anas-platyrhynchos': 0.4 })];
    const scores = score(vocabulary, looks, 1, (taxon) => (taxon === 'anas-crecca' ? 0.05 : 1));
    expect(candidateOf(vocabulary, scores, 'species')).toMatchObject({ taxon: 'anas-platyrhynchos', agreement: 1 });
    const place = vocabulary.nodes.findIndex(({ taxon }) => taxon === 'anas-crecca');
    expect(scores.plain[place]).toBeCloseTo(0.5);
  });

  it('has no candidate of a rank that no label reaches', () => {
    const genus = vocabularyOf(['corvus']);
    const scores = score(genus, [{ logits: Float32Array.of(0), weight: 1 }], 1, EVEN);
    expect(candidateOf(genus, scores, 'species')).toBeUndefined();
    expect(candidateOf(genus, scores, 'genus')).toMatchObject({ taxon: 'corvus', share: 1 });
  });
});
