### /help: one screen with the most important commands, whose descriptions follow help-title.

name-help = 帮助
command-help = 最常用的命令和按钮
help-title = **Easel** 根据你的描述画图：
help-buttons = **图片下方：**🔁 再画一次，✏️ 修改提示词，⬆️ 提高质量，其余功能在 **{ button-more }** 里。
help-admins = **管理员：**
