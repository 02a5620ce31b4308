import { expect, it } from 'vitest';
import { shown } from '../../src/base/shown.ts';

it.each([
  ['红外相机/鸟 🐦 "a" -b.mp4', '红外相机/鸟 🐦 "a" -b.mp4'],
  ['two\nlines\r.mp4', 'two\\nlines\\r.mp4'],
  ['\u001b[2Jgone\u0000', '\\u001b[2Jgone\\u0000'],
  ['gnp.\u202e4pm', 'gnp.\\u202e4pm'],
  ['\u007f\u009b', '\\u007f\\u009b'],
])('shows %j on one line', (name, line) => {
  expect(shown(name)).toBe(line);
});
