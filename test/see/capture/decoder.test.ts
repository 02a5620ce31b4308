import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../../fixtures/rtsp/server.ts';
import { loadSource } from '../../../fixtures/rtsp/source.ts';
import { Capture } from '../../../src/see/capture/capture.ts';
import { decoderArgs, type Here, offered, troubleIn } from '../../../src/see/capture/decoder.ts';
import { DecoderChoice, describeDecoder, type RunEnd } from '../../../src/see/capture/decoder-choice.ts';
import type { CaptureOptions } from '../../../src/see/capture/options.ts';
import { tryDecoder } from '../../../src/see/capture/try-decoder.ts';
import { videoFolder } from './videos.ts';

/** As Debian's ffmpeg 5.1 prints them. */
const HWACCELS = 'Hardware acceleration methods:\nvdpau\ncuda\nvaapi\nqsv\ndrm\n';
const DECODERS = ` V....D h264_qsv             H264 video (Intel Quick Sync Video acceleration) (codec h264)
 V..... h264_v4l2m2m         V4L2 mem2mem H.264 decoder wrapper (codec h264)
 V..... hevc_v4l2m2m         V4L2 mem2mem HEVC decoder wrapper (codec hevc)\n`;
const RENDER = '/dev/dri/renderD128';
const here = (...devices: string[]): Here => ({ devices, hwaccels: HWACCELS, decoders: DECODERS });
const names = (of: ReturnType<typeof offered>) => of.offers.map(({ name }) => name);

describe('what is offered', () => {
  it('is what has a device and is known to ffmpeg, best first', () => {
    expect(names(offered('auto', 'h264', here(RENDER, '/dev/nvidiactl', '/dev/video10')))).toEqual([
      'vaapi',
      'qsv',
      'cuda',
      'v4l2m2m',
    ]);
    expect(names(offered('auto', 'hevc', here('/dev/video10')))).toEqual(['v4l2m2m']);
    expect(names(offered('qsv', 'h264', here(RENDER)))).toEqual(['qsv']);
  });

  it.each([
    ['software', 'h264', here(RENDER), 'it is configured'],
    ['auto', 'mjpeg', here(RENDER), 'mjpeg is decoded by it alone'],
    ['auto', 'h264', here(), 'no device of a hardware decoder is here that may be opened'],
    ['cuda', 'h264', here(RENDER), 'cuda has no device here that may be opened'],
    ['rkmpp', 'hevc', here('/dev/mpp_service'), 'this ffmpeg has no rkmpp for hevc'],
  ] as const)('is nothing, and says why: %s of %s', (wanted, codec, machine, why) => {
    const found = offered(wanted, codec, machine);
    expect(found.offers).toEqual([]);
    expect(new DecoderChoice(found).state).toEqual({ name: 'software', why: expect.stringContaining(why) });
  });

  it('is asked of ffmpeg so that pictures come back into memory', () => {
    const args = (name: Parameters<typeof decoderArgs>[0]['name'], device: string) =>
      decoderArgs({ name, device }, 'hevc').join(' ');
    expect(args('vaapi', RENDER)).toBe(`-hwaccel vaapi -hwaccel_device ${RENDER}`);
    expect(args('qsv', RENDER)).toBe(`-hwaccel qsv -hwaccel_output_format nv12 -qsv_device ${RENDER}`);
    expect(args('cuda', '/dev/nvidiactl')).toBe('-hwaccel cuda -hwaccel_output_format nv12');
    expect(args('v4l2m2m', '/dev/video10')).toBe('-c:v hevc_v4l2m2m');
    expect(args('rkmpp', '/dev/mpp_service')).toBe('-c:v hevc_rkmpp');
  });
});

describe('the failure of hardware', () => {
  it.each([
    [
      '[AVHWDeviceContext @ 0x55f5] [error] No VA display found for device /dev/dri/renderD128.\n[error] Device creation failed: -22.',
      'No VA display found for device /dev/dri/renderD128.',
    ],
    ['[h264_v4l2m2m @ 0x55] [error] Could not find a valid device\n', 'Could not find a valid device'],
    ['[AVHWDeviceContext @ 0x5] [error] Cannot load libcuda.so.1', 'Cannot load libcuda.so.1'],
    ['[fatal] Unrecognized hwaccel: rkmpp.', 'Unrecognized hwaccel: rkmpp.'],
    ['[error] Failed to transfer data to output frame: -5.', 'Failed to transfer data to output frame: -5.'],
  ])('is read out of what ffmpeg says: %s', (stderr, line) => {
    expect(troubleIn(stderr)).toBe(line);
  });

  it.each([
    '[rtsp @ 0x1] [error] method DESCRIBE failed: 401 Unauthorized',
    '[h264 @ 0x1] [error] error while decoding MB 12 3, bytestream -7',
    '[concat @ 0x1] [error] Impossible to open pipe:3',
  ])('is not what a camera does: %s', (stderr) => {
    expect(troubleIn(stderr)).toBeUndefined();
  });
});

