import { z } from 'zod';
import { taxonName } from './taxon-name.ts';
import { words } from './words.ts';

const text = words.trim().min(1);

/** `report` in `roost.yaml`: who answers for the half-year report. What is not said is left blank, to be filled in by hand. */
export const reportSchema = z.strictObject({
  /** The unit that makes it, 编制单位. */
  unit: text.optional(),
  /** Who wrote it, 编制人. */
  author: text.optional(),
  /** Who checked it, 审核人. */
  reviewer: text.optional(),
});

/** `socialTaxa` in `roost.yaml`: what the site adds to the taxa that live in groups, and takes from them. */
export const socialTaxaSchema = z
  .strictObject({ add: z.array(taxonName).default([]), remove: z.array(taxonName).default([]) })
  .superRefine(({ add, remove }, ctx) => {
    const both = add.find((id) => remove.includes(id));
    if (both) ctx.addIssue({ code: 'custom', message: `${both} is both added and removed; leave one of them out` });
  });

/** `publicAddress` in `roost.yaml`: where readers of reports find the box's API, e.g. `https://roost.example.org`; empty where nowhere. */
export const publicAddressSchema = z.string().refine((address) => address === '' || isWebAddress(address), {
  message: 'must be an http:// or https:// address',
});

function isWebAddress(address: string): boolean {
  return z.url({ protocol: /^https?$/ }).safeParse(address).success;
}
