/** Why somebody must hear of a visit at once. */
export type AlertReason = 'first-record' | 'first-of-year' | 'protected-1' | 'protected-2';

/** What somebody must hear of. Open as `unconfirmed` until a review of its visit decides. */
export interface Alert {
  readonly id: string;
  readonly reason: AlertReason;
  readonly taxon: string;
  readonly visit: string;
  readonly at: number;
  readonly state: 'unconfirmed' | 'confirmed' | 'dismissed';
  /** Not sent before this time, since one of its taxon was sent shortly before; it is listed all the same. */
  readonly heldUntil?: number;
}
