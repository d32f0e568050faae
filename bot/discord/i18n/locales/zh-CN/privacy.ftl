### /privacy: export and erasure of a member's data.

name-privacy = privacy
command-privacy = 导出或清除你的数据
name-privacy-export = 导出
command-privacy-export = 把所有服务器上关于你的全部数据下载为一个文件
name-privacy-delete = 清除
command-privacy-delete = 清除你在所有服务器上的提示词和图片链接；会先让你确认
name-privacy-editing = 编辑许可
command-privacy-editing = 选择他人能否用 Easel 编辑你的图片，对所有服务器生效
optname-allowed = 允许
option-editing-allowed = 在服务器允许的情况下，他人能否编辑你的图片
editing-allowed-done = 在服务器允许的情况下，他人可以编辑你的图片。
editing-refused-done = 现在只有你自己可以用 Easel 编辑你的图片。
export-done = 这是保存的关于你的全部数据：{ $count } 条记录。请先阅读其中的 README.txt。
export-left-out = 最早的 { $count } 条记录超出了 Discord 的上传限制。其余部分请向运营者索取。
export-direct = 无法在这里附上文件，已通过私信发送。
export-readme =
    Easel 在你使用过它的每个服务器上保存的关于你的全部数据。
    每个文件都是 JSON 格式的记录列表，最新的在前。时间为 UTC，ID 为 Discord 的 ID。
    不包含其他人的 ID。
    generations    你的请求：提示词、选项、图片链接、费用
    ledger         每一笔积分变动
    counters       你每天的用量，以及剩余的赠送积分
    erased_use     你上次清除数据之前的今日用量
    bot_state      你上次清除数据之前，提示词被内容政策拦截的时间，以及通知管理员的时间
    limits         管理员为你设置的每日上限
    blocks         你被禁用的服务器，以及你做出的禁用
    audit          管理员对你做出的更改，以及你做出的更改
    reports        你举报的图片
    member_defaults  你的默认设置
    reactions      Easel 已处理的你的 🔁 反应
    edit_opt_outs  你不允许他人编辑你的图片的选择
    edit_consents  最近一天内你允许的、或他人允许你的图片编辑
export-readme-left = 因空间不足而省略：
refused-export-soon = 你刚刚下载过数据。请一分钟后再试。
refused-export-undelivered = 在这里和私信中都无法发送文件。请允许来自本服务器的私信后再试。
button-erase = 清除我的数据
erase-repeats = 其他成员重画你的图片时，图片会保留，但完成后其中的提示词会被清除。
erase-repeats-kept = 其他成员重画你的图片的请求中仍保留你的提示词。
erase-question =
    要清除 Easel 在所有服务器上保存的关于你的数据吗？此操作无法撤销。
    • **清除：**你的提示词、图片链接、默认设置以及指向你消息的链接。赠送积分将作废。
    • **保留：**不含你身份的积分变动记录、管理员的禁用和上限、关于编辑你的图片的选择、今天的用量（到当天结束）、被内容政策拦截的记录（六小时）。
    • **重画：**{ $repeats }
    • **不受影响：**频道中的消息（可自行删除），以及运营者的备份（会在之后删除）。
    如需保留副本，请先使用 `/privacy { name-privacy-export }`。此确认的失效时间：{ $until }。
erase-done = 完成：已从 { $count } 个请求中清除你的数据，积分变动记录也不再包含你的身份。频道中的消息请自行删除。
refused-erase-open = 你还有 { $count } 个请求正在进行。请等它们完成后再试。没有清除任何内容。
refused-erase-late = 这个确认已过期。请再次使用 `/privacy { name-privacy-delete }`。没有清除任何内容。
refused-erase-not-yours = 只有发起此操作的人才能确认。没有清除任何内容。
