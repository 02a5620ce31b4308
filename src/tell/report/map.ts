import {
  degrees,
  type Extent,
  extentOf,
  metresOfDegree,
  type Position,
  roundLength,
  ticks,
  unwrapped,
} from './projection.ts';

/** Where something stands on a map. */
export interface MapPlace extends Position {
  /** Its number in the table beside the map. */
  readonly number: number;
  /** Side of the square, in degrees, that it is somewhere in; 0 where its position is known. */
  readonly degrees: number;
}

const [WIDTH, HEIGHT] = [720, 420];
const FRAME = { left: 84, right: 706, top: 14, bottom: 388 };
const SHAPE = (FRAME.right - FRAME.left) / (FRAME.bottom - FRAME.top);
/** A map shows no less than this, metres from south to north. */
const LEAST = 400;
/** Marks nearer to each other than this have one label, pixels. */
const NEAR = 18;
const [INK, MARK, LINE] = ['#333333', '#1d5a45', '#dddddd'];

/**
 * A map of places as SVG, drawn from their positions alone: points with their numbers, dashed squares where a position is told only
 * as wide, a grid of degrees, a scale bar and an arrow to the north. Flat: east-west lengths are true in the middle.
 * It holds no words, so that it needs no font for them.
 */
export function stationMap(places: readonly MapPlace[]): string {
  const all = unwrapped(places);
  const extent = extentOf(all, SHAPE, LEAST);
  const at = (place: Position) => ({ x: xOf(extent, place.longitude), y: yOf(extent, place.latitude) });
  const squares = new Map(
    all.flatMap((place) =>
      place.degrees > 0 ? [[`${place.latitude} ${place.longitude} ${place.degrees}`, place]] : [],
    ),
  );
  const marks = all.map((place) => ({ ...at(place), number: place.number, wide: place.degrees > 0 }));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="${INK}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    ...grid(extent),
    ...[...squares.values()].map((place) => square(extent, place)),
    `<rect x="${FRAME.left}" y="${FRAME.top}" width="${FRAME.right - FRAME.left}" height="${FRAME.bottom - FRAME.top}" fill="none" stroke="${INK}"/>`,
    ...marks.flatMap(({ x, y, wide }) =>
      wide ? [] : [`<circle cx="${px(x)}" cy="${px(y)}" r="5" fill="${MARK}" stroke="#ffffff" stroke-width="1.5"/>`],
    ),
    ...labels(marks),
    scaleBar(extent),
    north(),
    '</svg>',
  ].join('\n');
}

function square(extent: Extent, { latitude, longitude, degrees }: MapPlace): string {
  const [x, y] = [xOf(extent, longitude - degrees / 2), yOf(extent, latitude + degrees / 2)];
  const [width, height] = [xOf(extent, longitude + degrees / 2) - x, yOf(extent, latitude - degrees / 2) - y];
  return `<rect class="wide" x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" fill="${MARK}" fill-opacity="0.08" stroke="${MARK}" stroke-dasharray="5 3"/>`;
}

/** A label for each group of marks that are near to each other: runs of numbers as `1–4`. */
function labels(marks: readonly { x: number; y: number; number: number; wide: boolean }[]): string[] {
  const groups: { x: number; y: number; wide: boolean; numbers: number[] }[] = [];
  for (const { x, y, wide, number } of marks) {
    const near = groups.find((group) => group.wide === wide && Math.hypot(group.x - x, group.y - y) < NEAR);
    if (near) near.numbers.push(number);
    else groups.push({ x, y, wide, numbers: [number] });
  }
  return groups.map(({ x, y, wide, numbers }) => {
    const text = runs(numbers);
    // Beside a point, on the side that has room; in the middle of a square.
    const left = x > FRAME.right - 40 - 7 * text.length;
    const [anchor, shift] = wide ? ['middle', 0] : left ? ['end', -9] : ['start', 9];
    return `<text x="${px(x + shift)}" y="${px(y + 5)}" text-anchor="${anchor}" font-size="14" font-weight="bold" stroke="#ffffff" stroke-width="3" paint-order="stroke">${text}</text>`;
  });
}

/** Numbers in order, those that follow each other joined: `1–3, 7`. */
export function runs(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const found: [number, number][] = [];
  for (const number of sorted) {
    const last = found.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`))
    .join(', ');
}

function grid(extent: Extent): string[] {
  const { left, right, top, bottom } = FRAME;
  const across = ticks(extent.west, extent.east).map((longitude) => {
    const x = px(xOf(extent, longitude));
    const east = ((((longitude + 180) % 360) + 360) % 360) - 180;
    return `<path d="M${x} ${top}V${bottom}" stroke="${LINE}"/><text x="${x}" y="${bottom + 18}" text-anchor="middle">${degrees(east, 'E', 'W')}</text>`;
  });
  const up = ticks(extent.south, extent.north).map((latitude) => {
    const y = px(yOf(extent, latitude));
    return `<path d="M${left} ${y}H${right}" stroke="${LINE}"/><text x="${left - 8}" y="${Number(y) + 4}" text-anchor="end">${degrees(latitude, 'N', 'S')}</text>`;
  });
  return [...across, ...up];
}

/** At most a quarter of the map's width, in the middle latitude. */
function scaleBar(extent: Extent): string {
  const { east } = metresOfDegree((extent.south + extent.north) / 2);
  const metres = roundLength(((extent.east - extent.west) * east) / 4);
  const length = (metres / ((extent.east - extent.west) * east)) * (FRAME.right - FRAME.left);
  const [x, y] = [FRAME.left + 16, FRAME.bottom - 16];
  const text = metres < 1000 ? `${metres} m` : `${metres / 1000} km`;
  return `<rect x="${x - 8}" y="${y - 24}" width="${px(length + 16)}" height="34" fill="#ffffff" fill-opacity="0.85"/><path class="scale" d="M${x} ${y - 6}V${y}H${px(x + length)}V${y - 6}" fill="none" stroke="${INK}" stroke-width="1.5"/><text x="${px(x + length / 2)}" y="${y - 8}" text-anchor="middle">${text}</text>`;
}

function north(): string {
  const [x, y] = [FRAME.right - 26, FRAME.top + 16];
  return `<path d="M${x} ${y + 14}L${x + 8} ${y + 36}L${x} ${y + 30}L${x - 8} ${y + 36}Z"/><text x="${x}" y="${y + 8}" text-anchor="middle" font-weight="bold">N</text>`;
}

function xOf({ west, east }: Extent, longitude: number): number {
  return FRAME.left + ((longitude - west) / (east - west)) * (FRAME.right - FRAME.left);
}

function yOf({ south, north }: Extent, latitude: number): number {
  return FRAME.bottom - ((latitude - south) / (north - south)) * (FRAME.bottom - FRAME.top);
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}
