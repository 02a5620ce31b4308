import { z } from 'zod';
import { RoostError } from '../base/errors.ts';
import type { Answers } from '../know/config/example.ts';
import { cameraSchema, siteSchema } from '../know/config/schema.ts';
import { REGIONS } from '../know/taxonomy/regions.ts';
import type { Asking } from './asking.ts';

/** Options of `roost init` as typed. */
export interface InitCommand {
  readonly name?: string;
  /** `LATITUDE,LONGITUDE` in degrees, WGS 84. */
  readonly position?: string;
  readonly zone?: string;
  readonly region?: string;
  /** Host or address of the first camera. */
  readonly camera?: string;
  readonly cameraId?: string;
  readonly cameraName?: string;
  /** Who logs in at it. */
  readonly cameraUser?: string;
}

/** A camera that is to be added. */
export interface WantedCamera {
  /** A host, or a whole address. */
  readonly address: string;
  readonly id: string;
  readonly name: string;
  readonly user?: string;
}

/** What the files are written from. */
export interface Wanted {
  readonly site: Answers;
  readonly camera: WantedCamera | undefined;
}

const { name, latitude, longitude, timeZone } = siteSchema.shape.site.shape;
const { id, url, name: cameraName } = cameraSchema.shape;

/** `31.5, 121.9`, also with a blank alone between them. */
const position = z.string().transform((text, ctx): readonly [number, number] => {
  const [lat, long, ...more] = text.trim().split(/\s*[,，]\s*|\s+/);
  const parsed = z.tuple([latitude, longitude]).safeParse([Number(lat || NaN), Number(long || NaN)]);
  if (parsed.success && more.length === 0) return parsed.data;
  ctx.addIssue({ code: 'custom', message: 'must be latitude (-90 to 90), longitude (-180 to 180), e.g. 31.5,121.9' });
  return z.NEVER;
});

/** A host alone, or an address as a camera file takes it. */
const host = z.union([z.string().regex(/^[\p{L}\p{N}.:[\]%_-]+$/u), url], {
  error: 'is no host such as 192.168.1.20, and no address without a password such as "rtsp://192.168.1.20:554/stream1"',
});

/** What is asked, in this order. */
const QUESTIONS = {
  name: { question: 'Name of the site', flag: '--name <text>', schema: name },
  position: {
    question: 'Where it is: latitude, longitude in degrees, e.g. 31.5,121.9',
    flag: '--position <latitude,longitude>',
    schema: position,
  },
  zone: { question: 'Time zone, e.g. Asia/Shanghai', flag: '--zone <name>', schema: timeZone },
  region: {
    question: `Which species may be there, as a region's list: ${REGIONS.join(', ')}; world for any`,
    flag: '--region <name>',
    schema: z.enum([...REGIONS, 'world']),
  },
  cameraId: { question: 'Its id: small letters, digits, hyphens; never changed', flag: '--camera-id <id>', schema: id },
  cameraName: { question: 'Its name', flag: '--camera-name <text>', schema: cameraName },
} as const;

/**
 * Puts together what the options say and what a person is asked for. An answer that is wrong is asked for again.
 * @param asking undefined where nobody can be asked
 * @throws RoostError naming every mistake and every option that is missing
 */
export async function answered(options: InitCommand, asking: Asking | undefined): Promise<Wanted> {
  const mistakes: string[] = [];
  const value = async <S extends z.ZodType>(
    given: string | undefined,
    { question, flag, schema }: { question: string; flag: string; schema: S },
    otherwise?: string,
  ): Promise<z.output<S> | undefined> => {
    for (let text = given; ; text = undefined) {
      if (text === undefined && !asking) {
        mistakes.push(`${flag} is missing`);
        return undefined;
      }
      const parsed = schema.safeParse(text ?? (await asking!.ask(question, otherwise)));
      if (parsed.success) return parsed.data;
      const why = parsed.error.issues[0]!.message;
      if (!asking) {
        mistakes.push(`${flag}: ${why}`);
        return undefined;
      }
      asking.tell(`  ${text === undefined ? 'That' : flag.split(' ')[0]} is not it: ${why}`);
    }
  };
  const site = {
    name: await value(options.name, QUESTIONS.name),
    position: await value(options.position, QUESTIONS.position),
    zone: await value(options.zone, QUESTIONS.zone, Intl.DateTimeFormat().resolvedOptions().timeZone),
    region: await value(options.region, QUESTIONS.region, REGIONS[0]),
  };
  const first = 'Host or address of the first camera, e.g. 192.168.1.20; none: later';
  const address = options.camera ?? (asking ? await asking.ask(first, 'none') : '');
  let camera: WantedCamera | undefined;
  if (address !== '' && address !== 'none') {
    const ask = { question: first, flag: '--camera <address>', schema: host };
    const told = await value(address, ask);
    const id = await value(options.cameraId ?? (asking ? undefined : 'camera-1'), QUESTIONS.cameraId, 'camera-1');
    const called = await value(options.cameraName ?? (asking ? undefined : (id ?? 'camera')), QUESTIONS.cameraName, id);
    const user = options.cameraUser ?? (await asking?.ask('Who logs in at it; none: nobody', 'none'));
    camera = { address: told ?? '', id: id ?? '', name: called ?? '', ...(user && user !== 'none' && { user }) };
  }
  if (mistakes.length > 0)
    throw new RoostError('init', 'a box', mistakes.join('; '), 'At a terminal, "roost init" asks for all of it');
  const [lat, long] = site.position!;
  const { name, zone, region } = site;
  return { site: { name: name!, latitude: lat, longitude: long, timeZone: zone!, region: region! }, camera };
}
