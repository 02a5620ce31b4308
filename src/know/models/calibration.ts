import { z } from 'zod';

const logistic = {
  bias: z.number(),
  share: z.number().min(0),
  agreement: z.number().min(0),
  energy: z.number().min(0),
};
const ofRank = z.strictObject({ ...logistic, threshold: z.number().min(0.5).max(1) });

/** Numbers that `roost eval --fit` worked out for a classifier; see `Calibration` in src/classify/calibration.ts. */
export const calibrationSchema = z.strictObject({
  temperature: z.number().positive(),
  known: z.strictObject(logistic),
  ranks: z.strictObject({ species: ofRank, genus: ofRank, family: ofRank, order: ofRank }),
  /** Which pictures, how many, and when, in words. */
  fitted: z.string().min(1),
});
