/**
 * Fills the input of a model: a crop of YUV 4:2:0 becomes three planes of floats, bilinear, in one pass. Each line of the
 * crop is stretched once, two stretched lines are blended, and eight pixels are worked on at once.
 */
import { Painter } from './colour';
import { from, Stretch, WINDOW, weightOf } from './stretch';

/** Where the tensor and the crop stand; set by `open`. */
export let tensor: usize = 0;
export let crop: usize = 0;

/** Side of the input, pixels of the crop, and how many of the input it takes. */
let size = 0;
let width = 0;
let height = 0;
let across = 0;
let down = 0;

/** Two stretched lines each of Y, U and V. */
let y0: usize = 0;
let y1: usize = 0;
let u0: usize = 0;
let u1: usize = 0;
let v0: usize = 0;
let v1: usize = 0;
let stretchY = new Stretch(0);
let stretchUV = new Stretch(0);
/** For each row of the input, and for each second one in chroma: the crop's row before it, and the weight of the next. */
let rowsY: usize = 0;
let rowsUV: usize = 0;
let painter = new Painter(0);

/**
 * Sets all memory aside, once and before anything else; it does not grow from then on.
 * @param largest side of the largest input, pixels @param cropBytes of the largest crop
 */
export function open(largest: i32, cropBytes: i32): void {
  const line = Stretch.lineBytes(largest);
  y0 = heap.alloc(line);
  y1 = heap.alloc(line);
  u0 = heap.alloc(line);
  u1 = heap.alloc(line);
  v0 = heap.alloc(line);
  v1 = heap.alloc(line);
  stretchY = new Stretch(largest);
  stretchUV = new Stretch(largest);
  rowsY = heap.alloc(8 * largest);
  rowsUV = heap.alloc(8 * largest);
  painter = new Painter(largest);
  tensor = heap.alloc(4 * 3 * largest * largest);
  crop = heap.alloc(cropBytes + WINDOW);
}

/** The model that is filled from now on. @param side of its input @param redPlane 0 or 2 @param bluePlane the other */
export function turnTo(side: i32, redPlane: usize, bluePlane: usize): void {
  size = side;
  const plane: usize = 4 * side * side;
  painter.red.plane = tensor + redPlane * plane;
  painter.green.plane = tensor + plane;
  painter.blue.plane = tensor + bluePlane * plane;
}

/** What the levels of a plane of that model, 0 to 255, are multiplied by, and what is added then. */
export function setColour(plane: usize, scale: f32, shift: f32): void {
  const at = tensor + 4 * plane * size * size;
  const colour = painter.red.plane === at ? painter.red : painter.blue.plane === at ? painter.blue : painter.green;
  colour.scale = scale;
  colour.shift = shift;
}

/** The shape of the crops that follow, even and 4x4 or more, and how many pixels of the input they take, even across. */
export function setShape(cropWidth: i32, cropHeight: i32, toWidth: i32, toHeight: i32): void {
  width = cropWidth;
  height = cropHeight;
  across = toWidth;
  down = toHeight;
  stretchY.set(width, across);
  stretchUV.set(width >> 1, across >> 1);
  setRows(rowsY, height, down);
  setRows(rowsUV, height >> 1, (down + 1) >> 1);
}

function setRows(table: usize, source: i32, target: i32): void {
  for (let to = 0; to < target; to++) {
    store<i32>(table + 8 * to, from(to, source, target));
    store<i32>(table + 8 * to, weightOf(to, source, target), 4);
  }
}

/** Writes the crop into the tensor; what it does not reach stays. */
export function fill(): void {
  let lumaRow = -2;
  let chromaRow = -2;
  for (let row = 0; row < down; row++) {
    if ((row & 1) === 0) {
      const entry = rowsUV + 4 * row;
      const first = load<i32>(entry);
      if (first !== chromaRow) stretchChroma(first, chromaRow);
      chromaRow = first;
      painter.blendChroma(u0, u1, v0, v1, load<i32>(entry, 4), across);
    }
    const entry = rowsY + 8 * row;
    const first = load<i32>(entry);
    if (first !== lumaRow) stretchLuma(first, lumaRow);
    lumaRow = first;
    painter.paint(y0, y1, load<i32>(entry, 4), row * size, across);
  }
}

function stretchLuma(first: i32, before: i32): void {
  const line = crop + first * width;
  if (first === before + 1) {
    const other = y0;
    y0 = y1;
    y1 = other;
  } else stretchY.apply(line, y0);
  stretchY.apply(line + width, y1);
}

function stretchChroma(first: i32, before: i32): void {
  const half = width >> 1;
  const u = crop + width * height + first * half;
  const v = u + half * (height >> 1);
  if (first === before + 1) {
    let other = u0;
    u0 = u1;
    u1 = other;
    other = v0;
    v0 = v1;
    v1 = other;
  } else {
    stretchUV.apply(u, u0);
    stretchUV.apply(v, v0);
  }
  stretchUV.apply(u + half, u1);
  stretchUV.apply(v + half, v1);
}
