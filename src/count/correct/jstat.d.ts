/** What is used of jstat, which has no types of its own. */
declare module 'jstat' {
  const jStat: {
    readonly beta: {
      /** The value below which a share `p` of a beta distribution lies, 0 to 1. */
      inv(p: number, alpha: number, beta: number): number;
    };
  };
  export default jStat;
}
