import { getPosition } from 'suncalc';
import type { CameraStatus, CauseCode, Sight } from '../base/domain.ts';
import type { Condition } from '../tell/alert/fault-watch.ts';

/** How a box and its cameras are just now. */
export interface BoxView {
  readonly cameras: readonly {
    readonly status: CameraStatus;
    /** True where the camera lights the dark itself. */
    readonly infrared: boolean;
    /** What the newest minute of the last few allowed to see; undefined where none tells. */
    readonly sight: Sight | undefined;
  }[];
  /** True where a camera without light of its own is expected to see: the sun is up. */
  readonly daylight: boolean;
  /** Undefined while nothing can be said of inference. */
  readonly inference: { readonly runs: boolean; readonly message?: string | undefined } | undefined;
  /** Why the disk takes nothing, or soon will not; undefined where it does. */
  readonly disk: string | undefined;
  /** Why the clock cannot be right; undefined where nothing speaks against it. */
  readonly clock: string | undefined;
  /** Which model was taken back lately, and why; undefined where none was. */
  readonly model?: string | undefined;
}

/** True while the sun is up at a place: from its rise to its set. At dusk a camera without light of its own may be dark. */
export function isDaylight(at: number, { latitude, longitude }: { latitude: number; longitude: number }): boolean {
  return getPosition(new Date(at), latitude, longitude).altitude > 0;
}

/** Why nobody looks, though pictures come. */
const UNLOOKED: ReadonlySet<CauseCode | undefined> = new Set<CauseCode>(['no-inference']);

/** In which ways a box and its cameras are well, or not, or nobody can say. Cameras that are switched off are left out. */
export function conditionsOf({ cameras, daylight, inference, disk, clock, model }: BoxView): Condition[] {
  const on = cameras.filter(({ status }) => status.state !== 'stopped');
  // Where nobody looks at any camera that gives pictures, that is the box's fault and not that of each camera.
  const giving = on.filter(({ status: { state, cause } }) => state === 'watching' || UNLOOKED.has(cause?.code));
  const nobody = giving.length > 0 && giving.every(({ status }) => UNLOOKED.has(status.cause?.code));
  const runs = inference?.runs !== false && !nobody;
  const box: Condition[] = [
    {
      kind: 'inference',
      is: inference === undefined && !nobody ? 'unknown' : runs ? 'good' : 'bad',
      ...(inference?.message !== undefined && { message: inference.message }),
    },
    { kind: 'disk', is: disk === undefined ? 'good' : 'bad', ...(disk !== undefined && { message: disk }) },
    { kind: 'clock', is: clock === undefined ? 'good' : 'bad', ...(clock !== undefined && { message: clock }) },
    { kind: 'model', is: model === undefined ? 'good' : 'bad', ...(model !== undefined && { message: model }) },
  ];
  return [...box, ...on.flatMap((camera) => ofCamera(camera, runs, daylight))];
}

function ofCamera(
  { status, infrared, sight }: BoxView['cameras'][number],
  runs: boolean,
  daylight: boolean,
): Condition[] {
  const { camera, state, cause } = status;
  const idle = !runs && (state === 'starting' || UNLOOKED.has(cause?.code));
  const down = idle ? 'unknown' : state === 'down' || state === 'starting' ? 'bad' : 'good';
  const frozen = state === 'frozen' ? 'bad' : state === 'watching' ? 'good' : 'unknown';
  // What a picture shows is known only while new ones come.
  const seen = state === 'watching' ? sight : undefined;
  const among = (bad: Sight, good: readonly Sight[]) =>
    seen === bad ? 'bad' : seen !== undefined && good.includes(seen) ? 'good' : 'unknown';
  const dark = seen === 'dark' && !infrared && !daylight ? 'unknown' : among('dark', ['clear', 'covered', 'blurred']);
  const because = cause ? { cause: cause.code } : {};
  return [
    { kind: 'down', camera, is: down, ...because },
    { kind: 'frozen', camera, is: frozen },
    { kind: 'covered', camera, is: among('covered', ['clear', 'blurred']) },
    { kind: 'blurred', camera, is: among('blurred', ['clear']) },
    { kind: 'dark', camera, is: dark },
  ];
}
