import { RoostError } from '../../../../base/errors.ts';
import type { TfliteOperator } from './model.ts';

/** An error that names an operator and its place in the graph. */
export function operatorFault({ index, name, outputs }: TfliteOperator, message: string, hint = ''): RoostError {
  const place = `operator ${index} (${name} to ${outputs[0]?.name ?? 'no output'})`;
  return new RoostError('convert TFLite model', place, message, hint);
}
