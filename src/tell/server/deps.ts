import type { Registry } from 'prom-client';
import type { Alert, CameraStatus, Delivery, Deployment, Kind, Media, Outcome, Visit } from '../../base/domain.ts';
import type { CorrectedCounts, CorrectedQuery } from '../../count/correct/corrected.ts';
import type { Correction } from '../../count/record/correct-deployment.ts';
import type { Decided } from '../../count/record/reviews.ts';
import type { Queue, Sample } from '../../count/review/queue.ts';
import type { Decision } from '../../count/review/sense.ts';
import type { AlertFilter } from '../../count/store/alerts.ts';
import type { StoreEvent, ToldVisit } from '../../count/store/events.ts';
import type { VisitDetail } from '../../count/store/tables.ts';
import type { VisitFilter, VisitPlace } from '../../count/store/visit-list.ts';
import type { EffortRow, Range } from '../../count/tally/effort-rows.ts';
import type { Gap } from '../../count/tally/gaps.ts';
import type { IndependenceRule } from '../../count/tally/independence.ts';
import type { LineQuery } from '../../count/tally/presence-line.ts';
import type { QueuePage, QueueRange, queueCounts } from '../../count/tally/queues.ts';
import type { RecordsQuery, RecordsRow } from '../../count/tally/records.ts';
import type { TallyQuery, TallyRow } from '../../count/tally/tally.ts';
import type { TideCounts, TideRow } from '../../count/tally/tide-counts.ts';
import type { Taxon } from '../../know/taxonomy/taxa.ts';

/** What the configuration says of a camera that may be shown: of its address the host alone, never a credential. */
export interface CameraFacts {
  readonly id: string;
  readonly name: string;
  readonly place?: string;
  readonly habitat?: string;
  /** Host name or address of the camera, without scheme, user, password, path. */
  readonly host?: string;
}

/** A taxon as it is shown. */
export type TaxonFacts = Omit<Taxon, 'parent' | 'sources'>;

/** What is known of names. */
export interface Names {
  /** A taxon; undefined where the id is not known. */
  taxon(id: string): TaxonFacts | undefined;
  /** The taxa above one: of a species its genus, family, order, class. */
  above(id: string): readonly TaxonFacts[];
}

/** Narrows what is told to one camera, and to a taxon of any rank with all within it. */
interface Narrowed {
  readonly camera?: string | undefined;
  readonly taxon?: string | undefined;
}

/** Which visits to list. */
export interface VisitsAsked extends Omit<VisitFilter, 'taxa' | 'except' | 'hour'> {
  /** Of this taxon or any within it. */
  readonly taxon?: string;
  /** Only domestic animals, or only others. */
  readonly domestic?: boolean;
  /** Hour of the day on the site's clock, 0 to 23. */
  readonly hour?: number;
}

/** A visit with what reviews make of it and the best crop that is kept of it. */
export interface VisitEntry {
  readonly visit: Visit;
  readonly outcome?: Outcome;
  readonly crop?: Media;
}

/** One page of a queue. */
export interface QueueEntries extends Pick<QueuePage, 'next'> {
  readonly entries: readonly VisitEntry[];
}

/** Which page of a queue: `waiting` leaves out what nobody needs to look at any more. */
export interface QueueWindow {
  readonly waiting: boolean;
  readonly limit: number;
  readonly after?: VisitPlace | undefined;
}

/** Which tallies, on the site's clock. */
export type TalliesAsked = Omit<TallyQuery, 'zone' | 'cameras' | 'within'> & Narrowed;

/** Which presence by ten minutes, on the site's clock. */
export type PresenceAsked = Omit<LineQuery, 'zone' | 'cameras' | 'within'> & Narrowed;

/** Presence by ten minutes, oldest first, and what it is against the tide. */
export interface PresenceFound {
  readonly rows: readonly TideRow[];
  /** Absent where the site has no tide, or it cannot be read. */
  readonly tide?: TideCounts;
  /** Why the tide cannot be read. */
  readonly trouble?: string;
}

/** What a correction changed. */
export interface CorrectedDeployments {
  /** The deployment, and the one before it where that moved with it. */
  readonly changed: readonly Deployment[];
  /** Records were judged anew by where their cameras stood, and tallies follow. */
  readonly judgedAnew: boolean;
}

/** Which effort, on the site's clock. */
export type EffortAsked = Omit<Range, 'zone' | 'cameras'> & Pick<Narrowed, 'camera'>;

/** Which independent records. */
export interface RecordsAsked
  extends Omit<RecordsQuery, 'zone' | 'cameras' | 'taxa' | 'stations' | 'intervalMinutes'>,
    Narrowed {
  /** Minutes. */
  readonly interval: number;
  /** What is judged together. */
  readonly apart: 'station' | 'camera';
  /** Only domestic animals, or only others. */
  readonly domestic?: boolean | undefined;
}

/** Which records are exported, and with what: see `ExportQuery`. */
export interface ExportAsked extends Omit<RecordsAsked, keyof Narrowed | 'domestic'> {
  readonly media: boolean;
  readonly precise: boolean;
  readonly guard?: boolean;
  readonly occasionDays?: number;
}

/** A way in which records are exported. */
export interface FormatFacts {
  readonly name: string;
  readonly summary: string;
  readonly mediaType: string;
  readonly file: string;
}

/** An entry of the outbox that the page hears of, as it was when written. Cursors only grow. */
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
  readonly visit: ToldVisit;
  readonly crop?: Media;
}

