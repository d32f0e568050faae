### 放大和去除背景：针对一张图片的操作，先显示价格。

button-upscale = 放大
button-cutout = 去除背景
menu-upscale = 放大
menu-cutout = 去除背景
button-tool-go = { $number ->
    [0] 开始
   *[other] 第 { $number } 张
}：{ $cost } 积分
followup-upscale = **{ button-upscale }**：图片变大，内容不变。需要 { $cost } 积分，你还有 { $left } 积分。
followup-cutout = **{ button-cutout }**：得到背景透明的 PNG。需要 { $cost } 积分，你还有 { $left } 积分。
refused-tool-none = 没有可用于此操作的模型。请联系运营者。
refused-tool-price = 价格现在是 { $cost } 积分。没有扣除积分。请重新选择该操作，查看新的报价。
