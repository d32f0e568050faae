### /quota-admin usage, top and export.

name-quota-admin-usage = 用量
command-quota-admin-usage = 按天、成员和质量查看用量图表
name-quota-admin-top = 排行
command-quota-admin-top = 用量最多的成员及其占比
name-quota-admin-export = 导出
command-quota-admin-export = 以 CSV 文件导出全部积分记录，仅你可见
optname-usage-days = 天数
option-usage-days = 包含今天在内的天数；不填为 30
optname-export-from = 起始
optname-export-to = 结束
option-export-day = 日期，格式 YYYY-MM-DD；不填为最近 30 天
usage-title = { $first } 至 { $last }：{ $credits } 积分
usage-outcomes = 请求：完成 { $delivered }，失败 { $failed }，取消 { $cancelled }，进行中 { $open }
usage-more = … 以及另外 { $more } 名成员
usage-chart-days = 每日积分
usage-chart-members = 按成员的积分
usage-chart-quality = 按质量的积分
usage-chart-rest = 其他
ledger-export-done = { $first } 至 { $last }：{ $rows } 条。时间为 UTC；请把 id 列作为文本导入。
ledger-export-left-out = 有 { $rows } 条超出上传限制。请用 `from` { $day } 获取其余部分。
export-refused-day = 这不是日期：请写成 YYYY-MM-DD，例如 2027-01-31。
export-refused-order = 起始日期晚于结束日期：请对调。
export-refused-size = 单独一天就超过这里的上传限制。请向机器人运营者索取文件。
