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

/**
 * `publicAddress` in `roost.yaml`: where people elsewhere reach the box, for links in mail, webhooks and reports, e.g.
 * `https://roost.example.org`; empty where nowhere.
 */
export const publicAddressSchema = z.string().superRefine((address, ctx) => {
  const message = address === '' ? undefined : publicAddressMistake(address);
  if (message !== undefined) ctx.addIssue({ code: 'custom', message });
});

function publicAddressMistake(address: string): string | undefined {
  if (!z.url({ protocol: /^https?$/ }).safeParse(address).success) return 'must be an http:// or https:// address';
  const { hostname, username, password, search, hash } = new URL(address);
  if (username !== '' || password !== '' || search !== '' || hash !== '' || /[?#]$/.test(address))
    return 'must hold no user, password, ? or #: paths are put behind it';
  if (/^(.+\.)?localhost\.?$|^127\.|^0\.0\.0\.0$|^\[::1?\]$|^\[::ffff:7f/.test(hostname))
    return "leads to each reader's own machine; write the name or address at which people elsewhere reach the box, or leave it empty";
  return undefined;
}
