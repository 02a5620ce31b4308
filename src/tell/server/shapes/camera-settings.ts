import { z } from 'zod';
import { addressOf, TRANSPORTS } from '../../../base/address.ts';
import { KINDS } from '../../../base/domain.ts';
import { holdsPassword } from '../../../base/placeholders.ts';
import type { CameraChanges } from '../camera-deps.ts';
import { CameraStateShape } from './camera.ts';
import { BoxShape, Line } from './common.ts';
import { saidKey, saidList } from './said.ts';

const CameraId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens, at most 63')
  .meta({ description: 'Lower-case letters, digits and hyphens, at most 63' });
const Cause = CameraStateShape.shape.cause.unwrap().shape.code;

const Fraction = z.number().min(0).max(1);
const Polygon = z
  .strictObject({
    name: Line.max(100),
    polygon: z
      .array(z.array(Fraction).length(2).meta({ description: '[x, y]' }))
      .min(3)
      .max(100)
      .meta({ description: 'Corners [x, y] as fractions of the picture, [0, 0] top left, three or more' }),
  })
  .meta({ id: 'NamedPolygon' });
export const PolygonsShape = z.array(Polygon).max(50);

const deployment = {
  start: z.iso.date().meta({ description: 'Its first day' }),
  end: z.iso.date().meta({ description: 'Its last day; it goes on without one' }),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  heightMetres: z.number().min(0).max(500),
  directionDegrees: z.number().min(0).max(360).meta({ description: 'Clockwise from north' }),
};
const Words = z.union([z.literal(''), Line.max(200)]);
const Transport = z.enum(TRANSPORTS);
const told = {
  name: Line.max(200),
  place: Words,
  habitat: Words,
  fps: z.number().min(0.5).max(15).meta({ description: 'Frames a second that are analysed' }),
  infrared: z.boolean().meta({ description: 'True where the camera lights the dark itself' }),
  flocks: z.boolean(),
  sweepSeconds: z.number().min(1).max(600).meta({ description: 'Seconds between looks at the whole picture' }),
  enabled: z.boolean(),
  zones: PolygonsShape.meta({ description: 'Only what moves in one is looked at; without any, everywhere' }),
  masks: PolygonsShape.meta({ description: 'What has its centre in one does not count' }),
};

/** How a camera is set up. */
export const CameraSettingsShape = z
  .object({
    id: z.string(),
    ...told,
    station: z.string().optional(),
    url: z.string().meta({ description: 'Its address, never with user or password' }),
    analysisUrl: z.string().optional(),
    transport: Transport,
    logIn: z.boolean().meta({ description: 'True where the box knows a user for it' }),
    deployment: z.object(deployment).partial(),
  })
  .meta({ id: 'CameraSettings' });

/** What may be changed of a camera. */
export const CameraChangesShape = z
  .strictObject({
    ...told,
    station: CameraId.nullable().meta({ description: 'null: a station of its own' }),
    trial: z.uuid().meta({ description: 'Of an address that was tried and takes the place of its own' }),
    deployment: z
      .strictObject(Object.fromEntries(Object.entries(deployment).map(([key, shape]) => [key, shape.nullable()])))
      .partial()
      .meta({ description: 'null takes one out' }),
  })
  .partial()
  .meta({ id: 'CameraChanges' });

/** Changes as a box takes them: what is to go is undefined. */
export function changesOf(said: z.output<typeof CameraChangesShape>): CameraChanges {
  return withoutNull(said) as CameraChanges;
}

function withoutNull(value: object): object {
  const one = (held: unknown) =>
    held === null ? undefined : typeof held === 'object' && !Array.isArray(held) ? withoutNull(held) : held;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, one(held)]));
}

/** As cameras take them: with blanks at their ends, and without characters that no keyboard writes. */
const Credential = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);

/** An address that is to be tried. What would be a password in it is refused before anything is written down. */
export const AddressShape = z
  .strictObject({
    address: Line.max(500)
      .refine((text) => !tellsPassword(text), 'holds a password; send user and password beside it')
      .meta({ description: 'A host, host:port, or a whole address (rtsp:// or http://) without a password' }),
    user: Credential.optional(),
    password: Credential.optional(),
    transport: Transport.default('tcp'),
  })
  .meta({ id: 'CameraAddress' });

function tellsPassword(text: string): boolean {
  const address = addressOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `rtsp://${text}`);
  if ('mistake' in address) return text.includes('@') || holdsPassword(text);
  return address.userinfo?.includes(':') ?? false;
}

const look = {
  findings: z.array(
    z.object({
      about: z.enum(['video', 'key-frames', 'decoder', 'size', 'shape', 'still']),
      verdict: z.enum(['ok', 'warning', 'failure']),
      found: z.string(),
      said: saidKey,
      cause: Cause.optional(),
    }),
  ),
  still: z.string().optional().meta({ description: 'Id of a picture: /api/v1/camera-stills/{still}, for ten minutes' }),
};

/** What a look at a camera gave. */
export const CameraLookShape = z.object(look).meta({ id: 'CameraLook' });

/** What came of trying an address. */
export const AddressTriedShape = z
  .object({
    ...look,
    trial: z.string().meta({ description: 'By which the camera is added, for ten minutes' }),
    url: z.string(),
    analysisUrl: z.string().optional(),
    steps: z.array(z.string()).meta({ description: 'What was tried, and what the camera answered' }),
    stepsSaid: saidList,
  })
  .meta({ id: 'CameraAddressTried' });

/** What zones and masks made of some seconds of a camera. */
export const CameraTestedShape = z
  .object({
    moments: z.array(
      z.object({
        after: z.number().meta({ description: 'Milliseconds since the first picture' }),
        motion: z.array(
          z.object({
            box: BoxShape,
            left: z.enum(['mask', 'outside-zones']).optional().meta({ description: 'Why it is not looked at' }),
          }),
        ),
        looks: z.array(z.object({ box: BoxShape, reason: z.enum(['motion', 'track', 'sweep']) })),
        found: z.array(
          z.object({
            kind: z.enum(KINDS),
            score: z.number(),
            box: BoxShape,
            masked: z.boolean().meta({ description: 'Its centre lies in a mask: it does not count' }),
          }),
        ),
      }),
    ),
    shown: z.int().optional().meta({ description: 'Index of the moment that the still shows' }),
    still: look.still,
    cause: z
      .object({ code: Cause, message: z.string(), said: saidKey })
      .optional()
      .meta({ description: 'Why no picture came' }),
  })
  .meta({ id: 'CameraTested' });
