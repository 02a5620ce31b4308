import type { Command, Option } from 'commander';
import type { Stopping } from './stopping.ts';

/** Exit code of a try that left files of its set out, and named them. */
const NOT_ALL_READ = 2;

/**
 * Adds `roost models`: the catalog of models and their weights.
 * @param config the option that names the box's config
 * @param models the option that names the folder of weights
 * @param mirror the option that names a folder to take weights from
 * @returns `roost models`
 */
export function addModelCommands(
  program: Command,
  config: Option,
  models: Option,
  mirror: Option,
  stopping: Stopping,
): Command {
  const weights = program.command('models').description('the catalog of models and their weights');
  weights
    .command('pull')
    .description('fetch weights, verify them, and put them in place')
    .argument('[name]', 'a model of the catalog; without it the default detector and classifiers')
    .option('--accept-licence', 'accept the licence of the model, which is remembered; roost models list tells it')
    .addOption(models)
    .addOption(mirror)
    .action(async (name: string | undefined, options: { models: string; mirror?: string; acceptLicence?: boolean }) => {
      const { signal } = stopping;
      const { models: folder, mirror, acceptLicence = false } = options;
      const wanted = { folder, signal, acceptLicence, ...(mirror ? { mirror } : {}), ...(name ? { name } : {}) };
      const { pull } = await import('./models.ts');
      const { fetched, lacking, notes } = await pull(wanted);
      for (const note of notes) console.log(note);
      for (const why of lacking) console.error(why);
      if (fetched.length > 0) console.log(`Fetched ${fetched.join(', ')}`);
      else if (lacking.length === 0) console.log('All files are here and right.');
    });
  weights
    .command('try')
    .description(
      'run a model beside what is present, and tell what each finds and names and what it takes on this machine',
    )
    .argument('<name>', 'a model of the catalog; it is fetched aside, and nothing that a box uses is written')
    .option('--pictures <set>', 'a labelled set as roost eval reads it, beside the scenes of the demo')
    .option('--models <folder>', "folder of the weights that are present; the box's without it")
    .option('--accept-licence', 'accept the licence of the model, as for roost models pull')
    .option('--json', 'print JSON')
    .addOption(config)
    .addOption(mirror)
    .action(async (name: string, options) => {
      const { tryModel } = await import('./models-try.ts');
      const good = await tryModel(name, options, stopping.signal, { print: console.log, complain: console.error });
      process.exitCode = good ? 0 : NOT_ALL_READ;
    });
  weights
    .command('convert')
    .description('turn a TFLite model, or a TensorFlow.js graph model, into ONNX')
    .argument('<input>', 'a .tflite file, or a model.json with its weights beside it')
    .argument('[output]', 'the .onnx file; beside the input without it')
    .option('--outputs <names...>', 'tensors to end at; those of the model without it')
    .action(async (input: string, output: string | undefined, { outputs }: { outputs?: string[] }) => {
      const { signal } = stopping;
      const { convert } = await import('./convert.ts');
      const lines = await convert({ input, signal, ...(output ? { output } : {}), ...(outputs ? { outputs } : {}) });
      for (const line of lines) console.log(line);
    });
  weights
    .command('list')
    .description('the models of the catalog, and whether their weights are here')
    .addOption(models)
    .action(async (options: { models: string }) => {
      const { list } = await import('./models.ts');
      for (const line of await list(options.models)) console.log(line);
    });
  return weights;
}
