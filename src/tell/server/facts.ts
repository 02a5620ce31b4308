import type { Alert, CameraStatus, Deployment, Kind, Media, Outcome, Visit } from '../../base/domain.ts';
import type { RoomFacts } from '../../count/record/make-room.ts';
import type { ToldVisit } from '../../count/store/events.ts';
import type { QueuePage } from '../../count/tally/queues.ts';
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
  readonly task: 'detect' | 'classify' | 'embed';
  readonly kinds: readonly Kind[];
  /** Of a detector: ids of the cameras that it looks at. */
  readonly cameras?: readonly string[];
  /** True of the detector that looks at the sweeps of all cameras, in spare time. */
  readonly sweeps?: boolean;
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
  /** When the last whole backup was made, ms, and whether with pictures and clips; undefined where none is known of. */
  readonly backup?: { readonly at: number; readonly media: boolean };
  /** How the room for pictures and clips stands; absent until it was looked at. */
  readonly room?: RoomFacts;
  /** How each receiver of the pushed feed stands. */
  readonly pushed?: readonly PushFacts[];
  /** What else is not as it should be, one sentence each. */
  readonly troubles: readonly string[];
  /** The detector first. */
  readonly models: readonly ModelFacts[];
}

/** How pushing the feed to a receiver stands. */
export interface PushFacts {
  /** `mqtt` or `https`. */
  readonly receiver: string;
  /** Where it is, without what is secret. */
  readonly to: string;
  readonly state: 'connecting' | 'connected' | 'waiting';
  /** Cursor of the last entry that it acknowledged, and when; undefined before the first. */
  readonly acknowledged?: number;
  readonly acknowledgedAt?: number;
  /** Entries that are on their way or wait. */
  readonly behind: number;
  /** Why the last try failed; undefined once it goes on. */
  readonly problem?: string;
}

/** What came of a test of a channel of alerts. */
export interface ChannelTested {
  readonly channel: string;
  readonly kind: 'webhook' | 'wecom' | 'dingtalk' | 'feishu' | 'email' | 'mqtt';
  readonly delivered: boolean;
  /** What the receiver answered, or why it was not reached. */
  readonly answer: string;
}

/** A channel of alerts as configured; never its address or key. */
export interface ChannelFacts extends Pick<ChannelTested, 'kind'> {
  readonly name: string;
  /** What it hears of. */
  readonly tells: readonly string[];
  /** Only these taxa, where there are any. */
  readonly species: readonly string[];
}

/** What is known of backups; times in ms. */
export interface BackupFacts {
  readonly last?: { readonly at: number; readonly path: string; readonly media: boolean };
  /** One is under way since then. */
  readonly since?: number;
  /** How the last one that was begun by the API failed. */
  readonly failed?: { readonly at: number; readonly message: string };
  /** What a person should know of the last one that was begun by the API. */
  readonly warnings: readonly string[];
}
