import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { ROOT } from '../src/base/package.ts';
import { WEIGHTS } from './box.ts';
import { memoryMegabytes, pidsOf } from './cpu.ts';
import { type Figure, median, rounded } from './figure.ts';
import { noise } from './noise.ts';

const MANY = 5_000;
const FEW = 250;
/** What a folder of thousands may cost more than one of hundreds does, MB. */
const MORE = 64;
/** The command, two inference processes, and four that are asked for times. */
const PROCESSES = 7;
/** How often processes are counted, ms. */
const EVERY = 50;
const STARTS = 5;

/** `roost replay` on a folder of 5,000 files, half of them videos of a second, half pictures, beside one of 250. */
export async function folder(): Promise<Figure[]> {
  const few = await replayed(FEW);
  const many = await replayed(MANY);
  const name = `replay of a folder of ${MANY} files`;
  return [
    { name: `${name}, most processes at once`, value: many.processes, unit: '', limit: PROCESSES, peer: few.processes },
    {
      ...{ name: `${name}, most memory, beside one of ${FEW}`, value: many.megabytes, unit: 'MB' },
      ...{ limit: few.megabytes + MORE, peer: few.megabytes },
    },
    { name: `${name}, whole`, value: rounded(many.seconds), unit: 's' },
    { name: `${name}, from TERM to its end`, value: rounded(await ended(MANY)), unit: 's', limit: 2 },
  ];
}

/** How long `roost replay` takes until it says what it does: the middle of some starts. */
export async function firstProgress(): Promise<Figure[]> {
  const seconds: number[] = [];
  for (let turn = 0; turn < STARTS; turn++) {
    const word = async (run: ChildProcess) => {
      const startedAt = performance.now();
      await once(run.stderr!, 'data');
      seconds.push((performance.now() - startedAt) / 1000);
      const gone = once(run, 'exit');
      run.kill('SIGTERM');
      await gone;
    };
    await withFolder(FEW, word);
  }
  return [
    { name: `replay, to its first progress, ${STARTS} starts`, value: rounded(median(seconds)), unit: 's', limit: 1 },
  ];
}

interface Replayed {
  readonly processes: number;
  readonly megabytes: number;
  readonly seconds: number;
}

/** Replays so many files to the end. */
function replayed(count: number): Promise<Replayed> {
  return withFolder(count, async (run) => {
    const startedAt = performance.now();
    const most = { processes: 0, megabytes: 0 };
    let words = '';
    run.stderr?.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-2_000);
    });
    while (run.exitCode === null && run.signalCode === null) {
      most.processes = Math.max(most.processes, pidsOf(run.pid!).length);
      most.megabytes = Math.max(most.megabytes, Math.round(memoryMegabytes(run.pid!)));
      await sleep(EVERY);
    }
    if (run.exitCode !== 0) throw new Error(`replay ended with ${run.exitCode ?? run.signalCode}: ${words}`);
    return { ...most, seconds: (performance.now() - startedAt) / 1000 };
  });
}

/** Asks a replay that is looking for times to end. @returns how long that took, seconds */
function ended(count: number): Promise<number> {
  return withFolder(count, async (run) => {
    run.stderr?.resume();
    await sleep(5_000);
    const asked = performance.now();
    const gone = new Promise((resolve) => run.once('exit', resolve));
    run.kill('SIGTERM');
    if ((await gone) !== 143) throw new Error(`replay ended with ${run.exitCode ?? run.signalCode}`);
    return (performance.now() - asked) / 1000;
  });
}

async function withFolder<T>(count: number, use: (run: ChildProcess) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'roost-bench-'));
  try {
    const files = join(root, '红外相机');
    await mkdir(files);
    await fill(files, count);
    const args = [join(ROOT, 'dist/src/main.js'), 'replay', files, '--json', '--models', join(root, 'models')];
    const run = spawn(process.execPath, [...args, '--mirror', WEIGHTS], { stdio: ['ignore', 'ignore', 'pipe'] });
    return await use(run);
  } finally {
    await rm(root, { recursive: true });
  }
}

async function fill(files: string, count: number): Promise<void> {
  const [video, picture] = [join(files, '0.mp4'), join(files, '0.jpg')];
  const scene = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=5:d=1,noise=alls=20:allf=t'];
  execFileSync('ffmpeg', ['-v', 'error', ...scene, '-c:v', 'libx264', '-preset', 'ultrafast', video]);
  const { width, height, data } = noise(320, 180);
  const grey = Buffer.from(data.subarray(0, width * height));
  await sharp(grey, { raw: { width, height, channels: 1 } })
    .jpeg()
    .toFile(picture);
  for (let index = 1; index < count / 2; index++) {
    await copyFile(video, join(files, `${index}.mp4`));
    await copyFile(picture, join(files, `${index}.jpg`));
  }
}
