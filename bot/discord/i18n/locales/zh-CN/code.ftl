### Copy as code.

menu-code = 复制为代码
name-code = 代码
command-code = 用 TypeScript、Python 和 HTTP 写出同样的调用；不会真的绘制
option-code-prompt = 要绘制的内容
button-code = 复制为代码
code-title = 在你自己的代码里对 `{ $model }` 发起同样的调用。密钥从 `FAL_KEY` 读取。
code-files = 提示词较长，所以三种形式以文件提供。
refused-no-result = 这条消息不是 Easel 的图片。请选择一条由 Easel 发布的消息。
