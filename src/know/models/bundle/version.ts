/** Whether a version of Roost such as 0.2.0 is at least another one; what follows a hyphen is not looked at. */
export function isAtLeast(version: string, least: string): boolean {
  const parts = (text: string) => text.split('-')[0]!.split('.').map(Number);
  const [have, want] = [parts(version), parts(least)];
  const at = want.findIndex((number, i) => number !== have[i]);
  return at < 0 || (have[at] ?? 0) > want[at]!;
}
