import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { endChild } from '../src/base/child.ts';
import { SCRIPT_FD } from '../src/base/tool.ts';
import { captureArgs } from '../src/see/capture/args.ts';
import { cameraInput } from '../src/see/capture/input.ts';
import { cameraScript } from '../src/see/capture/script.ts';
import { source } from '../src/see/capture/source.ts';
import { startBox } from './box.ts';
import { startCameras } from './cameras.ts';
import { cpuSeconds } from './cpu.ts';
import { type Figure, median, rounded } from './figure.ts';
import { cameraVideo, MAIN, type Stream, SUB } from './videos.ts';

const TURNS = 3;
/** Seconds measured in a turn, and before that until code is compiled and the picture is known: what watching costs for months. */
const MEASURED = 20;
const SETTLED = 30;
/** The size at which a main stream is analysed by default. */
const ANALYSIS = { width: 1280, height: 720 };

/**
 * What watching a camera costs on which nothing happens: CPU of the whole box beside that of the same ffmpeg, which
 * decodes, picks and scales the same frames and throws them away. In turns, from the same server.
 */
export async function quiet(): Promise<Figure[]> {
  return [
    ...(await beside('quiet 1080p25 camera', MAIN, ANALYSIS, 1.15)),
    ...(await beside('quiet 640x360 substream', SUB, SUB, 1.25)),
  ];
}

type Size = Pick<Stream, 'width' | 'height'>;

async function beside(name: string, stream: Stream, analysis: Size, most: number): Promise<Figure[]> {
  const cameras = await startCameras(await cameraVideo('quiet', stream), 1);
  const ours: number[] = [];
  const bare: number[] = [];
  try {
    for (let turn = 0; turn < TURNS; turn++) {
      bare.push(await ffmpegLoad(cameras.urls[0]!, analysis));
      ours.push(await boxLoad(cameras.urls, analysis));
    }
  } finally {
    await cameras.stop();
  }
  const value = median(ours);
  const peer = median(bare);
  const unit = 'CPU s/s';
  return [
    { name: `${name}, whole box`, value: rounded(value), unit, limit: rounded(most * peer), peer: rounded(peer) },
    { name: `${name}, box over ffmpeg`, value: rounded(value / peer), unit: 'times', limit: most },
  ];
}

async function boxLoad(urls: readonly string[], analysis: Size): Promise<number> {
  const box = await startBox(urls, analysis);
  try {
    return await load(box.pid);
  } finally {
    await box.stop();
  }
}

/** CPU seconds a second of the plain ffmpeg that does what the box's own does, to nowhere. */
export async function ffmpegLoad(url: string, limit: Size): Promise<number> {
  // Its last two arguments name the format and the pipe.
  const args = [
    ...captureArgs({ input: cameraInput(source(url)), frames: { fps: 5, limit, fromKey: false } }).slice(0, -2),
    'null',
    '-',
  ];
  // `ignore` opens nothing beyond the first three, and ffmpeg ends where it cannot write its journal.
  const nowhere = openSync('/dev/null', 'w');
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', nowhere, nowhere] });
  closeSync(nowhere);
  const script = child.stdio[SCRIPT_FD];
  if (script && 'end' in script) script.end(cameraScript(source(url)));
  try {
    const used = await load(child.pid!);
    if (child.exitCode !== null) throw new Error(`the plain ffmpeg ended with code ${child.exitCode}`);
    return used;
  } finally {
    await endChild(child);
  }
}

async function load(pid: number): Promise<number> {
  await sleep(SETTLED * 1000);
  const from = performance.now();
  const before = cpuSeconds(pid);
  await sleep(MEASURED * 1000);
  return (cpuSeconds(pid) - before) / ((performance.now() - from) / 1000);
}
