import { type Decoder, HARDWARE, type Hardware } from '../../base/decoders.ts';
import { say } from '../../base/said/said.ts';

/** A decoder that this machine may have, and the device that it works on. */
export interface Offer {
  readonly name: Hardware;
  /** E.g. `/dev/dri/renderD128`. */
  readonly device: string;
}

/** What is here to decode with. */
export interface Here {
  /** Devices that this process may read and write. */
  readonly devices: readonly string[];
  /** Text of `ffmpeg -hwaccels`. */
  readonly hwaccels: string;
  /** Text of `ffmpeg -decoders`. */
  readonly decoders: string;
}

/** What cameras send that hardware decodes to the same pictures as software does; MJPEG would lose its range on the way. */
const CODECS: readonly string[] = ['h264', 'hevc'];

/** Where each decoder lives, and how ffmpeg is told of it. */
const FORMS: Readonly<Record<Hardware, { readonly device: RegExp; readonly kind: 'hwaccel' | 'decoder' }>> = {
  vaapi: { device: /^\/dev\/dri\/renderD\d+$/, kind: 'hwaccel' },
  qsv: { device: /^\/dev\/dri\/renderD\d+$/, kind: 'hwaccel' },
  cuda: { device: /^\/dev\/nvidiactl$/, kind: 'hwaccel' },
  rkmpp: { device: /^\/dev\/mpp_service$/, kind: 'decoder' },
  v4l2m2m: { device: /^\/dev\/video\d+$/, kind: 'decoder' },
};

/** Which decoders are offered for a camera, best first, and why there are no more. */
export interface Offered {
  readonly offers: readonly Offer[];
  readonly why: string;
}

/**
 * Which hardware may decode a stream. None is certain before it gave a picture.
 * @param wanted as configured
 * @param codec of the stream, as ffmpeg names it
 */
export function offered(wanted: Decoder, codec: string, { devices, hwaccels, decoders }: Here): Offered {
  if (wanted === 'software') return { offers: [], why: say('decoder-configured', {}) };
  if (!CODECS.includes(codec)) return { offers: [], why: say('decoder-alone', { codec }) };
  const lacks: string[] = [];
  const offers = (wanted === 'auto' ? HARDWARE : [wanted]).flatMap((name) => {
    const { device: pattern, kind } = FORMS[name];
    const device = devices.find((path) => pattern.test(path));
    const listed = kind === 'hwaccel' ? lists(hwaccels, name) : lists(decoders, `${codec}_${name}`);
    if (device !== undefined && listed) return [{ name, device }];
    lacks.push(
      device === undefined
        ? say('decoder-no-device-of', { decoder: name })
        : say('decoder-not-in-ffmpeg', { decoder: name, codec }),
    );
    return [];
  });
  // Of five that are not there nobody wants to read.
  const none = devices.length === 0 ? say('decoder-no-device', {}) : lacks.join(', ');
  return { offers, why: wanted === 'auto' ? none : lacks.join(', ') };
}

function lists(text: string, name: string): boolean {
  return new RegExp(`(^|\\s)${name}(\\s|$)`, 'm').test(text);
}

/**
 * Arguments before an input that have it decoded by hardware. Pictures come back into memory before any filter, in the layout
 * that hardware gives (NV12): from there on all is as with software, so that shape, range and what becomes of another size are the same.
 * @param codec of the stream, as ffmpeg names it
 */
export function decoderArgs({ name, device }: Offer, codec: string): string[] {
  switch (name) {
    case 'vaapi':
      return ['-hwaccel', 'vaapi', '-hwaccel_device', device];
    case 'qsv':
      // Without a format of the output older ffmpegs would keep pictures on the card.
      return ['-hwaccel', 'qsv', '-hwaccel_output_format', 'nv12', '-qsv_device', device];
    case 'cuda':
      return ['-hwaccel', 'cuda', '-hwaccel_output_format', 'nv12'];
    default:
      return ['-c:v', `${codec}_${name}`];
  }
}

/** What ffmpeg says where hardware does not do it: in 5.1 to 9.0, of devices, drivers, and pictures that do not come back. */
const TROUBLE =
  /No VA display|Failed to initiali[sz]e VAAPI|Cannot load lib|Could not dynamically load|Device creation failed|No device available for decoder|Device setup failed|Could not find a valid device|can't configure decoder|Error while opening decoder|Unrecognized hwaccel|Unknown decoder|hwaccel initiali[sz]ation returned error|hardware accelerator failed|Failed to transfer data to output frame|Error (creating|initializing|submitting|during).*(MFX|VA|QSV|device|session)|Failed to (create|begin|end|sync|map|upload|render).*(surface|picture|decode|context)|No decoder surfaces left|Hardware is lacking required capabilities|Impossible to convert between the formats/i;

/** The first line in which ffmpeg tells of the hardware's failure, without what it puts before it; undefined where none does. */
export function troubleIn(stderr: string): string | undefined {
  const line = stderr.split('\n').find((text) => TROUBLE.test(text));
  return line?.replace(/^(?:\[[^\]]*\]\s*)+/, '').trim();
}
