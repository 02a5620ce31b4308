import type { Command, Option } from 'commander';
import { RoostError } from '../base/errors.ts';
import { channelNames, testChannel } from '../box/channels.ts';
import { type Config, readConfig } from '../know/config/config.ts';

/** Adds `roost alert`: the channels over which people are told. */
export function addAlertCommands(program: Command, config: Option, signal: AbortSignal): void {
  program
    .command('alert')
    .description('the channels over which people are told at once')
    .command('test')
    .description('send a marked test message over a channel, or over every one, and print what its receiver answers')
    .argument('[channel]', 'its name in roost.yaml; every channel without it')
    .addOption(config)
    .action(async (channel: string | undefined, options: { config: string }) => {
      const box = readConfig(options.config, process.env);
      const good = await testChannels(box, channel, signal, (line) => console.log(line));
      process.exitCode = good ? 0 : 1;
    });
}

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
