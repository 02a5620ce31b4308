import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import type {
  Alert,
  CameraStatus,
  Deployment,
  Media,
  NamedAgain,
  Review,
  Track,
  Verdict,
  Visit,
} from '../../../src/base/domain.ts';
import { RoostError } from '../../../src/base/errors.ts';
import type { CorrectedCounts } from '../../../src/count/correct/corrected.ts';
import { type Correction, correctDeployment } from '../../../src/count/record/correct-deployment.ts';
import type { Decided } from '../../../src/count/record/reviews.ts';
import { candidatesOf } from '../../../src/count/review/candidates.ts';
import type { Decision } from '../../../src/count/review/sense.ts';
import type { StoreEvent } from '../../../src/count/store/events.ts';
import type { VisitDetail } from '../../../src/count/store/tables.ts';
import type { EffortRow } from '../../../src/count/tally/effort-rows.ts';
import type { Gap } from '../../../src/count/tally/gaps.ts';
import { halfYearOf } from '../../../src/count/tally/half-year.ts';
import type { RecordsRow } from '../../../src/count/tally/records.ts';
import type { TallyRow } from '../../../src/count/tally/tally.ts';
import type { Lesson, LessonFilter } from '../../../src/know/lessons/lesson.ts';
import { DEFAULT_WEIGHTS, makeChecklist } from '../../../src/know/taxonomy/checklist.ts';
import type {
  CameraFacts,
  LiveEvent,
  ModelFacts,
  PresenceAsked,
  PresenceFound,
  QueueEntries,
  ServerDeps,
  ServerLog,
  TaxonFacts,
  Teaching,
  VisitNews,
} from '../../../src/tell/server/deps.ts';
import { createServer, type Server, type ServerOptions } from '../../../src/tell/server/server.ts';
import { FakeChecklistDesk } from './fake-checklist-desk.ts';
import { FakeDesk } from './fake-desk.ts';
import { FakeLive } from './fake-live.ts';

/** Noon of the made-up day, in Shanghai. */
export const NOON = Date.parse('2026-05-01T04:00:00.000Z');
const DAY_START = Date.parse('2026-04-30T16:00:00.000Z');
const DAY = 86_400_000;
/** Measures of a tally that tests of the API have no word on. */
export const NO_MORE = {
  ...{ records: null, daysPresent: 1, reviewed: 0, adults: 0, juveniles: 0, females: 0, males: 0 },
  ...{ effortHours: 0, effortDays: 0, rai: null, presentHours: 0.25, activity: null },
};

/** Taxa of the made-up box, each after the one that holds it. */
const TAXA: readonly (TaxonFacts & { readonly parent?: string })[] = [
  { id: 'aves', rank: 'class', scientific: 'Aves', chinese: '鸟纲', english: 'Birds' },
  { id: 'mammalia', rank: 'class', scientific: 'Mammalia', chinese: '哺乳纲', english: 'Mammals' },
  { id: 'anatidae', rank: 'family', parent: 'aves', scientific: 'Anatidae', chinese: '鸭科', english: 'Ducks' },
  { id: 'anas', rank: 'genus', parent: 'anatidae', scientific: 'Anas', chinese: '鸭属' },
  {
    id: 'anas-platyrhynchos',
    rank: 'species',
    parent: 'anas',
    scientific: 'Anas platyrhynchos',
    chinese: '绿头鸭',
    english: 'Mallard',
    iucn: 'LC',
    residency: ['winter', 'resident'],
  },
  {
    id: 'emberiza-aureola',
    rank: 'species',
    parent: 'aves',
    scientific: 'Emberiza aureola',
    chinese: '黄胸鹀',
    english: 'Yellow-breasted bunting',
    protection: 1,
    iucn: 'CR',
    redList: 'EN',
  },
  {
    id: 'ardea-cinerea',
    rank: 'species',
    parent: 'aves',
    scientific: 'Ardea cinerea',
    chinese: '苍鹭',
    english: 'Grey heron',
  },
  {
    id: 'cygnus-cygnus',
    rank: 'species',
    parent: 'anatidae',
    scientific: 'Cygnus cygnus',
    chinese: '大天鹅',
    english: 'Whooper swan',
    protection: 2,
  },
];

/** A taxon and all above it. */
function line(id: string): readonly TaxonFacts[] {
  const taxon = TAXA.find((known) => known.id === id);
  return taxon ? [taxon, ...(taxon.parent ? line(taxon.parent) : [])] : [];
}

