import type { Cause, CauseCode } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';

/** The causes of a run's end, of a first picture that is waited for, and of a frozen one. */
type EndCode = Exclude<CauseCode, 'slow' | 'no-clips' | 'no-inference' | 'watcher-hung' | 'watcher-ended' | 'fault'>;

/** What is known about the end of a run besides what ffmpeg printed. */
export interface RunContext {
  /** Host and port of the camera. */
  readonly host: string;
  /** Complete frames of this run. */
  readonly frames: number;
  /** True if the watchdog ended it, because no complete frame came in time. */
  readonly silent: boolean;
  /** True if the system said of the silent ffmpeg that it could not run: the machine's doing, not the camera's. */
  readonly hung?: boolean;
  /** Set if ffmpeg could not be started: the system's code, e.g. `ENOENT`. */
  readonly spawnError?: string;
}

/** What ffmpeg 5.1 to 9.0 print, in the order in which it is looked for: the first that fits is the cause. */
const TABLE: readonly (readonly [EndCode, RegExp])[] = [
  ['unauthorized', /\b401\b|Unauthorized|\b403\b|Forbidden/i],
  ['not-found', /\b404\b|Stream Not Found|Not Found|method (DESCRIBE|SETUP|PLAY) failed: 4[05]/i],
  ['refused', /Connection refused/i],
  [
    'no-route',
    /No route to host|Network is unreachable|Failed to resolve hostname|Name or service not known|Temporary failure in name resolution|Host is unreachable/i,
  ],
  [
    'no-codec',
    /Could not find codec parameters|matches no streams|Decoder \(codec [^)]*\) not found|Unsupported codec|no decoder|unknown codec/i,
  ],
];

/** Said of whatever gave no picture, by ffmpeg 7 also after it said what was the matter. */
const NOTHING = /Nothing was written into output file/i;

const TIMEOUT = /Connection timed out|Operation timed out|timed out/i;

/** What decoders and depacketisers say about data that make no sense. */
const CORRUPT =
  /error while decoding|Invalid data found|Invalid NAL|corrupt|concealing|non-existing PPS|no frame!|missed \d+ packets|Error parsing|Undecodable|unavailable for requested|decode_slice_header|mmco|sps_id|PPS id|SPS|bad cseq|Missing reference|overread|invalid marker|Received packet without|Could not find ref|slice type|bytestream|mjpeg_decode|first_mb|out of range|error .*(data|header|stream)/i;

/** True for a line that tells of damaged data. Used to tell a camera that sends nothing from one that sends rubbish. */
function isCorrupt(line: string): boolean {
  return CORRUPT.test(line);
}

/**
 * Why a run ended, in words a deployer can act on.
 * @param stderr what ffmpeg printed lately, secrets taken out
 */
export function causeOf(stderr: string, context: RunContext): Cause {
  return cause(codeOf(stderr, context), context.host);
}

function codeOf(stderr: string, context: RunContext): EndCode {
  if (context.spawnError !== undefined) return 'no-ffmpeg';
  if (context.hung) return 'ffmpeg-hung';
  if (context.silent) return isCorrupt(stderr) ? 'garbage' : (lookUp(stderr, ['no-route']) ?? 'stalled');
  // Once frames came, the camera was found and let us in: only what happened since can be the reason.
  if (context.frames > 0) {
    if (TIMEOUT.test(stderr)) return isCorrupt(stderr) ? 'garbage' : 'stalled';
    return 'ended';
  }
  const found = lookUp(stderr);
  if (found) return found;
  if (TIMEOUT.test(stderr)) return 'stalled';
  if (isCorrupt(stderr)) return 'garbage';
  if (/End of file|Connection reset|Broken pipe/i.test(stderr)) return 'ended';
  return NOTHING.test(stderr) ? 'no-codec' : 'unknown';
}

function lookUp(stderr: string, only?: readonly EndCode[]): EndCode | undefined {
  return TABLE.find(([code, pattern]) => (!only || only.includes(code)) && pattern.test(stderr))?.[0];
}

/** A cause with its sentence: what is the matter at `host`, and what to try. */
export function cause(code: EndCode, host: string): Cause {
  return { code, message: WORDS[code](host) };
}

/** The cause of a camera that gives too few frames. @param rate frames a second that arrive @param asked that are asked for */
export function slowCause(host: string, rate: number, asked: number): Cause {
  const figures = `${Math.round(rate * 10) / 10} of ${asked} frames a second arrive`;
  return {
    code: 'slow',
    message: `${host} is slow: ${figures}. Is the network slow, the camera set to fewer frames, or its stream more than this machine decodes? Then set a smaller one as analysisUrl`,
  };
}

/** The cause of a camera that is watched, and whose stream for clips fails. @param why it fails */
export function clipsCause({ message }: Cause): Cause {
  return { code: 'no-clips', message: `Visits get no clips: ${message}` };
}

/** The cause of a camera at which Roost itself failed. */
export function fault(error: unknown): Cause {
  return {
    code: 'fault',
    message: `Roost itself failed at this camera: ${messageOf(error)}. It tries again; the log holds more`,
  };
}

/** What to set in a camera whose key frames are far apart. */
export const SHORTEN_KEYS =
  'In the camera, set the I-frame interval (GOP) to 2 s, that is twice its frames a second, and switch smart codecs (H.264+, H.265+, Smart Codec, Zipstream) off';

const WORDS: Record<EndCode, (host: string) => string> = {
  refused: (host) => `${host} refuses the connection. Is RTSP switched on in the camera, and is the port right?`,
  'no-route': (host) => `${host} cannot be reached. Check its power, the cable or SIM, and the address`,
  unauthorized: (host) =>
    `${host} rejects the user or password. Check both; tries are slowed so the camera stays unlocked`,
  digest: (host) =>
    `${host} asks for the password by Digest SHA-256, which ffmpeg before 8 cannot answer. Set the camera's RTSP authentication to MD5 (Hikvision: Security, RTSP Digest Algorithm) or to digest/basic`,
  'not-found': (host) => `${host} answers, but has no stream of that name. Check the path of the address`,
  'no-codec': (host) =>
    `${host} sends no video that can be decoded. Set the camera to H.264, H.265 or MJPEG; a bridge such as MediaMTX or go2rtc turns other forms into RTSP`,
  stalled: (host) => `${host} went silent: connected, but no pictures come. Check the network's quality, or restart it`,
  'key-frame': (host) =>
    `${host} sends a stream, but no picture to begin with yet: its key frames are far apart. It is waited for. ${SHORTEN_KEYS}`,
  frozen: (host) => `${host} sends the same picture again and again. Restart the camera`,
  garbage: (host) => `${host} sends data that cannot be decoded. Try transport tcp, or a lower bit rate`,
  ended: (host) => `${host} ended the stream. It may be restarting, or allow too few viewers`,
  'ffmpeg-hung': (host) =>
    `${host} was not watched: the ffmpeg that reads it hung and is replaced. If that happens often, is this disk sound?`,
  'no-ffmpeg': () => 'ffmpeg could not be started. Install the package ffmpeg',
  unknown: (host) => `${host} gives no pictures, for a reason not known. Try the address in another player`,
};
