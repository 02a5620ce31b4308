import { setTimeout as sleep } from 'node:timers/promises';
import type { CauseCode } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import { hasPlaceholders } from '../../base/placeholders.ts';
import { say } from '../../base/said/said.ts';
import { CameraError, probe, type VideoInfo } from './probe.ts';
import type { Credentials, Transport } from './source.ts';

/** Paths of a camera's two streams. */
export interface StreamForm {
  readonly brand: string;
  readonly main: string;
  readonly sub?: string;
}

/** A form that a camera answered to. */
export interface Answered {
  readonly form: StreamForm;
  readonly url: string;
  /** Its smaller stream, where it has one that is smaller. */
  readonly analysisUrl?: string;
  /** What that one sends. */
  readonly analysis?: VideoInfo;
}

export interface TryOptions {
  readonly credentials: Credentials | undefined;
  readonly transport: Transport;
  readonly signal: AbortSignal;
  /** To connect to in place of looking the host up. */
  readonly address?: string;
  /** Is told of each try, in a line. */
  readonly tell: (line: string) => void;
  /** Between two tries, ms: 300, as a camera's processor is small. */
  readonly pause?: number;
}

/** Cameras lock the door after five wrong log-ins or so: forms without a log-in of their own end at the second, all at the third. */
const DENIED_AT_ALL = 3;
const DENIED = 2;
/** A camera that takes a connection and says nothing is asked so often. */
const SILENT = 2;
/**
 * Tries known forms at a camera, one after the other, and takes the first that sends video. Bounded: at most one try a form, three wrong
 * log-ins, two silences of 10 s; where nobody listens, or no answer can be got with the log-in that the camera asks for, it ends at once.
 * @param start of the address, e.g. `rtsp://192.168.1.20:554`
 * @throws RoostError with the cause in words, where none sends video
 */
export async function tryForms(start: string, forms: readonly StreamForm[], options: TryOptions): Promise<Answered> {
  const { credentials, signal, tell, pause = 300 } = options;
  let denied = 0;
  let silent = 0;
  let denial: CameraError | undefined;
  let odd: CameraError | undefined;
  for (const form of forms) {
    const own = hasPlaceholders(form.main);
    if ((own && !credentials) || (!own && denied >= DENIED)) continue;
    const url = `${start}${form.main}`;
    try {
      const video = await probe(url, credentials, options.transport, signal, options.address);
      tell(say('tried-sends', { brand: form.brand, path: form.main }));
      return { form, url, ...(await smaller(start, form, video, options)) };
    } catch (error) {
      if (!(error instanceof CameraError)) throw error;
      const { code } = error.why;
      tell(say(TRIED[code] ?? 'tried-no-video', { brand: form.brand, path: form.main }));
      if (code === 'stalled') silent += 1;
      if (code !== 'not-found') odd ??= error;
      if (code === 'unauthorized') {
        denied += 1;
        denial ??= error;
        if (!credentials || denied >= DENIED_AT_ALL) throw denial;
      }
      if (ENDS.has(code) || silent >= SILENT) throw error;
    }
    await sleep(pause, undefined, { signal });
  }
  const why = denial ?? odd;
  if (why) throw why;
  throw new RoostError('find a stream of', start, say('no-known-address', {}));
}

const TRIED: {
  readonly [code in CauseCode]?: `tried-${'unauthorized' | 'not-found' | 'stalled' | 'refused' | 'no-route'}`;
} = {
  unauthorized: 'tried-unauthorized',
  'not-found': 'tried-not-found',
  stalled: 'tried-stalled',
  refused: 'tried-refused',
  'no-route': 'tried-no-route',
};

/** What no other form would mend. */
const ENDS = new Set(['refused', 'no-route', 'digest', 'no-ffmpeg']);

/** The substream, where it is one: some cameras give the same picture at every path. */
async function smaller(start: string, form: StreamForm, main: VideoInfo, options: TryOptions) {
  if (form.sub === undefined) return {};
  const { credentials, transport, signal, address } = options;
  const analysisUrl = `${start}${form.sub}`;
  try {
    const sub = await probe(analysisUrl, credentials, transport, signal, address);
    if (sub.width * sub.height >= main.width * main.height) return {};
    options.tell(say('tried-smaller', { brand: form.brand, path: form.sub }));
    return { analysisUrl, analysis: sub };
  } catch (error) {
    if (!(error instanceof CameraError)) throw error;
    options.tell(say('tried-no-substream', { brand: form.brand, path: form.sub }));
    return {};
  }
}
