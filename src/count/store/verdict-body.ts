import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Verdict } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';

/**
 * What most verdicts have in common, for packing. Never changed: what was packed with it can be read with it only. Another one would
 * be told apart by the first byte.
 */
const COMMON = Buffer.from(
  '"review":[],"code":"0.1.0","models":["crops":[{"at":174,"box":{"x":0.,"y":0.,"w":0.0,"h":0.0}},{"at":17' +
    '"prior":{"id":"none","month":,"without":{"taxon":"","score":0.}},{"taxon":"aves","score":0.{"taxon":"mammalia","score":0.' +
    '"opinions":[{"model":"@","known":0.,"top":[{"taxon":"","score":0.{"taxon":"aves","rank":"species","score":0.',
);
const FIRST = Buffer.of(1);

/** To so many parts of one the figures beside a verdict's own score are kept: more than a model or a box is worth. */
const PARTS = 1e5;

/**
 * A verdict as the table holds it: JSON while its track lives, since it is written again and again, and packed once it has ended. Its own
 * score stays exact, for visits are derived from it; the other figures are rounded to five places.
 * @throws RoostError where its score is none
 */
export function packVerdict(verdict: Verdict, ended: boolean): string | Buffer {
  const { score, ...rest } = verdict;
  if (!(score >= 0 && score <= 1))
    throw new RoostError('store verdict', verdict.taxon, `its score is ${score}`, 'A score lies between 0 and 1');
  const body = JSON.stringify({ score: 0, ...rest }, (_, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Math.round(value * PARTS) / PARTS : value,
  ).replace('"score":0', `"score":${JSON.stringify(score)}`);
  return ended ? Buffer.concat([FIRST, deflateRawSync(body, { dictionary: COMMON })]) : body;
}

/** The verdict that was packed. */
export function unpackVerdict(body: string | Buffer): Verdict {
  const text =
    typeof body === 'string' ? body : inflateRawSync(body.subarray(FIRST.length), { dictionary: COMMON }).toString();
  return JSON.parse(text) as Verdict;
}