/** A visit with everything that tests do not care about filled in. */
export function aVisit(id: string, more: Partial<Visit> = {}): Visit {
  const startAt = more.startAt ?? NOON - 600_000;
  return {
    id,
    camera: 'east',
    taxon: 'aves',
    startAt,
    endAt: startAt + 42_000,
    individuals: 1,
    score: 0.91,
    tracks: [`${id}-t1`],
    closed: true,
    status: 'counted',
    review: [],
    ...more,
  };
}

/** A verdict on a mallard, as two models and a checklist come to it. */
export function aVerdict(more: Partial<Verdict> = {}): Verdict {
  const box = { x: 0.25, y: 0.5, w: 0.1, h: 0.2 };
  return {
    taxon: 'anas-platyrhynchos',
    rank: 'species',
    score: 0.93,
    opinions: [
      {
        model: 'mobilenet-v2-inat-bird@350fcd8c',
        known: 0.88,
        top: [
          { taxon: 'anas-platyrhynchos', score: 0.84 },
          { taxon: 'anas', score: 0.08 },
          { taxon: 'cygnus-cygnus', score: 0.03 },
          { taxon: 'ardea-cinerea', score: 0.01 },
          { taxon: 'emberiza-aureola', score: 0.004 },
        ],
      },
    ],
    prior: { id: 'xisha-island@3f2a9c10', month: 5, without: { taxon: 'anas', score: 0.91 } },
    crops: [
      { at: NOON - 590_000, box },
      { at: NOON - 580_000, box },
    ],
    models: ['yolox-nano@e8af0749', 'mobilenet-v2-inat-bird@350fcd8c'],
    code: '0.1.0',
    review: [],
    ...more,
  };
}

/** A camera's status with everything that tests do not care about filled in. */
export function aStatus(camera: string, more: Partial<CameraStatus> = {}): CameraStatus {
  return {
    camera,
    state: 'watching',
    since: NOON - 7_500_000,
    figures: {
      frames: 37_411,
      dropped: 12,
      fps: 4.98,
      restarts: 0,
      lastFrameAt: NOON - 180,
      looks: { motion: 810, track: 2204, sweep: 1490 },
    },
    ...more,
  };
}

function trackOf(visit: Visit, id: string): Track {
  const box = { x: 0.25, y: 0.5, w: 0.1, h: 0.2 };
  return {
    id,
    camera: visit.camera,
    kind: 'bird',
    startAt: visit.startAt,
    endAt: visit.endAt,
    ended: 'lost',
    score: visit.score,
    hits: 180,
    looks: 210,
    moved: true,
    path: [
      { at: visit.startAt, box, score: 0.8 },
      { at: visit.endAt, box: { ...box, x: 0.3 }, score: visit.score },
    ],
  };
}

/** The box behind the server, in memory: arrays that tests change, and the queries over them. */
export class FakeBox implements ServerDeps {
  learned: Lesson[] = [];
  readonly live = new FakeLive();
  readonly registry = new Registry();
  turnover: ServerDeps['turnover'] = {
    lines: async () => [],
    promote: async () => undefined,
    rollBack: async (id) => ({ id, present: 0, steps: [] }),
  };
  desk: ServerDeps['desk'] = new FakeDesk();
  readonly checklistDesk = new FakeChecklistDesk();
  shadows: ServerDeps['shadows'] = {
    runs: async () => [],
    report: async () => undefined,
    picture: async () => undefined,
    begin: async () => undefined,
    stop: async () => undefined,
  };
  bundles: ServerDeps['bundles'] = {
    models: async () => ({ roost: '0.1.0', running: [], staged: [], keys: [], uploads: [] }),
    beginUpload: async (sha256, bytes) => ({ sha256, bytes, offset: 0 }),
    appendUpload: async () => undefined,
    stageUpload: async () => undefined,
  };
  /** Below which path a proxy shows it. */
  basePath = '';
  readonly facts: CameraFacts[] = [
    { id: 'east', name: 'East mudflat', place: 'Pole 3, sea wall', habitat: 'mudflat', host: '192.168.8.21' },
    { id: 'reeds', name: 'Reed bed', place: 'Hide', habitat: 'reed', host: '192.168.8.22' },
  ];
  statuses: CameraStatus[] = [aStatus('east'), aStatus('reeds')];
  readonly kept: Visit[] = [];
  readonly files: Media[] = [];
  readonly outbox: VisitNews[] = [];
  readonly reviews: Review[] = [];
  /** At which line an export fails, or as soon as it is asked for, and how. */
  exportFails: { readonly line: number | 'asked'; readonly error: Error } | undefined;
  exportLines = 3;
  exportPadding = '';
  /** How many exports were begun, and how many of them came to an end of any kind. */
  readonly exports = { begun: 0, ended: 0 };
  /** Of every visit. */
  version = 1;
  tallyRows: TallyRow[] | undefined;
  effortRows: EffortRow[] = [];
  storeOk = true;
  unlooked: string[] = [];
  models: ModelFacts[] = [
    { id: 'yolox-nano@e8af0749', task: 'detect', kinds: ['bird', 'mammal', 'person', 'vehicle'] },
    { id: 'mobilenet-v2-inat-bird@350fcd8c', task: 'classify', kinds: ['bird'] },
    { id: 'mobilenet-v2-imagenet@7aad0c74', task: 'classify', kinds: ['mammal'] },
  ];
  troubles: readonly string[] = [];
  /** Verdicts by the id of the visit whose tracks have them. */
  readonly verdicts = new Map<string, readonly Verdict[]>();
  readonly #listeners = new Set<(event: LiveEvent) => void>();

