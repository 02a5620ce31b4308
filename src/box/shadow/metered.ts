/** Does some work. @returns also how long this process was on a core for it, ms: a busy machine makes no model slow */
export async function metered<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, ms: (user + system) / 1000 };
}
