/** The passes of motion over a picture: the small grey picture is read from the frame, and held against the background. */
export { cells, compare, excess, mean, restart, shift, unrest, watched } from './background';
export { columns, lines, picture, readRow } from './grid';

import { openBackground } from './background';
import { openGrid } from './grid';

/**
 * Sets all memory aside, once and before anything else; it does not grow from then on.
 * @param width bytes of a line of the frame
 */
export function open(width: i32, cols: i32, rows: i32): void {
  openGrid(width, cols, rows);
  openBackground(cols * rows);
}
