### Copy as code.

menu-code = 复制为代码
name-code = 代码
command-code = 用 TypeScript、Python 和 HTTP 显示 API 调用代码；不会真的绘制
option-code-prompt = 写入代码的提示词
button-code = 复制为代码
code-title = 这个请求对应的 `{ $model }` 代码。API 密钥从 `FAL_KEY` 读取。
code-files = 提示词较长，代码以三个文件附上。
code-references = { $count } 张原图不公开，请把地址换成你自己的图片地址。
refused-no-result = 这条消息不是 Easel 的图片。请选择一条由 Easel 发布的消息。
