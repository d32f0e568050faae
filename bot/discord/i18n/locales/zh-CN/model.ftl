### /model: endpoint, inputs and prices. $value and $options are JSON.

name-model = 模型
command-model = 模型信息和价格
model-inputs = 输入
model-required = 必填，最多 { $most } 个字符
model-default = 默认 { $value }
model-options = 可选 { $options }
model-constant = 固定为 { $value }
model-credits = 每张图片的积分

## Notes on inputs. An input without a note here shows the note in the model file.

model-note-prompt = 要画什么。需要出现在图中的文字请加引号。
model-note-size = 宽 × 高，单位为像素。
model-note-image-size = 宽 × 高，单位为像素。
model-note-quality = 质量越高，耗时越长，花费越多。
model-note-num-images = 每次请求的图片数量；按张扣除积分。
model-note-safety-tolerance = 1 最严格，6 最宽松；由运营者设置。
