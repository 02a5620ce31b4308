import { z } from 'zod';
import { tellChange } from '../audited.ts';
import type { ServerDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { postResource } from '../resource.ts';
import { idKey } from '../shapes/common.ts';

const ChannelTestShape = z
  .object({
    channel: z.string(),
    kind: z.enum(['webhook', 'wecom', 'dingtalk', 'feishu', 'email', 'mqtt']),
    delivered: z.boolean(),
    answer: z.string().meta({ description: 'What the receiver answered, or why it was not reached; never its key' }),
  })
  .meta({ id: 'ChannelTest' });

/** Sends a marked test message over a channel. */
export function testChannelResource(deps: Pick<ServerDeps, 'testChannel'>) {
  return postResource({
    path: '/api/v1/alerts/channels/{name}/test',
    role: 'keeper',
    scope: 'settings',
    summary: 'Send a marked test message over a channel of alerts, and tell what its receiver answers',
    params: z.strictObject({ name: idKey('Name of the channel, as in roost.yaml') }),
    body: z.strictObject({}),
    problems: [404, 413, 415],
    reply: { description: 'What came of it', types: ['application/json'], schema: ChannelTestShape },
    serve: async ({ params }, _, response) => {
      const came = await deps.testChannel(params.name);
      if (!came) throw new Problem(404, `No channel ${JSON.stringify(params.name)}`);
      tellChange(response, { after: came });
      response.set({ 'Cache-Control': 'no-store' }).json(came);
    },
  });
}
