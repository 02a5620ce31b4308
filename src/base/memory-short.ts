/** What onnxruntime, V8, Node and the system say where a program asked for memory and got none. */
const NO_MEMORY =
  /bad_alloc|out of memory|process OOM|allocation failed|failed to allocate memory|cannot allocate memory|ENOMEM/i;

/** True if a message says that a program got no memory that it asked for. */
export function isShortOfMemory(message: string): boolean {
  return NO_MEMORY.test(message);
}

/** What to do about it, as a sentence without its end. */
export const MORE_MEMORY =
  'Set fewer processes under detector in roost.yaml, watch fewer cameras, end what else runs here, or take a machine with more memory';
