import { sentences } from './fit.ts';
import { camerasSaidZh } from './zh-cameras.ts';
import { errorsZh } from './zh-errors.ts';
import { exportsZh } from './zh-exports.ts';
import { modelsSaidZh } from './zh-models.ts';
import { recordsSaidZh } from './zh-records.ts';
import { troublesZh } from './zh-troubles.ts';

const plainZh = {
  words: '{words:words}',
  several: '{all:sayings}',
  'n-times': '{why:known}（{times:n} 张）',
  'it-does': '{why:known}',
  about: '{what}：{why:known}',
} as const;

/** 监测主机说的话，每个代码一句。 */
export const saidZh = sentences({
  ...troublesZh,
  ...camerasSaidZh,
  ...modelsSaidZh,
  ...recordsSaidZh,
  ...exportsZh,
  ...errorsZh,
  ...plainZh,
});
