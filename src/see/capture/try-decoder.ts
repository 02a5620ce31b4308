import type { Decoder } from '../../base/decoders.ts';
import { say } from '../../base/said/said.ts';
import { runTool } from '../../base/tool.ts';
import { decoderArgs, type Here, offered, troubleIn } from './decoder.ts';
import { DecoderChoice, type DecoderState } from './decoder-choice.ts';
import { decodersHere } from './decoders-here.ts';
import { cameraInput } from './input.ts';
import { cameraScript } from './script.ts';
import { type Credentials, givesPictures, source, type Transport } from './source.ts';

/** A picture of a camera is not waited for longer, ms; key pictures may be far apart. */
const TIMEOUT = 20_000;
/** One small grey picture on stdout. */
const PICTURE = [
  '-map',
  '0:v:0',
  '-frames:v',
  '1',
  '-vf',
  'scale=64:36',
  '-pix_fmt',
  'gray',
  '-f',
  'rawvideo',
  'pipe:1',
];

/**
 * Which decoder a camera gets, by having each that is offered decode a picture of it, best first.
 * @param codec that it sends, as ffmpeg names it
 */
export async function tryDecoder(
  camera: {
    readonly url: string;
    readonly credentials?: Credentials | undefined;
    readonly transport: Transport;
    /** To connect to in place of looking the host up. */
    readonly address?: string | undefined;
  },
  wanted: Decoder,
  codec: string,
  signal: AbortSignal,
  here?: Here,
): Promise<DecoderState> {
  const from = source(camera.url, camera.transport, camera.credentials, camera.address);
  if (givesPictures(from)) return { name: 'software', why: say('decoder-pictures', {}) };
  const found =
    wanted === 'software'
      ? { devices: [], hwaccels: '', decoders: '' }
      : (here ?? (await decodersHere('ffmpeg', signal)));
  const choice = new DecoderChoice(offered(wanted, codec, found));
  for (let offer = choice.now; offer; offer = choice.now) {
    const args = [
      ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'level+warning', '-threads', '1'],
      ...[...decoderArgs(offer, codec), ...cameraInput(from), ...PICTURE],
    ];
    const { stdout, stderr } = await runTool('ffmpeg', args, {
      ...{ script: cameraScript(from), secrets: from.secrets, timeout: TIMEOUT, signal },
    });
    // A card that cannot do this stream may leave it to software, which then gives a picture.
    if (stdout.length > 0 && troubleIn(stderr) === undefined) break;
    choice.failed(stderr);
  }
  return choice.state;
}
