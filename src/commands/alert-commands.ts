import type { Command, Option } from 'commander';
import { readConfig } from '../know/config/config.ts';
import type { Stopping } from './stopping.ts';

/** Adds `roost alert`: the channels over which people are told. */
export function addAlertCommands(program: Command, config: Option, stopping: Stopping): void {
  program
    .command('alert')
    .description('the channels over which people are told at once')
    .command('test')
    .description('send a marked test message over a channel, or over every one, and print what its receiver answers')
    .argument('[channel]', 'its name in roost.yaml; every channel without it')
    .addOption(config)
    .action(async (channel: string | undefined, options: { config: string }) => {
      const box = readConfig(options.config, process.env);
      const { testChannels } = await import('./alert.ts');
      const good = await testChannels(box, channel, stopping.signal, (line) => console.log(line));
      process.exitCode = good ? 0 : 1;
    });
}
