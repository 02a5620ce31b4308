/** 各种导出格式，每种一句。 */
export const exportsZh = {
  'export-camtrap-dp': 'Camtrap DP 1.0.2 压缩包：布设、媒体、观测；可附带图片与片段',
  'export-darwin-core': 'Darwin Core 压缩包：每次到访一条出现记录；保护物种的位置已模糊',
  'export-megadetector': 'MegaDetector 批处理输出 1.6（JSON）：每张截图及其中动物的框与名称',
  'export-record-table': 'camtrapR 记录表：独立记录，含每次事件的 n_images 与 count_max',
  'export-operation-matrix': 'camtrapR 相机运行矩阵：各监测点每天有监测的比例；没有布设处为 NA',
  'export-camera-table': 'camtrapR 相机表：各相机何时布设在何处，未监测的时段列为 Problem',
  'export-effort': '按监测点、相机和日的监测时间：监测小时数与未监测的原因；每小时只计一次，可直接相加',
  'export-detection-history': '用于占域模型的探测历史：每个类群与监测点一行，每若干天一列',
  'export-occasion-effort': '与探测历史配套的监测时间：各监测点每期的相机日；没有布设处为 NA',
  'export-species-accumulation': '按期的物种累积：已有物种数、稀疏化曲线、Chao2 及其 95 % 区间',
  'export-activity': '各类群一天中各小时的活动，按监测时间加权；没有监测处为空',
  'export-tallies': '按日、相机和类群的统计（CSV），含监测时间；没有监测处为空',
  'export-tallies-json': '同样的统计（JSON）；没有监测处为 null',
  'export-corrected-counts': '各类群的到访次数（CSV），按随机样本的审核修正误认，附 95 % 区间',
} as const;
