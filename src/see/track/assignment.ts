/**
 * The assignment of rows to columns with the lowest total cost: the Hungarian method by shortest augmenting paths
 * (Kuhn 1955; Jonker and Volgenant 1987; rectangular as in Crouse 2016, "On implementing 2D rectangular assignment
 * algorithms"). O(n² m) for n rows and m columns, n the smaller side.
 * @param cost finite costs, one array of equal length a row
 * @returns for each row its column, or -1; as many rows have one as the smaller side is long
 */
export function assign(cost: readonly (readonly number[])[]): number[] {
  const rows = cost.length;
  const columns = cost[0]?.length ?? 0;
  if (rows <= columns) return assignWide(rows, columns, (row, column) => cost[row]![column]!);
  const rowOf = assignWide(columns, rows, (column, row) => cost[row]![column]!);
  const columnOf = new Array<number>(rows).fill(-1);
  for (const [column, row] of rowOf.entries()) columnOf[row] = column;
  return columnOf;
}

/** For `rows <= columns`. Index 0 of the work arrays stands for "none", so rows and columns count from 1 here. */
function assignWide(rows: number, columns: number, cost: (row: number, column: number) => number): number[] {
  const rowPrice = new Float64Array(rows + 1);
  const columnPrice = new Float64Array(columns + 1);
  const rowAt = new Int32Array(columns + 1);
  const cameFrom = new Int32Array(columns + 1);
  for (let start = 1; start <= rows; start++) {
    const shortest = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const done = new Uint8Array(columns + 1);
    rowAt[0] = start;
    let column = 0;
    do {
      done[column] = 1;
      const row = rowAt[column]!;
      let step = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= columns; j++) {
        if (done[j]) continue;
        const reduced = cost(row - 1, j - 1) - rowPrice[row]! - columnPrice[j]!;
        if (reduced < shortest[j]!) {
          shortest[j] = reduced;
          cameFrom[j] = column;
        }
        if (shortest[j]! < step) {
          step = shortest[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (done[j]) {
          rowPrice[rowAt[j]!]! += step;
          columnPrice[j]! -= step;
        } else {
          shortest[j]! -= step;
        }
      }
      column = next;
    } while (rowAt[column] !== 0);
    while (column !== 0) {
      const previous = cameFrom[column]!;
      rowAt[column] = rowAt[previous]!;
      column = previous;
    }
  }
  const columnOf = new Array<number>(rows).fill(-1);
  for (let j = 1; j <= columns; j++) if (rowAt[j]! > 0) columnOf[rowAt[j]! - 1] = j - 1;
  return columnOf;
}
