import type { InferenceSession } from 'onnxruntime-node';

type Metadata = readonly InferenceSession.ValueMetadata[];

/**
 * The name of the tensor that is meant: the one that is wanted, or the only one there is.
 * @param what `input` or `output`, for the message
 * @throws Error where none is named and there are several
 */
export function nameOf(metadata: Metadata, wanted: string | undefined, what: string): string {
  if (wanted !== undefined) return wanted;
  if (metadata.length === 1) return metadata[0]!.name;
  throw new Error(
    `it has ${metadata.length} ${what}s (${metadata.map(({ name }) => name).join(', ')}), and its manifest does not say which one is meant`,
  );
}

/**
 * Looks whether a model has a tensor of that name, type and shape. A side that the model leaves open takes any length,
 * and one that is said to vary may have any.
 * @throws Error in words where it has not
 */
export function expectTensor(metadata: Metadata, name: string, shape: readonly (number | string)[]): void {
  const found = metadata.find((entry) => entry.name === name);
  if (!found?.isTensor)
    throw new Error(`it has no tensor named ${name}, but ${metadata.map((entry) => entry.name).join(', ')}`);
  // Of an output that is the end of a suppression some models do not even say how many axes it has.
  const untold = found.shape.length === 0 && shape.some((side) => typeof side === 'string');
  if (found.type !== 'float32' || !(untold || fits(found.shape, shape)))
    throw new Error(`its tensor ${name} is ${found.type} [${found.shape}], not float32 [${shape}]`);
}

/** True where both have as many axes, and all whose length both tell are of the same. */
export function fits(found: readonly (number | string)[], wanted: readonly (number | string)[]): boolean {
  return (
    found.length === wanted.length &&
    found.every((n, i) => typeof n === 'string' || typeof wanted[i] === 'string' || n === wanted[i])
  );
}
