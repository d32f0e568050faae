### /privacy: one's own data, to take along or to have erased.

name-privacy = privacy
command-privacy = 你自己的数据：导出或清除
name-privacy-export = 导出
command-privacy-export = 把所有服务器上保存的关于你的全部内容导出为一个文件
name-privacy-delete = 清除
command-privacy-delete = 清除你在这里的提示词和图片；会先确认一次
export-done = 这是保存的关于你的全部内容：{ $count } 条记录。请先阅读其中的 README.txt。
export-left-out = 受 Discord 上传限制，最早的 { $count } 条记录放不下；可以向运营者索取。
export-direct = 无法在这里附上你的数据，已通过私信发送。
export-readme =
    Easel 在你使用过它的每个服务器上保存的关于你的内容。
    每个文件都是 JSON 格式的记录列表，最新的在前。时间为 UTC，ID 为 Discord 的 ID。
    其他人的 ID 已省略。

    generations    你请求画的内容：提示词、选项、图片地址、费用
    ledger         你的积分的每一次变动
    counters       你每天的用量，以及剩余的赠送积分
    erased_use     你上次清除数据之前今天已用的积分
    bot_state      你上次清除数据之前被模型的内容政策拒绝的时间，以及管理员得知的时间
    limits         管理员为你设置的每日上限
    blocks         你被禁用画图的服务器，以及你做出的禁用
    audit          管理员对你做出的更改，以及你做出的更改
    reports        你举报的图片
    member_defaults  你未指定时的默认设置
    reactions      已处理的你的重复反应
export-readme-left = 因空间不足而省略：
refused-export-soon = 你刚刚已获得数据。请一分钟后再试。
refused-export-undelivered = Discord 在这里和私信中都没有接收该文件。请允许来自本服务器的私信，然后重试。
button-erase = 清除我的数据
erase-question =
    要清除 Easel 在所有服务器上保存的关于你的内容吗？此操作无法撤销。
    • 你的提示词、图片地址、默认设置以及指向你消息的链接会被删除。剩余的赠送积分将作废。
    • 账目所需的内容（时间、积分数量）会保留，但不含你的身份。
    • 管理员对你的禁用和上限会保留，今天已用的积分在当天结束前仍然计入，被模型的内容政策拒绝的次数在六小时内仍然计入。
    • 频道中的消息需由你自行删除；运营者的备份会晚些时候才清除。
    如需保留副本，请先使用 `/privacy { name-privacy-export }`。此确认的失效时间：{ $until }。
erase-done = 完成：已清空 { $count } 个请求，账目中保留的内容不再包含你的身份。频道中的消息需由你自行删除。
refused-erase-open = 你还有 { $count } 个请求正在绘制。请等它们完成后再试；没有清除任何内容。
refused-erase-late = 这个确认已过期。请再次使用 `/privacy { name-privacy-delete }`；没有清除任何内容。
refused-erase-not-yours = 只有提出清除的人才能确认。没有清除任何内容。
