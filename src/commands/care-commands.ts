import { type Command, Option } from 'commander';
import { REGIONS } from '../know/taxonomy/regions.ts';
import { atTerminal } from './asking.ts';
import { init } from './init.ts';
import type { InitCommand } from './init-questions.ts';

/** Adds what sets a box up and looks after it: `roost init`. */
export function addCareCommands(program: Command): void {
  const print = (line: string) => console.log(line);
  program
    .command('init')
    .description('make the files of a new box, every key explained; at a terminal it asks for what no option says')
    .argument('[folder]', 'where the box is to live', '.')
    .option('--name <text>', 'name of the site')
    .option('--position <latitude,longitude>', 'degrees, WGS 84, e.g. 31.5,121.9')
    .option('--zone <name>', 'its time zone, e.g. Asia/Shanghai')
    .addOption(new Option('--region <name>', `which species may be there: ${[...REGIONS, 'world'].join(', ')} (any)`))
    .option('--camera <address>', 'of the first camera, e.g. rtsp://192.168.1.20:554/stream1; later without it')
    .option('--camera-id <id>', 'its id in every record, never changed; camera-1 without it')
    .option('--camera-name <text>', 'its name; the id without it')
    .action(async (folder: string, options: InitCommand) => {
      if (!process.stdin.isTTY) return init(folder, options, undefined, print);
      await atTerminal((asking) => init(folder, options, asking, print));
    });
}
