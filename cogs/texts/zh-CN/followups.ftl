### Going on from a result.

button-finer = 更精细
button-finer-confirm = 绘制：{ $cost } 点
followup-finer = **更精细：**{ $count } 张，{ $size }，{ $quality }。需要 { $cost } 点，你还有 { $left } 点。
refused-finest = 没有更精细的了：这已经是最高质量，也没有同样比例的更大尺寸。
refused-choices-gone = 这张图片的尺寸或质量已不再提供。请用 `/imagine` 重新选择。
refused-price-changed = 价格已变：现在是 { $cost } 点，没有扣除任何点数。请再按一次 **更精细**。
refused-slow = 查询用时过长，没有扣除任何点数。请再试一次。
refused-deleted = 那张图片已被删除。
result-finer = { $who } 要了更精细的版本（{ $link }）：{ $prompt }
result-edited = { $who } 接着画（{ $link }）：{ $prompt }
button-edit = 编辑
followup-title-edit = 修改后再画
followup-title-start = 以此图为起点
