import { z } from 'zod';
import { CONSTITUENTS } from '../tide/constituents.ts';
import { nearest } from './read.ts';

const constituent = z.strictObject({
  name: z.string().superRefine((name, ctx) => {
    if (CONSTITUENTS.includes(name)) return;
    const upper = name.toUpperCase();
    const right = CONSTITUENTS.includes(upper) ? upper : nearest(name, CONSTITUENTS);
    ctx.addIssue({
      code: 'custom',
      message: `${JSON.stringify(name)} is no constituent that is known${right ? `, did you mean ${right}?` : ''}`,
    });
  }),
  /** Metres. */
  amplitude: z.number().min(0).max(15),
  /** Degrees behind the equilibrium tide at Greenwich. */
  phase: z.number().min(-360).max(360),
});

/** `site.tide` of `roost.yaml`: a table, or harmonic constants. */
export const tideSchema = (timeZone: z.ZodType<string>) =>
  z
    .strictObject({
      /** A CSV of times and heights; relative to roost.yaml. */
      table: z.string().min(1).optional(),
      /** Zone of the table's times that name none; the site's without it. */
      timeZone: timeZone.optional(),
      /** Of the table's heights. */
      unit: z.enum(['m', 'cm']).optional(),
      constituents: z.array(constituent).min(1).optional(),
      /** Height of the mean level, m: what the constituents swing about. */
      meanLevel: z.number().min(-25).max(25).optional(),
    })
    .superRefine(({ table, constituents, ...more }, ctx) => {
      const refuse = (path: PropertyKey[], message: string) => ctx.addIssue({ code: 'custom', path, message });
      if (table !== undefined && constituents) refuse(['constituents'], 'stands beside table; leave one of them out');
      if (table === undefined && !constituents) refuse([], 'needs a table, or constituents');
      for (const key of ['timeZone', 'unit'] as const)
        if (table === undefined && more[key] !== undefined) refuse([key], 'is of a table, and there is none');
      if (!constituents && more.meanLevel !== undefined)
        refuse(['meanLevel'], 'is of constituents, and there are none: a table has its own zero');
      const names = (constituents ?? []).map(({ name }) => name);
      for (const [index, name] of names.entries())
        if (names.indexOf(name) < index) refuse(['constituents', index, 'name'], `${name} is listed twice`);
    });
