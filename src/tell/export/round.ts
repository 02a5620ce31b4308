/**
 * Rounds to one decimal as R does since 4.0.0, which camtrapR's tables rest on: to the nearer of the two decimals around, as
 * they are in binary; halfway to the even one.
 * @example round1(0.25) // 0.2
 */
export function round1(value: number): number {
  const tenths = Math.floor(value * 10);
  const low = tenths / 10;
  const high = Math.ceil(value * 10) / 10;
  if (value - low !== high - value) return value - low < high - value ? low : high;
  return tenths % 2 === 0 ? low : high;
}
