import type { Registry } from 'prom-client';
import type {
  Alert,
  CameraStatus,
  Deployment,
  Kind,
  Media,
  Rank,
  Review,
  Reviewed,
  ReviewReason,
  Track,
  Visit,
  VisitStatus,
} from '../../base/domain.ts';
import type { AlertDeps } from './deps-alerts.ts';
import type { FeedEvent } from './deps-feed.ts';
import type { ExportFilter, FormatFacts, GapFacts, RecordsFilter, RecordsRow } from './deps-records.ts';
import type { QUEUE_NAMES, QueueEntries, QueueFacts, QueueFilter, QueueWindow } from './deps-review.ts';
import type { Period, TallyFilter, TallyRow } from './deps-tallies.ts';
import type { VisitEntry, VisitPosition } from './deps-visits.ts';

export type * from './deps-alerts.ts';
export type * from './deps-feed.ts';
export type * from './deps-records.ts';
export type * from './deps-review.ts';
export type * from './deps-tallies.ts';
export type * from './deps-visits.ts';

/** What the configuration says of a camera that may be shown: of its address the host alone, never a credential. */
export interface CameraFacts {
  readonly id: string;
  readonly name: string;
  readonly place?: string;
  readonly habitat?: string;
  /** Host name or address of the camera, without scheme, user, password, path. */
  readonly host?: string;
}

/** A taxon. The id never changes; names are display. What is not known is left out. */
export interface TaxonFacts {
  readonly id: string;
  readonly rank: Rank;
  readonly scientific: string;
  readonly chinese?: string;
  readonly english?: string;
  /** China's national protection level: 1 is 一级, 2 is 二级. */
  readonly protection?: 1 | 2;
  /** What the level does not say, e.g. that it holds for wild populations only. */
  readonly note?: string;
  /** Category of the IUCN Red List. */
  readonly iucn?: string;
  /** Category of the China Red List. */
  readonly redList?: string;
  /** How it lives in China, the commonest first. */
  readonly residency?: readonly string[];
}

/** Which visits to list. `from` and `to` bound the start of a visit: from <= startAt < to. */
export interface VisitFilter {
  readonly camera?: string;
  /** Of this taxon or any within it. */
  readonly taxon?: string;
  readonly from?: number;
  readonly to?: number;
  /** A person should look at it, for any reason (`true`) or for this one. */
  readonly review?: true | ReviewReason;
  readonly status?: VisitStatus;
  readonly closed?: boolean;
  /** Counts on the best word. */
  readonly counts?: boolean;
  /** Hour of the day on the site's clock, 0 to 23. */
  readonly hour?: number;
  /** Only visits that come later in the list than this place: (startAt, id) < (after.startAt, after.id). */
  readonly after?: VisitPosition;
  /** The most to return, 1 or more. */
  readonly limit: number;
}

/** A visit with all that it rests on. */
export interface VisitDetail extends Reviewed {
  /** Every decision on it, the oldest first. */
  readonly reviews: readonly Review[];
  readonly tracks: readonly Track[];
  readonly media: readonly Media[];
}

/** A decision that a person sends; the box adds id, time and track. `taxon` is an id. */
export type ReviewRequest = Omit<Review, 'id' | 'at' | 'track'>;

/** What became of it: the visit as it is then, and whether the decision was stored. */
export interface ReviewAnswer {
  /** The decision as it was stored; absent where the visit is not of the version that it was made on. */
  readonly stored?: Review;
  readonly now: VisitDetail;
}

/** Which effort: minutes with from <= minute < to. */
export interface EffortFilter {
  readonly period: Period;
  readonly from: number;
  readonly to: number;
  readonly camera?: string;
}

/** Effort of one camera in one period. A camera that did not look has no row, or one with 0 seconds. */
export interface EffortRow {
  readonly startAt: number;
  readonly endAt: number;
  readonly camera: string;
  readonly watchedSeconds: number;
  /** Of them those in which the camera could see. */
  readonly lookedSeconds: number;
  readonly frames: number;
  readonly dropped: number;
}

/** An entry of the outbox, as it was when written. Cursors only grow. */
export type OutboxEvent = VisitNews | AlertNews;

/** That an alert opened or changed its state. */
export interface AlertNews {
  readonly cursor: number;
  readonly type: 'alert.new' | 'alert.update';
  readonly at: number;
  readonly alert: Alert;
}

/** What became of a visit. */
export interface VisitNews {
  readonly cursor: number;
  /** `visit.withdrawn`: it is no visit any more, for its tracks went to another or were taken back. */
  readonly type: 'visit.new' | 'visit.update' | 'visit.end' | 'visit.withdrawn';
  readonly at: number;
  readonly visit: Visit;
  readonly crop?: Media;
}

