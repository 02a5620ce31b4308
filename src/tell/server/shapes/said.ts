import { z } from 'zod';
import { BOOK, type SaidCode } from '../../../base/said/book.ts';
import { type Saying, understood } from '../../../base/said/said.ts';
import { type KindName, placesOf } from '../../../base/said/template.ts';

const SAID = { $ref: '#/components/schemas/Saying' };

/** What a place of a sentence holds, as a JSON Schema. */
function held(kind: KindName): object {
  switch (kind) {
    case 'n':
    case 'n1':
    case 'n2':
    case 'percent':
    case 'bytes':
    case 'days':
      return { type: 'number' };
    case 'list':
    case 'cameras':
      return { type: 'array', items: { type: 'string' } };
    case 'sayings':
    case 'reasons':
      return { type: 'array', items: SAID };
    case 'said':
    case 'known':
      return SAID;
    default:
      return { type: 'string' };
  }
}

function variant(code: SaidCode): object {
  const places = [...new Map(placesOf(BOOK[code]).map(({ name, kind }) => [name, kind]))];
  const params = Object.fromEntries(places.map(([name, kind]) => [name, held(kind)]));
  return {
    type: 'object',
    description: BOOK[code],
    properties: {
      code: { type: 'string', enum: [code] },
      params: { type: 'object', properties: params, required: Object.keys(params), additionalProperties: false },
      text: { type: 'string' },
    },
    required: ['code', 'params', 'text'],
    additionalProperties: false,
  };
}

/** A sentence of the box with its code and what stands in its places, for whoever has words of another language. */
const SaidShape = (z.looseObject({}) as unknown as z.ZodType<Saying>).meta({
  id: 'Saying',
  type: 'object',
  description:
    'A sentence of the box: `text` in English, `code` for whoever has words of another language, `params` as exact as the sentence. Codes keep their meaning, and others may come: `words`, and whatever a client does not know, is shown as `text`',
  oneOf: (Object.keys(BOOK) as SaidCode[]).map(variant),
});

/** What the sentence beside it says; absent where the book has it not. */
export const saidKey = SaidShape.optional();

/** Of a list of sentences, one for one. */
export const saidList = z
  .array(SaidShape)
  .meta({ description: 'The sentences beside it, one for one, each with a code' });

/** Sentences with their codes. */
export function saidAll(texts: readonly string[]): Saying[] {
  return texts.map(understood);
}
