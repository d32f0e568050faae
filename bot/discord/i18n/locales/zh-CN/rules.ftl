### Refusals by server rules. $channels, $roles, $sizes, $qualities and $counts are lists.
### Blocked words are never repeated back.

rules-channel = 此频道未启用 Easel。在本服务器中，可在 { $channels } 使用。
rules-role = 在本服务器中，只有拥有以下任一身份组的成员可以使用 Easel：{ $roles }。
rules-word = 你的提示词中有本服务器禁用的词。请换个说法，没有扣除积分。
rules-model = 本服务器不允许使用该模型。允许的模型：{ $models }。
rules-size = 本服务器不允许该尺寸。可用尺寸：{ $sizes }。
rules-quality = 本服务器不允许该质量。可用质量：{ $qualities }。
rules-count = 本服务器每次最多 { $most } 张图片。可选数量：{ $counts }。
rules-repeat = 在本服务器中，只有拥有以下任一身份组的成员可以重画他人的图片：{ $roles }。想画自己的图，请使用 `/{ name-imagine }`。
