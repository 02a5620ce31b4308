import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { AgainSetup, NamedAgain, Track } from '../base/domain.ts';
import { VERSION } from '../base/package.ts';
import type { AskedModel } from '../box/models/asked-model.ts';
import { namingFacts } from '../box/naming.ts';
import { leaveNamed, takeNamed, waitingNamed } from '../count/record/named-again.ts';
import { DatabaseInUse } from '../count/store/errors.ts';
import { openStore, readStore, type StoreReader } from '../count/store/open.ts';
import type { Config } from '../know/config/config.ts';
import { LocalClassifier } from '../see/inference/local.ts';
import { namingOf } from '../see/watch/naming.ts';
import { type HistoryParts, type LeftOut, nameOfHistory } from '../try/again/history.ts';
import type { HistoryDiff } from '../try/again/history-diff.ts';
import { type Name, nameOfVerdict } from '../try/again/name.ts';
import { audited } from './access.ts';
import { historyCompared, historyPages } from './history-pages.ts';
import type { Out } from './out.ts';
import { Progress } from './progress.ts';

/** Named before what they are called is put on the disk. */
const PIECE = 50;

/** What became of the tracks of history. */
export interface AgainTracks {
  /** Named by this run, and by runs before it. */
  now: number;
  before: number;
  /** Of those named, how many are called otherwise than when they were seen. */
  otherwise: number;
  readonly left: Map<LeftOut, number>;
}

/** What naming history again came to. */
export interface AgainTold {
  readonly setup: AgainSetup;
  readonly tracks: AgainTracks;
  readonly diff: HistoryDiff;
  /** Whether what was named is in the database; else a box that runs takes it in. */
  readonly taken: boolean;
  /** IANA name of the site's. */
  readonly timeZone: string;
}

/**
 * Names every track of history again that can be, and compares. The box may run: what is named goes to it by files. What was named before,
 * by the same models, is not named again, so that a run which was cut off goes on.
 * @throws RoostError (rejects) where there is no database or a model does not run; the signal's reason where it was aborted
 */
export async function nameHistory(
  config: Config,
  asked: AskedModel,
  signal: AbortSignal,
  out: Pick<Out, 'complain'>,
): Promise<AgainTold> {
  const { data, site } = config;
  const setup = setupOf(asked, config);
  const file = join(data, 'roost.db');
  const store = readStore(file);
  try {
    const names = new Map<string, Name>();
    const know = ({ track, verdict }: NamedAgain) => void names.set(track, nameOfVerdict(verdict)!);
    for (const page of store.again.bySetup(setup)) page.forEach(know);
    const same = JSON.stringify(setup);
    for (const one of await waitingNamed(data)) if (JSON.stringify(one.setup) === same) know(one);
    const body = { models: setup.models, named: names.size };
    const tracks = await audited(
      config,
      { what: 'roost rederive --model', subject: setup.model, body },
      () => nameAll(config, store, { asked, setup, names, know }, signal, out),
      ({ now, before, otherwise }) => ({ after: { now, before, otherwise } }),
    );
    const taken = await handIn(file, data);
    return { setup, tracks, diff: historyCompared(config, store, names), taken, timeZone: site.site.timeZone };
  } finally {
    store.close();
  }
}

function setupOf({ model, models, taught }: AskedModel, { checklist }: Config): AgainSetup {
  const ids = models.classifiers.map(({ spec }) => spec.id);
  const heads = taught?.heads.map(({ id }) => id) ?? [];
  return { model, models: [...ids, ...heads], prior: checklist.id, code: VERSION };
}

interface Work {
  readonly asked: AskedModel;
  readonly setup: AgainSetup;
  /** What is known of before; what is named comes to it. */
  readonly names: ReadonlyMap<string, Name>;
  know(one: NamedAgain): void;
}

async function nameAll(
  config: Config,
  store: StoreReader,
  { asked, setup, names, know }: Work,
  signal: AbortSignal,
  { complain }: Pick<Out, 'complain'>,
): Promise<AgainTracks> {
  const { models, taught } = asked;
  const naming = namingOf(models.detector.spec.id, { ...namingFacts(models, config), taught });
  const classifier = await LocalClassifier.open(models.classifiers.map(({ spec }) => spec));
  const media = (track: string) => store.media.ofTrack(track);
  const parts: HistoryParts = { setup, by: { naming, classifier }, data: config.data, media, now: Date.now };
  const tracks: AgainTracks = { now: 0, before: 0, otherwise: 0, left: new Map() };
  const progress = new Progress('name again');
  let piece: NamedAgain[] = [];
  const leave = async () => {
    await leaveNamed(config.data, piece);
    piece = [];
  };
  progress.start(0, 'reading tracks');
  try {
    for (const page of historyPages(store))
      for (const track of page) {
        signal.throwIfAborted();
        if (names.has(track.id)) tracks.before += 1;
        else {
          const found = await nameOfHistory(track, parts, signal);
          if (typeof found === 'string') tracks.left.set(found, (tracks.left.get(found) ?? 0) + 1);
          else {
            know(found);
            tracks.now += 1;
            if (piece.push(found) === PIECE) await leave();
          }
        }
        if (isOtherwise(track, names.get(track.id))) tracks.otherwise += 1;
        const at = DateTime.fromMillis(track.startAt, { zone: config.site.site.timeZone });
        progress.file(`${tracks.now} named, at ${at.toFormat('yyyy-MM-dd HH:mm')} of ${track.camera}`);
      }
  } finally {
    progress.stop();
    await leave();
    if (signal.aborted) complain(`${tracks.now} tracks were named and are kept; the same command goes on from there.`);
  }
  return tracks;
}

/** What was never named narrower than its kind has no name. */
function isOtherwise({ verdict }: Track, again: Name | undefined): boolean {
  const called = (name: Pick<Name, 'taxon' | 'rank'> | undefined) => (name?.rank === 'class' ? undefined : name?.taxon);
  return again !== undefined && called(verdict) !== called(again);
}

/** Puts what was named into the database where no box has it. @returns false where a box that runs will do it */
async function handIn(file: string, data: string): Promise<boolean> {
  try {
    const store = openStore(file);
    try {
      await takeNamed(store, data);
    } finally {
      await store.close();
    }
    return true;
  } catch (error) {
    if (error instanceof DatabaseInUse) return false;
    throw error;
  }
}
