import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { TRANSPORTS } from '../base/address.ts';
import type { CameraAddCommand } from './camera-add.ts';
import type { CameraFindCommand } from './camera-find.ts';
import { askPassword } from './password.ts';
import type { Stopping } from './stopping.ts';

/** Adds `roost camera find` and `roost camera add`. */
export function addCameraCommands(program: Command, config: Option, stopping: Stopping): void {
  const print = (line: string) => console.log(line);
  const camera = program.command('camera').description('find cameras on the network, and add one to the box');
  camera
    .command('find')
    .description('list the ONVIF cameras that answer on the local network')
    .option('--interface <name>', 'network interface to ask on, e.g. eth0; all of them without it')
    .option('--seconds <count>', 'how long answers are waited for', seconds, 4)
    .action(async (options: CameraFindCommand) => {
      const { cameraFind } = await import('./camera-find.ts');
      process.exitCode = (await cameraFind(options, stopping.signal, print)) ? 0 : 1;
    });
  camera
    .command('add')
    .description('find the streams of a camera, write its file and secrets, and keep a still to look at')
    .argument('<address>', 'a host, e.g. 192.168.1.20, at which known addresses are tried; or a whole address')
    .option('--user <name>', 'the password is asked for, or taken from ROOST_ADD_PASSWORD')
    .option('--name <text>', 'its name; the id without it')
    .option('--id <id>', 'its id in every record, never changed; made from its name, else camera-1 and so on')
    .addOption(new Option('--transport <how>', 'how media travel').choices([...TRANSPORTS]).default('tcp'))
    .option('--stills <folder>', 'where the still goes', 'stills')
    .addOption(config)
    .action(async (address: string, options: CameraAddCommand) => {
      const { cameraAdd } = await import('./camera-add.ts');
      const { signal } = stopping;
      const environment = process.env;
      const password = (user: string) => askPassword(`Password of ${user}`, environment);
      const stills = resolve(options.stills);
      const good = await cameraAdd(address, { ...options, stills }, { environment, password, signal, print });
      process.exitCode = good ? 0 : 1;
    });
}

function seconds(text: string): number {
  const count = Number(text);
  if (count >= 1 && count <= 60) return count;
  throw new InvalidArgumentError('It must be from 1 to 60.');
}
