import { z } from 'zod';

/** A shape as a JSON Schema (draft 2020-12) that stands alone. */
export function jsonSchema(shape: z.ZodType): object {
  return z.toJSONSchema(shape, {
    reused: 'inline',
    override: ({ jsonSchema }) => {
      // What OpenAPI calls `example` is `examples` in JSON Schema, and its names of shapes are no ids there.
      const { example } = jsonSchema;
      if (example !== undefined) jsonSchema.examples = [example];
      delete jsonSchema.example;
      delete jsonSchema.id;
    },
  });
}
