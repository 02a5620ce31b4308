import { constants } from 'node:fs';
import { access, readdir, readFile } from 'node:fs/promises';
import { runTool } from '../../base/tool.ts';
import type { Here } from './decoder.ts';

/** Nothing that a machine could decode with but software. */
const NOTHING: Here = { devices: [], hwaccels: '', decoders: '' };
const TIMEOUT = 10_000;
/** What the system calls a video device that decodes: others are cameras, encoders or scalers. */
const DECODES = /codec-dec|decoder|vdec|-dec\b|vpu/i;

/**
 * What this machine offers to decode with, as this process may use it. ffmpeg is asked only where there is a device.
 * @throws RoostError where ffmpeg cannot be started; the signal's reason if aborted
 */
export async function decodersHere(ffmpeg: string, signal: AbortSignal): Promise<Here> {
  const devices = await devicesHere();
  if (devices.length === 0) return NOTHING;
  const ask = async (what: string) =>
    (await runTool(ffmpeg, ['-hide_banner', what], { timeout: TIMEOUT, signal })).stdout.toString();
  return { devices, hwaccels: await ask('-hwaccels'), decoders: await ask('-decoders') };
}

/** Devices of decoders that this process may read and write. */
async function devicesHere(): Promise<string[]> {
  const render = (await names('/dev/dri'))
    .filter((name) => name.startsWith('renderD'))
    .map((name) => `/dev/dri/${name}`);
  const video = await Promise.all(
    (await names('/sys/class/video4linux')).map(async (name) => ((await decodes(name)) ? [`/dev/${name}`] : [])),
  );
  const paths = [...render, ...video.flat(), '/dev/nvidiactl', '/dev/mpp_service'];
  const open = await Promise.all(
    paths.map((path) =>
      access(path, constants.R_OK | constants.W_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return paths.filter((_, index) => open[index]);
}

async function decodes(name: string): Promise<boolean> {
  const called = await readFile(`/sys/class/video4linux/${name}/name`, 'utf8').catch(() => '');
  return DECODES.test(called);
}

async function names(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}