/** Some of the outbox, oldest first, and the cursor up to which it was read: whoever goes on goes on there. */
export interface OutboxPage {
  readonly events: readonly OutboxEvent[];
  readonly next: number;
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

/** A thread that watches cameras, as health tells it. */
export interface WatcherFacts {
  readonly cameras: readonly string[];
  readonly state: 'running' | 'down';
  readonly restarts: number;
  /** Why it last ended. */
  readonly message?: string;
}

/** What the box knows of its own health. */
export interface HealthFacts {
  readonly version: string;
  readonly startedAt: number;
  readonly site: { readonly name: string; readonly timeZone: string };
  readonly store: { readonly ok: boolean; readonly bytes?: number; readonly message?: string };
  readonly inference: readonly InferenceFacts[];
  readonly watchers: readonly WatcherFacts[];
  /** Cameras that are switched on and at which nobody looked for 10 s or longer. */
  readonly unlooked: readonly string[];
  /** The longest time of the last five minutes in which the main thread could do nothing else, and when it ended. */
  readonly heldUp?: { readonly at: number; readonly seconds: number };
  /** What else is not as it should be, one sentence each. */
  readonly troubles: readonly string[];
  /** The detector first. */
  readonly models: readonly ModelFacts[];
}

/**
 * What follows from what is stored and from the configuration, so that it may be asked on any thread. What goes through records
 * page by page ends with an error where its signal is aborted.
 */
export interface ReadDeps extends Names {
  /** What each configured camera is, in the order to show them. */
  cameraFacts(): readonly CameraFacts[];
  /** Taxa with a name like the text, the likest first, at most `limit`. */
  taxa(text: string, limit: number): readonly TaxonFacts[];
  /** Newest start first. */
  visits(asked: VisitsAsked): readonly VisitEntry[];
  visit(id: string): VisitDetail | undefined;
  /** Newest first. */
  alerts(filter: AlertFilter): readonly Alert[];
  /** An alert with what was sent of it, oldest first; undefined where it is not known. */
  alert(id: string): { readonly alert: Alert; readonly deliveries: readonly Delivery[] } | undefined;
  /** When a camera that stood at the site watched nothing, oldest first. */
  gaps(camera: string, from: number, to: number, signal?: AbortSignal): Promise<readonly Gap[]>;
  /** Where and how each camera stood, by camera, then by start. */
  deployments(): readonly Deployment[];
  /** How much waits for people, and how often the machine was wrong. */
  queues(range: QueueRange, signal?: AbortSignal): ReturnType<typeof queueCounts>;
  /** The visits of a queue, oldest first. */
  queue(name: Queue, range: QueueRange, window: QueueWindow, signal?: AbortSignal): Promise<QueueEntries>;
  /** @throws RoostError where there would be too many rows */
  tallies(asked: TalliesAsked): readonly TallyRow[];
  /** Counts that are corrected by the reviews of a random sample. */
  corrected(asked: CorrectedQuery, signal?: AbortSignal): Promise<CorrectedCounts>;
  /** The random sample that the site's people look through. */
  sample(): Sample;
  /** The rule of independence that tallies follow. */
  independence(): IndependenceRule;
  /**
   * Presence in the part of a range of which anything is known.
   * @param longest of that part, ms
   * @returns undefined where it is longer
   */
  presence(asked: PresenceAsked, longest: number, signal?: AbortSignal): Promise<PresenceFound | undefined>;
  records(asked: RecordsAsked, signal?: AbortSignal): Promise<readonly RecordsRow[]>;
  /** @throws RoostError where there would be too many rows */
  effort(asked: EffortAsked): readonly EffortRow[];
  /** Entries of the feed with a cursor greater than this one, oldest first, at most `limit`. */
  feed(cursor: number, limit: number): readonly StoreEvent[];
  /** Up to which cursor entries are not kept any more, and how many days they are. */
  feedBounds(): { readonly pruned: number; readonly retentionDays: number };
  /** Cursor of the newest event, 0 before the first. */
  lastCursor(): number;
}

/** All that the server needs from the rest of the box. */
export interface ServerDeps extends ReadDeps {
  health(): HealthFacts;
  /** What each camera does now. */
  cameras(): readonly CameraStatus[];
  media(id: string): Media | undefined;
  /** Id of the taxon that a name means, in any language. @throws RoostError where it means none, with the nearest */
  taxonNamed(name: string): string;
  /**
   * Appends a decision to a visit, if that is of this version still; undefined where there is no such visit. Its taxon is an id.
   * @throws RoostError (rejects) where the decision makes no sense or cannot be stored
   */
  review(decision: Decision, version: number): Promise<Decided | undefined>;
  /**
   * Corrects a deployment; records, tallies and exports follow it.
   * @throws RoostError (rejects, `correct deployment`) where it makes no sense
   */
  correctDeployment(id: string, correction: Correction): Promise<CorrectedDeployments>;
  /** Every format of exports. */
  formats(): readonly FormatFacts[];
  /**
   * An export in one of them, piece by piece, led by a byte-order mark on request. Nothing is made before the first piece is
   * read; a reader that stops early ends it with `return`.
   * @throws RoostError where the format refuses what is asked
   */
  export(format: string, asked: ExportAsked, bom: boolean): AsyncIterable<string | Uint8Array>;
  /**
   * Events with a cursor greater than this one, oldest first, at most `limit`, in a bounded time: there is nothing more where
   * `next` is no further.
   */
  eventsAfter(cursor: number, limit: number): OutboxPage;
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
