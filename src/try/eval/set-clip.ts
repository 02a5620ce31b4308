import * as z from 'zod';
import { type Box, KINDS, type Kind } from '../../base/domain.ts';
import { messageOf, RoostError } from '../../base/errors.ts';
import { findTaxon, taxonOfKind } from '../../know/taxonomy/taxa.ts';

/** An animal of a clip. */
export interface ClipAnimal {
  readonly id: string;
  readonly kind: Kind;
  /** Id of its taxon: the class of its kind where the truth names no species. */
  readonly taxon: string;
  /** The species that the truth names and that the taxonomy lacks. */
  readonly lacks?: string;
  /** Where it was, in order of time. `at` in milliseconds since the clip's start, `visible` 0 to 1. */
  readonly boxes: readonly { readonly at: number; readonly box: Box; readonly visible: number }[];
}

const fraction = z.number().min(0).max(1);
const truthSchema = z.object({
  animals: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(KINDS as [Kind, ...Kind[]]),
      species: z.object({ scientific: z.string() }).optional(),
      boxes: z.array(
        z.object({
          at: z.number(),
          box: z.object({ x: fraction, y: fraction, w: fraction, h: fraction }),
          visible: fraction.default(1),
        }),
      ),
    }),
  ),
});

/**
 * Reads the truth beside a clip, as `npm run scenes` writes it: `{ animals: [{ id, kind, species?: { scientific }, boxes:
 * [{ at, box, visible }] }] }`. People and vehicles are not asked for.
 * @throws RoostError where it is no such truth
 */
export function readClipTruth(text: string, name: string): ClipAnimal[] {
  let parsed: z.infer<typeof truthSchema>;
  try {
    parsed = truthSchema.parse(JSON.parse(text));
  } catch (cause) {
    const message = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause);
    throw new RoostError('read truth of clip', name, message, 'It must hold animals with id, kind and boxes', {
      cause,
    });
  }
  return parsed.animals.flatMap(({ id, kind, species, boxes }) => {
    const widest = taxonOfKind(kind);
    if (!widest) return [];
    const taxon = species ? findTaxon(species.scientific) : widest;
    const lacks = species && !taxon ? { lacks: species.scientific } : {};
    return [{ id, kind, taxon: (taxon ?? widest).id, ...lacks, boxes }];
  });
}
