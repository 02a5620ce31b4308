/** What is asked for the newest visits. */
export const NEWEST = { query: { limit: 12 } } as const;
