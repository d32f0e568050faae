### /about.

name-about = 关于
command-about = Easel 是什么、保存了哪些关于你的数据、如何开始
about-what = **Easel** { $version } 根据你的描述画图。提示词会发送给 fal 上的 { $model }。
about-stored = **保存的内容：**你的请求及其所在位置、图片链接、积分及其变动记录、默认设置、举报和 🔁 反应，以及管理员对你的处理。
about-seen = **谁能看到：**发布的图片和提示词，频道里的所有人都能看到。服务器的管理者可以按编号查看请求；对于从未分享或被举报的私密请求，只能看到请求者、时间、花费和结果，看不到提示词。运营者可以访问数据库。
about-kept = 提示词和已完成的请求会在 { $days } 天后删除；积分变动记录会保留。
about-kept-always = 已完成的请求会一直保留。
about-rights = `/privacy { name-privacy-export }` 可获取你的数据副本；`/privacy { name-privacy-delete }` 会将其清除。频道中的消息不受影响，请自行删除。
about-start = 从 `/{ name-imagine }` 或 `/{ name-ideas }` 开始；`/{ name-quota }` 查看你的积分。有疑问？请联系本服务器的管理员。
button-about-data = 你的数据
button-guide = 使用指南
button-support = 支持
