### The request form. Labels have at most 45 characters.

modal-prompt = プロンプト
modal-size = サイズ
modal-quality = 品質
modal-count = 枚数
