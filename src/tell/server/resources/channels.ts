import { z } from 'zod';
import { saidBeside } from '../../../base/said/said.ts';
import { tellChange } from '../audited.ts';
import type { ServerDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource, postResource } from '../resource.ts';
import { idKey, None } from '../shapes/common.ts';
import { saidKey } from '../shapes/said.ts';

const ChannelTestShape = z
  .object({
    channel: z.string(),
    kind: z.enum(['webhook', 'wecom', 'dingtalk', 'feishu', 'email', 'mqtt']),
    delivered: z.boolean(),
    answer: z.string().meta({ description: 'What the receiver answered, or why it was not reached; never its key' }),
    said: saidKey,
  })
  .meta({ id: 'ChannelTest' });

const ChannelShape = z
  .object({
    name: z.string(),
    kind: ChannelTestShape.shape.kind,
    tells: z.array(z.string()).meta({ description: 'What it hears of, e.g. `level-1` or `faults`' }),
    species: z.array(z.string()).meta({ description: 'Only these taxa; all where it is empty' }),
  })
  .meta({ id: 'Channel' });

/** The channels of alerts. */
export function channelsResource(deps: Pick<ServerDeps, 'channels'>) {
  return jsonResource({
    path: '/api/v1/alerts/channels',
    role: 'keeper',
    scope: 'settings',
    summary: 'Channels of alerts as configured, and what each hears of; never an address or key',
    params: None,
    query: None,
    description: 'The channels',
    body: z.object({ data: z.array(ChannelShape) }),
    answer: () => ({
      data: deps
        .channels()
        .map(({ tells, species, ...rest }) => ({ ...rest, tells: [...tells], species: [...species] })),
    }),
  });
}

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
      response.set({ 'Cache-Control': 'no-store' }).json({ ...came, ...saidBeside(came.answer) });
    },
  });
}
