/** 监测主机的故障。 */
export const troublesZh = {
  'clock-before-record': '时钟显示 {shown:time}，早于最新记录（{recorded:time}）',
  'clock-before-build': '时钟显示 {shown:time}，早于本 Roost 的制作时间（{built:time}）',
  'clock-waited-for':
    '{why:said}。时钟正确之前的记录会标为时间不确定；提醒最多等待 {minutes:n} 分钟。请校正时钟，或让本机连上时间服务器',
  'clock-doubtful': '{why:said}。时钟正确之前的记录会标为时间不确定；提醒不再等待。请校正时钟，或让本机连上时间服务器',
  'no-tide': '本次启动后的计数没有对照潮汐：{why:said}',
  'too-many-cameras':
    '{watched:n} 台摄像机超出了 {cores:n} 个处理器核心的能力：1080p 主码流约可接 {main:n} 台，用 640x360 子码流（analysisUrl）约可接 {sub:n} 台。所有摄像机同样会丢帧，每台只看最新一帧；超过 2 秒没有查看的时间不算监测时间。请设置 analysisUrl，或停用部分摄像机（enabled: false）',
  'video-memory-small':
    '剪取片段用的视频放在内存中，只够 {cameras:n} 台摄像机，现在有 {watched:n} 台：请重新启动本机，视频会改放到有空间的地方',
  'disk-full':
    '磁盘快满了：剩余 {free:bytes}，应保留 {floor:bytes}，已没有可以删除的图片或片段。请移走磁盘上的其他文件，或换更大的磁盘',
  'disk-too-small':
    '磁盘太小：常见到访的片段已全部删除，其他片段也在删除。要保留更多，请换更大的磁盘，或调高 retention.mediaGigabytes',
  'room-ends-soon':
    '图片与片段的空间还够用 {left:days}，每天约 {perDay:bytes}（上限 {budget:bytes}，磁盘始终保留 {floor:bytes}）；之后先删除较长的常见到访片段。可以不处理，也可换更大的磁盘，或设置 evidence.clips',
  'database-pages-damaged':
    '数据库损坏：{file}（{why:words}）。损坏页上的内容不再读写。请重新启动 Roost：它会通读该文件，另行保存，并在新数据库中继续计数；之后可尝试 sqlite3 FILE .recover',
  'database-was-damaged':
    '数据库曾损坏，另存为 {file}：此前的计数不在现有计数中。请停止监测主机后尝试 sqlite3 {name} .recover，或恢复{backup:said}；处理完后移走该文件',
  'database-was-empty':
    '数据库内容曾全部丢失，由 {file} 标记：此前的计数不在现有计数中。请停止监测主机后恢复{backup:said}；处理完后移走该文件',
  'database-was-missing':
    '数据库曾不见了，但它的图片还在，由 {file} 标记：此前的计数不在现有计数中。请停止监测主机后恢复{backup:said}；处理完后移走该文件',
  'last-backup': '最近的备份（{at:time}，roost restore {path} NEW_FOLDER）',
  'some-backup': '一份备份',
  'messages-lost': '磁盘拒绝写入期间，丢失了摄像机的 {lost:n} 条消息',
  'nothing-looks': '没有分析任何画面，也没有计数：{why:said}。本机会自动重试',
  'detector-missing': '{cameras:cameras}：由 {used} 代替 {name} 查看：{why:said}。请解决后重新启动监测主机',
  'weights-missing': '本机没有它的权重文件',
  'no-time-for-sweeps':
    '{name} 没有查看全画面：摄像机只给它留下 {cores:n} 个核心中的 {spare:n2} 个。请从 roost.yaml 去掉 detector.sweep，或设置 analysisUrl',
  'no-sweeps': '{name} 没有查看全画面：{why:said}',
  'head-rests': '{head} 没有参与命名：使用中的模型都不提供它需要的特征（{features}）',
  'catalog-only': '只使用目录自带的模型：{why:said}',
  'bundle-missing': '{bundle} 无法使用：{why:said}',
  'taught-lost':
    '教过的 {all:n} 张图片中，有 {lost:n} 张对现用模型不起作用：现用模型与教时的模型不同，又无法重新查看它们：{reasons:reasons}。请重新教，或撤回',
  'box-starting': '监测主机正在启动',
  'store-gone': '现在写入的内容可能丢失：{why:words}',
} as const;
