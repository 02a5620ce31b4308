/** Why somebody should hear of a visit at once. */
export type AlertReason = 'first-for-site' | 'first-of-year' | 'protected';

/**
 * `unconfirmed` until a person decides; `withdrawn` where it turned out to be something else, or nothing. Never deleted.
 */
export type AlertState = 'unconfirmed' | 'confirmed' | 'withdrawn';

/** Something worth telling people of while it happens. One cause opens one alert, however often its visit changes. */
export interface Alert {
  readonly id: string;
  readonly reason: AlertReason;
  /** A species. */
  readonly taxon: string;
  /** The visit that it was opened for, with the evidence. */
  readonly visit: string;
  /** The visit's first track then: the alert goes with it when visits are derived again. */
  readonly track: string;
  readonly camera: string;
  /** Start of the visit. */
  readonly at: number;
  readonly state: AlertState;
  readonly changedAt: number;
  /** Level of protection in China, where it is protected. */
  readonly level?: 1 | 2;
  readonly individuals: number;
  /** The machine's score, 0 to 1. */
  readonly score: number;
}

/** Over what alerts are sent. */
export type Channel = 'webhook' | 'email';

/** `held`: waits for the species' next turn, for no more than so many an hour are sent of one. Nothing is dropped. */
export type DeliveryState = 'waiting' | 'held' | 'delivered' | 'failed';

/** One piece of news of an alert on its way over one channel. */
export interface Delivery {
  readonly id: number;
  readonly alert: string;
  readonly channel: Channel;
  /** That the alert opened, or that its state changed. */
  readonly news: 'new' | 'update';
  readonly state: DeliveryState;
  /** When the news was written. */
  readonly at: number;
  /** When it is sent, or tried again. */
  readonly dueAt: number;
  /** Times that it was tried. */
  readonly attempts: number;
  readonly triedAt?: number;
  /** What came of the last try: the receiver's answer, or the error. */
  readonly answer?: string;
}
