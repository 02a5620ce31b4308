import { groupsAt, TAUGHT_RANKS } from './contest.ts';
import { unpack } from './packed.ts';
import { sayingOf } from './said.ts';
import { directionOf, dot, type Sight } from './sight.ts';
import type { TaughtHead } from './taught-head.ts';

/** A head made ready to be asked. */
interface Ready {
  /** Scores of its taxa, for one sight. */
  score(sight: Sight): Float64Array;
  /** Of each rank, deepest first, what each taxon is part of. */
  readonly groups: readonly (readonly string[])[];
}

/** Heads are data; what they need at each question is made once. */
const ready = new WeakMap<TaughtHead, Ready>();

/** A head made ready, once. */
export function readyFor(head: TaughtHead): Ready {
  const known = ready.get(head);
  if (known) return known;
  const made = makeReady(head);
  ready.set(head, made);
  return made;
}

function makeReady({ dimensions, labels, taxa, ...head }: TaughtHead): Ready {
  const numbers = unpack(head.centre);
  const from = dimensions - labels.length;
  const centre = { embedding: numbers.subarray(0, from), logits: numbers.subarray(from) };
  const weights = unpack(head.weights);
  const biases = unpack(head.biases);
  const meanings = labels.map((label) => label ?? undefined);
  const saying = labels.length > 0 ? sayingOf(meanings, taxa) : () => new Float64Array(taxa.length);
  const rows = taxa.map((_, i) => weights.subarray(i * dimensions, (i + 1) * dimensions));
  return {
    score(sight) {
      const direction = directionOf(sight, centre);
      const said = saying(sight.logits);
      for (let i = 0; i < said.length; i++) said[i]! += dot(rows[i]!, direction) + biases[i]!;
      return said;
    },
    groups: TAUGHT_RANKS.map((rank) => groupsAt(taxa, rank)),
  };
}
