### The request form. Labels have at most 45 characters.

modal-prompt = 提示词
modal-size = 尺寸
modal-quality = 质量
modal-count = 图片数量
