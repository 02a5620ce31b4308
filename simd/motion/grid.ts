/** For each column of cells the byte offsets of its left and of its right pixel in a line; 32 bit each. */
export let columns: usize = 0;
/** The upper and the lower line of a row of cells, one after the other. */
export let lines: usize = 0;
/** Grey levels of the cells, 0 to 255 with quarters. */
export let picture: usize = 0;

let width: usize = 0;
let cols: usize = 0;

export function openGrid(lineBytes: usize, across: usize, down: usize): void {
  width = lineBytes;
  cols = across;
  columns = heap.alloc(8 * cols);
  lines = heap.alloc(2 * width);
  // Cells are worked on in fours.
  picture = heap.alloc(4 * (cols * down + 3));
}

/** Reads a row of cells, each at four pixels, from the two lines. @returns the sum of these pixels */
export function readRow(row: usize): i32 {
  let total = 0;
  let to = picture + 4 * row * cols;
  const end = columns + 8 * cols;
  for (let column = columns; column < end; column += 8, to += 4) {
    const left = lines + load<u32>(column);
    const right = lines + load<u32>(column, 4);
    const sum = <i32>load<u8>(left) + load<u8>(right) + load<u8>(left + width) + load<u8>(right + width);
    store<f32>(to, <f32>sum * 0.25);
    total += sum;
  }
  return total;
}
