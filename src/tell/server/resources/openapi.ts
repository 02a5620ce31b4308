import { z } from 'zod';
import { jsonResource, type Resource } from '../resource.ts';
import { None } from '../shapes/common.ts';

/** The OpenAPI document of this API. `document` is called once, when it is first asked for. */
export function openapiResource(document: () => object): Resource {
  let made: object | undefined;
  return jsonResource({
    path: '/api/v1/openapi.json',
    role: 'viewer',
    scope: 'status',
    summary: 'This document',
    params: None,
    query: None,
    description: 'OpenAPI 3.1',
    body: z.looseObject({ openapi: z.string() }),
    answer: () => {
      made ??= document();
      return made as { openapi: string };
    },
  });
}
