import type { Registry } from 'prom-client';
import type {
  Alert,
  CameraStatus,
  Delivery,
  Deployment,
  Fault,
  LiveView,
  LiveWidth,
  Media,
} from '../../base/domain.ts';
import type { CorrectedCounts, CorrectedQuery } from '../../count/correct/corrected.ts';
import type { Correction } from '../../count/record/correct-deployment.ts';
import type { Decided } from '../../count/record/reviews.ts';
import type { Candidate, Offered } from '../../count/review/candidates.ts';
import type { Queue, Sample } from '../../count/review/queue.ts';
import type { Decision } from '../../count/review/sense.ts';
import type { AlertFilter } from '../../count/store/alerts.ts';
import type { StoreEvent } from '../../count/store/events.ts';
import type { FaultFilter } from '../../count/store/faults.ts';
import type { VisitDetail } from '../../count/store/tables.ts';
import type { EffortRow } from '../../count/tally/effort-rows.ts';
import type { Gap } from '../../count/tally/gaps.ts';
import type { HalfYear } from '../../count/tally/half-year.ts';
import type { IndependenceRule } from '../../count/tally/independence.ts';
import type { QueueRange, queueCounts } from '../../count/tally/queues.ts';
import type { RecordsRow } from '../../count/tally/records.ts';
import type { TallyRow } from '../../count/tally/tally.ts';
import type { Unlike } from '../../know/lessons/alike.ts';
import type { Lesson, LessonFilter, TaughtTaxon } from '../../know/lessons/lesson.ts';
import type { TaughtWhy } from '../../know/lessons/why.ts';
import type { Checklist } from '../../know/taxonomy/checklist.ts';
import type {
  EffortAsked,
  ExportAsked,
  PresenceAsked,
  QueueWindow,
  RecordsAsked,
  ReportAsked,
  TalliesAsked,
  VisitsAsked,
} from './asked.ts';
import type { CameraDesk } from './camera-deps.ts';
import type { ChecklistDesk } from './checklist-deps.ts';
import type {
  BackupFacts,
  CameraFacts,
  ChannelFacts,
  ChannelTested,
  CorrectedDeployments,
  FormatFacts,
  HealthFacts,
  LiveEvent,
  OutboxPage,
  PresenceFound,
  QueueEntries,
  TaxonFacts,
  VisitEntry,
} from './facts.ts';
import type { ModelDeps } from './model-facts.ts';
import type { TurnoverDeps } from './model-line-facts.ts';
import type { ShadowDeps } from './shadow-facts.ts';

export type * from './asked.ts';
export type * from './camera-deps.ts';
export type * from './facts.ts';
export type * from './model-facts.ts';
export type * from './model-line-facts.ts';
export type * from './shadow-facts.ts';

/** What is known of names. */
export interface Names {
  /** Below which path a proxy shows this box, for addresses in answers: e.g. `/roost`; nothing at the top. */
  readonly basePath?: string;
  /** A taxon; undefined where the id is not known. */
  taxon(id: string): TaxonFacts | undefined;
  /** The taxa above one: of a species its genus, family, order, class. */
  above(id: string): readonly TaxonFacts[];
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
  /** Other names that a visit may have, the likeliest first. */
  candidates(detail: Offered): readonly Candidate[];
  /** Newest first. */
  alerts(filter: AlertFilter): readonly Alert[];
  /** Faults with what was sent of each, newest first. */
  faults(filter: FaultFilter): readonly { readonly fault: Fault; readonly deliveries: readonly Delivery[] }[];
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
  /** Which taxa are expected at the site, and when. */
  checklist(): Pick<Checklist, 'id' | 'taxa'>;
  /** Half-years in which anything was recorded, the newest first. */
  halfYears(): readonly HalfYear[];
  /**
   * The report of a half-year; what it cites stays kept.
   * @throws RoostError (rejects, `report`) where there is nothing to report
   */
  report(half: string, asked: ReportAsked): Promise<{ readonly report: string | Uint8Array }>;
  /** Entries of the feed with a cursor greater than this one, oldest first, at most `limit`. */
  feed(cursor: number, limit: number): readonly StoreEvent[];
  /** Up to which cursor entries are not kept any more, and how many days they are. */
  feedBounds(): { readonly pruned: number; readonly retentionDays: number };
  /** Cursor of the newest event, 0 before the first. */
  lastCursor(): number;
  /** What the box was taught: its version, and how much of each taxon. */
  taught(): { readonly revision: number; readonly taxa: readonly TaughtTaxon[] };
  /** Pictures that were taught, by taxon, then by when. */
  lessons(filter: LessonFilter): readonly Lesson[];
  /** Pictures that look unlike their taxon, the most unlike first. */
  unlike(): readonly { readonly lesson: Lesson; readonly than: Unlike }[];
}

/** What a visit taught the box; in words why it taught nothing, or why a crop of it did not. */
export interface VisitTaught {
  readonly taxon?: string;
  readonly lessons: readonly Lesson[];
  readonly leftOut: readonly { readonly file: string; readonly reason: string }[];
}

/** Teaching a box. */
export interface Teaching {
  /**
   * Teaches the box the crops of a visit by what people are agreed on; undefined where there is no such visit.
   * @throws RoostError (rejects, `teach`) where it can teach nothing, in words why, or nothing looks
   */
  teach(visit: string, by: string): Promise<VisitTaught | undefined>;
  /** Takes pictures back. @returns those that are forgotten */
  forget(filter: LessonFilter): Promise<readonly Lesson[]>;
  /** What was taught that lies behind a visit's name; undefined where there is no such visit. @throws RoostError (rejects, `teach`) where nothing looks */
  why(visit: string): Promise<TaughtWhy | undefined>;
}

/** All that the server needs from the rest of the box. */
export interface ServerDeps extends ReadDeps {
  /** Setting up cameras. */
  readonly desk: CameraDesk;
  /** Changing the site's checklist. */
  readonly checklistDesk: ChecklistDesk;
  /** What is handed over of models. */
  readonly bundles: ModelDeps;
  /** Which bundles are in use, and changing that. */
  readonly turnover: TurnoverDeps;
  /** Staged models beside those in use. */
  readonly shadows: ShadowDeps;
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
  readonly teaching: Teaching;
  /** Sends a test message over a channel of alerts, and tells what came of it; undefined where there is none of the name. */
  testChannel(name: string): Promise<ChannelTested | undefined>;
  /** The channels of alerts, as configured. */
  channels(): readonly ChannelFacts[];
  /** Backups of the running box. */
  readonly backups: {
    state(): BackupFacts;
    /** @throws RoostError (`back up`) where one is under way, or nobody has said where to */
    begin(media: boolean): BackupFacts;
  };
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
  /** What cameras show now. */
  readonly live: {
    /** Calls back once, with the next frame of a camera that is looked at. @returns how to wait no longer */
    next(camera: string, width: LiveWidth, take: (view: LiveView) => void): () => void;
  };
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
