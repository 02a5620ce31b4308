/** A position: degrees, WGS 84. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** A part of the earth's surface that is small enough to be drawn flat, in degrees. East may be beyond 180. */
export interface Extent {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** Metres of a degree at a latitude, from north to south and from west to east (WGS 84, the usual series, to 1 m). */
export function metresOfDegree(latitude: number): { readonly north: number; readonly east: number } {
  const phi = (latitude * Math.PI) / 180;
  return {
    north: 111_132.92 - 559.82 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi),
    east: 111_412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi),
  };
}

/** Longitudes that lie on both sides of the date line as ones that do not: all within 180 degrees of the first. */
export function unwrapped<P extends Position>(positions: readonly P[]): P[] {
  const first = positions[0]?.longitude ?? 0;
  return positions.map((position) => {
    const turns = Math.round((first - position.longitude) / 360);
    return { ...position, longitude: position.longitude + 360 * turns };
  });
}

/**
 * The extent of some squares with a margin around them, of a given shape.
 * @param squares centre of each, and its side in degrees, 0 for a point
 * @param shape width over height of the drawing
 * @param least width and height are no less, metres
 */
export function extentOf(
  squares: readonly (Position & { readonly degrees: number })[],
  shape: number,
  least: number,
): Extent {
  const edges = (of: (square: Position) => number) => {
    const low = Math.min(...squares.map((square) => of(square) - square.degrees / 2));
    const high = Math.max(...squares.map((square) => of(square) + square.degrees / 2));
    return { middle: (low + high) / 2, length: high - low };
  };
  const [across, up] = [edges(({ longitude }) => longitude), edges(({ latitude }) => latitude)];
  const metres = metresOfDegree(up.middle);
  const MARGIN = 1.3;
  const height = Math.max(least, MARGIN * up.length * metres.north, (MARGIN * across.length * metres.east) / shape);
  const [halfUp, halfAcross] = [height / metres.north / 2, (height * shape) / metres.east / 2];
  return {
    ...{ west: across.middle - halfAcross, east: across.middle + halfAcross },
    ...{ south: up.middle - halfUp, north: up.middle + halfUp },
  };
}

/** The largest of 1, 2 and 5 times a power of ten that is not above a length. */
export function roundLength(length: number): number {
  const power = 10 ** Math.floor(Math.log10(length));
  return [5, 2, 1].map((digit) => digit * power).find((round) => round <= length * (1 + 1e-9))!;
}

/** Round values of an axis: at least two and at most six where it is `span` long. */
export function ticks(from: number, to: number): number[] {
  const step = roundLength((to - from) / 2.5);
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Degrees with their side: `121.9°E`. */
export function degrees(value: number, positive: string, negative: string): string {
  return `${Math.abs(Number(value.toFixed(6)))}°${value < 0 ? negative : positive}`;
}
