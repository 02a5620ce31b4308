import { z } from 'zod';
import { taxonNamed, unknownName } from '../taxonomy/names.ts';

/** A taxon by any of its names, as its id. */
export const taxonName = z.string().transform((name, ctx) => {
  const found = taxonNamed(name);
  if (found) return found.id;
  ctx.addIssue({ code: 'custom', message: unknownName(name) });
  return z.NEVER;
});
