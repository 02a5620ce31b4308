import type { Registry } from 'prom-client';
import type { CameraStatus, Media, Track, Visit, VisitStatus } from '../domain.ts';

/** What the configuration says of a camera that may be shown: of its address the host alone, never a credential. */
export interface CameraFacts {
  readonly id: string;
  readonly name: string;
  readonly place?: string;
  readonly habitat?: string;
  /** Host name or address of the camera, without scheme, user, password, path. */
  readonly host?: string;
}

/** The names of a taxon. The id never changes; names are display. */
export interface TaxonNames {
  readonly id: string;
  readonly scientific: string;
  readonly chinese?: string;
  readonly english?: string;
}

/** A place in the list of visits, which runs from the newest start to the oldest, then by id downward. */
export interface VisitPosition {
  readonly startAt: number;
  readonly id: string;
}

/** Which visits to list. `from` and `to` bound the start of a visit: from <= startAt < to. */
export interface VisitFilter {
  readonly camera?: string;
  readonly taxon?: string;
  readonly from?: number;
  readonly to?: number;
  readonly status?: VisitStatus;
  readonly closed?: boolean;
  /** Only visits that come later in the list than this place: (startAt, id) < (after.startAt, after.id). */
  readonly after?: VisitPosition;
  /** The most to return, 1 or more. */
  readonly limit: number;
}

/** A visit with the best crop that is kept of it. */
export interface VisitEntry {
  readonly visit: Visit;
  readonly crop?: Media;
}

/** A visit with all that it rests on. */
export interface VisitDetail {
  readonly visit: Visit;
  readonly tracks: readonly Track[];
  readonly media: readonly Media[];
}

/** Lengths of time that tallies and effort are summed over: calendar periods of the site's time zone, weeks from Monday. */
export type Period = 'hour' | 'day' | 'week' | 'month';

/** What tallies are split by. */
export type TallyKey = 'taxon' | 'camera';

/** Which tallies. Counted visits only, each in the period of its start: from <= startAt < to. */
export interface TallyFilter {
  readonly by: readonly TallyKey[];
  readonly period: Period;
  readonly from: number;
  readonly to: number;
  readonly camera?: string;
  readonly taxon?: string;
}

/**
 * Counted visits of one period. Watched and nothing seen: the counts are 0. Not watched: they are null, for nothing is
 * known.
 */
export interface TallyRow {
  /** The whole calendar period, also where `from` or `to` cuts it. */
  readonly startAt: number;
  readonly endAt: number;
  /** Present where tallies are split by it. */
  readonly taxon?: string;
  readonly camera?: string;
  readonly visits: number | null;
  /** Sum of the visits' MaxN. */
  readonly individuals: number | null;
  /** Highest MaxN of one visit. */
  readonly maxIndividuals: number | null;
  /** Hours watched by the cameras that this row counts, together. */
  readonly effortHours: number;
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
  readonly frames: number;
  readonly dropped: number;
}

/** An entry of the outbox, as it was when written. Cursors only grow. */
export interface OutboxEvent {
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

/** What the box knows of its own health. */
export interface HealthFacts {
  readonly version: string;
  readonly startedAt: number;
  readonly site: { readonly name: string; readonly timeZone: string };
  readonly store: { readonly ok: boolean; readonly bytes?: number; readonly message?: string };
  readonly inference: readonly InferenceFacts[];
}

/** All that the server needs from the rest of the box. Queries are synchronous, as the store's are. */
export interface ServerDeps {
  health(): HealthFacts;
  /** What each configured camera is, in the order to show them. */
  cameraFacts(): readonly CameraFacts[];
  /** What each camera does now. */
  cameras(): readonly CameraStatus[];
  /** Names of a taxon; undefined where the id is not known. */
  taxon(id: string): TaxonNames | undefined;
  /** Newest start first. */
  visits(filter: VisitFilter): readonly VisitEntry[];
  visit(id: string): VisitDetail | undefined;
  media(id: string): Media | undefined;
  /** @throws RoostError where there would be too many rows */
  tallies(filter: TallyFilter): readonly TallyRow[];
  /** @throws RoostError where there would be too many rows */
  effort(filter: EffortFilter): readonly EffortRow[];
  /** Events with a cursor greater than this one, oldest first, at most `limit`. */
  eventsAfter(cursor: number, limit: number): readonly OutboxEvent[];
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
