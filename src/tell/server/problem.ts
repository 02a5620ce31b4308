import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { saidBeside } from '../../base/said/said.ts';
import { saidKey } from './shapes/said.ts';

/** What is wrong with one key of a request. */
const Mistake = z
  .object({
    key: z.string().meta({ description: 'The query key or path parameter' }),
    detail: z.string(),
    allowed: z.string().optional().meta({ description: 'What the key may hold' }),
    nearest: z.string().optional().meta({ description: 'The right key that is most like an unknown one' }),
  })
  .meta({ id: 'Mistake' });

/** RFC 9457 problem details, with one entry in `errors` for each key of the request that is wrong. */
export const ProblemShape = z
  .object({
    type: z
      .string()
      .meta({ description: 'A URI that names the kind of problem', example: 'urn:roost:problem:not-found' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    said: saidKey,
    instance: z.string().meta({ description: 'Path of the request' }),
    errors: z.array(Mistake).optional(),
    current: z.unknown().optional().meta({ description: 'With 409: what it is now' }),
    reason: z.string().optional().meta({ description: 'With 422: why it is refused, a word for programs' }),
    sent: z.unknown().optional().meta({ description: 'With 409: what was sent, and the version that it was made on' }),
  })
  .meta({ id: 'Problem' });

export type Mistake = z.infer<typeof Mistake>;
export type ProblemBody = z.infer<typeof ProblemShape>;

/** Most characters of a path that are told back. */
const MOST_INSTANCE = 200;

/** An answer other than success, thrown by a resource. `detail` is shown to the client: what is wrong and what to do. */
export class Problem extends Error {
  readonly status: number;
  readonly errors: readonly Mistake[];
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Pick<ProblemBody, 'current' | 'sent' | 'reason'>>;

  constructor(
    status: number,
    detail: string,
    more: Partial<Pick<Problem, 'errors' | 'headers' | 'members' | 'cause'>> = {},
  ) {
    super(detail, 'cause' in more ? { cause: more.cause } : undefined);
    this.name = 'Problem';
    this.status = status;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
    this.members = more.members ?? {};
  }

  /** The body as RFC 9457 wants it. `instance` is the path of the request, without its query (which may hold a token). */
  body(instance: string): ProblemBody {
    const title = STATUS_CODES[this.status] ?? 'Error';
    return {
      type: `urn:roost:problem:${title.toLowerCase().replace(/[^a-z]+/g, '-')}`,
      title,
      status: this.status,
      ...{ detail: this.message, ...saidBeside(this.message) },
      instance: instance.slice(0, MOST_INSTANCE),
      ...(this.errors.length > 0 && { errors: [...this.errors] }),
      ...this.members,
    };
  }
}
