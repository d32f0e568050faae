### The message after Easel was added to a server.

welcome-title = **感谢添加 Easel！** 成员用 `/{ name-imagine }` 画图。
welcome-limit = 每人每天有 { $credits } 积分，大约能画 { $pictures } 张图。
welcome-admins = **管理员：**用 `/{ name-settings }` 设置频道、身份组和尺寸，用 `/quota-admin { name-quota-admin-default }` 设置每日上限，用 `/quota-admin { name-quota-admin-ceiling }` 设置本服务器的总上限。
button-open-settings = 打开设置
