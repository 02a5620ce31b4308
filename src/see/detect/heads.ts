import type { Kind } from '../../base/domain.ts';
import type { Head } from './head.ts';
import { centernetHead } from './heads/centernet.ts';
import { rtdetrHead } from './heads/rtdetr.ts';
import { yolov5Head } from './heads/yolov5.ts';
import { yolov8Head } from './heads/yolov8.ts';
import { yolov10Head } from './heads/yolov10.ts';
import { yoloxHead } from './heads/yolox.ts';

/** Makes a head. @param size side of the model's square input, pixels @param classes what each class means to Roost */
export type MakeHead = (size: number, classes: readonly (Kind | undefined)[]) => Head;

/** Families of detectors whose output Roost reads. */
export const HEADS = {
  yolox: yoloxHead,
  yolov5: yolov5Head,
  yolov8: yolov8Head,
  yolov10: yolov10Head,
  rtdetr: rtdetrHead,
  centernet: centernetHead,
} satisfies Record<string, MakeHead>;

export type HeadName = keyof typeof HEADS;