/** What a listener is told: that the outbox grew (it is read from there, in order), or a camera's new state. */
export type LiveEvent = { readonly type: 'outbox' } | { readonly type: 'camera.state'; readonly status: CameraStatus };

/** One inference process, as the supervisor sees it. */
export interface InferenceFacts {
  readonly id: string;
  readonly state: 'starting' | 'ready' | 'down';
  /** Id and short hash of the model it runs, e.g. `yolox-nano@e8af0749`. */
  readonly model?: string;
  readonly restarts: number;
  /** Why it is down, in words. */
  readonly message?: string;
}

/** A model that the box runs: what it does, and for which kinds. */
export interface ModelFacts {
  /** Name and short hash, e.g. `mobilenet-v2-inat-bird@350fcd8c`. */
  readonly id: string;
  readonly task: 'detect' | 'classify';
  readonly kinds: readonly Kind[];
}

/** What the box knows of its own health. */
export interface HealthFacts {
  readonly version: string;
  readonly startedAt: number;
  readonly site: { readonly name: string; readonly timeZone: string };
  readonly store: { readonly ok: boolean; readonly bytes?: number; readonly message?: string };
  readonly inference: readonly InferenceFacts[];
  /** The detector first. */
  readonly models: readonly ModelFacts[];
}

/** All that the server needs from the rest of the box. Queries are synchronous, as the store's are. */
export interface ServerDeps extends AlertDeps {
  health(): HealthFacts;
  /** What each configured camera is, in the order to show them. */
  cameraFacts(): readonly CameraFacts[];
  /** What each camera does now. */
  cameras(): readonly CameraStatus[];
  /** A taxon; undefined where the id is not known. */
  taxon(id: string): TaxonFacts | undefined;
  /** The taxa above one: of a species its genus, family, order, class. */
  above(id: string): readonly TaxonFacts[];
  /** Taxa with a name like the text, the likest first, at most `limit`. */
  taxa(text: string, limit: number): readonly TaxonFacts[];
  /** Newest start first. */
  visits(filter: VisitFilter): readonly VisitEntry[];
  visit(id: string): VisitDetail | undefined;
  /** Id of the taxon that a name means, in any language. @throws RoostError where it means none, with the nearest */
  taxonNamed(name: string): string;
  /**
   * Appends a decision to a visit, if that is of this version still; undefined where there is no such visit.
   * @throws RoostError (rejects) where the decision makes no sense or cannot be stored
   */
  review(request: ReviewRequest, version: number): Promise<ReviewAnswer | undefined>;
  /** When a camera that stood at the site watched nothing, oldest first. */
  gaps(camera: string, from: number, to: number): Promise<readonly GapFacts[]>;
  /** Where and how each camera stood, by camera, then by start. */
  deployments(): readonly Deployment[];
  /** How much waits for people, and how often the machine was wrong. */
  queues(filter: QueueFilter): Promise<QueueFacts>;
  /** The visits of a queue, oldest first. */
  queue(name: (typeof QUEUE_NAMES)[number], filter: QueueFilter, window: QueueWindow): Promise<QueueEntries>;
  media(id: string): Media | undefined;
  /** @throws RoostError where there would be too many rows */
  tallies(filter: TallyFilter): readonly TallyRow[];
  records(filter: RecordsFilter): Promise<readonly RecordsRow[]>;
  /** @throws RoostError where there would be too many rows */
  effort(filter: EffortFilter): readonly EffortRow[];
  /** Events with a cursor greater than this one, oldest first, at most `limit`. */
  eventsAfter(cursor: number, limit: number): readonly OutboxEvent[];
  /** Every format of exports. */
  formats(): readonly FormatFacts[];
  /**
   * An export in one of them, piece by piece, led by a byte-order mark on request. Nothing is made before the first piece is
   * read; a reader that stops early ends it with `return`.
   * @throws RoostError where the format refuses what is asked
   */
  export(format: string, filter: ExportFilter, bom: boolean): AsyncIterable<string | Uint8Array>;
  /** Entries of the feed with a cursor greater than this one, oldest first, at most `limit`. */
  feed(cursor: number, limit: number): readonly FeedEvent[];
  /** Up to which cursor entries are not kept any more, and how many days they are. */
  feedBounds(): { readonly pruned: number; readonly retentionDays: number };
  /** Cursor of the newest event, 0 before the first. */
  lastCursor(): number;
  /** Calls the listener until the function that it returns is called. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
  /** The box's own metrics; the server adds its own beside them. */
  readonly registry: Registry;
}

/** What the server logs with; pino's logger fits. */
export interface ServerLog {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
