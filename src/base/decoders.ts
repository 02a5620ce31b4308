/** Decoders of a machine's own circuits, in the order in which they are tried, as ffmpeg names them. */
export const HARDWARE = ['vaapi', 'qsv', 'cuda', 'rkmpp', 'v4l2m2m'] as const;

/** What decodes a camera's video: the first of `HARDWARE` that works or else software, software alone, or one by its name or else software. */
export const DECODERS = ['auto', 'software', ...HARDWARE] as const;

export type Hardware = (typeof HARDWARE)[number];
export type Decoder = (typeof DECODERS)[number];
