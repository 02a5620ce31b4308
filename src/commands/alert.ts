import { RoostError } from '../base/errors.ts';
import { channelNames, testChannel } from '../box/channels.ts';
import type { Config } from '../know/config/config.ts';

/**
 * Sends a test message over one channel or each, one after another; needs no running box.
 * @param print takes a line for each
 * @returns true where every one was delivered
 * @throws RoostError (rejects) where there is no such channel, or none at all
 */
export async function testChannels(
  config: Pick<Config, 'site' | 'data' | 'secrets'>,
  channel: string | undefined,
  signal: AbortSignal,
  print: (line: string) => void,
): Promise<boolean> {
  const names = channelNames(config);
  const known = names.length > 0 ? `There are ${names.join(', ')}` : 'Write them under alerts.channels in roost.yaml';
  if (channel !== undefined && !names.includes(channel))
    throw new RoostError('test channel', channel, 'there is no channel of this name', known);
  if (names.length === 0) throw new RoostError('test channels', 'roost.yaml', 'it has none', known);
  let good = true;
  for (const name of channel === undefined ? names : [channel]) {
    const came = (await testChannel(config, name, signal))!;
    print(`${name} (${came.kind}): ${came.delivered ? 'delivered' : 'NOT delivered'}: ${came.answer}`);
    good &&= came.delivered;
  }
  return good;
}
