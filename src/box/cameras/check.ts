import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CameraFinding } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';
import type { Config } from '../../know/config/config.ts';
import type { CameraConfig } from '../../know/config/schema.ts';
import type { Credentials } from '../../know/config/secrets.ts';
import { describeDecoder } from '../../see/capture/decoder-choice.ts';
import { keyFrames } from '../../see/capture/key-frames.ts';
import { CameraError, probe, still } from '../../see/capture/probe.ts';
import type { Size } from '../../see/capture/size.ts';
import { tryDecoder } from '../../see/capture/try-decoder.ts';
import { areNear, describeKeys, describeShape, describeVideo } from './check-lines.ts';

/** What came of looking at a camera. */
export interface CameraChecked {
  readonly findings: readonly CameraFinding[];
  /** A picture of it, JPEG at its own size; none where a stream gave nothing. */
  readonly still?: Buffer;
}

/** What a camera is looked at with besides its file. */
export interface CheckWith {
  readonly credentials: Credentials | undefined;
  /** Of `roost.yaml`; the camera's own wins. */
  readonly decoder?: CameraConfig['decoder'];
  /** To connect to in place of looking the camera's host up. */
  readonly address?: string;
}

/** Connects to a camera, and tells what each of its streams sends, what decodes it, and takes a still. Rejects only when aborted. */
export async function lookAtCamera(
  camera: Pick<CameraConfig, 'url' | 'analysisUrl' | 'transport' | 'decoder' | 'analysis'>,
  { credentials, decoder: usual = 'auto', address }: CheckWith,
  signal: AbortSignal,
): Promise<CameraChecked> {
  const { url: own, analysisUrl, transport } = camera;
  const findings: CameraFinding[] = [];
  const shapes: Size[] = [];
  let farthest = 0;
  for (const url of [own, ...(analysisUrl ? [analysisUrl] : [])]) {
    try {
      const video = await probe(url, credentials, transport, signal, address);
      findings.push({ about: 'video', verdict: 'ok', found: describeVideo(video) });
      shapes.push(video.shown);
      // Every picture of MJPEG is one.
      const keys =
        video.codec === 'mjpeg' ? undefined : await keyFrames(url, credentials, transport, signal, { address });
      if (keys)
        findings.push({ about: 'key-frames', verdict: areNear(keys) ? 'ok' : 'warning', found: describeKeys(keys) });
      if (url === (analysisUrl ?? own)) {
        const decoder = await tryDecoder(
          { url, credentials, transport, address },
          camera.decoder ?? usual,
          video.codec,
          signal,
        );
        findings.push({ about: 'decoder', verdict: 'ok', found: describeDecoder(decoder) });
      }
      farthest = Math.max(farthest, keys?.seconds ?? 0);
    } catch (error) {
      signal.throwIfAborted();
      findings.push(failed('video', error, credentials));
    }
  }
  if (findings.some(({ verdict }) => verdict === 'failure')) return { findings };
  const [size, ...odd] = describeShape(shapes, camera.analysis);
  if (size !== undefined) findings.push({ about: 'size', verdict: 'ok', found: size });
  for (const found of odd) findings.push({ about: 'shape', verdict: 'warning', found });
  try {
    return { findings, still: await still(own, credentials, transport, signal, { apart: farthest, address }) };
  } catch (error) {
    signal.throwIfAborted();
    return { findings: [...findings, failed('still', error, credentials)] };
  }
}

/** Connects to a camera, tells what it sends, a line for each thing, and keeps a still in the folder. */
export async function checkCamera(
  camera: CameraConfig,
  { secrets, site }: Pick<Config, 'secrets'> & { readonly site?: Pick<Config['site'], 'decoder'> },
  stills: string,
  signal: AbortSignal,
): Promise<{ readonly good: boolean; readonly lines: readonly string[] }> {
  const credentials = secrets.camera(camera.id);
  const looked = await lookAtCamera(camera, { credentials, ...(site && { decoder: site.decoder }) }, signal);
  const lines = looked.findings.map(({ found }) => `${camera.id}: ${found}`);
  if (!looked.still) return { good: false, lines };
  const file = join(stills, `${camera.id}.jpg`);
  try {
    await writeFile(file, looked.still);
    return { good: true, lines: [...lines, `${camera.id}: still in ${file}`] };
  } catch (error) {
    return { good: false, lines: [...lines, `${camera.id}: ${messageOf(error)}`] };
  }
}

function failed(about: CameraFinding['about'], error: unknown, credentials: Credentials | undefined): CameraFinding {
  const cause = error instanceof CameraError ? error.why.code : undefined;
  const message = messageOf(error);
  const found = isCopied(error, credentials) ? say('password-percent', { why: message }) : message;
  return { about, verdict: 'failure', found, ...(cause && { cause }) };
}

/** True where a password is refused that was copied out of an address: it is another one than the camera's. */
function isCopied(error: unknown, credentials: Credentials | undefined): boolean {
  if (!(error instanceof CameraError) || error.why.code !== 'unauthorized') return false;
  return /%[0-9a-f]{2}/i.test(credentials?.password ?? '');
}