  health(): ReturnType<ServerDeps['health']> {
    return {
      version: '0.1.0',
      startedAt: NOON - 7_530_000,
      site: { name: 'Xisha Island', timeZone: 'Asia/Shanghai' },
      store: { ok: this.storeOk, bytes: 4_200_000 },
      inference: [{ id: 'inference-1', state: 'ready' as const, model: 'yolox-nano@e8af0749', restarts: 0 }],
      watchers: [{ cameras: ['east', 'west'], state: 'running' as const, restarts: 0 }],
      unlooked: this.unlooked,
      troubles: this.troubles,
      models: this.models,
    };
  }
  cameraFacts() {
    return this.facts;
  }
  cameras() {
    return this.statuses;
  }
  taxon(id: string) {
    return line(id)[0];
  }
  above(id: string) {
    return line(id).slice(1);
  }
  taxa(text: string, limit: number) {
    const like = (name: string | undefined) => name?.toLowerCase().includes(text.toLowerCase());
    return TAXA.filter(({ scientific, chinese, english }) => [scientific, chinese, english].some(like)).slice(0, limit);
  }
  visits({ after, limit, ...filter }: Parameters<ServerDeps['visits']>[0]) {
    return this.kept
      .filter((visit) => filter.camera === undefined || visit.camera === filter.camera)
      .filter(
        ({ taxon }) =>
          filter.taxon === undefined || [{ id: taxon }, ...line(taxon)].some(({ id }) => id === filter.taxon),
      )
      .filter(
        ({ review }) =>
          filter.review === undefined || (filter.review === true ? review.length > 0 : review.includes(filter.review)),
      )
      .filter((visit) => filter.status === undefined || visit.status === filter.status)
      .filter((visit) => filter.closed === undefined || visit.closed === filter.closed)
      .filter((visit) => visit.startAt >= (filter.from ?? -Infinity) && visit.startAt < (filter.to ?? Infinity))
      .sort((a, b) => b.startAt - a.startAt || (a.id < b.id ? 1 : -1))
      .filter(({ startAt, id }) => !after || startAt < after.startAt || (startAt === after.startAt && id < after.id))
      .slice(0, limit)
      .map((visit) => this.#entry(visit));
  }
  again: NamedAgain[] = [];
  visit(id: string): VisitDetail | undefined {
    const visit = this.kept.find((kept) => kept.id === id);
    if (!visit) return undefined;
    const media = this.files.filter((file) => file.visit === id);
    const tracks = visit.tracks.map((id, i): Track => {
      const verdict = this.verdicts.get(visit.id)?.[i];
      return { ...trackOf(visit, id), ...(verdict && { verdict }) };
    });
    return { visit, version: this.version, reviews: this.reviews, tracks, again: this.again, media };
  }
  taxonNamed(name: string) {
    const found = TAXA.find(({ id, scientific, chinese }) => [id, scientific, chinese].includes(name));
    if (!found) throw new RoostError('name', name, 'is no known taxon');
    return found.id;
  }
  /** When the camera was put up, ms. */
  stoodFrom = DAY_START;
  async review(request: Decision, version: number): Promise<Decided | undefined> {
    const now = this.visit(request.visit);
    if (!now || version !== this.version) return now && { now };
    const stored = { ...request, id: `r${version}`, at: NOON, track: now.visit.tracks[0]! };
    this.reviews.push(stored);
    this.version += 1;
    return { stored, now: this.visit(request.visit)! };
  }
  async gaps(camera: string, from: number): Promise<readonly Gap[]> {
    return [{ camera, startAt: from, endAt: NOON, why: 'down', cause: { code: 'refused', message: 'no' } }];
  }
  /** What people corrected. */
  stood: readonly Deployment[] = [];
  deployments(): readonly Deployment[] {
    const facts = { place: 'Hide', station: 'hide', latitude: 31.5, longitude: 121.9, habitat: 'reed' };
    const first = { id: 'east-20260501', camera: 'east', startAt: this.stoodFrom, ...facts };
    return this.stood.length > 0 ? this.stood : [first];
  }
  channels(): ReturnType<ServerDeps['channels']> {
    return [
      { name: 'rangers', kind: 'wecom', tells: ['level-1', 'faults'], species: [] },
      { name: 'office', kind: 'email', tells: ['first-for-site'], species: ['emberiza-aureola'] },
    ];
  }
  backupFacts: ReturnType<ServerDeps['backups']['state']> = {
    last: { at: NOON - 3 * DAY, path: '/mnt/usb/roost-20260428T040000Z', media: true },
    warnings: [],
  };
  readonly backups: ServerDeps['backups'] = {
    state: () => this.backupFacts,
    begin: () => {
      if (!this.backupFacts.last) throw new RoostError('back up', 'this box', 'nobody has said where to');
      this.backupFacts = { ...this.backupFacts, since: NOON };
      return this.backupFacts;
    },
  };
  async testChannel(name: string) {
    return name === 'rangers'
      ? { channel: name, kind: 'wecom' as const, delivered: true, answer: '200, code 0: ok' }
      : undefined;
  }

  async correctDeployment(id: string, correction: Correction) {
    const changed = correctDeployment(this.deployments(), id, correction, (at) => new Date(at).toISOString());
    this.stood = changed;
    return { changed, judgedAnew: correction.station !== undefined };
  }
  async queues(..._asked: Parameters<ServerDeps['queues']>): ReturnType<ServerDeps['queues']> {
    const errors = { decided: 0, wrong: 0, rate: null, low: null, high: null };
    return { queues: [{ queue: 'random' as const, waiting: 1, all: 2 }], errors };
  }
  async queue(..._asked: Parameters<ServerDeps['queue']>): Promise<QueueEntries> {
    return { entries: this.kept.map((visit) => this.#entry(visit)) };
  }
  media(id: string) {
    return this.files.find((file) => file.id === id);
  }
  alerts(_filter: Parameters<ServerDeps['alerts']>[0]): readonly Alert[] {
    return [];
  }
  faults(_filter: Parameters<ServerDeps['faults']>[0]): ReturnType<ServerDeps['faults']> {
    return [];
  }
  alert(_id: string): ReturnType<ServerDeps['alert']> {
    return undefined;
  }
  /** All counted visits as one day's, unless a test gave rows. */
  /** Within a span of time; longer ones are too long. */
  presenceFound: PresenceFound = { rows: [] };
  presence({ from, to }: PresenceAsked, longest: number) {
    return Promise.resolve(to - from > longest ? undefined : this.presenceFound);
  }
  tallies(): readonly TallyRow[] {
    if (this.tallyRows) return this.tallyRows;
    const rows = new Map<string, TallyRow>();
    for (const { taxon, camera, individuals, status } of this.kept) {
      if (status !== 'counted') continue;
      const row = rows.get(`${taxon} ${camera}`);
      rows.set(`${taxon} ${camera}`, {
        startAt: DAY_START,
        endAt: DAY_START + DAY,
        taxon,
        camera,
        visits: (row?.visits ?? 0) + 1,
        individuals: (row?.individuals ?? 0) + individuals,
        maxIndividuals: Math.max(row?.maxIndividuals ?? 0, individuals),
        ...NO_MORE,
      });
    }
    return [...rows.values()];
  }
  formats() {
    return [
      { name: 'record-table', summary: 'records', mediaType: 'text/csv; charset=utf-8', file: 'record-table.csv' },
    ];
  }
  export(): AsyncIterable<string> {
    if (this.exportFails?.line === 'asked') throw this.exportFails.error;
    return this.#lines();
  }
  async *#lines() {
    this.exports.begun += 1;
    try {
      for (let line = 0; line < this.exportLines; line++) {
        if (this.exportFails?.line === line) throw this.exportFails.error;
        yield `${line}${this.exportPadding}\r\n`;
      }
    } finally {
      this.exports.ended += 1;
    }
  }
  async corrected(): Promise<CorrectedCounts> {
    const estimated = { kind: 'estimated', count: 8, low: 5, high: 12 } as const;
    const facts = { named: 9, known: 1, inSample: 12 };
    return {
      sample: { visits: 100, sampled: 60, decided: 60 },
      rows: [
        { taxon: 'anas-platyrhynchos', ...facts, corrected: estimated },
        { taxon: 'aves', ...facts, corrected: { kind: 'refused', moreReviews: 30 } },
      ],
    };
  }
  sample() {
    return { share: 0.05, seed: 'site' };
  }
  independence() {
    return { intervalMinutes: 45, compare: 'lastRecord' } as const;
  }
  async records(): Promise<readonly RecordsRow[]> {
    const sums = { visits: 3, individuals: 5, maxIndividuals: 2, daysPresent: 1, reviewed: 1 };
    const when = { firstAt: DAY_START, lastAt: NOON, effortDays: 0.5 };
    return [{ taxon: 'anas-platyrhynchos', station: 'east', records: 2, ...sums, ...when, rai: 400 }];
  }
  effort() {
    return this.effortRows;
  }
  eventsAfter(cursor: number, limit: number) {
    const events = this.outbox.filter((event) => event.cursor > cursor).slice(0, limit);
    return { events, next: events.at(-1)?.cursor ?? cursor };
  }
  feed(cursor: number, limit: number): readonly StoreEvent[] {
    const entries = this.outbox.map(({ visit, cursor, type, at }): StoreEvent => ({ cursor, type, at, body: visit }));
    return entries.filter((entry) => entry.cursor > cursor).slice(0, limit);
  }
  candidates(detail: Parameters<ServerDeps['candidates']>[0]) {
    const { id: name, taxa } = this.checklist();
    return candidatesOf(detail, makeChecklist({ name, taxa, weights: DEFAULT_WEIGHTS }));
  }
  checklist() {
    return {
      id: 'xisha-island@3f2a9c10',
      taxa: [
        { taxon: 'anas-platyrhynchos' },
        { taxon: 'cygnus-cygnus', months: [1, 2, 11, 12] },
        { taxon: 'ardea-cinerea', months: [4, 5, 6] },
      ],
    };
  }
  halfYears() {
    return [halfYearOf('2026H1', 'Asia/Shanghai'), halfYearOf('2025H2', 'Asia/Shanghai')];
  }
  async report(half: string, { lang, format }: Parameters<ServerDeps['report']>[1]) {
    if (half > '2026H1') throw new RoostError('report', half, 'has not begun', 'Ask for one that has');
    return { report: `<!doctype html><title>${half}</title><h1>${half} ${lang} ${format}</h1>` };
  }
  feedBounds() {
    return { pruned: 0, retentionDays: 400 };
  }
  lastCursor() {
    return this.outbox.at(-1)?.cursor ?? 0;
  }
  subscribe(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
  get listeners() {
    return this.#listeners.size;
  }

  taught() {
    const by = new Map<string, Lesson[]>();
    for (const lesson of this.learned) by.set(lesson.taxon, [...(by.get(lesson.taxon) ?? []), lesson]);
    const taxa = [...by].map(([taxon, of]) => ({
      ...{ taxon, pictures: of.length, visits: 1, sets: 0, people: ['Lin'], lastAt: NOON },
    }));
    return { revision: this.learned.length, taxa };
  }

  lessons({ id, taxon, visit, set }: LessonFilter) {
    return this.learned.filter(
      (lesson) =>
        (id === undefined || lesson.id === id) &&
        (taxon === undefined || lesson.taxon === taxon) &&
        (visit === undefined || (lesson.source.of === 'visit' && lesson.source.id === visit)) &&
        (set === undefined || (lesson.source.of === 'set' && lesson.source.id === set)),
    );
  }

  unlike() {
    return this.learned.map((lesson) => {
      const than = { id: lesson.id, taxon: lesson.taxon, own: 0.2, other: 'ardea-cinerea', alike: 0.7 };
      return { lesson, than };
    });
  }

  readonly teaching: Teaching = {
    teach: async (id, by) => {
      const found = this.visit(id);
      if (!found) return undefined;
      if (!found.outcome) throw new RoostError('teach', id, 'nobody has decided on it');
      const sha256 = createHash('sha256').update(id).digest('hex');
      const { taxon } = found.outcome;
      const lesson: Lesson = {
        ...{ id: `t-${sha256.slice(0, 16)}`, taxon, kind: 'bird', people: found.outcome.by, weight: 1, sha256 },
        source: { of: 'visit', id, file: `media/${id}.jpg`, track: 't' },
        ...{ taughtAt: NOON, taughtBy: by },
      };
      this.learned.push(lesson);
      return { taxon, lessons: [lesson], leftOut: [{ file: 'media/2.jpg', reason: 'people were wiped out of it' }] };
    },
    forget: async (filter) => {
      const gone = this.lessons(filter);
      this.learned = this.learned.filter((lesson) => !gone.includes(lesson));
      return gone;
    },
    why: async (id) => {
      if (!this.visit(id)) return undefined;
      const alike = [{ id: 't-1', taxon: 'ardea-cinerea', alike: 0.8, model: 'birds@1' }];
      const taught = { pictures: 14, visits: 3 };
      const top = [{ taxon: 'ardea-cinerea', score: 0.9 }];
      return {
        ...{ taught: this.lessons({ visit: id }), opinions: [{ model: 'taught-7@350fcd8c', known: 0.9, top, taught }] },
        crops: [{ file: 'media/1.jpg', alike }],
      };
    },
  };

  /** Keeps a visit and its event as one. */
  record(type: VisitNews['type'], visit: Visit): void {
    const at = this.kept.findIndex(({ id }) => id === visit.id);
    if (at < 0) this.kept.push(visit);
    else if (type === 'visit.withdrawn') this.kept.splice(at, 1);
    else this.kept[at] = visit;
    this.outbox.push({ cursor: this.lastCursor() + 1, type, at: NOON, ...this.#entry(visit) });
    for (const listener of this.#listeners) listener({ type: 'outbox' });
  }

  /** Changes a camera's state and tells it. */
  setCamera(status: CameraStatus): void {
    this.statuses = this.statuses.map((old) => (old.camera === status.camera ? status : old));
    for (const listener of this.#listeners) listener({ type: 'camera.state', status });
  }

  /** A day's effort of a camera. */
  watched(camera: string, watchedSeconds: number): void {
    const frames = watchedSeconds * 5;
    this.effortRows.push({
      startAt: DAY_START,
      endAt: DAY_START + DAY,
      camera,
      watchedSeconds,
      lookedSeconds: watchedSeconds,
      frames,
      dropped: 12,
    });
  }

  #entry(visit: Visit) {
    const crop = this.files.find((file) => file.visit === visit.id && file.type === 'crop');
    return { visit, ...(crop && { crop }) };
  }
}

/** A running server over a fake box, its data in a folder of its own. */
export interface Running {
  readonly box: FakeBox;
  readonly address: string;
  readonly folder: string;
  readonly server: Server;
  readonly logged: { level: 'info' | 'error'; facts: object; message: string }[];
  get(path: string, init?: RequestInit): Promise<Response>;
  /** Status of a request whose headers are sent as they are; fetch changes some. */
  statusOf(path: string, headers: Record<string, string>): Promise<number | undefined>;
  /** Writes a file into the data folder and lists it as media. */
  addMedia(media: Pick<Media, 'id' | 'file' | 'type'> & Partial<Media>, bytes: Uint8Array): Promise<Media>;
  stop(): Promise<void>;
}

/** Starts one; the caller stops it. */
export async function startFake(options: Partial<ServerOptions> = {}, box = new FakeBox()): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-server-'));
  const logged: Running['logged'] = [];
  const log: ServerLog = {
    info: (facts, message) => logged.push({ level: 'info', facts, message }),
    error: (facts, message) => logged.push({ level: 'error', facts, message }),
  };
  const server = createServer(box, { dataFolder: folder, port: 0, log, now: () => NOON, ...options });
  const { address } = await server.start().catch(async (error: unknown) => {
    await rm(folder, { recursive: true });
    throw error;
  });
  return {
    box,
    address,
    folder,
    server,
    logged,
    get: (path, init) => fetch(address + path, init),
    statusOf: (path, headers) =>
      new Promise((done, fail) => {
        request(address + path, { headers }, (response) => {
          response.resume();
          done(response.statusCode);
        })
          .on('error', fail)
          .end();
      }),
    addMedia: async (media, bytes) => {
      await writeFile(join(folder, media.file), bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const kept: Media = { camera: 'east', at: NOON, sha256, bytes: bytes.length, blurred: false, ...media };
      box.files.push(kept);
      return kept;
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
