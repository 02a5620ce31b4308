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

/** Name of a channel over which people are told, as in `roost.yaml`. */
export type Channel = string;

/**
 * `held`: waits for the species' next turn, for no more than so many an hour are sent of one. `quiet`: waits for the end of
 * quiet hours. `dropped`: somebody left its species out before it was sent.
 */
export type DeliveryState = 'waiting' | 'held' | 'quiet' | 'delivered' | 'failed' | 'dropped';

/** One piece of news of an alert or a fault on its way over one channel. */
export interface Delivery {
  readonly id: number;
  /** The alert that it is of; absent where it is of a fault. */
  readonly alert?: string;
  readonly fault?: string;
  readonly channel: Channel;
  /** That the alert opened, or that its state changed; that a fault began, or ended. */
  readonly news: 'new' | 'update' | 'begin' | 'end';
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
  /** Number of the message with which it was tried first. */
  readonly message?: number;
}
