import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCatalog } from '../src/know/models/catalog.ts';
import { startBox, WEIGHTS } from './box.ts';
import { startCameras } from './cameras.ts';
import { type ByPart, boxSeconds } from './cpu.ts';
import { type Figure, median, rounded } from './figure.ts';
import { cameraVideo, MAIN } from './videos.ts';

const CAMERAS = 4;
const TURNS = 2;
/** Seconds until every camera gives frames and code is compiled; then one whole round of the busy scene. */
const SETTLED = 10;
const ROUND = 62;

/** CPU seconds a second of a box, and the share of frames that it had no time for. */
interface Load extends ByPart {
  readonly dropped: number;
}

/**
 * How much of the cores names take where four cameras are busy: a whole box with the classifiers beside one that has
 * none, by turns, each for a whole round of the same video. Decoding is the same in both and varies by more than names
 * cost, so ffmpegs are left out of the difference.
 */
export async function namingShare(): Promise<Figure[]> {
  const bare = await withoutClassifiers();
  const cameras = await startCameras(await cameraVideo('busy', MAIN), CAMERAS);
  const turns: { naming: Load; plain: Load }[] = [];
  try {
    for (let turn = 0; turn < TURNS; turn++)
      turns.push({ plain: await load(cameras.urls, bare), naming: await load(cameras.urls, WEIGHTS) });
  } finally {
    await cameras.stop();
    await rm(bare, { recursive: true });
  }
  const cores = availableParallelism();
  const share = (of: (turn: (typeof turns)[number]) => number) => rounded(median(turns.map(of)) / cores);
  const whole = ({ watching, ffmpeg, inference }: Load) => watching + ffmpeg + inference;
  const at = `at ${CAMERAS} busy 1080p25 cameras`;
  const unit = `of ${cores} cores`;
  const inference = share((t) => t.naming.inference - t.plain.inference);
  const watching = share((t) => t.naming.watching - t.plain.watching);
  return [
    { name: `naming ${at}, inference processes`, value: inference, unit },
    { name: `naming ${at}, watchers and store`, value: watching, unit },
    { name: `naming ${at}`, value: rounded(inference + watching), unit, peer: share((t) => whole(t.naming)) },
    { name: `whole box without classifiers ${at}`, value: share((t) => whole(t.plain)), unit },
    { name: `frames dropped ${at}`, ...dropped(turns) },
  ];
}

function dropped(turns: readonly { naming: Load; plain: Load }[]) {
  const middle = (of: (turn: (typeof turns)[number]) => Load) => rounded(median(turns.map((t) => of(t).dropped)));
  return { value: middle(({ naming }) => naming), unit: 'of all', peer: middle(({ plain }) => plain) };
}

/** A mirror whose classifiers are empty files: what is wrong there is done without, and no address is tried. */
async function withoutClassifiers(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-mirror-'));
  const [detector] = (await readCatalog()).filter((manifest) => manifest.task === 'detect' && manifest.default);
  for (const { name } of detector?.files ?? []) await symlink(join(WEIGHTS, name), join(folder, name));
  for (const { task, files } of await readCatalog())
    if (task === 'classify') for (const { name } of files) await writeFile(join(folder, name), '');
  return folder;
}

async function load(urls: readonly string[], mirror: string): Promise<Load> {
  const box = await startBox(urls, { width: 1280, height: 720 }, mirror);
  try {
    await sleep(SETTLED * 1000);
    const frames = async () => {
      const figures = (await box.cameras()).map((camera) => camera.figures);
      const sum = (of: (figure: (typeof figures)[number]) => number) =>
        figures.reduce((a, figure) => a + of(figure), 0);
      return { frames: sum((f) => f.frames), dropped: sum((f) => f.dropped) };
    };
    const from = performance.now();
    const [cpu, before] = [boxSeconds(box.pid), await frames()];
    await sleep(ROUND * 1000);
    const [used, after] = [boxSeconds(box.pid), await frames()];
    const seconds = (performance.now() - from) / 1000;
    const rate = (part: keyof ByPart) => (used[part] - cpu[part]) / seconds;
    const lost = after.dropped - before.dropped;
    return {
      ...{ watching: rate('watching'), ffmpeg: rate('ffmpeg'), inference: rate('inference') },
      dropped: lost / (after.frames - before.frames + lost),
    };
  } finally {
    await box.stop();
  }
}
