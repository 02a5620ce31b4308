import { RoostError } from '../../../base/errors.ts';
import { say } from '../../../base/said/said.ts';

/** Why a bundle is refused: a word for programs, and what it means. docs/model-bundles.md has what to do about each. */
export const REFUSALS = {
  'no-bundle': say('refused-no-bundle', {}),
  unsigned: say('refused-unsigned', {}),
  'unknown-key': say('refused-unknown-key', {}),
  signature: say('refused-signature', {}),
  older: say('refused-older', {}),
  'same-version': say('refused-same-version', {}),
  expired: say('refused-expired', {}),
  'newer-roost': say('refused-newer-roost', {}),
  hash: say('refused-hash', {}),
  'too-large': say('refused-too-large', {}),
  path: say('refused-path', {}),
  bomb: say('refused-bomb', {}),
  labels: say('refused-labels', {}),
  'other-model': say('refused-other-model', {}),
  operator: say('refused-operator', {}),
  unloadable: say('refused-unloadable', {}),
  golden: say('refused-golden', {}),
  slow: say('refused-slow', {}),
  room: say('refused-room', {}),
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
