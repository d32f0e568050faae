### /about.

name-about = 关于
command-about = Easel 是什么、保存了哪些关于你的内容、从哪里开始
about-what = **Easel** { $version } 根据描述画图，使用 fal 上的 { $model }；你的提示词会发送到那里。
about-stored = 保存的内容：你请求了什么、在哪里请求，图片地址，积分及其变动，你的默认设置、举报和重复反应，以及管理员对你的决定。
about-seen = 谁能看到：发布的图片和提示词，该频道里的所有人都能看到。管理服务器的人可以按 ID 查看请求；对于既没有分享也没有被举报的私密请求，只能看到是谁、何时请求、花了多少积分、结果如何，看不到提示词。运营者拥有数据库。
about-kept = 提示词和已完成的请求会在 { $days } 天后删除；积分变动会保留。
about-kept-always = 运营者没有设置已完成请求的删除期限。
about-rights = `/privacy { name-privacy-export }` 可以取得所保存的关于你的全部内容；`/privacy { name-privacy-delete }` 可以将其清除。频道中的消息需由你自行删除。
about-start = 从 `/{ name-imagine }` 或 `/{ name-ideas }` 开始；`/{ name-quota }` 显示你的额度和积分。指南是 Easel 文件中的 `docs/guide.md`。关于这个机器人的问题，请询问本服务器的管理员：他们知道由谁运营。
