import type { Kind } from '../domain.ts';
import type { Head } from './head.ts';
import { yoloxHead } from './heads/yolox.ts';

/** What makes a head: side of the model's square input in pixels, and what each of its classes means to Roost. */
export type MakeHead = (size: number, classes: readonly (Kind | undefined)[]) => Head;

const HEADS = {
  yolox: yoloxHead,
} satisfies Record<string, MakeHead>;

/** Families of detectors whose output Roost reads. */
export type HeadName = 'yolox' | 'yolov5' | 'yolov8' | 'yolov10' | 'rtdetr' | 'centernet';

/** The head of that name. */
export function headOf(name: HeadName): MakeHead {
  return HEADS[name as keyof typeof HEADS];
}
