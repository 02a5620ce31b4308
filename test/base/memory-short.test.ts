import { expect, it } from 'vitest';
import { isShortOfMemory } from '../../src/base/memory-short.ts';

it.each([
  'Load model from /srv/models/yolox_nano.onnx failed:std::bad_alloc',
  "terminate called after throwing an instance of 'std::bad_alloc'",
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  'FATAL ERROR: Scavenger: semi-space copy Allocation failed - process out of memory',
  'Array buffer allocation failed',
  'spawn ENOMEM',
])('tells that no memory was got: %s', (message) => {
  expect(isShortOfMemory(message)).toBe(true);
});

it.each(['failed:Protobuf parsing failed', 'read ECONNRESET', 'its output boxes is [1], not float32 [2]'])(
  'takes other errors for what they are: %s',
  (message) => {
    expect(isShortOfMemory(message)).toBe(false);
  },
);