describe('the choice of a decoder', () => {
  const chosen = () => new DecoderChoice(offered('auto', 'h264', here(RENDER)));
  const end: RunEnd = { stderr: '', frames: 0, keys: 0, flowing: false, code: 'refused' };
  const given = { ...end, frames: 90, keys: 9, code: 'ended' } as const;

  it('stays while the camera is to blame', () => {
    const choice = chosen();
    for (const code of ['refused', 'no-route', 'unauthorized', 'not-found', 'stalled', 'ended'] as const)
      expect(choice.ended({ ...end, code })).toBe(false);
    expect(choice.ended(given)).toBe(false);
    expect(choice.ended({ ...given, code: 'stalled' })).toBe(false);
    expect(choice.state).toEqual({ name: 'vaapi', why: `it works on ${RENDER}` });
  });

  it('goes on to the next, and in the end to software, with why', () => {
    const choice = chosen();
    expect(choice.ended({ ...end, stderr: '[error] No VA display found for device x', code: 'unknown' })).toBe(true);
    expect(choice.state).toEqual({
      name: 'qsv',
      why: `it works on ${RENDER}; vaapi failed: No VA display found for device x`,
    });
    expect(choice.ended({ ...given, crash: 'SIGSEGV' })).toBe(true);
    expect(choice.state).toEqual({
      name: 'software',
      why: 'vaapi failed: No VA display found for device x; qsv failed: ffmpeg was ended by SIGSEGV',
    });
    expect(choice.ended(end)).toBe(false);
    expect(choice.now).toBeUndefined();
  });

  it.each([
    ['key pictures came, and no picture of it', { ...end, keys: 2, code: 'key-frame' }],
    ['nothing that could be decoded', { ...end, code: 'garbage' }],
    ['no more pictures in the middle of a stream', { ...given, flowing: true, code: 'stalled' }],
  ] as const)('blames hardware only once software did what it did not: %s', (_, silent) => {
    const choice = chosen();
    expect(choice.ended(silent)).toBe(true);
    expect(choice.state).toEqual({ name: 'software', why: 'vaapi gave no pictures of what came' });
    // Software got none either: it was the camera.
    expect(choice.ended({ ...end, code: 'garbage' })).toBe(false);
    expect(choice.state.name).toBe('vaapi');
    choice.ended(silent);
    choice.ended(given);
    expect(choice.state).toEqual({ name: 'qsv', why: expect.stringContaining('vaapi gave no pictures') });
  });
});

describe('a camera of a machine with hardware that fails', () => {
  let videos: Awaited<ReturnType<typeof videoFolder>>;
  let folder: string;
  let server: RtspServer;
  const ends: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    videos = await videoFolder();
    folder = await mkdtemp(join(tmpdir(), 'roost-decoder-'));
    server = new RtspServer({});
    server.mount('/cam', await loadSource(await videos.video('h264')));
    await server.start();
  });
  afterEach(async () => {
    for (const stop of ends.splice(0)) await stop();
  });
  afterAll(async () => {
    await server.stop();
    await videos.remove();
    await rm(folder, { recursive: true });
  });

  function watch(more: Partial<CaptureOptions>) {
    const told: string[] = [];
    const options = { camera: 'east', url: server.url('/cam'), fps: 5, limit: { width: 320, height: 176 } } as const;
    const hooks = {
      onState: (state: string) => told.push(state),
      onDecoder: (state: Parameters<typeof describeDecoder>[0]) => told.push(describeDecoder(state)),
    };
    const capture = new Capture({ ...options, ...more }, hooks, undefined, undefined, async () => here(RENDER));
    capture.start(new AbortController().signal);
    ends.push(() => capture.stop());
    return { capture, told };
  }

  it('at its start: is watched all the same, and says why', async () => {
    const { capture, told } = watch({ decoder: 'vaapi' });
    const frame = await capture.next();
    expect(frame).toMatchObject({ width: 320, height: 176 });
    // Its words of a missing card and of a missing driver.
    expect(told).toEqual([
      'starting',
      expect.stringMatching(/^decoded by software: vaapi failed: .*(VA|[Dd]evice)/),
      'watching',
    ]);
  });

  it('midway: goes on with software at once, with pictures of the same size and times that go on', async () => {
    const ffmpeg = join(folder, 'ffmpeg');
    // Decodes for a while as if by hardware, and then does what a card does that fell off its bus.
    const script = `#!/bin/bash
[ "\${*#*-hwaccel}" = "$*" ] && exec ffmpeg "$@"
args=()
while [ $# -gt 0 ]; do case $1 in -hwaccel | -hwaccel_device) shift 2 ;; *) args+=("$1"); shift ;; esac; done
exec 6<&0
ffmpeg "\${args[@]}" <&6 &
trap 'kill $!' TERM
sleep 2
kill -KILL $!
wait
echo '[error] Failed to transfer data to output frame: -5.' >&2
exit 1
`;
    await writeFile(ffmpeg, script);
    await chmod(ffmpeg, 0o755);
    const { capture, told } = watch({ decoder: 'vaapi', ffmpeg });
    const sizes = new Set<string>();
    const times: number[] = [];
    const fell = 'vaapi failed: Failed to transfer data to output frame: -5.';
    for (let after = 0; after < 3; ) {
      const { width, height, data, at } = (await capture.next())!;
      sizes.add([width, height, data.length].join());
      times.push(at);
      if (told.some((line) => line.startsWith('decoded by software') && line.includes(fell))) after += 1;
    }
    expect([...sizes]).toEqual(['320,176,84480']);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // It is watched all along: nobody is told that it was down.
    expect(told).toEqual(['starting', 'watching', `decoded by software: ${fell}`]);
  });

  it('is told by a try before', async () => {
    const camera = { url: server.url('/cam'), transport: 'tcp' } as const;
    const { signal } = new AbortController();
    expect(describeDecoder(await tryDecoder(camera, 'vaapi', 'h264', signal, here(RENDER)))).toMatch(
      /^decoded by software: vaapi failed: /,
    );
    expect(await tryDecoder(camera, 'software', 'h264', signal, here(RENDER))).toEqual({
      name: 'software',
      why: 'it is configured',
    });
  });
});
