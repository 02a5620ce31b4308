import { openTools } from '../fixtures/scene-tools.ts';
import type { Installed } from '../src/know/models/installed.ts';
import type { Classify } from '../src/see/classify/ask.ts';
import { Namer } from '../src/see/classify/namer.ts';
import type { Judges } from '../src/see/classify/verdict.ts';
import { type Bare, startBare } from './bare.ts';
import { cpuSeconds, ownCpuSeconds } from './cpu.ts';
import { type Figure, median, rounded } from './figure.ts';
import { type Moment, trackLives } from './track-lives.ts';
import { cameraVideo, MAIN } from './videos.ts';

const TURNS = 3;
/** Seconds that each bare loop runs in a turn. */
const BARE = 1;

/** What a classifier was asked and came to answer. */
interface Asked {
  readonly model: string;
  readonly answer: Promise<Float32Array>;
}

/**
 * What naming a track costs over its whole life: the tracks of a busy minute, with the crops that the pipeline kept of
 * them, through the real namer and the inference processes, beside as many bare runs of the same models.
 * @param folder of the weights
 */
export async function trackCost(folder: string, { classifiers }: Installed): Promise<Figure[]> {
  const tools = await openTools(folder);
  const peers = new Map<string, Bare>();
  try {
    const { judges, classifier } = tools.naming;
    const moments = await trackLives(await cameraVideo('busy', MAIN), tools.detector);
    const { asked, tracks } = await overLives(moments, judges, classifier);
    for (const { spec } of classifiers) peers.set(spec.id, await startBare(spec));
    const turns: { all: number; bare: number; own: number }[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      let bare = 0;
      for (const [model, peer] of peers) {
        const runs = asked.filter((one) => one.model === model).length;
        if (runs > 0) bare += runs * (await peer.run(BARE)).cpu;
      }
      const from = cpuSeconds(process.pid);
      await overLives(moments, judges, classifier);
      const all = 1000 * (cpuSeconds(process.pid) - from);
      turns.push({ bare, all, own: await ownShare(moments, judges, asked) });
    }
    const aTrack = (of: (turn: (typeof turns)[number]) => number) => rounded(median(turns.map(of)) / tracks);
    const peer = aTrack(({ bare }) => bare);
    return [
      {
        name: `naming a track, all CPU over its life, mean of ${tracks}`,
        value: aTrack((t) => t.all),
        unit: 'ms',
        peer,
      },
      { name: 'naming a track, of that views, fusion and verdicts', value: aTrack((t) => t.own), unit: 'ms' },
      { name: 'naming a track, classifier runs', value: rounded(asked.length / tracks), unit: 'runs' },
    ];
  } finally {
    for (const peer of peers.values()) peer.stop();
    await tools.close();
  }
}

/** Takes all moments to a namer of their own. @returns what it asked, in order, and about how many tracks */
async function overLives(moments: readonly Moment[], judges: Judges, classifier: Classify) {
  let now: Moment | undefined;
  const asked: Asked[] = [];
  const namer = new Namer({
    ...judges,
    camera: 'bench',
    classifier: {
      classify(model, picture, camera, signal) {
        const answer = classifier.classify(model, picture, camera, signal);
        asked.push({ model, answer });
        return answer;
      },
    },
    monthOf: (at) => new Date(at).getUTCMonth() + 1,
    crops: (track) => now?.crops.get(track) ?? [],
    // So that each pass does the same work.
    patient: true,
    failed: (error) => {
      throw error;
    },
  });
  let tracks = 0;
  for (const moment of moments) {
    now = moment;
    await namer.see(moment.at, moment.live);
    for (const id of moment.withdrawn) namer.forget(id);
    for (const track of moment.ended) if (await namer.finish(track, moment.at)) tracks++;
  }
  return { asked, tracks };
}

/** CPU milliseconds of the same without inference: each answer is there already. */
async function ownShare(moments: readonly Moment[], judges: Judges, asked: readonly Asked[]): Promise<number> {
  let next = 0;
  const from = ownCpuSeconds();
  await overLives(moments, judges, { classify: () => asked[next++]!.answer });
  return 1000 * (ownCpuSeconds() - from);
}
