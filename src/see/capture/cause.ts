import type { Cause, CauseCode } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';

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
  return { code, message: sentenceOf(code, host) };
}

function sentenceOf(code: EndCode, host: string): string {
  if (code === 'no-ffmpeg') return say('no-ffmpeg', {});
  if (code === 'key-frame') return say('camera-key-frame', { host, mend: SHORTEN_KEYS });
  return say(`camera-${code}`, { host });
}

/** The cause of a camera that gives too few frames. @param rate frames a second that arrive @param asked that are asked for */
export function slowCause(host: string, rate: number, asked: number): Cause {
  return { code: 'slow', message: say('camera-slow', { host, rate: Math.round(rate * 10) / 10, asked }) };
}

/** The cause of a camera that is watched, and whose stream for clips fails. @param why it fails */
export function clipsCause({ message }: Cause): Cause {
  return { code: 'no-clips', message: say('camera-no-clips', { why: message }) };
}

/** The cause of a camera at which Roost itself failed. */
export function fault(error: unknown): Cause {
  return { code: 'fault', message: say('camera-fault', { why: messageOf(error) }) };
}

/** What to set in a camera whose key frames are far apart. */
export const SHORTEN_KEYS: string = say('shorten-key-frames', {});
