import type { CameraSettings } from '../../api/types.ts';

type Polygon = CameraSettings['masks'][number]['polygon'];

/** A corner as fractions of the picture. */
export type Corner = readonly [x: number, y: number];

/** A zone or a mask while it is drawn. */
export interface Area {
  readonly kind: 'zone' | 'mask';
  readonly name: string;
  readonly polygon: readonly Corner[];
}

/** What is drawn of a camera. */
export function areasOf({ zones, masks }: Pick<CameraSettings, 'zones' | 'masks'>): Area[] {
  const of = (kind: Area['kind'], all: CameraSettings['zones']) =>
    all.map(({ name, polygon }) => ({ kind, name, polygon: polygon.map(([x = 0, y = 0]): Corner => [x, y]) }));
  return [...of('zone', zones), ...of('mask', masks)];
}

/** The same as the API takes it. */
export function saidOf(areas: readonly Area[]): Pick<CameraSettings, 'zones' | 'masks'> {
  const of = (wanted: Area['kind']) =>
    areas
      .filter(({ kind }) => kind === wanted)
      .map(({ name, polygon }) => ({ name, polygon: polygon.map(([x, y]) => [x, y]) as unknown as Polygon }));
  return { zones: of('zone'), masks: of('mask') };
}

/** A square in the middle, to be pulled where it belongs. */
export const SQUARE: readonly Corner[] = [
  [0.35, 0.35],
  [0.65, 0.35],
  [0.65, 0.65],
  [0.35, 0.65],
];

const within = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;

/** With a corner at another place, to a thousandth of the picture. */
export function moved(polygon: readonly Corner[], index: number, [x, y]: Corner): Corner[] {
  return polygon.map((corner, i) => (i === index ? [within(x), within(y)] : corner));
}

/** With one more corner, on the side that is nearest to it. */
export function inserted(polygon: readonly Corner[], [x, y]: Corner): Corner[] {
  const far = polygon.map((from, i) => farFrom([x, y], from, polygon[(i + 1) % polygon.length]!));
  const side = far.indexOf(Math.min(...far));
  return polygon.toSpliced(side + 1, 0, [within(x), within(y)]);
}

/** With one more corner in the middle of the side that begins at a corner. */
export function split(polygon: readonly Corner[], index: number): Corner[] {
  const [a, b] = [polygon[index]!, polygon[(index + 1) % polygon.length]!];
  return polygon.toSpliced(index + 1, 0, [within((a[0] + b[0]) / 2), within((a[1] + b[1]) / 2)]);
}

/** Without a corner; three stay. */
export function without(polygon: readonly Corner[], index: number): readonly Corner[] {
  return polygon.length > 3 ? polygon.toSpliced(index, 1) : polygon;
}

/** Distance of a point from the side between two corners, in fractions. */
function farFrom([x, y]: Corner, [ax, ay]: Corner, [bx, by]: Corner): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const part = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - part * dx, y - ay - part * dy);
}
