import { z } from 'zod';
import { DESIGNS, LICENSES, type License, type Publication, ROLES } from '../../base/domain.ts';

const text = z.string().trim().min(1);
const license = z.enum(Object.keys(LICENSES) as [License, ...License[]]);

/** `publication` in `roost.yaml`. */
export const publicationSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be lower-case letters, digits, dots, hyphens, e.g. "east-island"')
    .optional(),
  id: text.optional(),
  version: text.optional(),
  title: text.optional(),
  description: text.optional(),
  license: license.optional(),
  mediaLicense: license.optional(),
  contributors: z
    .array(
      z.strictObject({
        title: text,
        email: z.email().optional(),
        path: z.url({ protocol: /^https?$/, message: 'must be an http:// or https:// address' }).optional(),
        role: z.enum(ROLES).default('contributor'),
        organization: text.optional(),
      }),
    )
    .default([]),
  samplingDesign: z.enum(DESIGNS).default('targeted'),
  coordinatePrecision: z.number().min(0.000_001).max(1).optional(),
  project: text.optional(),
  datasetName: text.optional(),
  institutionCode: text.optional(),
  recordedBy: z.array(text).default([]),
  countryCode: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters of ISO 3166-1, e.g. "CN"')
    .optional(),
}) satisfies z.ZodType<Publication>;
