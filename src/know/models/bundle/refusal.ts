import { RoostError } from '../../../base/errors.ts';

/** Why a bundle is refused: a word for programs, and what it means. docs/model-bundles.md has what to do about each. */
export const REFUSALS = {
  'no-bundle': 'it is no bundle that this Roost can read',
  unsigned: 'it is not signed',
  'unknown-key': 'none of the keys of this box has signed it',
  signature: 'its signature does not fit what it says',
  older: 'it is older than what this box has had',
  'same-version': 'this box has had other content under the same version',
  expired: 'it has expired',
  'newer-roost': 'it needs a newer Roost',
  hash: 'a file is not the one that was signed',
  'too-large': 'it is too large',
  path: 'it holds a path that a bundle may not hold',
  bomb: 'it would unpack into more than a bundle may be',
  labels: 'its labels do not match its outputs',
  'other-model': 'it goes with a model that this box does not run',
  operator: 'it uses an operator that the runtime does not know',
  unloadable: 'the runtime cannot load it',
  golden: 'it does not give the outputs that it must give',
  slow: 'it is too slow for this box',
  room: 'there is no room for it',
} as const;

export type RefusalReason = keyof typeof REFUSALS;

/** A bundle that this box does not take. Nothing of it is kept, and the models in use stay as they are. */
export class Refusal extends RoostError {
  readonly reason: RefusalReason;

  /** @param what exactly is wrong, e.g. with which file @param hint what to try */
  constructor(reason: RefusalReason, subject: string, what = '', hint = '', options?: { cause?: unknown }) {
    super('take bundle', subject, what ? `${REFUSALS[reason]}: ${what}` : REFUSALS[reason], hint, options);
    this.name = 'Refusal';
    this.reason = reason;
  }
}
